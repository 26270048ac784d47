"""What does a rule require? Each kind of requirement, as written in a policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, cast

from paraph.core.model.facts import Stage
from paraph.core.model.policy import (
    AllNeeds,
    AnyNeed,
    AuthorAnswersNeed,
    AutonomyNeed,
    CheckNeed,
    DeclarationNeed,
    GuardNeed,
    InvariantsNeed,
    ManualNeed,
    OwnerNeed,
    PersonTest,
    Position,
    Requirement,
    RollbackNeed,
    SampleNeed,
    ToolsNeed,
)
from paraph.core.policy import grammar
from paraph.core.policy import read_values as values
from paraph.core.policy.read_signoff import joined_evidence, read_signoff
from paraph.core.policy.reading import Field, Reading, described
from paraph.core.policy.source import Mapping, Scalar, Sequence, Tree


class Place(NamedTuple):
    """Where a requirement stands, when it is asked, how deep it is nested, and the policy's own tools."""

    position: Position
    stage: Stage
    depth: int
    approved_tools: tuple[str, ...]


def read_requirements(
    reading: Reading, node: Tree, what: str, approved_tools: tuple[str, ...], stage: Stage = "merge", depth: int = 1
) -> tuple[Requirement, ...]:
    """A list of requirements. Those with a problem are reported and left out."""
    if reading.is_too_deep(node, depth):
        return ()
    found = [read_requirement(reading, item, approved_tools, stage, depth) for item in reading.items(node, what)]
    return tuple(requirement for requirement in found if requirement is not None)


def read_requirement(
    reading: Reading, node: Tree, approved_tools: tuple[str, ...], stage: Stage, depth: int
) -> Requirement | None:
    """One requirement: one key that says what, and perhaps `at`."""
    fields = reading.fields(node, grammar.REQUIREMENT, "a requirement")
    if fields is None:
        return None
    at = fields.pop("at", None)
    if at is not None:
        stage = _stage(reading, at, stage)
        if "guard" in fields and stage == "merge":
            reading.report("P0132", at.value, "a guard reads a rollout: none at merge", "write `at: deploy`")
    return _only_one(reading, node, fields, approved_tools, stage, depth)


def _only_one(
    reading: Reading, node: Tree, fields: dict[str, Field], approved_tools: tuple[str, ...], stage: Stage, depth: int
) -> Requirement | None:
    if not fields:
        said = {str(key.value) for key, _ in node.entries} if isinstance(node, Mapping) else set()
        if said <= {"at", "share"}:
            reading.report("P0133", node, "the requirement asks for nothing", "write `signoff`, `evidence`, `check`, …")
        return None
    found = [
        _READERS[name](reading, field.value, Place(reading.at(field.key), stage, depth, approved_tools))
        for name, field in fields.items()
    ]
    first, *others = fields
    for other in others:
        what = f"one requirement cannot hold both `{first}` and `{other}`"
        reading.report("P0133", fields[other].key, what, "put `- ` before it, to make it a requirement of its own")
    return None if others else found[0]


def _stage(reading: Reading, field: Field, outer: Stage) -> Stage:
    stage = values.choice(reading, field.value, "at", grammar.STAGES)
    if outer == "deploy" and stage == "merge":
        reading.report("P0132", field.value, "asked at merge inside what is asked at deploy", "delete this `at`")
    return cast("Stage", stage or outer)


