"""A hosted repository is judged with the same desk as a push: its notes, its people, its branch."""

from __future__ import annotations

from office import MAIN, Bureau
from paraph.flows.attend.desk import desk_of
from paraph.flows.attend.place import place
from paraph.flows.server.serving import governance_of, governing


def test_it_is_governed_by_the_default_branch(bureau: Bureau) -> None:
    with place(bureau.office, bureau.repository) as at:
        desk = desk_of(at)
        assert governing(desk).commit == bureau.work.rev("main")
        assert {each.id for each in governance_of(desk, governing(desk)).directory.people} >= {"ada", "ben"}
        assert (desk.settings.policy_ref, [*desk.notes.added("", bureau.work.rev("main"))]) == (MAIN, [])
