"""What does git's own call of a hook end with: may the refs move?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from paraph.core.errors import InputError, Problem

if TYPE_CHECKING:
    from paraph.ports.receiving import RefUpdate
    from paraph.wiring.server import Receiving

REFUSED = 1
LOCAL = frozenset(
    {"post-commit", "post-rewrite", "moved", "stashed", "squashed", "picked", "work-changed", "unstashed"}
)


def run_hook(words: Sequence[str]) -> int:
    """Run `pre-receive`, `post-receive` or `reference-transaction STATE` in the folder where git calls it.

    Returns 0 where the refs may move. Whatever goes wrong raises: then they may not.
    """
    if words and words[0] in LOCAL:
        from paraph.cli.hook_run_local import run_local

        return run_local(*words)
    from paraph.adapters.git.hook_input import INPUT_BYTES, read_updates
    from paraph.wiring.server import receiving

    hook, state = [*words, "", ""][:2]
    if (hook, state) not in (
        ("pre-receive", ""), ("reference-transaction", "prepared"), ("reference-transaction", "committed"),
        ("post-receive", ""),
    ):  # fmt: skip
        what = f"git has no hook `{' '.join(words)}` that Paraph answers"
        raise InputError(Problem("P0912", what, "this verb is for git; `paraph hook status` shows what is in place"))
    updates = read_updates(sys.stdin.buffer.read(INPUT_BYTES + 1))
    with receiving(".") as at:
        if hook == "pre-receive":
            return _pre_receive(at, updates)
        if hook == "post-receive":
            return _post_receive(at, updates)
        return _prepared(at, updates) if state == "prepared" else _committed(at, updates)


def _pre_receive(at: Receiving, updates: list[RefUpdate]) -> int:
    from paraph.cli.hook_push_text import alarm_lines, passed_lines, refusal_lines
    from paraph.wiring.server import judge

    outcome, alarms = judge(at, updates)
    _say([*alarm_lines(alarms), *(refusal_lines(outcome, at.settings) or passed_lines(outcome))])
    return REFUSED if outcome.refusals else 0


def _prepared(at: Receiving, updates: list[RefUpdate]) -> int:
    from paraph.flows.server.settle_movement import stops

    found = stops(at.watch, updates)
    if found:
        from paraph.cli.hook_push_text import stop_lines

        _say(stop_lines(found))
    return REFUSED if found else 0


def _committed(at: Receiving, updates: list[RefUpdate]) -> int:
    """The refs have moved: nothing can be refused any more, only recorded."""
    from paraph.core.model.refs import STATEMENTS_REF
    from paraph.flows.server.settle_movement import settle

    with at.turn():
        alarms = settle(at.watch, updates)
    if alarms:
        from paraph.cli.hook_push_text import alarm_lines

        _say(alarm_lines(alarms))
    moved = next((each for each in updates if each.ref == STATEMENTS_REF and each.new), None)
    if moved is not None:
        from paraph.wiring.server import keep_signed

        keep_signed(at, moved)
    _carry(at, updates)
    return 0


def _post_receive(at: Receiving, updates: list[RefUpdate]) -> int:
    """The server is told what to look at; that it is not is no reason to tell whoever pushed that anything failed."""
    from paraph.core.errors import ParaphError
    from paraph.wiring.server import tell_server

    try:
        tell_server(at, updates)
    except ParaphError as error:
        _say([f"paraph: the server was not told of this push, and finds it later by itself: {error.problems[0].what}"])
    return 0


def _carry(at: Receiving, updates: list[RefUpdate]) -> None:
    """What is known of lines follows what landed; that it does not is no reason to stop anything."""
    from paraph.core.errors import ParaphError
    from paraph.wiring.server import carry_landed

    try:
        carry_landed(at, updates)
    except ParaphError as error:
        _say([f"paraph: what is known of lines was not carried to what landed: {error.problems[0].what}"])


def _say(lines: Sequence[str]) -> None:
    if lines:
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()
