"""Is a known program seen behind one that nobody knows?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules, sight
from paraph.core.guard.runnable import NOTHING, Sight
from paraph.core.guard.unwrapping.unknown_programs import commands_in_text, commands_of_unknown


@pytest.mark.parametrize(
    ("command", "seen"),
    [
        ("some-runner terraform destroy", [("terraform", "destroy")]),
        ("some-runner -x 'rm -rf /'", [("rm", "-rf", "/")]),
        ("ansible all -a 'sudo rm -rf /'", [("rm", "-rf", "/")]),
        ("sed '1e rm -rf /' x", [("rm", "-rf", "/")]),
        ("sed s/rm/mv/ x", []),
        ("grep 'rm -rf /' x", []),
        ("some-runner terraform", []),
        ("heroku run rails db:drop", [("rails", "db:drop")]),
        ("heroku logs rails db:drop", []),
    ],
)
def test_what_it_may_run(command: str, seen: list[tuple[str, ...]]) -> None:
    assert [one.words for one in commands_of_unknown(sight(command)) if isinstance(one, Sight)] == seen


def test_all_of_it_is_supposed() -> None:
    found = [one for one in commands_of_unknown(sight("some-runner terraform destroy")) if isinstance(one, Sight)]

    assert [one.is_doubtful for one in found] == [True]
    assert list(commands_of_unknown(found[0])) == []


def test_a_text_of_any_language_is_read_for_commands() -> None:
    place = Sight(("x",), command=NOTHING)

    assert [
        one.words for one in commands_in_text('(shell-command "kubectl delete ns x")', place) if isinstance(one, Sight)
    ] == [("kubectl", "delete", "ns", "x")]
    assert rules("emacs --batch --eval '(shell-command \"kubectl delete ns x\")'") == ["kubectl.namespace"]
