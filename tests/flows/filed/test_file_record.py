from __future__ import annotations

import pytest

from flows.filed.samples import FILING, work
from office import KEY, Bureau
from paraph.core.errors import InputError
from paraph.core.model.person import Identity, Person
from paraph.flows.attend.kept import kept
from paraph.flows.filed.file_record import file_record, identity_of
from paraph.flows.filed.record_text import Filing


def test_a_record_is_judged_like_a_change(bureau: Bureau) -> None:
    number = file_record(bureau.office, KEY, FILING)
    assert bureau.row(number).verdict == "cannot_tell"
    work(bureau)
    row = bureau.row(number)
    assert (row.kind, row.verdict, row.title, row.person) == ("record", "wait", "Fail over the database", "ada")
    assert row.tier in ("medium", "high", "critical")
    (asked,) = bureau.board.asks(repository=KEY, number=number, is_open=True)
    assert row.owed_by == (asked.person,)
    found = kept(bureau.office, row)
    assert [each.path for each in found.facts.change.files] == [f"change-records/{number}"]
    assert bureau.forge.calls["proposal"] == bureau.forge.calls["show"] == 0


def test_its_text_is_kept_where_it_can_be_erased(bureau: Bureau) -> None:
    file_record(bureau.office, KEY, FILING)
    (entry,) = bureau.entries("filed")
    blob = bureau.log.blob(entry["text"])
    assert blob is not None
    assert blob.content.decode() == FILING.text
    assert blob.salt
    assert "replica" not in str(entry)


@pytest.mark.parametrize(
    ("filing", "code"),
    [
        (FILING._replace(title=" "), "P1317"),
        (FILING._replace(title="x" * 201), "P1317"),
        (FILING._replace(title="a\u202eb"), "P1317"),
        (FILING._replace(text=" \n"), "P1317"),
        (FILING._replace(text="a\0b"), "P1317"),
        (FILING._replace(text="x" * 300_000), "P1317"),
        (FILING._replace(person="eve"), "P1318"),
    ],
)
def test_what_cannot_be_filed_is_told(bureau: Bureau, filing: Filing, code: str) -> None:
    with pytest.raises(InputError) as caught:
        file_record(bureau.office, KEY, filing)
    assert caught.value.problems[0].code == code
    assert bureau.entries("filed") == []


def test_a_repository_must_be_looked_after(bureau: Bureau) -> None:
    with pytest.raises(InputError):
        file_record(bureau.office, "git:none", FILING)


def test_somebody_is_named_by_an_address() -> None:
    assert identity_of(Person("ada", ("github:ada", "email:a@b.test"), "Ada")).email == "ada@users.noreply.github.com"
    assert identity_of(Person("ada", ("email:a@b.test",))) == Identity("ada", "a@b.test")
    with pytest.raises(InputError):
        identity_of(Person("ada", ("login:ada",)))
