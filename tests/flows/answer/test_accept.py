"""Does a signed answer count at once, for what was read, and for nothing else?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.answer.desk import answer, enrolled, opened
from office import KEY, Bureau
from paraph.adapters.signers.passkeys import BrowserPasskeys
from paraph.core.attest.envelope import read_envelope, write_envelope
from paraph.core.errors import InputError
from paraph.core.ledger.entry import read_entry
from paraph.flows.answer.accept import accept_bytes, accept_signature
from paraph.flows.answer.form import AnswerForm
from paraph.flows.answer.prepare import prepare
from paraph.flows.answer.standing import standing
from paraph.ports.board import ReadMark
from paraph.ports.ledger import Row


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Bureau, str]]:
    bureau, number = opened(tmp_path)
    yield bureau, number
    bureau.close()


def test_a_passkey_turns_the_change_and_a_push_turns_it_back(desk: tuple[Bureau, str]) -> None:
    bureau, number = desk
    assert bureau.row(number).verdict == "wait"
    key = enrolled(bureau, "ben", 7)
    done = answer(bureau, number, "ben", key)
    assert (done.by.holder, done.by.proof) == ("ben", "present")
    bureau.run()
    assert bureau.row(number).verdict == "allow"
    bureau.push(number, {"src/a.py": "a = 3\n"})
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.row(number).verdict == "wait"


def test_how_much_was_marked_as_read_stands_beside_it(desk: tuple[Bureau, str]) -> None:
    bureau, number = desk
    at = standing(bureau.office, KEY, number)
    (file,) = at.found.facts.change.files
    marks = [ReadMark(KEY, number, "ben", file.path, file.new_blob, bureau.now),
             ReadMark(KEY, number, "cleo", file.path, file.new_blob, bureau.now),
             ReadMark(KEY, number, "ben", "src/other.py", file.new_blob, bureau.now)]  # fmt: skip
    bureau.log.record((), rows=[Row(each) for each in marks])
    done = answer(bureau, number, "ben", enrolled(bureau, "ben", 7))
    (said,) = bureau.entries("read")
    assert (said["statement"], said["files"], said["marked"]) == (done.statement.id, 1, 1)
    assert said["repository"] == KEY


def test_what_moved_on_takes_no_answer(desk: tuple[Bureau, str]) -> None:
    bureau, number = desk
    key = enrolled(bureau, "ben", 7)
    before = bureau.row(number).version
    bureau.push(number, {"src/a.py": "a = 3\n"})
    bureau.deliver(number=number)
    bureau.run()
    with pytest.raises(InputError, match="moved on"):
        standing(bureau.office, KEY, number, before)
    with pytest.raises(InputError, match="no such change"):
        standing(bureau.office, KEY, "999")
    assert answer(bureau, number, "ben", key).statement.scope.head == bureau.row(number).head


def test_another_key_another_person_and_another_change_do_not_count(desk: tuple[Bureau, str]) -> None:
    bureau, number = desk
    keys = {name: enrolled(bureau, name, seed) for seed, name in enumerate(("ada", "ben", "cleo"), 7)}
    size = len(bureau.log.bodies)
    with pytest.raises(InputError, match="would not count"):
        answer(bureau, number, "ben", keys["cleo"])
    with pytest.raises(InputError, match="had a hand"):
        answer(bureau, number, "ada", keys["ada"])
    at = standing(bureau.office, KEY, number)
    made = prepare(bureau.office, at, "ben", AnswerForm("approve", at.row.version))
    reader = BrowserPasskeys()
    response = json.dumps(keys["ben"].assertion(reader.challenge(made.namespace, made.message))).encode()
    signature = reader.signature(response, keys["ben"].public.text, made.namespace)
    elsewhere = at._replace(row=at.row._replace(head="9" * 40))
    with pytest.raises(InputError, match="is of"):
        accept_signature(bureau.office, elsewhere, made.payload, keys["ben"].public.text, signature)
    policy = at._replace(row=at.row._replace(target="refs/heads/other"))
    with pytest.raises(InputError, match="is for refs/heads/main"):
        accept_signature(bureau.office, policy, made.payload, keys["ben"].public.text, signature)
    assert len(bureau.log.bodies) == size


def test_the_same_statement_is_kept_once(desk: tuple[Bureau, str]) -> None:
    bureau, number = desk
    done = answer(bureau, number, "ben", enrolled(bureau, "ben", 7))
    (kept,) = bureau.ledger(KEY).statements(ids=[done.statement.id])
    assert read_entry(bureau.log.bodies[done.receipt.index])["statement"] == done.statement.id
    at = standing(bureau.office, KEY, number)
    with pytest.raises(InputError, match="already"):
        accept_bytes(bureau.office, at, write_envelope(read_envelope(kept.envelope)))


def test_an_override_takes_two_people_who_sign_the_same(desk: tuple[Bureau, str]) -> None:
    bureau, number = desk
    ben, cleo = enrolled(bureau, "ben", 7), enrolled(bureau, "cleo", 8)
    first = answer(bureau, number, "ben", ben, "override", reason="The shop is down.", hours=2)
    with pytest.raises(InputError, match="first person"):
        answer(bureau, number, "ben", ben, "second", statement=first.statement.id)
    second = answer(bureau, number, "cleo", cleo, "second", statement=first.statement.id)
    assert second.statement == first.statement
    assert second.by.holder == "cleo"
    (kept,) = bureau.ledger(KEY).statements(ids=[first.statement.id])
    assert len(read_envelope(kept.envelope).signatures) == 2
    bureau.run()
    assert "overrid" in bureau.row(number).summary.lower() or bureau.row(number).verdict == "allow"


def test_a_veto_stands_until_somebody_above_clears_it(desk: tuple[Bureau, str]) -> None:
    bureau, number = desk
    ben, cleo, dan = (enrolled(bureau, name, seed) for seed, name in enumerate(("ben", "cleo", "dan"), 7))
    done = answer(bureau, number, "ben", ben, "veto", reason="It rounds twice.")
    bureau.run()
    assert bureau.row(number).verdict == "deny"
    with pytest.raises(InputError, match="higher level"):
        answer(bureau, number, "dan", dan, "clear", statement=done.statement.id, reason="No.")
    answer(bureau, number, "cleo", cleo, "clear", statement=done.statement.id, reason="It was mended.")
    bureau.run()
    assert bureau.row(number).verdict == "wait"
