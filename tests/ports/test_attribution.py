from __future__ import annotations

from paraph.ports.attribution import NO_RECORDS


def test_no_records_tell_nothing_and_take_nothing() -> None:
    assert list(NO_RECORDS.attributions()) == list(NO_RECORDS.attributions(["c1"])) == []
    assert not hasattr(NO_RECORDS, "add")
