"""What does a policy tell the guard on agents' hands?"""

from __future__ import annotations

from typing import cast

from paraph.core.model.guard import GUARD_ANSWERS, EnvironmentGuard, GuardAnswer, GuardSettings
from paraph.core.policy import read_values as values
from paraph.core.policy.grammar import ENVIRONMENT, GUARD, GUARDED
from paraph.core.policy.reading import Field, Reading, shortened
from paraph.core.policy.source import Tree

DEFAULT = GuardSettings()


def read_guard(reading: Reading, node: Tree) -> GuardSettings | None:
    """The settings behind `guard:`, None where they cannot be read; the problems stay in the reading.

    Which rows there are is the guard's to know: `policy check` looks at that.
    """
    fields = reading.fields(node, GUARD, "`guard`")
    if fields is None:
        return None
    if not fields:
        reading.report_empty(node, "`guard`", "write for instance `guard: {unknown: ask}`")
        return None
    protected = values.name_list(reading, fields["protected"].value, "protected") if "protected" in fields else None
    return GuardSettings(
        environments=_environments(reading, fields),
        unknown=_answer(reading, fields, "unknown"),
        rules=_rules(reading, fields),
        protected=DEFAULT.protected if protected is None else protected,
    )


def _answer(reading: Reading, fields: dict[str, Field], key: str) -> GuardAnswer | None:
    return cast("GuardAnswer | None", values.choice_of(reading, fields, key, GUARD_ANSWERS))


def _environments(reading: Reading, fields: dict[str, Field]) -> tuple[EnvironmentGuard, ...]:
    found: dict[str, EnvironmentGuard] = {}
    for node in reading.items(fields["environments"].value, "`environments`") if "environments" in fields else ():
        inner = reading.fields(node, ENVIRONMENT, "the environment")
        if not inner:
            continue
        name = values.text_of(reading, inner, "name") or ""
        if name in found:
            what = f"the environment `{shortened(name)}` stands twice"
            reading.report("P1100", inner["name"].value, what, "put all its patterns behind one `match`")
        match = values.words_of(reading, inner, "match")
        found[name] = EnvironmentGuard(name, match, _answer(reading, inner, "answer"))
    return tuple(found.values())


def _rules(reading: Reading, fields: dict[str, Field]) -> tuple[tuple[str, GuardAnswer], ...]:
    found: dict[str, GuardAnswer] = {}
    for node in reading.items(fields["rules"].value, "`rules` of the guard") if "rules" in fields else ():
        inner = reading.fields(node, GUARDED, "the row") or {}
        rule, answer = values.text_of(reading, inner, "rule"), _answer(reading, inner, "answer")
        if rule is None or answer is None:
            continue
        if rule in found:
            what = f"the row `{shortened(rule)}` stands twice"
            reading.report("P1101", inner["rule"].value, what, "keep one answer")
        found[rule] = answer
    return tuple(found.items())


def joined_guards(organisation: GuardSettings | None, repository: GuardSettings | None) -> GuardSettings | None:
    """What holds where both say something: the organisation's environments come first, and of two answers to the same
    question the stricter one."""
    if organisation is None or repository is None:
        return organisation or repository
    rules = dict(repository.rules)
    for rule, answer in organisation.rules:
        rules[rule] = _stricter(answer, rules.get(rule))
    known = {environment.name for environment in organisation.environments}
    own = tuple(environment for environment in repository.environments if environment.name not in known)
    return GuardSettings(
        environments=organisation.environments + own,
        unknown=_stricter(organisation.unknown, repository.unknown) if organisation.unknown else repository.unknown,
        rules=tuple(rules.items()),
        protected=tuple(dict.fromkeys(organisation.protected + repository.protected)),
    )


def _stricter(one: GuardAnswer, other: GuardAnswer | None) -> GuardAnswer:
    return one if other is None else max(one, other, key=GUARD_ANSWERS.index)
