from __future__ import annotations

import pytest

from flows.filed.samples import FILING, work
from office import KEY, Bureau
from paraph.core.errors import InputError
from paraph.flows.filed.erase_record import ERASED, erase_record
from paraph.flows.filed.file_record import file_record
from paraph.flows.ledger.keep_facts import personal

BY = personal(b"unix:root", b"s" * 32)


def test_no_word_of_it_is_left(bureau: Bureau) -> None:
    number = file_record(bureau.office, KEY, FILING)
    other = file_record(bureau.office, KEY, FILING._replace(title="Another", text="stays\n"))
    work(bureau)
    head = bureau.row(number).head
    assert erase_record(bureau.office, KEY, number, BY, "request of 21 November") >= 1
    row = bureau.row(number)
    assert (row.title, row.state, row.owed_by, row.decision) == (ERASED, "closed", (), "")
    (first, second) = bureau.entries("filed")
    assert bureau.log.blob(first["text"]) is None
    assert bureau.log.blob(second["text"]) is not None
    assert bureau.entries("expunged")[0]["reason"] == "request of 21 November"
    with bureau.mirrors.open(bureau.repository) as opened:
        assert opened.receiving.value_of(f"refs/paraph/records/{number}") == ""
        assert opened.receiving.value_of(f"refs/paraph/records/{other}")
        assert opened.reader.present([head])  # until git cleans up
    assert erase_record(bureau.office, KEY, number, BY, "again") == 0
    work(bureau)
    assert bureau.row(number).state == "closed"
    assert bureau.row(other).verdict == "wait"


def test_only_a_record_is_erased_and_no_reason_tells_of_it(bureau: Bureau) -> None:
    number = file_record(bureau.office, KEY, FILING._replace(title="Fire", text="Mallory goes\n"))
    with pytest.raises(InputError) as caught:
        erase_record(bureau.office, KEY, number, BY, "mallory goes\n")
    assert caught.value.problems[0].code == "P0876"
    with pytest.raises(InputError) as caught:
        erase_record(bureau.office, KEY, "7", BY, "why")
    assert caught.value.problems[0].code == "P1315"
