"""What does a survey say of who changed what?"""

from __future__ import annotations

from flows.history_samples import Steps, merged, squashed
from paraph.flows.facts import survey_history
from paraph.flows.facts.survey_history import survey


def test_a_change_is_light_only_when_all_of_it_is_documents_or_tests() -> None:
    landed = [
        squashed(3, "docs/a.md"),
        squashed(2, "docs/a.md", "src/a.py"),
        squashed(1, "tests/test_a.py"),
        squashed(0),
    ]
    assert [each.is_light for each in survey(landed, {}, Steps()).reaches] == [True, False, True, False]


def test_the_widest_dependents_of_a_change_are_kept() -> None:
    found = survey([squashed(1, "a.py", "b.py", "new.py")], {"a.py": (1, 4), "b.py": (2, 9)}, Steps())
    assert found.reaches[0].dependents == 9


def test_kinds_count_for_everyone_who_wrote_a_commit_of_the_change() -> None:
    steps = Steps()
    found = survey([merged(2, "infra/main.tf", authors=("ada", "cleo")), squashed(1, "a.py", author="ben")], {}, steps)
    assert found.kinds_by_address["ada@example.test"]["infrastructure"] == 1
    assert found.kinds_by_address["cleo@example.test"]["infrastructure"] == 1
    assert found.kinds_by_address["ben@example.test"]["infrastructure"] == 0
    assert (steps.done, found.changes, found.newest) == (2, 2, merged(2).landing.commit_time)


def test_shares_are_of_the_changes_that_were_read() -> None:
    found = survey([squashed(2, "infra/main.tf"), squashed(1, "a.py")], {}, Steps())
    assert found.share("infrastructure") == 0.5
    assert survey([], {}, Steps()).share("infrastructure") == 0.0


def test_memory_is_bounded(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(survey_history, "ROWS_KEPT", 2)
    found = survey([squashed(at, "a.py") for at in range(5)], {}, Steps())
    assert (len(found.reaches), found.changes) == (2, 5)
