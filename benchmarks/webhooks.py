"""Two hundred changes move at once: how soon is each decided and shown at the forge, and at how many calls?

A real `paraph serve` with SQLite, and the stand-in for GitHub on loopback, which takes 100 ms for each request, those
of git too. A change counts as decided once the check of its new head is at the forge; all rounds after the first are
warm: the changes and their people are known.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.asking import Answered, request, together
from benchmarks.forge_town import Town, config, town
from benchmarks.row import Row, Setting, number, spread
from benchmarks.served import Served, serving
from benchmarks.timing import Sample

LATENCY = 0.1
CHANGES, SENDERS = 200, 50
MOST_CALLS, LEAST_RATE, MOST_ANSWER = 5.0, 25.0, 1.0
_GIVE_UP_SECONDS, _QUIET_SECONDS = 120.0, 2.0


class Burst(NamedTuple):
    """What came of one round: changes that were lost, decisions a second, calls a change, the seconds of the slowest
    answer, and the milliseconds of processor that a change cost the server and its git."""

    lost: int
    rate: float
    calls: float
    slowest: float
    cpu: float


def burst(served: Served, made: Town, turn: int) -> Burst:
    """Move every change, tell of it, and wait until the forge shows what was decided."""
    from forges.github_webhooks import signed

    if turn:
        made.move(turn)
    action = "synchronize" if turn else "opened"
    asked = []
    for each, heads in made.heads.items():
        more = {"before": heads[turn - 1], "after": heads[turn]} if turn else {}
        headers, body = signed("pull_request", made.webhooks.pull_request(each, action, **more))
        asked.append(request("POST", "/hooks/github", {"host": served.host, **headers}, body))
    cpu, before, began = served.cpu(), made.fake.seen.copy(), time.perf_counter()
    answers = together(served.port, SENDERS, asked)
    taken = settled(made, turn, began)
    cost = (served.cpu() - cpu) * 1000 / len(made.heads)
    calls = calls_of(made.fake.seen - before, len(made.heads))
    lost = len(made.heads) - len(made.shown(turn)) + sum(_refused(each) for each in answers)
    return Burst(lost, len(made.heads) / taken, calls, max(each.whole for each in answers), cost)


def calls_of(seen: Counter[str], changes: int) -> float:
    """The calls of the API a change. Of comments GitHub takes 80 a minute, so most of them are still to come: each
    change is reckoned to have made its one."""
    comments = sum(count for kind, count in seen.items() if kind.startswith(("POST", "PATCH")) and "comment" in kind)
    return (sum(count for kind, count in seen.items() if kind != "git") + max(0, changes - comments)) / changes


def _refused(answer: Answered) -> bool:
    return not 200 <= answer.status < 300


def settled(made: Town, turn: int, began: float) -> float:
    """The seconds until the last change was shown; then waits until the server asks for nothing more."""
    while len(made.shown(turn)) < len(made.heads) and time.perf_counter() - began < _GIVE_UP_SECONDS:
        time.sleep(0.02)
    taken = time.perf_counter() - began
    calls, since = made.fake.calls, time.perf_counter()
    while time.perf_counter() - since < _QUIET_SECONDS:
        time.sleep(0.1)
        if made.fake.calls != calls:
            calls, since = made.fake.calls, time.perf_counter()
    return taken


def bursts(folder: Path, changes: int, rounds: int) -> list[Burst]:
    """The first round, in which everything is new, and the warm ones."""
    with town(folder, changes, rounds + 1, LATENCY) as made:
        with serving(folder, "--config", str(config(folder, made))) as served:
            time.sleep(_QUIET_SECONDS)  # it learns which repositories there are
            found = [burst(served, made, turn) for turn in range(rounds + 1)]
        if made.fake.wrong:
            raise RuntimeError(f"the forge was asked wrongly: {made.fake.wrong[:3]}")
    return found


def figures(setting: Setting) -> Iterator[Row]:
    """Lost, decided a second, calls, and the slowest answer."""
    changes, rounds = (20, 1) if setting.quick else (CHANGES, 5)
    with tempfile.TemporaryDirectory() as name:
        cold, *warm = bursts(Path(name), changes, rounds)
    lost = sum(each.lost for each in (cold, *warm))
    what = f"{changes} webhooks for {changes} changes, forge takes {LATENCY * 1000:.0f} ms"
    yield Row(f"{what}: lost", str(lost), "", None, "0", lost == 0, f"{rounds + 1} bursts")
    rates = Sample(each.rate for each in warm)
    reach = f"≥ {LEAST_RATE:g}/s"
    yield Row("decided and shown, warm", f"{number(rates.median)}/s", f"the first time {number(cold.rate)}/s",
              rates.median / LEAST_RATE, reach, rates.median >= LEAST_RATE, spread(rates))  # fmt: skip
    calls = Sample(each.calls for each in warm)
    yield Row("calls of the forge's API a change, warm", number(calls.median),
              f"the first time {number(cold.calls)}", calls.median / MOST_CALLS, f"≤ {MOST_CALLS:g}",
              calls.median <= MOST_CALLS, spread(calls))  # fmt: skip
    slowest = Sample(each.slowest for each in (cold, *warm))
    worst = max(slowest)
    yield Row("slowest answer to a webhook", f"{number(worst)} s", "", worst / MOST_ANSWER, f"≤ {MOST_ANSWER:g} s",
              worst <= MOST_ANSWER, spread(slowest))  # fmt: skip
    cpu = Sample(each.cpu for each in warm)
    yield Row("processor a change, server and git", f"{number(cpu.median)} ms", "", None, "shown", None, spread(cpu))
