"""Is every command documented, and does every link in the documents lead somewhere?"""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from architecture.tree import offenders, tracked_files
from docs import commands, policy_keys
from paraph.cli.verbs import VERBS

DOCUMENTS = [path for path in tracked_files() if path.suffix == ".md" and "golden" not in path.parts]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")


@pytest.mark.parametrize("made", [commands, policy_keys], ids=["commands", "policy"])
def test_the_reference_is_what_the_code_says(made: ModuleType) -> None:
    assert made.PAGE.read_text(encoding="utf-8") == made.page(), "something has changed: make docs"


def test_every_verb_has_a_section() -> None:
    written = commands.PAGE.read_text(encoding="utf-8")
    assert [verb for verb in VERBS if not re.search(rf"^## paraph {verb}\b", written, re.MULTILINE)] == []


def broken_links(path: Path) -> list[str]:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    return [target for target in targets if not (path.parent / target).exists()]


def test_links_lead_somewhere() -> None:
    assert len(DOCUMENTS) > 20
    assert offenders(DOCUMENTS, broken_links) == {}
