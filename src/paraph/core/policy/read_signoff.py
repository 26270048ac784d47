"""Who must answer for the content, and which evidence must have passed, by what a policy says?"""

from __future__ import annotations

from typing import Literal, cast

from paraph.core.model.facts import Stage
from paraph.core.model.policy import AllNeeds, EvidenceNeed, Position, Relief, SignoffNeed
from paraph.core.model.signoff import Binding, Proof
from paraph.core.policy import grammar
from paraph.core.policy import read_values as values
from paraph.core.policy.reading import Field, Reading
from paraph.core.policy.source import Scalar, Sequence, Tree


def read_signoff(reading: Reading, node: Tree, stage: Stage, position: Position) -> SignoffNeed | None:
    """A sign-off; combinations that nobody could meet, or that say two things, are reported."""
    fields = reading.fields(node, grammar.SIGNOFF, "`signoff`")
    if fields is None:
        return None
    if not fields:
        reading.report_empty(node, "`signoff`", "write for instance `signoff: {count: 1}`")
        return None
    count = _count(reading, fields, "count")
    questions = values.words_of(reading, fields, "questions")
    need = SignoffNeed(
        count=count,
        who=values.person_of(reading, fields),
        owners="touched" if _choice(reading, fields, "owners") else "none",
        binding=cast("Binding", _choice(reading, fields, "binding") or "tree"),
        proof=cast("Proof | None", _choice(reading, fields, "proof")),
        distinct=values.text_of(reading, fields, "distinct"),
        is_independent=_is_independent(reading, fields),
        answers=_answers(reading, fields, questions),
        questions=questions,
        relief=_relief(reading, fields["relief"], stage, count) if "relief" in fields else None,
        stage=stage,
        position=position,
    )
    if need.binding == "owned" and need.owners == "none":
        what = "`binding: owned` holds for what an owner owns, and this asks for no owner"
        reading.report("P0132", fields["binding"].value, what, "add `owners: touched`, or write `binding: tree`")
    return need


def _count(reading: Reading, fields: dict[str, Field], key: str) -> int:
    return (values.count(reading, fields[key].value, key) or 1) if key in fields else 1


def _choice(reading: Reading, fields: dict[str, Field], key: str) -> str | None:
    return values.choice_of(reading, fields, key, grammar.SIGNOFF[key].choices)


def _is_independent(reading: Reading, fields: dict[str, Field]) -> bool:
    return "independent" not in fields or values.flag(reading, fields["independent"].value, "independent") is not False


def _answers(reading: Reading, fields: dict[str, Field], questions: tuple[str, ...]) -> Literal["optional", "required"]:
    chosen = _choice(reading, fields, "answers")
    if chosen == "optional" and questions:
        what = "`answers: optional` asks nobody the `questions` beside it"
        reading.report("P0132", fields["answers"].value, what, "write `answers: required`, or delete `questions`")
    return "required" if chosen == "required" or (questions and chosen is None) else "optional"


def _relief(reading: Reading, field: Field, stage: Stage, count: int) -> Relief | None:
    fields = reading.fields(field.value, grammar.RELIEF, "`relief`")
    if not fields:
        return None
    spares = _count(reading, fields, "spares")
    if spares >= count and "spares" in fields:
        what = f"`spares: {spares}` of `count: {count}` leaves nobody to answer"
        fix = "raise `count`; where evidence alone may do, say so with `any: [signoff, evidence]`"
        reading.report("P0132", fields["spares"].value, what, fix)
    evidence = read_evidence(reading, fields["evidence"].value, stage) if "evidence" in fields else ()
    return Relief(evidence, spares, reading.at(field.key)) if evidence else None


def joined_evidence(reading: Reading, node: Tree, stage: Stage, position: Position) -> EvidenceNeed | AllNeeds | None:
    """The evidence of one requirement; several kinds are all owed."""
    found = read_evidence(reading, node, stage)
    if len(found) > 1:
        return AllNeeds(found, is_ordered=False, stage=stage, position=position)
    return found[0] if found else None


def read_evidence(reading: Reading, node: Tree, stage: Stage) -> tuple[EvidenceNeed, ...]:
    """A kind of evidence, a mapping that says more, or a list of these."""
    nodes = reading.items(node, "`evidence`") if isinstance(node, Sequence) else (node,)
    found = [_one_evidence(reading, item, stage) for item in nodes]
    return tuple(need for need in found if need is not None)


def _one_evidence(reading: Reading, node: Tree, stage: Stage) -> EvidenceNeed | None:
    position = reading.at(node)
    if isinstance(node, Scalar):
        kind = values.text(reading, node, "evidence")
        return None if kind is None else EvidenceNeed(kind, (), None, (), stage, position)
    fields = reading.fields(node, grammar.EVIDENCE, "`evidence`") or {}
    kind = values.text_of(reading, fields, "kind")
    age = values.duration_seconds(reading, fields["max_age"].value, "max_age") if "max_age" in fields else None
    floors = (values.floors(reading, fields["min"].value, "min") or ()) if "min" in fields else ()
    producers = values.words_of(reading, fields, "from")
    return None if kind is None else EvidenceNeed(kind, producers, age, floors, stage, position)
