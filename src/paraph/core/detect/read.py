"""Who, or what, wrote this commit, and this whole change?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paraph.core.detect.agent_rows import AgentRows
from paraph.core.detect.catalogue import ROWS, Window
from paraph.core.detect.claims import claimed_lines
from paraph.core.detect.declaration_file import ASSISTANCE_FILE, declaration_of_file
from paraph.core.detect.identity import (
    Match,
    identity_signals,
    match_account,
    match_address,
    match_trailer,
    shown,
)
from paraph.core.detect.message import SILENT, Reading, branch_signals, of_commit, read_message
from paraph.core.model.change import Change, Commit
from paraph.core.model.noun import changed
from paraph.core.model.provenance import Declaration, Oddity, Provenance, Signal, SignalSource

_WINDOWS: dict[str, Window] = {row.id: row.window for row in ROWS if row.window}


def read_commit(
    author_name: str,
    author_email: str,
    committer_name: str,
    committer_email: str,
    message: str,
    commit_time: int = 0,
    commit: str = "",
    *,
    own: AgentRows,
) -> Reading:
    """All clues and declarations of one commit. `commit_time` is epoch seconds, 0 where it is not known.

    `own` are the rows that a policy adds to the catalogue.

    The result `is SILENT` where there is nothing, which is the answer for nearly every commit of a history.
    """
    who = identity_signals(author_name, author_email, committer_name, committer_email)
    said = read_message(message)
    if own.is_any:
        people = own.of_people((author_name, author_email), (committer_name, committer_email))
        more = Reading((*people, *own.of_message(message)))
        if more.signals:
            more, who = own.dated(more, commit_time), who + said.signals
            told = Reading(more.signals + who, said.declarations, more.oddities + said.oddities, more.windows)
            return of_commit(_dated(told._replace(signals=_without_repeats(told.signals)), commit_time), commit)
    if said is SILENT and not who:
        return SILENT
    reading = Reading(_without_repeats(who + said.signals), said.declarations, said.oddities) if who else said
    return of_commit(_dated(reading, commit_time), commit)


def provenance_of(
    change: Change,
    declaration_file: Mapping[str, object] | None = None,
    known_tools: Iterable[str] | None = None,
    stated: Iterable[Declaration] = (),
    *,
    own: AgentRows,
) -> Provenance:
    """Everything that says where a change came from: its commits, its text, who opened and pushed it, its branch.

    `declaration_file` is the content of `.paraph/assistance.yaml` at the head. It counts only when the
    change itself touches that file: left over from an earlier change it says nothing of this one. `stated` is what
    authors declared in signed statements. `own` are the rows that the policy adds to the catalogue.
    Raises InputError when it cannot be used.
    """
    readings = [_of_one(commit, own) for commit in change.commits]
    readings.append(_of_text(change, own))
    signals = [signal for reading in readings for signal in reading.signals]
    signals.extend(_of_accounts(change, own))
    signals.extend((*branch_signals(change.source), *own.of_branch(change.source or "")))
    declarations = [declaration for reading in readings for declaration in reading.declarations]
    if declaration_file is not None and any(file.path == ASSISTANCE_FILE for file in change.files):
        declarations.append(declaration_of_file(declaration_file))
    declarations.extend(stated)
    found = Provenance(
        signals=tuple(dict.fromkeys(signals)),
        declarations=tuple(declarations),
        added_lines=sum(file.added_lines or 0 for file in change.files),
        known_tools=None if known_tools is None else tuple(known_tools),
        oddities=tuple(oddity for reading in readings for oddity in reading.oddities),
    )
    if not found.signals and not found.declarations:
        return found
    ai_lines, is_upper_bound = claimed_lines(found, change)
    return changed(found, ai_lines=ai_lines, is_upper_bound=is_upper_bound)


def is_marked(commit: Commit, own: AgentRows) -> bool:
    """Whether a commit itself says anything of tools; only then do its own lines count for something."""
    reading = _of_one(commit, own)
    return bool(reading.signals or reading.declarations)


def is_agent_identity(name: str, email: str) -> bool:
    """Whether an address is that of a coding agent; its release robots and weak addresses are not."""
    found = match_address(name, email)
    return found is not None and found.row.strength != "weak" and found.row.role != "automation"


def _of_one(commit: Commit, own: AgentRows) -> Reading:
    reading = read_commit(
        commit.author.name, commit.author.email, commit.committer.name, commit.committer.email,
        commit.message, commit.commit_time, commit=commit.id, own=own,
    )  # fmt: skip
    seen = {(signal.rule, signal.role) for signal in reading.signals}
    extra = []
    for person in commit.co_authors:
        found = match_trailer(person.name, person.email)
        if found and (found.row.id, found.row.role) not in seen and not commit.message:
            extra.append(_signal(found, "trailer", f"{person.name} <{person.email}>", commit.id))
    return reading._replace(signals=(*reading.signals, *extra)) if extra else reading


def _of_text(change: Change, own: AgentRows) -> Reading:
    text = f"{change.title}\n\n{change.body}"
    said = read_message(text, "pull_request")
    more = own.of_message(text) if own.is_any else ()
    if said is SILENT and not more:
        return SILENT
    found = (*more, *said.signals)
    signals = tuple(signal if signal.source == "branch" else changed(signal, source="body") for signal in found)
    declarations = tuple(changed(declaration, source="pull_request") for declaration in said.declarations)
    return Reading(signals, declarations, said.oddities)


def _of_accounts(change: Change, own: AgentRows) -> Iterable[Signal]:
    opened = [(change.opener, "opened")] if change.opener else []
    for account, did in [*opened, *((pusher, "pushed") for pusher in change.pushers)]:
        found = match_account(account)
        if found:
            signal = _signal(found, "account", f"{account} {did}", None)
            is_agent = found.strength != "weak" and found.row.role != "automation"
            yield changed(signal, is_author=is_agent)
        for row in own.of_account(account):
            is_agent = row.strength != "weak" and row.role != "automation"
            text = shown(f"{account} {did}")
            yield Signal(row.tool, row.role, row.strength, "account", row.id, text, is_author=is_agent)


def _signal(found: Match, source: SignalSource, text: str, commit: str | None) -> Signal:
    return Signal(found.row.tool, found.row.role, found.strength, source, found.row.id, shown(text), commit)


def _dated(reading: Reading, commit_time: int) -> Reading:
    """Weaken the clues that were written falsely, or meant something else, at the time the commit claims."""
    if not commit_time or not any(signal.rule in _WINDOWS for signal in reading.signals):
        return reading
    oddities = list(reading.oddities)
    doubted = {signal: why for signal in reading.signals if (why := _why_doubted(signal, commit_time))}
    oddities.extend(
        Oddity("doubtful_date", f"{signal.text} ({why}; the date is the commit's own claim)")
        for signal, why in doubted.items()
    )
    signals = tuple(
        changed(signal, strength="weak", is_author=False) if signal in doubted else signal for signal in reading.signals
    )
    weakened = {signal.text for signal in doubted}
    kept = tuple(declaration for declaration in reading.declarations if declaration.text not in weakened)
    return Reading(signals, kept, tuple(dict.fromkeys(oddities)), reading.windows)


def _why_doubted(signal: Signal, commit_time: int) -> str:
    window = _WINDOWS.get(signal.rule)
    return window.why if window and window.start <= commit_time < window.end else ""


def _without_repeats(signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    return tuple(dict.fromkeys(signals))
