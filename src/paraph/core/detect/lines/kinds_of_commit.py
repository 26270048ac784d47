"""Of what kind are the lines that one commit added, by its record or else by what the commit itself claims?"""

from __future__ import annotations

from typing import Final

from paraph.core.detect.claim_list import claim_of, declared_claims
from paraph.core.detect.claims import is_claim
from paraph.core.detect.lines.spans import Ranges, clipped, joined, laid, uncovered
from paraph.core.detect.message import Reading
from paraph.core.model.attribution import Attribution, Claim, LineKind, Span, Spans
from paraph.core.model.noun import changed
from paraph.core.model.provenance import Assistance, Declaration, Signal

_WRITTEN = frozenset({Assistance.GENERATED, Assistance.AUTONOMOUS})
NOTHING: Final[tuple[LineKind, Claim | None]] = ("unknown", None)


def spans_of_commit(added: Ranges, record: Spans | None, reading: Reading, commit: str) -> Spans:
    """What is known of every line that a commit added to one file.

    `record` is what the commit's record tells of that file, nothing of it included; None where the commit has no
    record, or one that names no file. What a record tells of other lines does not count.
    """
    if record is None:
        kind, claim = kind_of_commit(reading, commit)
        return tuple(Span(first, last, kind, claim, commit) for first, last in added)
    told = clipped(record, added) if record else ()
    untold = tuple(Span(first, last, "unknown", None, commit) for first, last in uncovered(told, added))
    return laid(untold, joined(span._replace(commit=commit) for span in told))


def kind_of_commit(reading: Reading, commit: str) -> tuple[LineKind, Claim | None]:
    """What a commit claims of all its lines: `ai` where a tool wrote, `mixed` where one helped, else `unknown`.

    A declaration that no AI took part is kept as a claim, and makes no line human.
    """
    claims = [signal for signal in reading.signals if is_claim(signal)]
    wrote = next((signal for signal in claims if signal.role == "wrote"), None)
    if wrote:
        return "ai", _of_signal(wrote, claims, reading, commit)
    declared = {each.assistance in _WRITTEN: each for each in reading.declarations if _says_ai(each)}
    if True in declared:
        return "ai", _with_tool(_of_declaration(declared[True], reading, commit), claims)
    if claims:
        return "mixed", _of_signal(claims[0], claims, reading, commit)
    if declared:
        return "mixed", _of_declaration(declared[False], reading, commit)
    nothing = next((each for each in reading.declarations if each.assistance is Assistance.NONE), None)
    return ("unknown", _of_declaration(nothing, reading, commit)) if nothing else NOTHING


def record_of(attribution: Attribution | None) -> dict[str, Spans] | None:
    """What a record tells, by path; None where it names no file, which says nothing of any line."""
    if attribution is None or not attribution.files:
        return None
    told: dict[str, Spans] = {}
    for file in attribution.files:
        told[file.path] = laid(told.get(file.path, ()), file.spans)
    return told


def _says_ai(declaration: Declaration) -> bool:
    return declaration.assistance is Assistance.ASSISTED or declaration.assistance in _WRITTEN


def _of_signal(signal: Signal, claims: list[Signal], reading: Reading, commit: str) -> Claim:
    models = (each.model for each in (signal, *claims) if each.model and each.tool == signal.tool)
    return changed(claim_of(signal, reading, commit), model=next(models, ""), source="commit", commit=commit)


def _of_declaration(declaration: Declaration, reading: Reading, commit: str) -> Claim:
    return changed(next(declared_claims(declaration, reading, commit)), commit=commit)


def _with_tool(claim: Claim, claims: list[Signal]) -> Claim:
    """A declaration that names no tool speaks of the one tool that the commit names elsewhere; of several, of none."""
    if claim.tool or len({each.tool for each in claims}) != 1:
        return claim
    return changed(claim, tool=claims[0].tool, model=next((each.model for each in claims if each.model), ""))
