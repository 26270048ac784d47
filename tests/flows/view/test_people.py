from __future__ import annotations

from paraph.core.model.asking import Load
from paraph.core.model.person import Absence, Directory, Key, Person
from paraph.flows.view.people import MOST_SHOWN, people_view

NOW = 1_800_000_000  # 2027-01-15
PEOPLE = (
    Person("zoe", name="Ann\u202e", away=(Absence("2027-01-10", "2027-01-20"), Absence("2026-01-01", "2026-01-02"))),
    Person("ben", name="Ben", keys=(Key("a"), Key("b", revoked="2027-01-01")), roles=("lead",)),
    Person("old", name="Aaron", has_left=True),
)


def test_people_stand_by_name_and_nobody_is_ranked() -> None:
    loads = [Load("ben", 3, 300), Load("zoe", 1, 60)]
    found = people_view(Directory(PEOPLE), loads, 240, NOW, "ben")
    assert [each.id for each in found.people] == ["zoe", "ben", "old"]
    zoe, ben, old = found.people
    assert (zoe.name, zoe.is_away, zoe.away) == ("Ann\\u202e", True, ("2027-01-10 to 2027-01-20",))
    assert (zoe.load_percent, zoe.is_over, zoe.roles) == (25, False, ("author", "reviewer"))
    assert (ben.load_percent, ben.is_over, ben.keys, ben.is_viewer) == (100, True, 1, True)
    assert (old.has_left, old.asks) == (True, 0)


def test_many_people_are_shown_page_by_page() -> None:
    many = Directory(tuple(Person(f"p{at:04}") for at in range(MOST_SHOWN + 2)))
    first = people_view(many, [], 0, NOW)
    assert (len(first.people), first.more, first.count) == (MOST_SHOWN, f"p{MOST_SHOWN - 1:04}", MOST_SHOWN + 2)
    assert [each.id for each in people_view(many, [], 0, NOW, "", first.more).people] == ["p0500", "p0501"]
