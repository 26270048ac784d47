"""Is every command documented, and does every link in the documents lead somewhere?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from architecture.tree import ROOT, named, tracked_files
from paraph.cli.verbs import group

REFERENCE = ROOT / "docs" / "reference"
DOCUMENTS = [path for path in tracked_files() if path.suffix == ".md" and "golden" not in path.parts]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")


def commands(command: click.Command, words: str = "paraph") -> Iterator[tuple[str, click.Command]]:
    """Every verb and every verb below a verb, with the words that call it."""
    if not isinstance(command, click.Group):
        yield words, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        if below is not None:
            yield from commands(below, f"{words} {name}")


def test_every_verb_and_option_is_in_the_reference() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in sorted(REFERENCE.rglob("*.md")))
    missing = []
    for words, command in commands(group()):
        missing += [] if f"`{words}" in written or f"# {words}" in written else [words]
        options = {name for option in command.params for name in option.opts if name.startswith("--")}
        missing += [f"{words} {name}" for name in sorted(options) if f"`{name}" not in written]
    assert not missing


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    broken = [target for target in targets if not (path.parent / target).exists()]
    assert not broken, named(path)
