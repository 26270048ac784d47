"""Which figures hold on this machine, now? `make bench`, or `python -m benchmarks [ROWS…] [--repo DIR] [--quick]`.

Ratios come from one run: ours and its peer take turns. The exit code is 1 where a figure is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from benchmarks.machine import load, state
from benchmarks.row import Row, Setting, table

MODULES = (
    "startup", "decide", "gate", "replay", "detect", "dependents", "git_reader", "landing", "receive", "verify_export",
    "ledger", "notes", "net_authorship", "blame", "plan_guard", "agent_hook", "webhooks",
    "appends", "replicas", "change_page", "inbox", "server_memory",
)  # fmt: skip
WITH_REPOSITORY = ("gate", "replay", "detect")
WITH_HISTORIES = ("labels",)


def asked(words: Sequence[str]) -> tuple[list[str], Setting]:
    """Which modules to run, and how."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROWS", help=f"some of: {', '.join(MODULES)}; all without")
    parser.add_argument("--repo", default="", metavar="DIR", help="a real repository for gate, replay and detect")
    parser.add_argument("--histories", default="", metavar="DIR", help="a folder of public histories for labels")
    parser.add_argument("--quick", action="store_true", help="small samples: shows that it runs, proves nothing")
    parser.add_argument("--seed", type=int, default=Setting().seed, help="for everything that is generated")
    given = parser.parse_args(words)
    known = WITH_HISTORIES if given.histories else WITH_REPOSITORY if given.repo else MODULES
    if "labels" in given.rows and not given.histories:
        parser.error("labels needs --histories DIR, a folder with clones of the labelled repositories")
    unknown = set(given.rows) - set(known)
    if unknown:
        parser.error(f"no figures {', '.join(sorted(unknown))} here; there are {', '.join(known)}")
    return given.rows or list(known), Setting(given.quick, given.seed, given.repo, given.histories)


def main(words: Sequence[str]) -> int:
    """Print the table; 1 where a figure is missed."""
    names, setting = asked(words)
    before, rows = load(), list[Row]()
    for name in names:
        sys.stderr.write(f"measuring {name} …\n")
        rows.extend(import_module(f"benchmarks.{name}").figures(setting))
    sys.stdout.write(f"{table(rows)}\n\n{state(setting.seed)}\nload before {before}, after {load()}\n")
    return int(any(row.is_met is False for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
