from __future__ import annotations

from cli.blame_samples import CODEX, COMMIT, NONE, ONE, TWO, blamed, entry
from paraph.cli.blame_lines import is_whole, known_lines, known_of
from paraph.core.model.attribution import Claim


def test_a_line_is_known_by_its_commit_or_by_what_was_captured() -> None:
    found = blamed(entry(ONE, 1, 1), entry(ONE, 2, 2), entry(TWO, 7, 3), entry(NONE, 9, 9), entry(NONE, 8, 8))
    assert [known for _, known in known_lines(found)] == [
        ("ai", CODEX), ("unknown", None), ("ai", COMMIT), ("mixed", CODEX), ("unknown", None),
    ]  # fmt: skip
    assert known_of(found, found.blamed.entries[0], 1) == ("unknown", None)
    assert known_of(found, found.blamed.entries[4], 1) == ("mixed", CODEX)


def test_whole_claims_are_those_of_commits() -> None:
    assert is_whole(COMMIT)
    assert not is_whole(CODEX)
    assert not is_whole(None)
    assert not is_whole(Claim("none", source="declaration"))