def _signoff(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    return read_signoff(reading, node, place.stage, place.position)


def _evidence(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    return joined_evidence(reading, node, place.stage, place.position)


def _check(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    if isinstance(node, (Scalar, Sequence)):
        names = values.words(reading, node, "check") or ()
        checks = tuple(CheckNeed(name, ("success",), None, place.stage, place.position) for name in names)
        if len(checks) > 1:
            return AllNeeds(checks, is_ordered=False, stage=place.stage, position=place.position)
        return checks[0] if checks else None
    fields = reading.fields(node, grammar.CHECK, "`check`") or {}
    name = values.text_of(reading, fields, "name")
    conclusions = values.words_of(reading, fields, "conclusion") or ("success",)
    app = values.text_of(reading, fields, "app")
    return None if name is None else CheckNeed(name, conclusions, app, place.stage, place.position)


def _declaration(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    if not (isinstance(node, Scalar) and node.value is True):
        reading.report("P0121", node, f"`declaration` can only be true, not {described(node)}", "write `true`")
        return None
    return DeclarationNeed(place.stage, place.position)


def _owner(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    fields = reading.fields(node, grammar.OWNER, "`owner`")
    if fields is None:
        return None
    level = values.level_comparison(reading, fields["level"].value, "level") if "level" in fields else None
    return OwnerNeed(level, place.stage, place.position)


def _author_answers(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    questions = values.words(reading, node, "author_answers")
    return AuthorAnswersNeed(questions, place.stage, place.position) if questions else None


def _manual(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    who = PersonTest()
    if isinstance(node, (Scalar, Sequence)):
        names = values.words(reading, node, "manual")
    else:
        fields = reading.fields(node, grammar.MANUAL, "`manual`") or {}
        names, who = values.words_of(reading, fields, "names"), values.person_of(reading, fields)
    return ManualNeed(names, who, place.stage, place.position) if names else None


def _tools(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    fields = reading.fields(node, grammar.TOOLS, "`tools`")
    if fields is None:
        return None
    approved = values.words_of(reading, fields, "approved") or place.approved_tools
    if not approved and "approved" not in fields:
        fix = "add `approved: [...]` here, or `approved_tools: [...]` to the policy"
        reading.report("P0122", node, "`tools` does not say which are approved", fix)
    return ToolsNeed(approved, values.globs_of(reading, fields, "paths"), place.stage, place.position)


def _autonomy(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    fields = reading.fields(node, grammar.AUTONOMY, "`autonomy`") or {}
    ceiling = values.choice_of(reading, fields, "ceiling", grammar.CEILINGS)
    paths = values.globs_of(reading, fields, "paths")
    return None if ceiling is None else AutonomyNeed(ceiling, paths, place.stage, place.position)


def _invariants(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    word = values.choice(reading, node, "invariants", ("answered",))
    return None if word is None else InvariantsNeed(place.stage, place.position)


def _rollback_plan(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    word = values.choice(reading, node, "rollback_plan", ("written", "rehearsed"))
    state = cast("Literal['written', 'rehearsed'] | None", word)
    return None if state is None else RollbackNeed(state, place.stage, place.position)


def _guard(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    name = values.text(reading, node, "guard")
    return None if name is None else GuardNeed(name, "deploy", place.position)


def _sample(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    fields = reading.fields(node, grammar.SAMPLE, "`sample`") or {}
    share_field = fields.pop("share", None)
    if share_field is None:
        return None
    share = values.share(reading, share_field.value, "share")
    if reading.is_too_deep(node, place.depth + 1):
        return None
    child = _only_one(reading, node, fields, place.approved_tools, place.stage, place.depth + 1)
    if share is None or child is None:
        return None
    return SampleNeed(share, child, child.stage, place.position)


def _all_needs(children: tuple[Requirement, ...], place: Place, *, is_ordered: bool) -> Requirement | None:
    stage = _shared_stage(children, place.stage)
    return AllNeeds(children, is_ordered, stage, place.position) if children else None


def _all(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    children = _children(reading, node, place, "all")
    return _all_needs(children, place, is_ordered=False)


def _order(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    children = _children(reading, node, place, "order")
    return _all_needs(children, place, is_ordered=True)


def _any(reading: Reading, node: Tree, place: Place) -> Requirement | None:
    children = _children(reading, node, place, "any")
    return AnyNeed(children, _shared_stage(children, place.stage), place.position) if children else None


def _children(reading: Reading, node: Tree, place: Place, name: str) -> tuple[Requirement, ...]:
    return read_requirements(reading, node, f"`{name}`", place.approved_tools, place.stage, place.depth + 1)


def _shared_stage(children: tuple[Requirement, ...], stage: Stage) -> Stage:
    """A group is asked at deploy when each of its children is."""
    return "deploy" if all(child.stage == "deploy" for child in children) else stage


_READERS: dict[str, Callable[[Reading, Tree, Place], Requirement | None]] = {
    "signoff": _signoff,
    "evidence": _evidence,
    "check": _check,
    "declaration": _declaration,
    "owner": _owner,
    "author_answers": _author_answers,
    "manual": _manual,
    "tools": _tools,
    "autonomy": _autonomy,
    "invariants": _invariants,
    "rollback_plan": _rollback_plan,
    "guard": _guard,
    "sample": _sample,
    "all": _all,
    "order": _order,
    "any": _any,
}
