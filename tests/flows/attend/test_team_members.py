from __future__ import annotations

from paraph.core.model.person import Directory, ForgeTeam, Person
from paraph.flows.attend.team_members import (
    MOST_AGE_SECONDS,
    Members,
    by_team,
    members_text,
    read_members,
    with_members,
)
from paraph.ports.forge import Member

SENIORS = ForgeTeam("github:acme/seniors", "senior", ("payments",), ("reviewer",))
NOW = 1_800_000_000


def with_team(*people: Person, bots: tuple[str, ...] = (), **teams: tuple[str, ...]) -> Directory:
    directory = Directory(people, bots=bots, forge_teams=(SENIORS,))
    found = {"github:acme/seniors": teams.get("seniors", ())}
    return with_members(directory, {"github": Members(NOW, found)}, NOW)


def test_members_are_kept_and_read_again() -> None:
    found = by_team("github", ["acme/seniors", "acme/none"], [Member("github:Ada", "acme/seniors"), Member("x:y", "z")])
    members = Members(7, found, "it was down")
    assert read_members(members_text(members)) == members
    assert found == {"github:acme/seniors": ("github:ada",), "github:acme/none": ()}
    assert [read_members(each) for each in (b"", b"{}", b"[1]", b"{", b'{"at":1,"teams":3,"trouble":""}')] == [None] * 5


def test_a_member_of_the_directory_is_raised_and_nobody_is_lowered() -> None:
    found = with_team(
        Person("ada", ("github:ada",), level="mid", domains=("shop",)), Person("ben", ("github:Ben",), level="staff"),
        seniors=("github:ada", "github:ben"),
    )  # fmt: skip
    ada, ben = found.people
    assert (ada.level, ada.domains, ada.teams, ada.roles) == (
        "senior", ("shop", "payments"), ("acme/seniors",), ("reviewer",)
    )  # fmt: skip
    assert ben.level == "staff"
    assert found.forge_teams == ()


def test_a_member_whom_nobody_named_gets_an_id_of_their_own() -> None:
    (eve,) = with_team(seniors=("github:eve",)).people
    assert (eve.id, eve.accounts, eve.name, eve.level) == ("github.eve", ("github:eve",), "eve", "senior")


def test_robots_and_shared_accounts_stay_nobodys() -> None:
    assert with_team(bots=("github:relbot",), seniors=("github:relbot",)).people == ()


def test_one_account_in_two_persons_is_told_and_never_merged() -> None:
    found = with_team(Person("github.eve", ("email:eve@example.test",)), seniors=("github:eve",))
    assert [each.accounts for each in found.people] == [("email:eve@example.test",)]
    assert "the id `github.eve` is taken" in found.forge_teams[0].why


def test_members_that_are_not_known_leave_the_team_there() -> None:
    directory = Directory((Person("ada", ("github:ada",)),), forge_teams=(SENIORS,))
    known = Members(NOW, {"github:acme/seniors": ("github:ada",)})
    for said, why in (
        (None, "not been asked yet"),
        (known._replace(trouble="it is down"), "it is down"),
        (known._replace(at=NOW - MOST_AGE_SECONDS - 1), "more than a day ago"),
        (known._replace(teams={}), "not been asked yet"),
    ):
        found = with_members(directory, {"github": said}, NOW)
        assert why in found.forge_teams[0].why
        assert found.people == directory.people
    assert with_members(directory, {}, NOW).forge_teams[0].why
