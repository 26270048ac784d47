from __future__ import annotations

import csv
import io
import json

import pytest

from log_samples import ORIGIN, SIGNER
from office import KEY
from paraph.core.errors import InputError
from paraph.core.ledger.entry import entry
from paraph.core.ledger.merkle import leaf_hash
from paraph.flows.view.audit import audit, entries_csv, entry_page, entry_view, repository_audit
from paraph.ports.ledger import Movement, Row
from paraph.testing.memory_ledger import MemoryLedger
from shown_office import Desk

NOW = 1_800_000_000


def ledger(number: int) -> MemoryLedger:
    log = MemoryLedger(ORIGIN, SIGNER.sign)
    for at in range(number):
        log.record([entry("note", NOW - at, what=f"=cmd {at}\u202e", repository=KEY)])
    return log


def test_an_empty_ledger_proves_nothing_yet() -> None:
    found = audit(ledger(0), [], NOW)
    assert found.sentences == ("The ledger is empty: nothing was decided yet.",)
    assert (found.entries, found.older) == ((), "")


def test_the_newest_entries_come_first_and_older_ones_at_another_address() -> None:
    found = audit(ledger(53), [], NOW)
    assert (found.size, found.is_whole, found.older) == (53, True, "/audit?before=3")
    assert found.sentences[0].startswith("Entries 0 to 52 stand in one chain since 2027-01-15")
    assert [each.index for each in found.entries] == list(range(52, 2, -1))
    rest = audit(ledger(53), [], NOW, before=3)
    assert [each.index for each in rest.entries] == [2, 1, 0]
    assert rest.older == ""


def test_an_entry_stands_as_it_is_with_its_proof() -> None:
    log = ledger(3)
    page = entry_page(log, 1)
    content = next(iter(log.entries(1, 2)))
    assert page.content.encode() == content
    assert json.loads(page.pretty) == json.loads(content)
    assert page.pretty.isascii()
    assert page.leaf == leaf_hash(content).hex()
    assert page.proof.startswith("c2sp.org/tlog-proof@v1")
    with pytest.raises(InputError):
        entry_page(log, 3)


def test_an_entry_that_cannot_be_read_says_so() -> None:
    found = entry_view(7, b"\xff", NOW)
    assert (found.kind, found.said, found.at_iso) == ("unreadable", "", "")


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(entries_csv(ledger(2), 0))))
    assert rows[1][4] == "what =cmd 0\\u202e"
    assert len(rows) == 3
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row)


def test_what_landed_without_a_record_is_an_exception(desk: Desk) -> None:
    office = desk.bureau.office
    log = MemoryLedger(ORIGIN, SIGNER.sign)
    with desk.bureau.mirrors.open(desk.bureau.repository) as opened:
        found = repository_audit(opened.reader, log, desk.bureau.repository)
        whole = repository_audit(opened.reader, office.ledger(KEY), desk.bureau.repository)
        tip = opened.reader.commit_id("refs/heads/main")
        log.record(
            [
                entry(
                    "exception",
                    NOW,
                    ref="refs/heads/main",
                    old="0" * 40,
                    new=tip,
                    wrong="no record",
                    reason="ok",
                    by="0" * 64,
                )
            ],
            rows=[Row(Movement("refs/heads/main", "0" * 40, tip, "excepted", "", 0), 0)],
        )
        accepted = repository_audit(opened.reader, log, desk.bureau.repository)
    assert (found.is_settled, found.open, found.recorded) == (False, 1, 0)
    assert found.exceptions[0].wrong == "no record"
    assert "1 exception nobody has accepted yet" in found.sentence
    assert whole.is_settled
    assert (accepted.is_settled, accepted.exceptions[0].is_accepted, accepted.exceptions[0].link) == (
        True,
        True,
        "/audit/entries/0",
    )


def test_what_became_weaker_is_said_in_words() -> None:
    said = {"weaker": ["our check is not required any more", "administrators may go past it now"], "repository": KEY}
    shown = entry_view(1, entry("protection", NOW, now={}, **said), NOW).said
    assert shown == "weaker our check is not required any more; administrators may go past it now"
    assert entry_view(1, entry("protection", NOW, now={}, weaker=[]), NOW).said == ""
