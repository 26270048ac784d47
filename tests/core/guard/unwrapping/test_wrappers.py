"""Is the command found behind each program that runs another, and not behind one that does not?"""

from __future__ import annotations

import pytest

from core.guard.commands import sight
from paraph.core.guard.runnable import Sight, Text
from paraph.core.guard.unwrapping.wrappers import PREFIXES, unwrapped


@pytest.mark.parametrize("name", sorted(PREFIXES))
def test_every_prefix_leads_to_its_command(name: str) -> None:
    prefix = PREFIXES[name]
    verb = sorted(prefix.verbs)[:1]
    line = [name, *verb, *["x"] * prefix.skipped, "terraform", "destroy"]

    assert [one.words for one in unwrapped(Sight(tuple(line))) or () if isinstance(one, Sight)] == [
        ("terraform", "destroy")
    ]


@pytest.mark.parametrize(
    ("command", "run"),
    [
        ("sudo -u x A=b c d", ["c d"]),
        ("command -v terraform", []),
        ("env -u X A=b c", ["c"]),
        ("xargs -n 1 -I% c % d", ["c \0 d"]),
        ("echo a b | xargs c", ["c a b"]),
        ("find x -name y -exec c {} +", ["c x/found"]),
        ("find x y -exec c {} \\;", ["c x", "c y"]),
        ("find . -delete", ["rm -r ."]),
        ("flock /x c d", ["c d"]),
        ("poetry add x", []),
        ("npx -p a c", ["c"]),
    ],
)
def test_what_is_run(command: str, run: list[str]) -> None:
    found = [one for one in unwrapped(sight(command)) or () if isinstance(one, Sight)]

    assert [" ".join(one.words) for one in found] == run


@pytest.mark.parametrize("command", ["su - x -c 'c d'", "env -S 'c d'", "env --split-string='c d'", "script -c 'c d'"])
def test_a_text_that_is_run(command: str) -> None:
    assert [one.text for one in unwrapped(sight(command)) or () if isinstance(one, Text)] == ["c d"]


def test_other_programs_are_no_wrappers() -> None:
    assert unwrapped(Sight(("ls",))) is None
