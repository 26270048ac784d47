from __future__ import annotations

import pytest

from core.gate.situations import PEOPLE, change, facts
from paraph.core.detect.owners_gone import owners_gone
from paraph.core.model.change import ChangedFile
from paraph.core.model.facts import OwnerGroup, Ownership
from paraph.core.model.provenance import LineEvidence, PathLines, Provenance
from paraph.core.policy.lookup import index_people

WRITTEN = Provenance(ai_lines=2, added_lines=2, lines=LineEvidence(ai=2, paths=(PathLines("a.py", ai=2),)))


def told(owner: str | None = None, owners: tuple[str, ...] = (), said: Provenance = WRITTEN) -> list[str]:
    owned = (Ownership("a.py", (OwnerGroup(owners),)), Ownership("b.py", (OwnerGroup(("@hal",)),)))
    given = facts(change(files=(ChangedFile("a.py"),)), provenance=said, owner=owner, owners=owned if owners else ())
    return [each.text for each in owners_gone(given, index_people(PEOPLE))]


@pytest.mark.parametrize(
    ("owner", "owners", "found"),
    [
        (None, (), []),
        ("cyd", (), []),
        ("zoe", (), []),
        ("hal", (), ["the owner of AI-written lines has left: Hal (fix: `paraph takeover`)"]),
        (None, ("@hal",), ["the owner of AI-written lines has left: Hal (fix: name somebody in CODEOWNERS)"]),
        (None, ("@hal", "@cyd"), []),
        (None, ("@hal", "@stranger"), []),
        (None, ("@cyd",), []),
    ],
)
def test_who_has_left(owner: str | None, owners: tuple[str, ...], found: list[str]) -> None:
    assert told(owner, owners) == found


def test_nobody_asks_after_lines_that_are_not_known_to_be_by_ai() -> None:
    assert told("hal", ("@hal",), Provenance()) == []
    assert told(None, ("@hal",), Provenance(ai_lines=2)) == []


def test_many_files_are_counted() -> None:
    paths = [f"f{number}" for number in range(8)]
    said = Provenance(ai_lines=8, lines=LineEvidence(ai=8, paths=tuple(PathLines(path, ai=1) for path in paths)))
    owned = tuple(Ownership(path, (OwnerGroup(("@hal",)),)) for path in paths)
    found = list(owners_gone(facts(provenance=said, owners=owned), index_people(PEOPLE)))
    assert [each.path for each in found[:5]] == paths[:5]
    assert found[5].text == "so have those of 3 more files"
