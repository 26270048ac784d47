"""Does deleting any single check of the core turn the tests red?

`python -m benchmarks.mutate [MODULE…]` changes one thing at a time in each module of `core`, runs the tests that
reach the changed line, and prints how many changes were noticed. Modules of the gate are tried in full, of the
others a sample; each has a process of its own, and each change a fork of it.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from benchmarks.mutants import mutants
from benchmarks.mutation_reach import CORE, ROOT, Reach, probe
from benchmarks.mutation_tests import Outcome, Trial

FLOOR = 90.0
SAMPLE = 30
# Tables of facts are held by their own cases; a model is data.
LEFT_OUT = ("model/", "errors.py", "kind_table.py", "vocabulary.py", "detect/catalogue.py", "grammar.py")


class Tally(NamedTuple):
    """What came of one module: all changes there are, those tried, those noticed, and the others in words."""

    module: str
    possible: int
    tried: int
    killed: int
    survivors: list[str]
    seconds: float

    @property
    def rate(self) -> float:
        """Per cent of the tried changes that were noticed; 100 where there is nothing to change."""
        return 100.0 * self.killed / self.tried if self.tried else 100.0


def main() -> int:
    """Exit code 1 below the floor, or where a module could not be tried."""
    options = _parser().parse_args()
    if options.into:
        _work(options)
        return 0
    started = time.monotonic()
    sample = f"at most {options.sample}" if options.sample else "all changes"
    print(f"seed {options.seed}; {sample} a module outside the gate; floor {options.floor:g} %", flush=True)
    modules = list(_chosen(options.modules))
    if not modules:
        _parser().error(f"no module of core is called {' or '.join(options.modules)}: write gate/veto.py")
    with tempfile.TemporaryDirectory() as folder:
        options.reach = Path(folder, "reach")
        _call("--into", str(options.reach), "--seed", str(options.seed), *modules)
        failed = sorted(_reach(options.reach).failed)
        print(f"{len(failed)} tests fail without any change {failed or ''}", flush=True)
        with ThreadPoolExecutor(options.jobs) as pool:
            tallies = list(pool.map(lambda module: _shown(_run(module, options)), modules))
    tried, killed = sum(each.tried for each in tallies), sum(each.killed for each in tallies)
    rate = 100.0 * killed / tried if tried else 0.0
    print(f"{'all':44} {killed:5} of {tried:5} noticed {rate:6.1f} %  {time.monotonic() - started:6.0f} s")
    return 0 if rate >= options.floor and not failed else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutate", description=__doc__)
    parser.add_argument("modules", nargs="*", help="below core, such as gate/veto.py or policy/read*.py")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="changes a module outside the gate; 0: all")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--floor", type=float, default=FLOOR, help="per cent of changes that must be noticed")
    parser.add_argument("--jobs", type=int, default=1, help="modules tried at the same time")
    parser.add_argument("--reach", type=Path, help=argparse.SUPPRESS)  # a process for one module reads it,
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)  # and one that tries nothing writes it
    return parser


def _chosen(wanted: list[str]) -> Iterator[str]:
    for path in sorted(CORE.rglob("*.py")):
        module = path.relative_to(CORE)
        if module.name == "__init__.py":
            continue
        is_data = any(part in module.as_posix() for part in LEFT_OUT)
        if any(module.match(each) for each in wanted) if wanted else not is_data:
            yield module.as_posix()


def _run(module: str, options: argparse.Namespace) -> Tally:
    started = time.monotonic()
    sample = 0 if module.startswith("gate/") else options.sample
    asked = ("--reach", str(options.reach), "--sample", str(sample), "--seed", str(options.seed), module)
    with tempfile.NamedTemporaryFile("r") as file:
        code = _call("--into", file.name, *asked)
        head, *lines = [json.loads(line) for line in file] or [{"possible": 0}]
    survivors = [f"{line['line']}: {line['words']}{line['note']}" for line in lines if line["outcome"] == "survived"]
    if code:
        return Tally(module, 0, 1, 0, [f"0: could not be tried: exit code {code}"], 0.0)
    return Tally(module, head["possible"], len(lines), len(lines) - len(survivors), survivors,
                 time.monotonic() - started)  # fmt: skip


def _call(*arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", "benchmarks.mutate", *arguments], cwd=ROOT, check=False).returncode


def _reach(path: Path) -> Reach:
    reach: Reach = pickle.loads(path.read_bytes())
    return reach


def _shown(tally: Tally) -> Tally:
    sampled = f" (of {tally.possible})" if tally.tried < tally.possible else ""
    print(
        f"{tally.module:44} {tally.killed:5} of {tally.tried:5} noticed {tally.rate:6.1f} %  "
        f"{tally.seconds:6.0f} s{sampled}"
    )
    for survivor in tally.survivors:
        print(f"    line {survivor}")
    sys.stdout.flush()
    return tally


def _work(options: argparse.Namespace) -> None:
    """In a process of its own: probe the tests, or try the changes of one module, one JSON object a line."""
    paths = [CORE / module for module in options.modules]
    if not options.reach:
        probe(paths, options.into, options.seed)
        return
    trial = Trial(paths[0], _reach(options.reach), options.seed)
    found = list(mutants(trial.tree))
    chosen = found
    if options.sample and options.sample < len(found):
        numbers = random.Random(f"{options.seed} {options.modules[0]}").sample(range(len(found)), options.sample)
        chosen = [found[number] for number in sorted(numbers)]
    with options.into.open("w") as file:
        print(json.dumps({"possible": len(found)}), file=file, flush=True)
        for mutant in chosen:
            outcome = trial.of(mutant)
            note = " (no test comes here)" if outcome is Outcome.UNREACHED else ""
            word = "killed" if outcome is Outcome.KILLED else "survived"
            line = {"outcome": word, "line": mutant.line, "words": mutant.words, "note": note}
            print(json.dumps(line), file=file, flush=True)


if __name__ == "__main__":
    sys.exit(main())
