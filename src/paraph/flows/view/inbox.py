"""Whose turn is it: which changes wait for me, and which for others?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from paraph.core.model.asking import Ask
from paraph.core.model.noun import noun
from paraph.core.model.policy import TIERS
from paraph.flows.view.addresses import change_address
from paraph.flows.view.shown import ago, counted, due, iso, percent, shown, waited
from paraph.ports.board import Board, ChangeQuery, ChangeRow

Part = Literal["turn", "waiting", "allowed", "landed"]
PARTS: dict[Part, tuple[str, str]] = {
    "turn": ("My turn", "Nothing waits for you."),
    "waiting": ("Waiting on others", "Nothing waits for anybody else."),
    "allowed": ("Allowed", "Nothing is allowed and not yet landed."),
    "landed": ("Landed and watched", "Nothing landed in the last week."),
}
MOST_ROWS, FEW_ROWS = 100, 25
MOST_TURNS, FEW_TURNS = 1_000, 50
WATCHED_SECONDS = 7 * 86_400
GLYPHS = {"allow": "✓", "wait": "◷", "deny": "✗", "cannot_tell": "?", "landed": "⤓", "alarm": "!", "closed": "–"}
WORDS = {
    "allow": "allowed", "wait": "waits", "deny": "denied", "cannot_tell": "cannot tell", "landed": "landed",
    "alarm": "alarm", "closed": "closed",
}  # fmt: skip


@noun
class InboxRow:
    """One change in a list. `reason` is why it stands there, in words; `ai` the share of AI-written lines in words and
    `ai_percent` from 0 to 100; `since` and `due_at` are epoch seconds."""

    repository: str
    number: str
    link: str
    title: str
    author: str
    is_mine: bool
    is_record: bool
    is_draft: bool
    standing: str
    glyph: str
    word: str
    reason: str
    tier: str
    assistance: str
    ai: str
    ai_percent: int
    ai_lines: int
    minutes: int
    since: int
    since_iso: str
    waits: str
    due_at: int = 0
    due: str = ""
    is_late: bool = False


@noun
class Section:
    """One part of the inbox with how many there are in all; `more` is the address of the next page, empty for none."""

    name: str
    title: str
    nothing: str
    count: int
    rows: tuple[InboxRow, ...]
    more: str = ""


@noun
class Inbox:
    """The whole page; `turns` is the number that stands in its title. `scope` is `all`, or `mine`: whatever is not my
    turn, as far as I wrote it. `only` names the one part that is shown, empty for all."""

    person: str
    scope: str
    only: str
    turns: int
    minutes: int
    sections: tuple[Section, ...]
    schema: str = "paraph/inbox/v1"


@noun
class InboxQuestion:
    """Who asks for which part; `before` is the `decided_at` after which the page goes on."""

    person: str
    now: int
    scope: str = "all"
    only: str = ""
    before: int | None = None


def inbox(board: Board, question: InboxQuestion) -> Inbox:
    """Raises ReadError when the board does not answer."""
    asks = {(each.repository, each.number): each for each in board.asks(person=question.person, is_open=True)}
    turns = board.count_changes(ChangeQuery(state="open", owed_by=question.person)) if question.person else 0
    most = MOST_TURNS if question.only else FEW_TURNS
    query = ChangeQuery(state="open", owed_by=question.person, most=most)
    rows = board.changes(query) if question.person else []
    sections = [
        _turn(question, rows, asks, turns) if name == "turn" else _others(board, question, name, turns)
        for name in PARTS
        if question.only in ("", name)
    ]
    minutes = sum(row.minutes for row in rows)
    return Inbox(question.person, question.scope, question.only, turns, minutes, tuple(sections))


def inbox_rows(rows: Iterable[ChangeRow], person: str, now: int, asks: Sequence[Ask] = ()) -> tuple[InboxRow, ...]:
    """Changes as they stand in a list that `person` reads."""
    own = {(each.repository, each.number): each for each in asks}
    return tuple(_row(row, person, now, own.get((row.repository, row.number))) for row in rows)


def _turn(
    question: InboxQuestion, rows: Sequence[ChangeRow], asks: Mapping[tuple[str, str], Ask], turns: int
) -> Section:
    """My turn: what is due first, then what could break most, then what waits longest."""
    now = question.now
    mine = [_row(row, question.person, now, asks.get((row.repository, row.number))) for row in rows]
    mine.sort(key=lambda row: (row.due_at or now + WATCHED_SECONDS, -_weight(row.tier), row.since))
    more = "/?part=turn" if turns > len(mine) and not question.only else ""
    return Section("turn", *PARTS["turn"], count=turns, rows=tuple(mine), more=more)


def _others(board: Board, question: InboxQuestion, name: Part, turns: int) -> Section:
    person, now = question.person, question.now
    whose = person if question.scope == "mine" else None
    most = MOST_ROWS if question.only else FEW_ROWS
    queries = _queries(name, whose, question.before if question.only else None, now, most + 1)
    found = sorted((row for each in queries for row in board.changes(each)), key=_newest_first)
    page, before = _page(found, most)
    rows = [row for row in page if not (name == "waiting" and person and person in row.owed_by)]
    rows.sort(key=lambda row: row.state != "alarm")
    more = f"/?part={name}&of={question.scope}&before={before}" if before else ""
    count = _count(board, name, queries, whose, person, turns)
    views = tuple(_row(row, person, now) for row in rows)
    return Section(name, *PARTS[name], count=count, rows=views, more=more)


def _count(board: Board, name: Part, queries: Sequence[ChangeQuery], whose: str | None, person: str, turns: int) -> int:
    """How many stand in a part in all; what waits for others is what is open, less what is allowed or my turn."""
    if name != "waiting":
        return sum(board.count_changes(each._replace(before=None)) for each in queries)
    is_open = ChangeQuery(state="open", person=whose)
    mine = board.count_changes(is_open._replace(owed_by=person)) if person and whose else turns
    return max(0, board.count_changes(is_open) - board.count_changes(is_open._replace(verdict="allow")) - mine)


def _page(found: Sequence[ChangeRow], most: int) -> tuple[Sequence[ChangeRow], int]:
    """As many as fit, and the moment before which the next page begins (0 for none). A second is not torn apart, or
    what was decided in it would stand on no page."""
    if len(found) <= most:
        return found, 0
    edge = found[most].decided_at
    whole = [row for row in found[:most] if row.decided_at > edge]
    return (whole, edge + 1) if whole else (found[:most], edge)


def _newest_first(row: ChangeRow) -> tuple[int, str, str]:
    return -row.decided_at, row.repository, row.number


def _queries(name: Part, whose: str | None, before: int | None, now: int, most: int) -> list[ChangeQuery]:
    if name == "waiting":
        verdicts = ("wait", "deny", "cannot_tell")
        return [ChangeQuery(state="open", verdict=each, person=whose, before=before, most=most) for each in verdicts]
    if name == "allowed":
        return [ChangeQuery(state="open", verdict="allow", person=whose, before=before, most=most)]
    since = now - WATCHED_SECONDS
    alarm = ChangeQuery(state="alarm", person=whose, before=before, most=most)
    return [alarm, ChangeQuery(state="landed", person=whose, landed_since=since, before=before, most=most)]


def _row(row: ChangeRow, person: str, now: int, ask: Ask | None = None) -> InboxRow:
    standing = row.verdict if row.state == "open" else row.state
    since = _since(row)
    return InboxRow(
        repository=shown(row.repository, 200),
        number=shown(row.number, 200),
        link=change_address(row.repository, row.number),
        title=shown(row.title, 300) or shown(row.source or row.number, 300),
        author=shown(row.person or row.author.partition(":")[2] or row.author, 100),
        is_mine=bool(person) and row.person == person,
        is_record=row.kind == "record",
        is_draft=row.is_draft,
        standing=standing,
        glyph=GLYPHS.get(standing, "?"),
        word=WORDS.get(standing, standing),
        reason=_reason(row, ask, now),
        tier=row.tier,
        assistance=row.assistance,
        ai=percent(row.ai_share) if row.ai_lines else row.assistance,
        ai_percent=round(100 * max(0.0, min(1.0, row.ai_share))),
        ai_lines=row.ai_lines,
        minutes=(ask.minutes if ask else 0) or row.minutes,
        since=since,
        since_iso=iso(since),
        waits=waited(max(0, now - since)) if since else "",
        due_at=ask.due_at if ask else 0,
        due=due(ask.due_at, now) if ask else "",
        is_late=bool(ask and ask.due_at and ask.due_at < now),
    )


def _since(row: ChangeRow) -> int:
    if row.state in ("landed", "alarm"):
        return row.landed_at or row.decided_at
    return row.waiting_since or row.decided_at or row.opened_at


def _reason(row: ChangeRow, ask: Ask | None, now: int) -> str:
    if row.state == "alarm":
        return shown(row.summary) or "It landed otherwise than it was decided."
    if row.state == "landed":
        commit = f" as {row.landed[:10]}" if row.landed else ""
        return f"Landed{commit} {ago(row.landed_at, now)}.".replace(" .", ".")
    if ask is not None:
        who = f"{shown(ask.by, 60)} handed it on to you" if ask.by else "You are asked"
        why = f": {shown(ask.why, 300)}" if ask.why else ""
        return f"{who}: {shown(ask.requirement, 300)}{why}."
    return shown(row.summary) or f"{counted(len(row.owed_by), 'person', 'people')} could answer."


def _weight(tier: str) -> int:
    return TIERS.index(tier) if tier in TIERS else len(TIERS)
