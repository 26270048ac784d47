"""Does it hold when it is tried thousands of times? `python -m campaign [NAMES…] [--runs N] [--seed S]`.

A campaign is a module of this package with `WHAT` (its claim in a line), `RUNS` (how many make a full one) and
`run(runs, seed) -> Outcome`. Whoever adds one adds a file. The exit code is 1 where a claim did not hold.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import campaign


def campaigns() -> dict[str, ModuleType]:
    """All campaigns by name."""
    names = [found.name for found in iter_modules(campaign.__path__) if not found.name.startswith("_")]
    modules = {name: import_module(f"campaign.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "WHAT")}


def main(words: Sequence[str]) -> int:
    """Run what was asked for and print a line for each; 1 where a claim did not hold."""
    known = campaigns()
    parser = argparse.ArgumentParser(prog="python -m campaign", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAMES", help=f"some of: {', '.join(known)}; all without")
    parser.add_argument("--runs", type=int, help="instead of the count of a full campaign")
    parser.add_argument("--seed", type=int, default=20_260_101, help="for everything that is drawn")
    given = parser.parse_args(words)
    if unknown := set(given.names) - known.keys():
        parser.error(f"no campaign {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return max([_told(name, known[name], given.runs, given.seed) for name in given.names or known])


def _told(name: str, module: ModuleType, runs: int | None, seed: int) -> int:
    sys.stderr.write(f"{name}: {module.WHAT} …\n")
    started = time.monotonic()
    outcome = module.run(module.RUNS if runs is None else runs, seed)
    seconds = time.monotonic() - started
    verdict = f"{len(outcome.failures)} FAILED" if outcome.failures else "all held"
    notes = f"; {outcome.notes}" if outcome.notes else ""
    sys.stdout.write(f"{name}: {outcome.runs:,} runs, seed {seed}, {seconds:.0f} s: {verdict}{notes}\n")
    sys.stdout.writelines(f"  {failure}\n" for failure in outcome.failures[:20])
    sys.stdout.flush()
    return int(bool(outcome.failures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
