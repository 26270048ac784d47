"""A repository is brought up to date before it is read, unless that was not asked for."""

from __future__ import annotations

import pytest

from office import MAIN, Bureau
from paraph.core.errors import ReadError
from paraph.core.model.person import Directory
from paraph.flows.attend.place import as_governed, place


def test_it_is_fetched(bureau: Bureau) -> None:
    with pytest.raises(ReadError), place(bureau.office, bureau.repository, is_fetched=False) as at:
        at.tip(MAIN)
    with place(bureau.office, bureau.repository) as at:
        before = at.tip(MAIN)
        assert (before, at.tip("refs/heads/none")) == (bureau.work.rev("main"), "")
        assert at.forge.name == bureau.forge.name
    bureau.work.commit("more", {"docs/b.md": "b\n"})
    with place(bureau.office, bureau.repository, is_fetched=False) as at:
        assert at.tip(MAIN) == before
    with place(bureau.office, bureau.repository) as at:
        assert at.tip(MAIN) != before


def test_nobody_is_added(bureau: Bureau) -> None:
    directory = Directory()
    assert as_governed(bureau.office, bureau.repository, directory) is directory
