from __future__ import annotations

from paraph.adapters.formats.yaml import read_yaml
from paraph.core.policy.foreign.codeowners import MAX_PATTERNS, import_codeowners
from paraph.core.policy.foreign.notes import Imported
from paraph.core.policy.owners_read import read_owners
from paraph.core.policy.read import read_policy


def imported(text: str, *, is_gitlab: bool = False) -> Imported:
    return import_codeowners(read_owners(text.encode(), "CODEOWNERS", "gitlab" if is_gitlab else "github"))


def names(found: Imported) -> list[str]:
    return [rule.name for rule in read_policy(read_yaml(found.policy.encode(), "written.yaml")).rules]


def test_owned_paths_ask_their_owners_and_others_nobody() -> None:
    found = imported("/src/ @x\n/src/gen/\nbad bad\n")
    assert names(found) == ["code owners", "paths without owners"]
    assert 'paths: ["/src/"]' in found.policy
    assert [(note.line, note.carried) for note in found.notes if note.line > 1] == [(2, "stricter"), (3, "no")]


def test_gitlab_and_long_files_ask_for_every_change() -> None:
    assert names(imported("^[Docs]\n*.md @d\n!/x.md\n[Ops][2]\n*.tf @o\n", is_gitlab=True)) == ["code owners"]
    long = "".join(f"/p{number}/ @x\n" for number in range(MAX_PATTERNS + 1))
    assert names(imported(long)) == ["code owners"]


def test_sections_have_notes() -> None:
    found = imported("^[Docs]\n*.md @d\n!/x.md\n[Ops][2]\n*.tf @o\n", is_gitlab=True)
    said = {note.construct: note.why for note in found.notes}
    assert said["[Docs]"].startswith("optional")
    assert said["[Ops]"] == "2 of its owners"
    assert "excluded" in said["!/x.md"]
