"""What does a commit claim, claim by claim: which tool, what part, in which session, and how sure is that?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.detect.catalogue import ROWS
from paraph.core.detect.message import Reading
from paraph.core.model.attribution import Claim, ClaimSource
from paraph.core.model.noun import changed
from paraph.core.model.provenance import Assistance, Declaration, Signal
from paraph.core.model.regex import regex

Windows = dict[str, tuple[int, int]]
_WINDOWS: Windows = {row.id: (row.window.start, row.window.end) for row in ROWS if row.window}
_ID = regex(r"(?:^|[\s/=:])((?:bc-|task_e_|session_|T-)?(?=[\w-]*\d)[\w-]{8,})[)\]>.,;_\W]*$", 0)


def claim_list(reading: Reading, commit: str = "") -> tuple[Claim, ...]:
    """Every clue and declaration as a claim, each once, clues first; a "none" is a claim too.

    A tool's claims carry its session where the commit names exactly one session of that tool. Clues that claim
    nothing by themselves (weak ones, release robots, committed for a person) stand there with their strength and role.
    """
    sessions = _sessions(reading)
    windows = _windows(reading)
    claims = [_of_signal(signal, sessions, commit, windows) for signal in reading.signals]
    tools = {(claim.tool, claim.role) for claim in claims}
    for declaration in reading.declarations:
        claims.extend(each for each in _declared(declaration, sessions, commit) if (each.tool, each.role) not in tools)
    return tuple(dict.fromkeys(claims))


def claim_of(signal: Signal, reading: Reading, commit: str) -> Claim:
    """The claim that one clue makes of a whole commit: of several sessions none is the one."""
    sessions = _sessions(reading)
    session = sessions.get(_maker(signal.tool), "") if signal.role == "session" else _shared(signal, sessions)
    return changed(_of_signal(signal, sessions, commit, _windows(reading)), session=session)


def declared_claims(declaration: Declaration, reading: Reading, commit: str) -> Iterator[Claim]:
    """The claims that one declaration of a commit makes: one for each tool that it names, else one."""
    return _declared(declaration, _sessions(reading), commit)


def session_in(signal: Signal) -> str:
    """The tool's own name of the conversation that a clue links to, empty where it names none."""
    if signal.role != "session":
        return ""
    found = _ID.search(signal.text)
    return found[1] if found else ""


def claim_document(claim: Claim) -> dict[str, object]:
    """One claim as plain data; `window` are the epoch seconds in which such a clue is doubtful, end not included."""
    window = {"start": claim.window[0], "end": claim.window[1]} if claim.window else None
    named = {name: getattr(claim, name) for name in ("tool", "model", "session", "role", "polarity", "strength")}
    return {**named, "source": claim.source, "rule": claim.rule, "text": claim.text, "window": window}


def _windows(reading: Reading) -> Windows:
    return _WINDOWS | dict(reading.windows) if reading.windows else _WINDOWS


def _sessions(reading: Reading) -> dict[str, str]:
    """The session of each tool that names exactly one; products of one maker are one tool here."""
    found: dict[str, set[str]] = {}
    for signal in reading.signals:
        if session := session_in(signal):
            found.setdefault(_maker(signal.tool), set()).add(session)
    return {tool: next(iter(ids)) for tool, ids in found.items() if len(ids) == 1}


def _maker(tool: str) -> str:
    return "github-copilot" if tool.startswith("github-copilot") else tool


def _of_signal(signal: Signal, sessions: dict[str, str], commit: str, windows: Windows) -> Claim:
    source: ClaimSource = "account" if signal.source == "account" else "commit"
    return Claim(
        polarity="ai",
        tool=signal.tool,
        model=signal.model or "",
        session=session_in(signal) or _shared(signal, sessions),
        role=signal.role,
        strength=signal.strength,
        source=source,
        rule=signal.rule,
        text=signal.text,
        window=windows.get(signal.rule),
        commit=signal.commit or commit,
    )


def _shared(signal: Signal, sessions: dict[str, str]) -> str:
    return sessions.get(_maker(signal.tool), "") if signal.role in {"wrote", "helped"} else ""


def _declared(declaration: Declaration, sessions: dict[str, str], commit: str) -> Iterator[Claim]:
    is_none = declaration.assistance is Assistance.NONE
    for tool in ("",) if is_none else declaration.tools or ("",):
        yield Claim(
            polarity="none" if is_none else "ai",
            tool=tool,
            session=sessions.get(_maker(tool), ""),
            role="helped" if declaration.assistance is Assistance.ASSISTED else "wrote",
            source="declaration",
            person=declaration.by or "",
            text=declaration.text,
            commit=declaration.commit or commit,
        )
