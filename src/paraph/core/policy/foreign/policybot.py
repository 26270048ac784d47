"""Which Paraph policy asks what a policy of policy-bot asks?"""

from __future__ import annotations

from itertools import count
from typing import Any, Literal, NamedTuple, cast

from paraph.core.errors import InputError, Problem
from paraph.core.model import places
from paraph.core.policy.foreign.conditions import ALWAYS, Bounds
from paraph.core.policy.foreign.notes import Imported, Source
from paraph.core.policy.foreign.predicates import each_predicate, read_predicates
from paraph.core.policy.foreign.requires import NOTHING_OWED, Need, read_needs
from paraph.core.policy.foreign.tree import Branch, FlatRule, Leaf, flatten, leaves_of
from paraph.core.policy.foreign.write import WrittenRule, write_policy
from paraph.core.policy.source import Document, Mapping, Scalar, Tree

MAX_DEPTH = 10
MAX_WRITTEN_RULES = 2000
MAX_NAME = 150

_TOP = frozenset({"policy", "approval_rules", "remote", "path", "ref"})
_POLICY = frozenset({"approval", "disapproval"})
_RULE = frozenset({"name", "description", "if", "options", "requires"})
_DISAPPROVAL = frozenset({"if", "options", "requires"})


class _Rule(NamedTuple):
    leaf: Leaf
    description: str
    line: int


class _Placed(NamedTuple):
    """A branch of the approval list with its words and line."""

    tree: Branch | Leaf
    line: int


def import_policybot(document: Document) -> Imported:
    """Read a `.policy.yml` and write a policy that asks no less, with a note for every construct.

    Rules for evaluation (skip algebra, candidates, disapproval) as policy-bot implements them. Raises InputError
    (P0410) for a document that policy-bot would refuse, and P0411 for one that only points elsewhere.
    """
    source = Source(document)
    top = source.fields(document.root, _TOP, "policy file")
    if "remote" in top:
        what = "the file only points to a policy in another repository"
        raise InputError(Problem("P0411", what, "import that file instead", document.at(top["remote"])))
    rules = _rules(source, top.get("approval_rules"))
    policy = source.fields(top.get("policy", Scalar(None, 1, 1)), _POLICY, "policy")
    written = _approval(source, policy.get("approval"), rules)
    if "disapproval" in policy:
        written += _disapproval(source, policy["disapproval"])
    if not written:
        source.refuse(document.root, "the file has no approval policy", "add `policy: {approval: […]}`")
    return Imported(write_policy(_header(document), "enforce", tuple(_named(written))), tuple(source.notes))


def _header(document: Document) -> tuple[str, ...]:
    return (
        f"Imported from {document.file} (policy-bot).",
        "A change that no rule binds is `cannot_tell`, where policy-bot posts an error.",
        f"Persons and teams are those of {places.PEOPLE}. Approvals are forge reviews of exactly that content.",
        "To try it without effect, write `mode: shadow`.",
    )


def _rules(source: Source, node: Tree | None) -> dict[str, _Rule]:
    found: dict[str, _Rule] = {}
    for item in source.items(node or Scalar(None, 1, 1), "approval_rules"):
        fields = source.fields(item, _RULE, "approval_rules")
        if "name" not in fields:
            source.refuse(item, "a rule has no name", "add `name:`")
        name = source.text(fields["name"], "name")
        if name in found:
            source.refuse(fields["name"], f"a rule named `{name[:80]}` stands on line {found[name].line}", "rename one")
        path = f"rule `{name}`"
        bounds = read_predicates(source, fields["if"], f"{path}.if") if "if" in fields else ALWAYS
        need = read_needs(source, fields.get("requires"), fields.get("options"), path)
        description = source.text(fields["description"], "description") if "description" in fields else ""
        found[name] = _Rule(Leaf(name, bounds, need), description, fields["name"].line)
    return found


def _approval(source: Source, node: Tree | None, rules: dict[str, _Rule]) -> list[WrittenRule]:
    written: list[WrittenRule] = []
    used: set[str] = set()
    for placed in _all_of(source, node, rules):
        used |= {leaf.name for leaf in leaves_of(placed.tree)}
        written += _flat(source, placed, rules)
        if len(written) > MAX_WRITTEN_RULES:
            source.refuse(node or source.document.root, "the policy is too large to write out", "import it in parts")
    for name, rule in rules.items():
        if name not in used:
            here = Scalar(name, rule.line, 1)
            source.note(here, f"rule `{name}`", "no", "the approval policy never asks for it")
    return written


def _all_of(source: Source, node: Tree | None, rules: dict[str, _Rule]) -> list[_Placed]:
    """The branches that must all hold: those of the root list, and of every `and` in it."""
    found: list[_Placed] = []
    pending = list(source.items(node, "policy.approval")) if node is not None else []
    while pending:
        item = pending.pop(0)
        tree = _tree(source, item, rules, 1)
        if isinstance(tree, Branch) and tree.word == "and" and isinstance(item, Mapping):
            pending = [*source.items(item.entries[0][1], "and"), *pending]
        else:
            found.append(_Placed(tree, item.line))
    return found


