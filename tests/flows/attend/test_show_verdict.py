"""A forge that does not take what is shown gets it later, and a change that is over is not checked again."""

from __future__ import annotations

from office import KEY, MAIN, Bureau
from paraph.core.errors import Problem
from paraph.flows.attend.errands import show_job
from paraph.flows.attend.show_verdict import check_name, comment_name
from paraph.ports.forge import ForgeError


def test_what_was_not_taken_is_shown_later(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=number)
    bureau.run(at_most=1)
    bureau.forge.down(30)
    bureau.run()
    assert bureau.forge.shown == []
    bureau.forge.up()
    bureau.tick(30)
    bureau.run()
    row = bureau.row(number)
    assert len(bureau.forge.shown) == 1
    assert bureau.board.posted(check_name(row)) is not None
    assert bureau.board.posted(comment_name(row)) is not None


def test_a_change_that_is_gone_or_over_is_left_alone(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=number)
    bureau.run()
    bureau.forge.change(KEY, number, state="closed")
    bureau.deliver(number=number)
    bureau.run()
    bureau.log.record((), [show_job(KEY, number), show_job(KEY, "99")])
    bureau.run()
    assert (len(bureau.forge.shown), bureau.row(number).state) == (1, "closed")
    bureau.forge.change(KEY, number, state="open")
    bureau.deliver("push", ref=MAIN)
    bureau.deliver(number=number)
    bureau.forge.trouble = None
    bureau.run(at_most=2)
    bureau.forge.trouble = ForgeError(Problem("P1261", "no such change", "look"), is_gone=True)
    bureau.run()
    assert bureau.postponed == []
