"""What do `requires` and `options` of a rule of policy-bot become?"""

from __future__ import annotations

from typing import Any

from paraph.core.policy.foreign.notes import Source
from paraph.core.policy.foreign.predicates import ACTORS, each_predicate, statuses_of
from paraph.core.policy.source import Scalar, Tree

Need = dict[str, Any]

# Met by every change: what policy-bot approves without asking anybody.
NOTHING_OWED: Need = {"autonomy": {"ceiling": "autonomous"}}

MAX_COUNT = 20
_REQUIRES = frozenset({"count", "conditions", *ACTORS})
_OPTIONS = frozenset({
    "allow_author", "allow_contributor", "allow_non_author_contributor", "invalidate_on_push",
    "ignore_edited_comments", "ignore_update_merges", "ignore_commits_by", "request_review", "methods",
})  # fmt: skip
_STATUSES = frozenset({"has_status", "has_successful_status"})

_OPTION_NOTES = {
    "allow_author": "whoever had a hand in the change stays out; only `allow_contributor` lets all of them in",
    "allow_non_author_contributor": "whoever had a hand in the change stays out",
    "ignore_edited_comments": "comments never count here",
    "ignore_update_merges": "any new head voids the answer; write `binding: tree` to keep it over clean merges",
    "ignore_commits_by": "any new head voids the answer, whoever pushed it",
}


def read_needs(source: Source, requires: Tree | None, options: Tree | None, path: str) -> Need:
    """What one rule owes, as one requirement."""
    empty = Scalar(None, 1, 1)
    wanted = source.fields(requires or empty, _REQUIRES, f"{path}.requires")
    how = source.fields(options or empty, _OPTIONS, f"{path}.options")
    needs = []
    number = _count(source, wanted, f"{path}.requires.count")
    if number:
        details = _details(source, how, f"{path}.options")
        needs.append(_signoffs(source, wanted, number, details, f"{path}.requires"))
    if "conditions" in wanted:
        needs += _conditions(source, wanted["conditions"], f"{path}.requires.conditions")
    return joined("all", needs)


def joined(word: str, needs: list[Need]) -> Need:
    """`all` or `any` of the needs, without what is owed twice or not at all."""
    distinct = [need for index, need in enumerate(needs) if need not in needs[:index]]
    if word == "any" and NOTHING_OWED in distinct:
        return NOTHING_OWED
    owed = [need for need in distinct if need != NOTHING_OWED]
    flat = [inner for need in owed for inner in (need[word] if set(need) == {word} else [need])]
    if not flat:
        return NOTHING_OWED
    return flat[0] if len(flat) == 1 else {word: flat}


def _count(source: Source, wanted: dict[str, Tree], path: str) -> int:
    node = wanted.get("count")
    if node is None:
        return 0
    if not isinstance(node, Scalar) or type(node.value) is not int or not 0 <= node.value <= MAX_COUNT:
        source.refuse(node, f"`{path}` must be a whole number up to {MAX_COUNT}", "write how many people must approve")
    return node.value


def _details(source: Source, how: dict[str, Tree], path: str) -> Need:
    """How an answer must look: by a review, and what voids it."""
    details: Need = {"proof": "review", "binding": "tree"}
    for name, node in how.items():
        if name in _OPTION_NOTES and not (isinstance(node, Scalar) and node.value is False):
            source.note(node, f"{path}.{name}", "stricter", _OPTION_NOTES[name])
    if "allow_contributor" in how and source.flag(how["allow_contributor"], f"{path}.allow_contributor"):
        details["independent"] = False
        source.note(how["allow_contributor"], f"{path}.allow_contributor", "equal", "`independent: false`")
    if "invalidate_on_push" in how and source.flag(how["invalidate_on_push"], f"{path}.invalidate_on_push"):
        details["binding"] = "exact"
        why = "`binding: exact` also falls when the target moves so that the change reads differently"
        source.note(how["invalidate_on_push"], f"{path}.invalidate_on_push", "stricter", why)
    if "request_review" in how:
        why = "the decision names who can be asked; nothing else is configured"
        source.note(how["request_review"], f"{path}.request_review", "no", why)
    if "methods" in how:
        why = "only a forge review of that commit or a signed statement is an answer, no comment and no title"
        source.note(how["methods"], f"{path}.methods", "stricter", why)
    return details


def _signoffs(source: Source, wanted: dict[str, Tree], number: int, details: Need, path: str) -> Need:
    whom = _whom(source, wanted, path)
    if len(whom) == 1:
        return {"signoff": {"count": number, **whom[0], **details}}
    if number > 1:
        why = f"all {number} must come from the persons, or all from the teams; policy-bot takes a mixture too"
        source.note(wanted["count"], f"{path}.count", "stricter", why)
    return joined("any", [{"signoff": {"count": number, **who, **details}} for who in whom])


def _whom(source: Source, wanted: dict[str, Tree], path: str) -> list[Need]:
    """The people that may answer: one test for persons, one for teams, none for anybody."""
    persons = list(source.texts(wanted["users"], f"{path}.users")) if "users" in wanted else []
    teams: list[str] = []
    for key in ("teams", "organizations"):
        if key in wanted:
            names = source.texts(wanted[key], f"{path}.{key}")
            teams += names
            why = "the directory must list its people as members of teams of these names"
            source.note(wanted[key], f"{path}.{key}", "equal" if key == "teams" else "stricter", why)
    for key in ("permissions", "admins", "write_collaborators"):
        if key in wanted and (key == "permissions" or source.flag(wanted[key], f"{path}.{key}")):
            names = source.texts(wanted[key], f"{path}.{key}") if key == "permissions" else (key,)
            teams += [f"permission/{name}" for name in names]
            why = "a permission on the forge is no fact here; list its holders in teams `permission/…` of the directory"
            source.note(wanted[key], f"{path}.{key}", "stricter", why)
    if persons:
        why = "the ids of the directory must be these logins"
        source.note(wanted["users"], f"{path}.users", "equal", why)
    if not persons and not teams:
        if "count" in wanted:
            source.note(wanted["count"], f"{path}.count", "stricter", "only people of the directory count")
        return [{}]
    return [*([{"person": persons}] if persons else []), *([{"team": teams}] if teams else [])]


def _conditions(source: Source, node: Tree, path: str) -> list[Need]:
    """Conditions of an approval: checks are required, anything else a person attests to by hand."""
    needs: list[Need] = []
    quiet = Source(source.document)
    fields = each_predicate(quiet, node, path)
    values = source.fields(node, frozenset(fields), path)
    for name, value in values.items():
        if name in _STATUSES:
            names, conclusions = statuses_of(source, value, f"{path}.{name}")
            needs += [{"check": {"name": one, "conclusion": list(conclusions)}} for one in names]
            source.note(value, f"{path}.{name}", "equal", "written as required checks")
        else:
            needs.append({"manual": [f"policy-bot condition {name} of line {value.line} holds"]})
            why = "a condition that is no check cannot be required; a person attests to it"
            source.note(value, f"{path}.{name}", "stricter", why)
    return needs
