"""What does Paraph do? See it on the sample shop: `make demo`. Every sentence about the shop is read from it."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

if not __package__:  # started as a file, not as a module
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from examples import guarded, hands, served
from examples.stage import Stage, excerpt

HERE = Path(__file__).resolve().parent
PARAPH = Path(sys.executable).with_name("paraph")
AT_LENGTH = ("the newest of them", "how to read this")
VERDICTS = {0: "allow", 1: "deny", 3: "wait", 4: "cannot_tell"}
Decision = dict[str, Any]


def main() -> None:
    """Clone the shop, gate its open changes, explain one, replay two policies; let an agent write; then guard it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, default=HERE / "sample" / "shop.bundle", help="another sample shop")
    parser.add_argument("--into", type=Path, default=Path("demo"), help="where to clone it")
    parser.add_argument("--port", type=int, default=served.PORT, help="where the server at the end listens")
    parser.add_argument("--no-server", action="store_true", help="end before the server")
    parser.add_argument("--stop", action="store_true", help="end the server of an earlier demo")
    given = parser.parse_args()
    served.stop_earlier(given.into / "served")
    if given.stop:
        return
    shop = clone(given.bundle.resolve(), given.into)
    say("A shop, and what is waiting to go in", *introduction(shop))
    decisions = {branch: gate(shop, branch) for branch in branches(shop)}
    say(f"paraph gate CHANGE: {counted(len(decisions), 'open change')}, one answer each")
    print("\n".join(table(decisions)), *summary(decisions), sep="\n")
    chosen = most_owed(decisions)
    say("paraph explain CHANGE: why, and the cheapest way to green")
    show(shop, "explain", f"main..{chosen}")
    say("paraph replay: what would two policies have asked of the past?")
    shutil.copy(HERE / "policies" / "light.yaml", shop)
    show(shop, "replay", "--all", "--policy", ".paraph/policy.yaml", "--policy", "light.yaml", left_out=AT_LENGTH)
    columns = shutil.get_terminal_size((120, 24)).columns
    hands.tell(Stage(shop / "hands", columns), say)
    guarded.tell(Stage(shop / "guarded", columns), decisions, say)
    say("Now in a repository of your own", *farewell(given.into, chosen))
    if not given.no_server:
        served.tell(Stage(shop / "served", columns), decisions, say, given.port)


def clone(bundle: Path, into: Path) -> Path:
    """A fresh clone with the open changes as local branches. Replaces an earlier demo, and nothing else.

    Raises SystemExit when something else is in the way.
    """
    if into.exists():
        if not (into / ".git" / "paraph-demo").is_file():
            sys.exit(f"{into} exists and is no earlier demo; say where to clone: make demo DEMO='--into DIR'")
        shutil.rmtree(into)
    git(Path.cwd(), "clone", "--quiet", str(bundle), str(into))
    git(into, "fetch", "--quiet", str(bundle), "refs/heads/change/*:refs/heads/change/*")
    (into / ".git" / "paraph-demo").touch()
    (into / ".git" / "info" / "exclude").write_text("/guarded/\n/hands/\n/served/\n/light.yaml\n", encoding="utf-8")
    return into.resolve()


def introduction(shop: Path) -> list[str]:
    """What git says of the shop."""
    dates = git(shop, "log", "--format=%ad", "--date=short", "main").split()
    people = len(set(git(shop, "log", "--format=%ae", "main").split()))
    files = len(git(shop, "ls-files").splitlines())
    size = f"{counted(files, 'file')} and {counted(len(dates), 'commit')} from {dates[-1]} to {dates[0]}"
    return [f"{size} by {counted(people, 'author')}; {counted(len(branches(shop)), 'change')} open."]


def branches(shop: Path) -> list[str]:
    """The open changes."""
    return git(shop, "for-each-ref", "--format=%(refname:short)", "refs/heads/change").split()


def gate(shop: Path, branch: str) -> Decision:
    """The decision on one open change, as any program would get it."""
    decision: Decision = json.loads(paraph(shop, "gate", f"main..{branch}", "--json"))
    return decision


