"""Which clues of the tools that only this organisation knows does a commit hold?

They stand beside the catalogue and never take anything from it: a row only ever adds a clue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from paraph.core.detect.disguise import plain
from paraph.core.detect.identity import shown
from paraph.core.detect.message import MOST_LINES, Reading
from paraph.core.detect.quoting import KEY_LINE, quoted_lines
from paraph.core.detect.trailers import LONGEST_LINE, PERSON_KEYS, SIGN_OFF, part_of, people_of
from paraph.core.detect.vocabulary import model_in
from paraph.core.model.agent_row import AgentClue, AgentRow
from paraph.core.model.digest import sha256_hex
from paraph.core.model.noun import changed
from paraph.core.model.provenance import Oddity, Role, Signal, SignalSource
from paraph.core.model.text_match import text_matches

FOREVER = 253_402_300_800  # 10000-01-01, where the dates of commits end
_IN_LINES: frozenset[AgentClue] = frozenset({"email", "trailer_name", "key", "footer"})


class _Compiled(NamedTuple):
    """A row with its pattern folded, and the longest piece of it that a text must hold for it to match."""

    row: AgentRow
    pattern: str
    needle: str

    def fits(self, text: str) -> bool:
        return text_matches(self.pattern, folded(text))


class AgentRows:
    """The rows of a policy, ready for use; false where there are none."""

    def __init__(self, rows: Iterable[AgentRow] = ()) -> None:
        self._rows = tuple(_compiled(row) for row in rows)
        self.is_any = bool(self._rows)
        self.digest = sha256_hex(repr(self._rows).encode())[:16] if self._rows else ""
        self._lines = tuple(each for each in self._rows if each.row.kind in _IN_LINES)

    def __bool__(self) -> bool:
        return self.is_any

    def of_people(self, author: tuple[str, str], committer: tuple[str, str]) -> Iterator[Signal]:
        """What the name and address of author and committer say; a tool that only committed wrote nothing."""
        wrote = tuple(self._person(*author, "author"))
        yield from wrote
        others = any(signal.role != "automation" for signal in wrote)
        for signal in self._person(*committer, "committer"):
            only = signal.role != "automation" and not others
            yield changed(signal, role="committed_for_human" if only else signal.role, is_author=False)

    def is_agent(self, name: str, email: str) -> bool:
        """Whether an author of this name and address is a tool, not a person."""
        return any(signal.is_author for signal in self._person(name, email, "author"))

    def of_message(self, message: str) -> tuple[Signal, ...]:
        """What whole lines of a message say, lines that only show their text left out. Linear in the message."""
        lowered = folded(message)
        near = tuple(each for each in self._lines if each.needle in lowered)
        subject, _, _ = message.partition("\n")
        found = [_signal(each.row, "subject", subject) for each in self._of("subject") if each.fits(subject)]
        if near:
            lines = plain(message.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
            told = [(at, signals) for at, line in enumerate(lines) if (signals := tuple(_of_line(near, line)))]
            hidden = quoted_lines(lines, [at for at, _ in told]) if told else frozenset[int]()
            found.extend(signal for at, signals in told if at not in hidden for signal in signals)
        return tuple(dict.fromkeys(found))[:MOST_LINES]

    def of_account(self, account: str) -> Iterator[AgentRow]:
        """The rows that a forge account `kind:value` or its address fits."""
        kind, _, value = account.partition(":")
        yield from (each.row for each in self._of("email" if kind == "email" else "account") if each.fits(value))

    def of_branch(self, branch: str) -> Iterator[Signal]:
        """What the name of a branch suggests."""
        name = branch.removeprefix("refs/heads/")
        yield from (_signal(each.row, "branch", name) for each in self._of("branch") if name and each.fits(name))

    def dated(self, reading: Reading, commit_time: int) -> Reading:
        """The reading with clues weakened whose rows do not count at the time that the commit claims, and with the time
        in which they do not."""
        said = {signal.rule for signal in reading.signals}
        spans = ((each.row.id, _uncounted(each.row, commit_time)) for each in self._rows if each.row.id in said)
        reading = reading._replace(windows=tuple((rule, span) for rule, span in spans if span))
        outside = {
            each.row.id: each.row for each in self._rows if commit_time and not _counts_at(each.row, commit_time)
        }
        if not any(signal.rule in outside for signal in reading.signals):
            return reading
        signals, oddities = [], list(reading.oddities)
        for signal in reading.signals:
            if signal.rule in outside:
                why = f"{signal.rule} does not count at that time; the date is the commit's own claim"
                oddities.append(Oddity("doubtful_date", f"{signal.text} ({why})"))
                signal = changed(signal, strength="weak", is_author=False)  # noqa: PLW2901
            signals.append(signal)
        return Reading(tuple(signals), reading.declarations, tuple(dict.fromkeys(oddities)), reading.windows)

    def _of(self, kind: AgentClue) -> Iterator[_Compiled]:
        return (each for each in self._rows if each.row.kind == kind)

    def _person(self, name: str, email: str, source: SignalSource) -> Iterator[Signal]:
        text = f"{name} <{email}>"
        for each in self._rows:
            kind = each.row.kind
            if (kind == "email" and each.fits(email)) or (kind == "author_name" and each.fits(name)):
                is_agent = kind == "email" and each.row.strength != "weak" and each.row.role != "automation"
                yield changed(_signal(each.row, source, text), model=model_in(name), is_author=is_agent)


NO_ROWS = AgentRows()


@lru_cache(maxsize=16)
def agent_rows(rows: tuple[AgentRow, ...]) -> AgentRows:
    """The rows of a policy, ready for use."""
    return AgentRows(rows) if rows else NO_ROWS


def folded(text: str) -> str:
    """A text as it is compared: surrounding spaces and case do not count."""
    return text.strip().casefold()


def _compiled(row: AgentRow) -> _Compiled:
    pattern = folded(row.match)
    return _Compiled(row, pattern, max(pattern.split("*"), key=len))


def _of_line(rows: Iterable[_Compiled], line: str) -> Iterator[Signal]:
    if len(line) > LONGEST_LINE:
        return
    text = line.replace("&lt;", "<").replace("&gt;", ">")
    keyed = KEY_LINE.fullmatch(text)
    key, value = (keyed[1].lower(), keyed[2]) if keyed else ("", "")
    people = list(people_of(value)) if key in PERSON_KEYS and key != SIGN_OFF else []
    for row, pattern, _ in rows:
        if row.kind in {"key", "footer"}:
            whole = f"{key}: {value}" if keyed else ""
            if text_matches(pattern, folded(text)) or (row.kind == "key" and text_matches(pattern, folded(whole))):
                yield _signal(row, row.kind, text)
            continue
        for name, email in people:
            if text_matches(pattern, folded(email if row.kind == "email" else name)):
                yield changed(_signal(row, "trailer", text, part_of(key, row.role)), model=model_in(name))


def _signal(row: AgentRow, source: SignalSource, text: str, role: Role | None = None) -> Signal:
    return Signal(row.tool, role or row.role, row.strength, source, row.id, shown(text))


def _uncounted(row: AgentRow, time: int) -> tuple[int, int] | None:
    """The time before a row counts or after it did: the one that a commit lies in, else the last one."""
    if row.start is not None and (row.end is None or time < row.start):
        return 0, row.start
    return None if row.end is None else (row.end, FOREVER)


def _counts_at(row: AgentRow, time: int) -> bool:
    return (row.start is None or row.start <= time) and (row.end is None or time < row.end)
