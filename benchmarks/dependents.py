"""How long do the dependents of every file of a repository take, cold and warm?

Makes a repository of Python, TypeScript, Java and Go files with seeded random imports, reads the graph of
its only commit with an empty cache and with a full one, and prints CPU seconds of this process and of
the git processes it started.

    python benchmarks/dependents.py [FILES] [SEED]
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from paraph.adapters.git.reader import GitRepository
from paraph.adapters.store.files import FileCache
from paraph.flows.read_graph import GraphRead, read_graph

Text = Callable[[random.Random, int, list[int]], tuple[str, str]]
PACKAGE_FILES = 20


def body(chance: random.Random, comment: str, line: str) -> str:
    """About 150 lines, a third of them comments or strings that talk about imports."""
    lines = (comment, line, 'text = "import this from there"', "")
    return "\n".join(chance.choice(lines) for _ in range(150))


def python(chance: random.Random, number: int, others: list[int]) -> tuple[str, str]:
    imports = "\n".join(
        chance.choice([f"from py.p{n // PACKAGE_FILES} import m{n}", f"import py.p{n // PACKAGE_FILES}.m{n} as m{n}"])
        for n in others
    )
    text = f'"""Says import nothing."""\nimport os\n{imports}\n' + body(chance, "# import x", "value = compute(1, 2)")
    return f"py/p{number // PACKAGE_FILES}/m{number}.py", text


def typescript(chance: random.Random, number: int, others: list[int]) -> tuple[str, str]:
    imports = "\n".join(f'import {{ f{n} }} from "../p{n // PACKAGE_FILES}/m{n}";' for n in others)
    text = imports + "\n" + body(chance, "// import x from './y'", "const value = compute(1, 2) / 3;")
    return f"web/p{number // PACKAGE_FILES}/m{number}.ts", text


def java(chance: random.Random, number: int, others: list[int]) -> tuple[str, str]:
    imports = "\n".join(f"import org.p{n // PACKAGE_FILES}.M{n};" for n in others)
    head = f"package org.p{number // PACKAGE_FILES};\n{imports}\npublic class M{number} {{\n"
    text = head + body(chance, "// import x;", "    int value = Compute.one(1, 2);") + "}\n"
    return f"java/org/p{number // PACKAGE_FILES}/M{number}.java", text


def go(chance: random.Random, number: int, others: list[int]) -> tuple[str, str]:
    packages = {n // PACKAGE_FILES for n in others} - {number // PACKAGE_FILES}
    imports = "\n".join(f'\t"example.test/shop/go/p{package}"' for package in sorted(packages))
    head = f"package p{number // PACKAGE_FILES}\n\nimport (\n{imports}\n)\n"
    text = head + body(chance, '// import "x"', "var value = compute(1, 2)")
    return f"go/p{number // PACKAGE_FILES}/m{number}.go", text


def sources(files: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The files, a quarter in each language; most imports point to earlier files, some back, so that rings exist."""
    yield "go.mod", "module example.test/shop\n"
    yield "tsconfig.json", "{}"
    makers: list[Text] = [python, typescript, java, go]
    each = files // len(makers)
    for make in makers:
        for number in range(each):
            near = [chance.randrange(number) for _ in range(chance.randrange(6)) if number]
            back = [chance.randrange(each)] if chance.random() < 0.02 else []
            yield make(chance, number, sorted({*near, *back} - {number}))


def make_repository(folder: Path, files: int, seed: int) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True, env=environment)
    parts = ["commit refs/heads/main\ncommitter Ada Sample <ada@example.test> 1767225600 +0000\ndata 0\n"]
    for path, text in sources(files, random.Random(seed)):
        parts.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n")
    stream = "".join(parts).encode()
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True, env=environment)


def cpu_seconds() -> float:
    """CPU of this process and of its finished children."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def measured(folder: Path, cache: Path) -> tuple[GraphRead, float, float]:
    """The graph with CPU and wall seconds of a fresh reader."""
    cpu, wall = cpu_seconds(), time.perf_counter()
    with GitRepository(str(folder)) as repository:
        read = read_graph(repository, FileCache(str(cache)), "refs/heads/main")
    return read, cpu_seconds() - cpu, time.perf_counter() - wall


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        repository, cache = Path(folder, "repository"), Path(folder, "cache")
        make_repository(repository, files, seed)
        rows = [("cold", *measured(repository, cache)), *(("warm", *measured(repository, cache)) for _ in range(5))]
        graph = rows[0][1].graph
        edges = sum(map(len, graph.importers))
        print(f"{len(graph.files)} files, {edges} edges, widest {max(graph.dependents)} dependents, seed {seed}")
        print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors, Python {sys.version.split()[0]}")
        print(f"cold  CPU {rows[0][2] * 1000:7.0f} ms   wall {rows[0][3] * 1000:7.0f} ms   (reach: 2000 ms CPU)")
        cpu, wall = (min(row[column] for row in rows[1:]) for column in (2, 3))
        print(f"warm  CPU {cpu * 1000:7.0f} ms   wall {wall * 1000:7.0f} ms   (reach: 50 ms)")


if __name__ == "__main__":
    main()
