"""Does deleting any single check of the core turn the tests red?

`python -m benchmarks.mutate [MODULE…]` changes one thing at a time in each module of `core`, runs the tests that
reach the changed line, and prints how many changes were noticed. Modules of the gate are tried in full, of the
others a sample; each has a process of its own, and each change a fork of it.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from benchmarks.mutants import mutants
from benchmarks.mutation_tests import Outcome, Trial, tests_of

ROOT = Path(__file__).parents[1]
CORE = ROOT / "src" / "paraph" / "core"
FLOOR = 90.0
SAMPLE = 30
# Tables of facts are held by their own cases; a model is data.
LEFT_OUT = ("model/", "errors.py", "tier/kind_table.py", "detect/vocabulary.py", "policy/grammar.py")


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
    """Exit code 1 below the floor, or where tests fail without any change."""
    options = _parser().parse_args()
    if options.worker:
        _work(CORE / options.modules[0], options.sample, options.seed)
        return 0
    started = time.monotonic()
    print(
        f"seed {options.seed}, at most {options.sample or 'all'} a module outside the gate, floor {options.floor:g} %"
    )
    with ThreadPoolExecutor(options.jobs) as pool:
        tallies = list(pool.map(lambda module: _shown(_run(module, options)), _chosen(options.modules)))
    tried, killed = sum(each.tried for each in tallies), sum(each.killed for each in tallies)
    rate = 100.0 * killed / tried if tried else 0.0
    print(f"{'all':44} {killed:5} of {tried:5} noticed {rate:6.1f} %  {time.monotonic() - started:6.0f} s")
    return 0 if tried and rate >= options.floor else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutate", description=__doc__)
    parser.add_argument("modules", nargs="*", help="below core, such as gate/veto.py or policy/read*.py")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="changes a module outside the gate; 0: all")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--floor", type=float, default=FLOOR, help="per cent of changes that must be noticed")
    parser.add_argument("--jobs", type=int, default=1, help="modules tried at the same time")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
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
    command = [sys.executable, "-m", "benchmarks.mutate", "--worker", module]
    command += ["--sample", str(sample), "--seed", str(options.seed)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        return Tally(module, 0, 1, 0, [f"0: could not be tried: exit code {done.returncode}"], 0.0)
    head, *lines = [json.loads(line) for line in done.stdout.splitlines()]
    survivors = [f"{line['line']}: {line['words']}{line['note']}" for line in lines if line["outcome"] == "survived"]
    return Tally(module, head["possible"], len(lines), len(lines) - len(survivors), survivors,
                 time.monotonic() - started)  # fmt: skip


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


def _work(path: Path, sample: int, seed: int) -> None:
    """Try the changes of one module; one JSON object a line, the first about the module."""
    trial = Trial(path, tests_of(path), seed)
    found = list(mutants(trial.tree))
    chosen = found
    if sample and sample < len(found):
        numbers = random.Random(f"{seed} {path.name}").sample(range(len(found)), sample)
        chosen = [found[number] for number in sorted(numbers)]
    print(json.dumps({"possible": len(found)}), flush=True)
    for mutant in chosen:
        outcome = trial.of(mutant)
        note = "" if outcome is not Outcome.UNREACHED else " (no test comes here)"
        survived = outcome in (Outcome.SURVIVED, Outcome.UNREACHED)
        words = {"outcome": "survived" if survived else "killed", "line": mutant.line, "words": mutant.words}
        print(json.dumps({**words, "note": note}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
