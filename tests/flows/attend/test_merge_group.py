"""A try of a merge queue is judged change by change, and what it holds besides is not let through."""

from __future__ import annotations

import pytest

from office import KEY, MAIN, Bureau
from paraph.ports.forge import MergeGroup


def ready(bureau: Bureau, branch: str, files: dict[str, str], *, is_approved: bool = True) -> str:
    number = bureau.propose(branch, files)
    if is_approved:
        bureau.forge.review(KEY, number, "github:ben")
    bureau.deliver(number=number)
    bureau.run()
    return number


def queue(bureau: Bureau, *numbers: str, more: dict[str, str] | None = None) -> str:
    """The commits that a queue makes: one merge a change, in order."""
    work = bureau.work
    base = work.rev("main")
    work.switch(f"queue-{'-'.join(numbers)}", "main")
    for number in numbers:
        work.merge(bureau.forge.proposals[KEY, number].source.removeprefix("refs/heads/"))
    if more:
        work.commit("more", more)
    head = work.rev("HEAD")
    work.switch("main")
    bureau.forge.groups[head] = MergeGroup(head, MAIN, base, numbers)
    bureau.deliver("merge_group", head=head, ref="refs/heads/queue")
    bureau.run()
    return head


def test_all_of_them_may_land_in_this_order(bureau: Bureau) -> None:
    numbers = [ready(bureau, f"w{at}", {f"src/b{at}.py": "b = 1\n"}) for at in range(2)]
    head = queue(bureau, *numbers)
    report = bureau.forge.shown[-1][2]
    assert (report.head, report.verdict) == (head, "allow")
    assert bureau.entries("judged")[-1]["changes"] == [{"number": each, "verdict": "allow"} for each in numbers]
    shown = len(bureau.forge.shown)
    bureau.deliver("merge_group", head=head, ref="refs/heads/queue")
    bureau.run()
    assert len(bureau.forge.shown) == shown


@pytest.mark.parametrize("wrong", ["not approved", "more", "changed under it"])
def test_nothing_is_passed_blindly(bureau: Bureau, wrong: str) -> None:
    first = ready(bureau, "first", {"src/a.py": "a = 2\n"})
    if wrong == "changed under it":  # both touch the same line: what was read is not what would land
        bureau.work.switch("second", "first")
        bureau.work.switch("main")
        second = ready(bureau, "second", {"src/a.py": "a = 3\n"})
    else:
        second = ready(bureau, "second", {"src/c.py": "c = 1\n"}, is_approved=wrong != "not approved")
    queue(bureau, first, second, more={"src/evil.py": "e = 1\n"} if wrong == "more" else None)
    report = bureau.forge.shown[-1][2]
    assert report.verdict == ("deny" if wrong == "more" else "wait")


def test_a_try_is_answered_again_when_a_change_of_it_is_decided_anew(bureau: Bureau) -> None:
    first = ready(bureau, "first", {"src/b.py": "b = 1\n"})
    second = ready(bureau, "second", {"src/c.py": "c = 1\n"}, is_approved=False)
    head = queue(bureau, first, second)
    assert (bureau.forge.shown[-1][2].head, bureau.forge.shown[-1][2].verdict) == (head, "wait")
    review = bureau.forge.review(KEY, second, "github:ben", at=bureau.now)
    bureau.deliver(number=second)
    bureau.run()
    said = [each.verdict for _, _, each in bureau.forge.shown if each.head == head]
    assert said == ["wait", "allow"]
    bureau.forge.review(KEY, second, "github:ben", state="dismissed", id_=review, at=bureau.now)
    bureau.deliver(number=second)
    bureau.run()
    assert [each.verdict for _, _, each in bureau.forge.shown if each.head == head] == ["wait", "allow", "wait"]


def test_the_queue_is_built_anew_in_another_order(bureau: Bureau) -> None:
    numbers = [ready(bureau, f"w{at}", {f"src/b{at}.py": "b = 1\n"}) for at in range(2)]
    old = queue(bureau, *numbers)
    del bureau.forge.groups[old]
    new = queue(bureau, *reversed(numbers))
    assert (new != old, bureau.forge.shown[-1][2].head, bureau.forge.shown[-1][2].verdict) == (True, new, "allow")
    asked = bureau.forge.calls["merge_group"]
    for state in ("dismissed", "approved"):  # the try that is gone is asked for once more, and forgotten
        id_ = bureau.forge.proposals[KEY, numbers[0]].reviews[0].id
        bureau.forge.review(KEY, numbers[0], "github:ben", state=state, id_=id_, at=bureau.now)
        bureau.deliver(number=numbers[0])
        bureau.run()
    assert bureau.forge.calls["merge_group"] == asked + 3
