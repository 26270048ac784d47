"""What does this policy file say? Either a whole policy, or every problem in it with its place and fix."""

from __future__ import annotations

from typing import NamedTuple, cast

from paraph.core.model.noun import changed
from paraph.core.model.person import Directory
from paraph.core.model.policy import KindRule, Mode, Policy, Requirement, Rule
from paraph.core.policy import read_values as values
from paraph.core.policy.digest import document_digest
from paraph.core.policy.grammar import DOCUMENT, MODES, PROVENANCE, RULE, RULES_FIX
from paraph.core.policy.read_agents import layered_agents, read_agents
from paraph.core.policy.read_conditions import read_condition, read_tiers
from paraph.core.policy.read_guard import read_guard
from paraph.core.policy.read_kinds import check_kinds
from paraph.core.policy.read_names import REPOSITORY, check_names
from paraph.core.policy.read_requirements import read_requirements
from paraph.core.policy.reading import Field, Reading, described, did_you_mean
from paraph.core.policy.source import Document, Mapping, Scalar, Tree

MAX_NAME_CHARACTERS = 200
DEFAULT_LEVELS = Directory().levels


class Defaults(NamedTuple):
    """What a rule takes from its policy."""

    mode: Mode
    approved_tools: tuple[str, ...]


def read_policy(document: Document, *, levels: tuple[str, ...] = ()) -> Policy:
    """The policy that a document says.

    `levels` are those of the organisation, which bind where they are given; else the document's own
    hold, else the default ones. Raises InputError with every problem found, in the order of the file.
    """
    reading = Reading(document)
    policy = read_into(reading, levels)
    check_names(reading, policy.rules)
    check_kinds(reading, policy)
    reading.finish()
    return changed(policy, agents=layered_agents(policy, REPOSITORY)) if policy.agents else policy


def read_into(reading: Reading, levels: tuple[str, ...] = ()) -> Policy:
    """The policy of a reading's document, as far as it can be read; the problems stay in the reading."""
    document = reading.document
    fields = reading.fields(document.root, DOCUMENT, "the policy") or {}
    own_levels = values.name_list(reading, fields["levels"].value, "levels") if "levels" in fields else None
    reading.levels = levels or own_levels or (None if "levels" in fields else DEFAULT_LEVELS)
    mode = cast("Mode", values.choice_of(reading, fields, "mode", MODES) or "enforce")
    approved_tools = values.words_of(reading, fields, "approved_tools")
    identity = values.identity_of(reading, fields)
    return Policy(
        version=_version(reading, fields),
        mode=mode,
        tiers=read_tiers(reading, fields["tiers"].value) if "tiers" in fields else (),
        rules=_rules(reading, fields, Defaults(mode, approved_tools)),
        kinds=_kinds(reading, fields["kinds"].value) if "kinds" in fields else (),
        default_tier=values.choice_of(reading, fields, "default_tier", DOCUMENT["default_tier"].choices) or "medium",
        levels=levels or own_levels or (),
        generated_share=_generated_share(reading, fields),
        approved_tools=approved_tools,
        digest="" if reading.problems else document_digest(document),
        sources=(document.file,),
        identity=identity,
        guard=read_guard(reading, fields["guard"].value) if "guard" in fields else None,
        is_retaining_prompts=_is_retaining(reading, fields),
        agents=read_agents(reading, fields["agents"].value) if "agents" in fields else (),
    )


def _is_retaining(reading: Reading, fields: dict[str, Field]) -> bool:
    if "provenance" not in fields:
        return False
    own = reading.fields(fields["provenance"].value, PROVENANCE, "`provenance`")
    return own is not None and values.choice_of(reading, own, "retain", PROVENANCE["retain"].choices) == "prompts"


def _generated_share(reading: Reading, fields: dict[str, Field]) -> float:
    if "generated_share" not in fields:
        return 0.5
    return values.share(reading, fields["generated_share"].value, "generated_share") or 0.5


def _version(reading: Reading, fields: dict[str, Field]) -> int:
    if "version" not in fields:
        return 1
    node = fields["version"].value
    if not isinstance(node, Scalar) or type(node.value) is not int or node.value != 1:
        reading.report("P0135", node, f"`version` can only be 1, not {described(node)}", "write `version: 1`")
    return 1


def _kinds(reading: Reading, node: Tree) -> tuple[KindRule, ...]:
    if not isinstance(node, Mapping):
        fix = "write for instance `kinds: {secrets: [keys/**]}`"
        reading.report("P0121", node, f"`kinds` must be a mapping, not {described(node)}", fix)
        return ()
    found = []
    for name, field in reading.open_fields(node).items():
        paths = values.globs(reading, field.value, name)
        if values.text(reading, field.key, "kinds") is not None and paths is not None:
            found.append(KindRule(name, paths, reading.at(field.key)))
    return tuple(found)


def _rules(reading: Reading, fields: dict[str, Field], defaults: Defaults) -> tuple[Rule, ...]:
    if "rules" not in fields:
        return ()
    nodes = reading.items(fields["rules"].value, "`rules`", RULES_FIX)
    found = [_rule(reading, node, defaults) for node in nodes]
    return tuple(rule for rule in found if rule is not None)


def _rule(reading: Reading, node: Tree, defaults: Defaults) -> Rule | None:
    fields = reading.fields(node, RULE, "the rule")
    if not fields:
        return None
    name = _name(reading, fields)
    mode = values.choice_of(reading, fields, "mode", MODES) or defaults.mode
    when = read_condition(reading, fields["when"].value, "`when`") if "when" in fields else None
    description = values.text_of(reading, fields, "description") or ""
    deny = values.text_of(reading, fields, "deny")
    _requires_or_denies(reading, node, fields)
    place = reading.at(fields["name"].key if "name" in fields else node)
    return Rule(name or "", cast("Mode", mode), when, _owed(reading, fields, defaults), deny, place, description)


def _owed(reading: Reading, fields: dict[str, Field], defaults: Defaults) -> tuple[Requirement, ...]:
    if "require" not in fields:
        return ()
    return read_requirements(reading, fields["require"].value, "`require`", defaults.approved_tools)


def _name(reading: Reading, fields: dict[str, Field]) -> str | None:
    name = values.text_of(reading, fields, "name")
    if name is None:
        return None
    if "\n" in name or len(name) > MAX_NAME_CHARACTERS:
        what = f"the name is longer than one line of {MAX_NAME_CHARACTERS} characters"
        reading.report("P0122", fields["name"].value, what, "shorten it; `description` has room")
    if name != name.strip():
        reading.report("P0122", fields["name"].value, "the name begins or ends in a space", "delete it")
    return name


def _is_misspelt(rule: Tree) -> bool:
    """Whether an unknown key is most likely what the rule asks for: one slip is one problem."""
    keys = [str(key.value) for key, _ in rule.entries] if isinstance(rule, Mapping) else []
    meant = {did_you_mean(key, RULE) for key in keys if key not in RULE}
    return bool(meant & {did_you_mean(name, RULE) for name in ("require", "deny")})


def _requires_or_denies(reading: Reading, node: Tree, fields: dict[str, Field]) -> None:
    if "require" in fields and "deny" in fields:
        what = "the rule both requires and denies"
        reading.report("P0134", fields["deny"].key, what, "make two rules of it", reading.at(fields["require"].key))
    if "require" not in fields and "deny" not in fields and not _is_misspelt(node):
        reading.report("P0134", node, "the rule neither requires nor denies", "add `require:` or `deny:`")
