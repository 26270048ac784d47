from __future__ import annotations

import pytest

from paraph.adapters.directories.calendars import Calendar, read_calendars
from paraph.adapters.formats.yaml import read_yaml
from paraph.core.errors import InputError
from paraph.core.model.person import Absence, WorkingHours


def read(text: str) -> dict[str, Calendar]:
    return read_calendars(read_yaml(text.encode(), ".paraph/absence.yaml"), ["ada", "ben"])


def test_a_list_of_spans_and_a_calendar_are_read() -> None:
    found = read(
        "ada: [{from: 2026-03-01, to: 2026-03-09}]\n"
        "ben:\n"
        "  away: [{from: 2026-04-01, to: 2026-04-01}]\n"
        '  hours: "9:00 - 17:30"\n'
        "  days: [fri, mon, mon]\n"
        "  timezone: Europe/Amsterdam\n"
    )
    assert found == {
        "ada": Calendar((Absence("2026-03-01", "2026-03-09"),)),
        "ben": Calendar((Absence("2026-04-01", "2026-04-01"),), WorkingHours(540, 1_050, (0, 4), "Europe/Amsterdam")),
    }


def test_what_is_left_out_of_working_hours_is_all_of_it() -> None:
    assert read("ada: {days: sat}\n")["ada"].hours == WorkingHours(0, 1_440, (5,), "UTC")
    assert read('ada: {hours: "20:00-24:00"}\n')["ada"].hours == WorkingHours(1_200, 1_440)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ('ada: {hours: "17:00-09:00"}', "P1300", "no working hours"),
        ('ada: {hours: "09:00-24:30"}', "P1300", "no working hours"),
        ("ada: {hours: mornings}", "P1300", "no working hours"),
        ("ada: {timezone: Mars/Olympus}", "P1300", "no time zone"),
        ("ada: {timezone: ../../etc/passwd}", "P1300", "no time zone"),
        ("ada: {days: someday}", "P0124", "someday"),
        ("ada: {lunch: noon}", "P0120", "lunch"),
        ("ada: {away: []}", "P0122", "empty list"),
        ("eve: {days: sat}", "P0214", "eve"),
    ],
)
def test_what_is_no_calendar_is_told(text: str, code: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert (problem.code, says in problem.what, bool(problem.fix)) == (code, True, True)