def _tree(source: Source, node: Tree, rules: dict[str, _Rule], depth: int) -> Branch | Leaf:
    if depth > MAX_DEPTH:
        source.refuse(node, f"`and` and `or` are nested deeper than {MAX_DEPTH}", "flatten them, as policy-bot demands")
    if isinstance(node, Scalar):
        name = source.text(node, "approval")
        if name not in rules:
            source.refuse(node, f"there is no rule `{name[:80]}`", "define it under `approval_rules`")
        return rules[name].leaf
    fields = source.fields(node, frozenset({"and", "or"}), "approval")
    if len(fields) != 1:
        source.refuse(node, "write exactly one of `and` and `or`", "split the mapping in two")
    ((word, children),) = fields.items()
    items = source.items(children, word)
    if not items:
        source.refuse(children, f"`{word}` is empty", "name a rule under it")
    trees = tuple(_tree(source, item, rules, depth + 1) for item in items)
    return Branch(cast("Literal['and', 'or']", word), trees)


def _flat(source: Source, placed: _Placed, rules: dict[str, _Rule]) -> list[WrittenRule]:
    names = list(dict.fromkeys(leaf.name for leaf in leaves_of(placed.tree)))
    here = Scalar(names[0], placed.line, 1)
    flat = flatten(placed.tree)
    if flat is None:
        why = "it has too many conditions to write out: every rule whose condition may hold is owed"
        source.note(here, "approval.or", "stricter", why)
        flat = tuple(FlatRule(leaf.bounds.most, leaf.need) for leaf in leaves_of(placed.tree))
    elif len(names) > 1:
        source.note(here, "approval", "equal", "written as one rule for each case of its conditions")
    title = (" or " if isinstance(placed.tree, Branch) else "").join(names)
    comment = f"line {placed.line}: " + "; ".join(_about(rules[name]) for name in names)
    return [_written(rule, title, comment, rules[names[0]].description) for rule in flat if rule.when is not None]


def _about(rule: _Rule) -> str:
    return f"`{rule.leaf.name}` (line {rule.line})"


def _written(flat: FlatRule, name: str, comment: str, description: str) -> WrittenRule:
    rule: dict[str, Any] = {"name": name}
    if description.strip():
        rule["description"] = description
    if flat.when:
        rule["when"] = flat.when
    rule["require"] = _listed(flat.need)
    remark = "; nobody is asked, the requirement is met by every change" if flat.need == NOTHING_OWED else ""
    return WrittenRule(comment + remark, rule)


def _listed(need: Need) -> list[Need]:
    return list(need["all"]) if set(need) == {"all"} else [need]


def _named(written: list[WrittenRule]) -> list[WrittenRule]:
    """Give every rule a name of its own that fits on one line."""
    seen: set[str] = set()
    found = []
    for comment, rule in written:
        base = " ".join(str(rule["name"]).split())[:MAX_NAME] or "rule"
        base = base.replace("org/", "org ").replace("repo/", "repo ") if base.startswith(("org/", "repo/")) else base
        numbers = count(2)
        name = base
        while name.casefold() in seen:
            name = f"{base} ({next(numbers)})"
        seen.add(name.casefold())
        found.append(WrittenRule(comment, {**rule, "name": name}))
    return found


def _disapproval(source: Source, node: Tree) -> list[WrittenRule]:
    """Vetoes are always there; what policy-bot disapproves by itself becomes rules that deny."""
    fields = source.fields(node, _DISAPPROVAL, "disapproval")
    if "requires" in fields:
        why = "a person's veto stands until that person or somebody above clears it; any person of the directory may"
        source.note(fields["requires"], "policy.disapproval.requires", "stricter", why)
    if "options" in fields:
        why = "a veto is a statement, not a comment or a review with certain words"
        source.note(fields["options"], "policy.disapproval.options", "stricter", why)
    if "if" not in fields:
        return []
    path = "policy.disapproval.if"
    nodes = source.fields(fields["if"], frozenset(each_predicate(Source(source.document), fields["if"], path)), path)
    bounds = each_predicate(source, fields["if"], path)
    return [_denial(source, name, nodes[name], found) for name, found in bounds.items() if found.most is not None]


def _denial(source: Source, name: str, node: Tree, bounds: Bounds) -> WrittenRule:
    comment = f"line {node.line}: disapproval, {name}"
    rule: dict[str, Any] = {"name": f"disapproved by {name}"}
    if bounds.most == {} and not bounds.is_exact:
        why = "it cannot be written as a test, so a person attests each time that it does not hold"
        source.note(node, f"policy.disapproval.if.{name}", "stricter", why)
        needed = [{"manual": [f"policy-bot disapproval {name} of line {node.line} does not hold"]}]
        return WrittenRule(comment, {**rule, "require": needed})
    when = {"when": bounds.most} if bounds.most else {}
    return WrittenRule(comment, {**rule, **when, "deny": f"policy-bot disapproves: {name}"})