def table(decisions: dict[str, Decision]) -> list[str]:
    """One line a change: its verdict, tier and assistance, and the head of what was found."""
    rows = [("change", "verdict", "tier", "assistance", "why")]
    for branch, decision in decisions.items():
        tier, assistance = decision["tier"], decision["assistance"]
        rows.append((branch, decision["verdict"].replace("_", " "), tier, assistance, decision["summary"]))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    room = max(shutil.get_terminal_size((120, 24)).columns - sum(widths) - 8, 40)
    return [
        "  ".join([cell.ljust(width) for cell, width in zip(row, widths, strict=False)] + [clipped(row[4], room)])
        for row in rows
    ]


def summary(decisions: dict[str, Decision]) -> list[str]:
    """What the table comes to, counted from it."""
    verdicts = Counter(decision["verdict"].replace("_", " ") for decision in decisions.values())
    owed = [owed for decision in decisions.values() for owed in decision["missing"]]
    asked = {name for one in owed if one["is_turn"] for name in one["by"]}
    totals = ", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items()))
    able = counted(len(asked), "person", "people")
    return ["", f"{totals}.", f"{counted(len(owed), 'thing')} owed in all; {able} could give some of it now."]


def most_owed(decisions: dict[str, Decision]) -> str:
    """The change of which most is owed, and so has most to explain."""
    return max(
        decisions, key=lambda branch: (decisions[branch]["verdict"] == "wait", len(decisions[branch]["missing"]))
    )


def farewell(into: Path, chosen: str) -> list[str]:
    """What to type next."""
    return [
        f"Look around in {into}/ first: git -C {into} diff main...{chosen}",
        f"The guarded server is {into}/guarded/server.git; its clone, where you may push, is {into}/guarded/shop.",
        f"The clone in which an agent wrote is {into}/hands/shop: paraph blame works there, and everywhere else.",
        "Then, where your own code is:",
        f"  {PARAPH} init                # drafts people and a policy that only watches",
        f"  {PARAPH} gate                # judges what you have on your branch",
        f"  {PARAPH} replay --since 90d  # what that policy would have asked of the last months",
        f"  {PARAPH} hook install --all    # lets the agents on your machine ask, and tell which lines they write",
        f"  {PARAPH} hook install --local  # puts that down beside each commit made in your clone: both are needed",
        f"  {PARAPH} hook install --server REPO   # lets pushes to a bare repository obey it",
    ]


def show(shop: Path, *words: str, left_out: tuple[str, ...] = ()) -> None:
    """Run one command as a person would, and print what it prints, but for the paragraphs that hold these words."""
    print(f"$ paraph {' '.join(words)}\n", flush=True)
    said = paraph(shop, *words)
    print(*(excerpt(said, lambda paragraph: not any(each in paragraph for each in left_out))), sep="\n")


def paraph(shop: Path, *words: str) -> str:
    """What a command prints. Raises SystemExit when it could not do its work."""
    environment = {**os.environ, "COLUMNS": str(shutil.get_terminal_size((120, 24)).columns)}
    if sys.stdout.isatty():
        environment.setdefault("FORCE_COLOR", "1")
    if "--json" in words:
        environment["NO_COLOR"] = "1"
    done = subprocess.run([PARAPH, *words], cwd=shop, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in VERDICTS:
        sys.exit(f"paraph {' '.join(words)} ended with {done.returncode}")
    return done.stdout


def git(folder: Path, *words: str) -> str:
    """What git prints."""
    return subprocess.run(["git", *words], cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout


def say(heading: str, *lines: str) -> None:
    """Print a heading and sentences below it."""
    print(f"\n── {heading} {'─' * max(3, 100 - len(heading))}\n")
    for line in lines:
        print(line)


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def clipped(text: str, room: int) -> str:
    """A text in one line of at most `room` characters."""
    line = " ".join(text.split())
    return line if len(line) <= room else line[: room - 1] + "…"


if __name__ == "__main__":
    main()
