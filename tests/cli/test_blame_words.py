from __future__ import annotations

import pytest

from paraph.cli.blame_words import Asked, Shown, parted, read_words
from paraph.core.errors import InputError


@pytest.mark.parametrize(
    ("words", "ours", "theirs"),
    [
        (["-q", "-L", "-v", "a", "--json"], ["-q", "--json"], ["-L", "-v", "a"]),
        (["--repo", "x", "--format=json", "-w", "--", "-v"], ["--repo", "x", "--format=json"], ["-w", "--", "-v"]),
        (["-L/-q/", "--since"], [], ["-L/-q/", "--since"]),
        (["--repo"], ["--repo"], []),
    ],
)
def test_words_are_ours_or_of_git(words: list[str], ours: list[str], theirs: list[str]) -> None:
    assert parted(words) == (ours, theirs)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a", Asked("a", (), (), Shown())),
        ("v1 a", Asked("a", ("v1",), (), Shown())),
        ("v1 ^v0 -- a", Asked("a", ("v1", "^v0"), (), Shown())),
        ("-L 1,2 -L3 -C -C2 -M a", Asked("a", (), ("-L1,2", "-L3", "-C", "-C2", "-M"), Shown())),
        ("-wse --root a", Asked("a", (), ("-w", "--root"), Shown(frozenset({"bare", "mail", "root"})))),
        ("--since 2.weeks --ignore-rev=x a", Asked("a", (), ("--since=2.weeks", "--ignore-rev=x"), Shown())),
        ("--date raw --abbrev=10 --progress a", Asked("a", (), (), Shown(date="raw", digits=11))),
        ("-p --contents f a", Asked("a", (), (), Shown(), "porcelain", "f")),
        ("--incremental -- -a", Asked("-a", (), (), Shown(), "incremental")),
        ("--no-ignore-revs-file a", Asked("a", (), ("--no-ignore-revs-file",), Shown())),
    ],
)
def test_what_is_asked(words: str, expected: Asked) -> None:
    assert read_words(words.split()) == expected


@pytest.mark.parametrize(
    "words",
    ["", "--", "-- a b", "--reverse a", "-S f a", "-c a", "--encoding=latin1 a", "--date=human a", "-x a", "--what a"],
)
def test_what_is_refused(words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_words(words.split())
    assert caught.value.problems[0].code == "P1177"
