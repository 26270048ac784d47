"""Does a handler see the repository of its path, and only where its caller may?"""

from __future__ import annotations

import pytest

from paraph.ports.accounts import Token
from paraph.ports.board import ConnectedRepository
from paraph.ports.ledger import Row
from paraph.web.here import Here, MissingError, Viewer
from web.app import Stand

KEY = "git:group/a"


def token(*repositories: str) -> Viewer:
    return Viewer(token=Token("d", "ci", ("read",), repositories, "kim", 0, 1))


def test_the_repository_of_a_path(stand: Stand) -> None:
    stand.log.record((), (), [Row(ConnectedRepository(KEY, "git", "group/a"))])
    here = Here(stand.app.state.site, Viewer("ada"), {"key": "git:group\x1fa", "number": "fix\x1fx"})
    assert (here.repository().key, here.number) == (KEY, "fix/x")
    assert here._replace(viewer=token()).repository().key == KEY
    assert here._replace(viewer=token(KEY)).repository().key == KEY
    for other in (here._replace(viewer=token("git:b")), here._replace(segments={"key": "git:b"})):
        with pytest.raises(MissingError, match="no repository"):
            other.repository()


def test_who_may_write() -> None:
    assert Viewer("a", roles=frozenset({"author"})).may_write
    assert not Viewer("a", roles=frozenset({"auditor"})).may_write
    assert not Viewer().is_known
