from __future__ import annotations

import pytest

from flows.filed.samples import FILING, work
from flows.filed.test_judge_record import filed, reviewed
from office import KEY, Bureau
from paraph.core.errors import InputError
from paraph.flows.filed.file_record import file_record
from paraph.flows.filed.finish_record import finish_record


def refused(bureau: Bureau, number: str, by: str = "ada") -> str:
    with pytest.raises(InputError) as caught:
        finish_record(bureau.office, KEY, number, by)
    return caught.value.problems[0].what


def test_what_was_allowed_is_done_once(bureau: Bureau) -> None:
    number = filed(bureau)
    reviewed(bureau, number, "ben")
    finish_record(bureau.office, KEY, number, "ada")
    work(bureau)
    row = bureau.row(number)
    assert (row.state, row.landed, row.landed_at, row.owed_by) == ("landed", row.head, bureau.now, ())
    entry = bureau.entries("filed")[-1]
    assert (entry["state"], entry["by"], entry["head"], entry["number"]) == ("done", "ada", row.head, number)
    assert "no record that is open" in refused(bureau, number)


def test_what_is_not_allowed_or_no_record_is_not_done(bureau: Bureau) -> None:
    number = filed(bureau)
    assert "may not be done yet" in refused(bureau, number)
    assert "no lead" in refused(bureau, number, "ben")
    assert "not in the directory" in refused(bureau, number, "eve")
    assert "no record" in refused(bureau, "404")
    change = bureau.propose("one", {"change-records/x": "x\n"})
    bureau.deliver(number=change)
    work(bureau)
    assert "no record" in refused(bureau, change)


def test_two_records_are_two(bureau: Bureau) -> None:
    numbers = {file_record(bureau.office, KEY, FILING) for _ in range(3)}
    work(bureau)
    assert len(numbers) == len({bureau.row(each).head for each in numbers}) == 3
