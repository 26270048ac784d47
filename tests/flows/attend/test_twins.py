"""Two changes of one commit for one branch: the check passes only where both may land."""

from __future__ import annotations

from office import KEY, Bureau
from paraph.core.model.noun import changed


def twins(bureau: Bureau) -> tuple[str, str]:
    """The second one has the commit of the first, and was approved; the first was not."""
    first = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.forge.proposals[KEY, "77"] = changed(bureau.forge.proposals[KEY, first], number="77", reviews=())
    bureau.work.git("update-ref", "refs/pull/77/head", bureau.forge.proposals[KEY, first].head)
    bureau.forge.review(KEY, "77", "github:ben", at=bureau.now)
    look(bureau, first, "77")
    return first, "77"


def look(bureau: Bureau, *numbers: str) -> None:
    for number in numbers:
        bureau.deliver(number=number)
    bureau.run()


def shown(bureau: Bureau, number: str) -> str:
    """What the check of a change said last."""
    return [each.verdict.value for _, of, each in bureau.forge.shown if of == number][-1]


def test_the_worst_is_shown_until_both_may_land(bureau: Bureau) -> None:
    first, second = twins(bureau)
    assert (bureau.row(first).verdict, bureau.row(second).verdict) == ("wait", "allow")
    assert (shown(bureau, first), shown(bureau, second)) == ("wait", "wait")
    assert f"Change {first} has the same commit" in bureau.forge.shown[-1][2].title
    bureau.forge.review(KEY, first, "github:ben", at=bureau.now)
    look(bureau, first)
    assert (shown(bureau, first), shown(bureau, second)) == ("allow", "allow")
    bureau.forge.change(KEY, first, reviews=())
    look(bureau, first)
    assert (shown(bureau, first), shown(bureau, second)) == ("wait", "wait")


def test_one_that_is_closed_or_pushed_to_stands_in_nobodys_way(bureau: Bureau) -> None:
    first, second = twins(bureau)
    bureau.forge.change(KEY, first, state="closed")
    look(bureau, first)
    assert shown(bureau, second) == "allow"
    bureau.forge.change(KEY, first, state="open")
    look(bureau, first)
    assert shown(bureau, second) == "wait"
    bureau.push(first, {"src/b.py": "b = 1\n"})
    look(bureau, first)
    assert shown(bureau, second) == "allow"
