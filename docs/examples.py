"""Does every command in the documents print what they show? `make docs` writes anew what it prints."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # else this file would stand for the folder `examples`

from docs.blocks import Block, Sandbox, Shown, is_match, parts_of, renewed
from docs.sandbox import ROOT, VERDICTS, Printed, run_all, write_file

REFUSED = "(pre-receive hook declined)"
BEHIND = " ! [rejected] "


class Outcome(NamedTuple):
    """One command of a document with what it shows and what was printed."""

    shown: Shown
    printed: Printed

    @property
    def is_broken(self) -> bool:
        """Whether the command failed; a verdict or a refusal by paraph is no failure, also where a push is refused; nor
        is a push that git refuses, where the document shows that it does."""
        code, command = self.printed.exit_code, self.shown.command
        is_refused = "git push" in command and any(REFUSED in line for line in self.printed.lines)
        is_refused = is_refused or any(BEHIND in line for line in self.shown.output)
        return code != 0 and not is_refused and not (code in VERDICTS and command.startswith("paraph "))

    @property
    def is_true(self) -> bool:
        """Whether the document tells the truth."""
        return not self.is_broken and is_match(self.shown.output, self.printed.lines)


def documents() -> list[Path]:
    """The README and everything below docs, but for the records of decisions."""
    pages = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "decisions")
    return [ROOT / "README.md", *pages]


def outcomes(text: str, folder: Path) -> list[Outcome]:
    """Run all commands of a document. Raises ValueError where it names no sandbox for them."""
    found: list[Outcome] = []
    for number, (kind, steps) in enumerate(_sandboxes(text)):
        if any(isinstance(step, Shown) for step in steps):
            commands = [_command(step) for step in steps]
            printed = run_all(kind, commands, folder / str(number))
            found += [Outcome(step, out) for step, out in zip(steps, printed, strict=True) if isinstance(step, Shown)]
    return found


def rewritten(text: str, found: list[Outcome]) -> str:
    """The document with the outputs that were printed."""
    lines = text.splitlines()
    for shown, printed in sorted(found, key=lambda outcome: -outcome.shown.start):
        lines[shown.start : shown.end] = renewed(shown.output, printed.lines)
    return "".join(f"{line}\n" for line in lines)


def _command(step: Shown | Block) -> str:
    return step.command if isinstance(step, Shown) else write_file(step.writes, step.text)


def _sandboxes(text: str) -> Iterator[tuple[str, list[Shown | Block]]]:
    kind, steps = "", list[Shown | Block]()
    for part in parts_of(text):
        if isinstance(part, Sandbox):
            yield kind, steps
            kind, steps = part.kind, []
        elif part.language == "console":
            steps += part.shown()
        elif part.writes:
            steps.append(part)
    yield kind, steps


def _renew(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        found = outcomes(text, Path(folder))
    broken = [each for each in found if each.is_broken]
    new = rewritten(text, found)
    if new != text and not broken:
        path.write_text(new, encoding="utf-8")
    name = path.relative_to(ROOT)
    said = [f"{name}: outputs written anew"] if new != text and not broken else []
    return said + [f"{name}: `{each.shown.command}` is broken: {each.printed.lines[-3:]}" for each in broken]


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as workers:
        for said in workers.map(_renew, documents()):
            print(*said, sep="\n", end="\n" if said else "")
