"""Repositories come, are renamed and go, and each of it is an entry."""

from __future__ import annotations

from office import KEY, MAIN, Bureau
from paraph.flows.attend.errands import repositories_job
from paraph.flows.attend.repositories import repository_named


def refresh(bureau: Bureau) -> None:
    bureau.log.record((), [repositories_job("github")])
    bureau.run()


def test_a_rename_keeps_the_history_and_the_answers(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.forge.review(KEY, number, "github:ben", at=bureau.now)
    bureau.deliver("push", ref=MAIN)
    bureau.deliver(number=number)
    bureau.run()
    before = bureau.row(number)
    (old,) = bureau.forge.connected
    bureau.forge.connected = [old._replace(key="github:acme/store", name="acme/store")]
    refresh(bureau)
    assert [(each["repository"], each["name"], each["was"]) for each in bureau.entries("connected")] == [
        (KEY, "acme/store", "acme/shop"),
    ]  # fmt: skip
    bureau.merge(number)
    bureau.deliver("push", repository="github:acme/store", ref=MAIN)
    bureau.run()
    assert (before.verdict, bureau.row(number).state, bureau.entries("alarm")) == ("allow", "landed", [])
    assert [each["repository"] for each in bureau.entries("genesis")] == [KEY]


def test_another_one_that_gets_the_old_name_is_another_one(bureau: Bureau) -> None:
    (old,) = bureau.forge.connected
    fresh = old._replace(id="99")
    bureau.forge.connected = [old._replace(key="github:acme/store", name="acme/store"), fresh]
    bureau.forge.sources["github:acme/shop~99"] = bureau.forge.sources[KEY]
    refresh(bureau)
    assert {each.key: (each.id, each.name, each.is_on) for each in bureau.board.repositories()} == {
        KEY: ("17", "acme/store", True), "github:acme/shop~99": ("99", "acme/shop", True),
    }  # fmt: skip
    named = {name: repository_named(bureau.office, name) for name in (KEY, "github:acme/store", "github:acme/none", "")}
    assert [each.id if each else "" for each in named.values()] == ["99", "17", "", ""]
    bureau.forge.connected = [fresh]
    refresh(bureau)
    gone = bureau.board.repository(KEY)
    assert gone is not None
    assert (gone.is_on, gone.trouble) == (False, "the forge does not give it to this server any more")


def test_a_small_change_is_no_entry(bureau: Bureau) -> None:
    (old,) = bureau.forge.connected
    bureau.forge.connected = [old._replace(account="6")]
    refresh(bureau)
    found = bureau.board.repository(KEY)
    assert found is not None
    assert (found.account, bureau.entries("connected")) == ("6", [])
