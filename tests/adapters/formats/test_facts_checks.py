from __future__ import annotations

from paraph.adapters.formats.facts_checks import problems_of_facts
from paraph.core.model.change import Change, Commit
from paraph.core.model.facts import UNREADABLE, Facts, Repository, Unreadable
from paraph.core.model.person import Identity

A = "a" * 40
WHO = Identity("Ada", "ada@example.test")


def test_sound_facts_have_no_problems() -> None:
    gaps = tuple(Unreadable(name, "why") for name in UNREADABLE)
    change = Change(A, "", commits=(Commit(A, WHO, WHO, (A,)),))
    assert problems_of_facts(Facts(Repository("r"), change, 0, unreadable=gaps), "f") == []


def test_each_problem_names_file_and_place() -> None:
    change = Change(A, A, commits=(Commit("", WHO, WHO, ("b",)),))
    found = [problem.what for problem in problems_of_facts(Facts(Repository("r"), change, 0), "f.json")]
    assert found == [
        "f.json: $.change.commits[0].id: '(empty)' is no full object id",
        "f.json: $.change.commits[0].parents[0]: 'b' is no full object id",
    ]
