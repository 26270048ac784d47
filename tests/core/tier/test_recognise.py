from __future__ import annotations

from paraph.core.model.change import Change, ChangedFile
from paraph.core.model.facts import Facts, Repository
from paraph.core.tier.recognise import recognised


def facts(*files: ChangedFile) -> Facts:
    return Facts(Repository("shop"), Change("1" * 40, "2" * 40, files=files), 0)


def test_a_file_whose_kind_nobody_gave_is_recognised_by_its_path() -> None:
    found = recognised(facts(ChangedFile("infra/main.tf"), ChangedFile("docs/a.md")))
    assert [each.kinds for each in found.change.files] == [("infrastructure",), ("docs",)]


def test_what_was_given_stands() -> None:
    given = facts(ChangedFile("infra/main.tf", kinds=("docs",)), ChangedFile("a.bin", kinds=()))
    assert recognised(given) is given
    mixed = recognised(facts(ChangedFile("infra/main.tf", kinds=("docs",)), ChangedFile("b.tf")))
    assert [each.kinds for each in mixed.change.files] == [("docs",), ("infrastructure",)]


def test_a_mode_on_either_side_counts() -> None:
    made_executable = ChangedFile("docs/a.md", old_mode="100644", new_mode="100755")
    assert recognised(facts(made_executable)).change.files[0].kinds != ("docs",)
