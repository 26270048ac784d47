"""What do the cases that a team keeps beside its policy say: given these facts, what must be decided?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.model.decision import State, Verdict
from paraph.core.model.policy import TIERS, Position
from paraph.core.model.provenance import ASSISTANCE_VALUES
from paraph.core.policy import read_values as values
from paraph.core.policy.grammar import Key, Table
from paraph.core.policy.reading import Field, Reading, described
from paraph.core.policy.source import Document, Mapping, Plain, Scalar, Sequence, Tree, to_plain

_VERDICTS = tuple(verdict.value for verdict in Verdict)
_STATES = tuple(state.value for state in State)

FILE = Table({"cases": Key("list", "the cases", table="case", is_required=True)})
CASE = Table(
    {
        "name": Key("text", "what the case shows", is_required=True),
        "author": Key("text", "the id of the person who wrote the change; somebody least senior unless set"),
        "assistance": Key("choice", "what was declared; nothing unless set", ASSISTANCE_VALUES),
        "files": Key("words", "changed paths; one file of code unless set"),
        "ai_paths": Key("words", "changed paths of which a record tells, line by line, that AI wrote what was added"),
        "owner": Key("text", "the id of the person who is named to explain the code; nobody unless set"),
        "labels": Key("words", "labels of the change"),
        "signoffs": Key("words", "ids of people whose sign-off holds for exactly this content"),
        "evidence": Key("words", "kinds of evidence that passed"),
        "checks": Key("words", "checks that succeeded"),
        "facts": Key("table", "part of a facts document, laid over all this"),
        "expect": Key("table", "what must be decided", table="expect", is_required=True),
    }
)
EXPECT = Table(
    {
        "verdict": Key("choice", "the verdict", _VERDICTS),
        "tier": Key("choice", "the tier", TIERS),
        "assistance": Key("choice", "the assistance", ASSISTANCE_VALUES),
        "missing": Key("list", "what is still owed, among other things; `[]` for nothing at all", table="missing"),
        "nothing_else": Key("flag", "whether `missing` names everything that is owed"),
        "rules": Key("table", "the state of rules, by name"),
    }
)
MISSING = Table(
    {
        "what": Key("text", "part of what is owed, in any case; all of it where a `*` stands for anything"),
        "by": Key("words", "people who could give it"),
        "rule": Key("text", "the rule that asks for it"),
    }
)


class ExpectedOwed(NamedTuple):
    """One thing that must be missing; what is empty may be anything."""

    what: str
    by: tuple[str, ...]
    rule: str


class Expectation(NamedTuple):
    """What must be decided; None where the case does not say."""

    verdict: str | None
    tier: str | None
    assistance: str | None
    missing: tuple[ExpectedOwed, ...] | None
    rules: tuple[tuple[str, str], ...]
    is_all_missing: bool = False


class PolicyCase(NamedTuple):
    """One case with the place of its name, for messages. `facts` is plain data of a facts document."""

    name: str
    author: str | None
    assistance: str
    files: tuple[str, ...]
    labels: tuple[str, ...]
    signoffs: tuple[str, ...]
    evidence: tuple[str, ...]
    checks: tuple[str, ...]
    facts: dict[str, Plain]
    expect: Expectation
    position: Position
    ai_paths: tuple[str, ...] = ()
    owner: str | None = None


def read_cases(document: Document) -> tuple[PolicyCase, ...]:
    """The cases of one file. Raises InputError with all problems found."""
    reading = Reading(document)
    fields = reading.fields(document.root, FILE, "the file of cases") or {}
    nodes = reading.items(fields["cases"].value, "`cases`") if "cases" in fields else ()
    cases = [_case(reading, node) for node in nodes]
    _check_names(reading, [case for case in cases if case])
    reading.finish()
    return tuple(case for case in cases if case is not None)


def _check_names(reading: Reading, cases: list[PolicyCase]) -> None:
    first: dict[str, Position] = {}
    for case in cases:
        if first.setdefault(case.name, case.position) != case.position:
            what = f"a case named `{case.name}` stands on line {first[case.name].line} already"
            reading.report_at("P0127", case.position, what, "rename one of the two", first[case.name])


def _case(reading: Reading, node: Tree) -> PolicyCase | None:
    fields = reading.fields(node, CASE, "the case")
    if not fields or "name" not in fields or "expect" not in fields:
        return None
    return PolicyCase(
        name=values.text_of(reading, fields, "name") or "",
        author=values.text_of(reading, fields, "author"),
        assistance=values.choice_of(reading, fields, "assistance", ASSISTANCE_VALUES) or "unknown",
        files=values.words_of(reading, fields, "files"),
        labels=values.words_of(reading, fields, "labels"),
        signoffs=values.words_of(reading, fields, "signoffs"),
        evidence=values.words_of(reading, fields, "evidence"),
        checks=values.words_of(reading, fields, "checks"),
        facts=_facts(reading, fields),
        expect=_expectation(reading, fields["expect"].value),
        position=reading.at(fields["name"].key),
        ai_paths=values.words_of(reading, fields, "ai_paths"),
        owner=values.text_of(reading, fields, "owner"),
    )


def _facts(reading: Reading, fields: dict[str, Field]) -> dict[str, Plain]:
    if "facts" not in fields:
        return {}
    node = fields["facts"].value
    plain = to_plain(node)
    if not isinstance(plain, dict):
        reading.report("P0121", node, f"`facts` must be a mapping, not {described(node)}", "see `paraph schema facts`")
        return {}
    return plain


def _expectation(reading: Reading, node: Tree) -> Expectation:
    fields = reading.fields(node, EXPECT, "`expect`")
    if fields is not None and not fields:
        reading.report_empty(node, "`expect`", "add `verdict:`")
    fields = fields or {}
    missing = _missing(reading, fields["missing"].value) if "missing" in fields else None
    is_all = "nothing_else" in fields and values.flag(reading, fields["nothing_else"].value, "nothing_else")
    return Expectation(
        verdict=values.choice_of(reading, fields, "verdict", _VERDICTS),
        tier=values.choice_of(reading, fields, "tier", TIERS),
        assistance=values.choice_of(reading, fields, "assistance", ASSISTANCE_VALUES),
        missing=missing,
        rules=_rules(reading, fields["rules"].value) if "rules" in fields else (),
        is_all_missing=bool(is_all) or missing == (),
    )


def _missing(reading: Reading, node: Tree) -> tuple[ExpectedOwed, ...]:
    if isinstance(node, Sequence) and not node.items:
        return ()
    return tuple(_owed(reading, item) for item in reading.items(node, "`missing`"))


def _owed(reading: Reading, node: Tree) -> ExpectedOwed:
    if isinstance(node, Scalar):
        return ExpectedOwed(values.text(reading, node, "missing") or "", (), "")
    fields = reading.fields(node, MISSING, "an entry of `missing`") or {}
    what, rule = (values.text_of(reading, fields, key) or "" for key in ("what", "rule"))
    return ExpectedOwed(what, values.words_of(reading, fields, "by"), rule)


def _rules(reading: Reading, node: Tree) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, Mapping):
        what = f"`rules` must be a mapping from names to states, not {described(node)}"
        reading.report("P0121", node, what, "write for instance `rules: {peer review: pending}`")
        return ()
    found = [
        (name, values.choice(reading, field.value, name, _STATES)) for name, field in reading.open_fields(node).items()
    ]
    return tuple((name, state) for name, state in found if state is not None)
