"""How long do the dependents of every file of a repository take, cold and warm?

A repository of Python, TypeScript, Java and Go files with seeded random imports; the graph of its only commit is
read with an empty cache and with a full one. CPU includes that of the git processes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import histories
from benchmarks.row import Row, Setting, within
from benchmarks.timing import in_turns
from paraph.adapters.git.reader import GitRepository
from paraph.adapters.store.files import FileCache
from paraph.flows.facts.read_graph import GraphRead, read_graph

Text = Callable[[random.Random, int, list[int]], tuple[str, str]]
PACKAGE_FILES = 20
COLD_MILLISECONDS, WARM_MILLISECONDS = 2_000, 50


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


def stream(files: int, seed: int) -> Iterator[bytes]:
    """A `fast-import` stream of one commit that holds the files."""
    yield b"commit refs/heads/main\ncommitter Ada Sample <ada@example.test> 1767225600 +0000\ndata 0\n"
    for path, text in sources(files, random.Random(seed)):
        yield f"M 100644 inline {path}\ndata {len(text)}\n{text}\n".encode()


def read(folder: Path, cache: Path) -> GraphRead:
    """The graph, by a fresh reader."""
    with GitRepository(str(folder)) as repository:
        return read_graph(repository, FileCache(str(cache)), "refs/heads/main")


def figures(setting: Setting) -> Iterator[Row]:
    """Cold once, with a cache of its own each time, and warm."""
    files = 1_000 if setting.quick else 5_000
    with TemporaryDirectory() as name:
        folder = Path(name, "repository")
        histories.start(folder)
        histories.fill(folder, stream(files, setting.seed))
        caches = (Path(name, f"cache-{number}") for number in count())
        cold = in_turns({"cold": lambda: read(folder, next(caches))}, 2)["cold"]
        warm = in_turns({"warm": lambda: read(folder, Path(name, "cache-0"))}, 9)["warm"]
        graph = read(folder, Path(name, "cache-0")).graph
    what = f"dependents of {len(graph.files):,} files, {sum(map(len, graph.importers)):,} imports"
    yield within(f"{what}, cold, CPU", cold.cpu, COLD_MILLISECONDS, "ms")
    yield within(f"{what}, warm, wall", warm.wall, WARM_MILLISECONDS, "ms")
