"""What holds where organisation and repository both have a policy? Both; the repository may only be stricter."""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.model.noun import changed
from paraph.core.model.policy import TIERS, AllTests, AnyTest, Condition, NotTest, Policy, Position, Test, TierRule
from paraph.core.policy.digest import layered_digest
from paraph.core.policy.read import DEFAULT_LEVELS, read_into
from paraph.core.policy.read_agents import check_agents, joined_agents, layered_agents
from paraph.core.policy.read_guard import joined_guards
from paraph.core.policy.read_kinds import check_kinds
from paraph.core.policy.read_names import ORGANISATION, REPOSITORY, check_names
from paraph.core.policy.reading import Reading
from paraph.core.policy.source import Document, Mapping


def read_layers(organisation: Document, repository: Document | None) -> Policy:
    """The organisation's policy, and the repository's on top of it where there is one.

    Rules are named `org/…` and `repo/…` and all of them hold. The tier is the higher of the two: what a
    repository's tier rules and stated `default_tier` say counts where it raises. Levels and the share of
    generated code are the organisation's. Raises InputError with the problems of the organisation's
    document, or else with those of the repository's, among them everything that would weaken the
    organisation's policy, with both places.
    """
    theirs = Reading(organisation)
    org = read_into(theirs)
    check_names(theirs, org.rules)
    check_kinds(theirs, org)
    _check_identity(theirs)
    theirs.finish()
    if repository is None:
        rules = tuple(changed(rule, name=ORGANISATION + rule.name) for rule in org.rules)
        return changed(org, rules=rules, agents=layered_agents(org, ORGANISATION))
    ours = Reading(repository)
    repo = read_into(ours, org.levels or DEFAULT_LEVELS)
    check_names(ours, repo.rules, org)
    check_kinds(ours, repo, org.kinds)
    _check_stated(ours, organisation, org, repo)
    _check_added_kinds(ours, org, repo)
    check_agents(ours, org, repo)
    ours.finish()
    return _joined(org, repo, default_place=stated(repository, "default_tier"))


def stated(document: Document, key: str) -> Position | None:
    """Where a document says `key` at its top, None where it does not."""
    entries = document.root.entries if isinstance(document.root, Mapping) else ()
    return next((document.at(node) for node, _ in entries if node.value == key), None)


def _check_stated(reading: Reading, organisation: Document, org: Policy, repo: Policy) -> None:
    """Levels and shares are read by the organisation's rules, so a repository cannot give them another meaning."""
    differences = {
        "levels": (org.levels or DEFAULT_LEVELS) != _own_levels(reading.document),
        "generated_share": org.generated_share != repo.generated_share,
    }
    for key, differs in differences.items():
        here, there = stated(reading.document, key), stated(organisation, key)
        if here is None or not differs:
            continue
        said = f"{there.file}:{there.line}" if there else f"{organisation.file}, which leaves it at its default"
        what = f"`{key}` is the organisation's to say ({said})"
        reading.report_at("P0143", here, what, "delete it", there or Position(organisation.file, 1, 1))


def _check_identity(reading: Reading) -> None:
    """One identity for many repositories would let what was signed in one count in another."""
    place = stated(reading.document, "identity")
    if place is not None:
        what = "`identity` is one repository's own, and this policy is for many"
        reading.report_at("P0145", place, what, "move it into the repository's policy")


def _own_levels(document: Document) -> tuple[object, ...]:
    entries = document.root.entries if isinstance(document.root, Mapping) else ()
    items = next((getattr(value, "items", ()) for key, value in entries if key.value == "levels"), ())
    return tuple(getattr(item, "value", None) for item in items)


def _check_added_kinds(reading: Reading, org: Policy, repo: Policy) -> None:
    """More paths of a kind weaken a test that all files are of it, that none is, or that lowers the tier."""
    weakened: dict[str, Test] = {}
    conditions = [(rule.when, False) for rule in org.rules if rule.when]
    conditions += [(rule.condition, not _is_at_least(rule.tier, org.default_tier)) for rule in org.tiers]
    for condition, may_weaken in conditions:
        for test in _kind_tests(condition, may_weaken=may_weaken):
            weakened.update(dict.fromkeys(test.value if isinstance(test.value, tuple) else (), test))
    for rule in repo.kinds:
        if rule.kind in weakened:
            there = weakened[rule.kind].position
            what = (
                f"more files of the kind `{rule.kind}` would weaken the organisation's test ({there.file}:{there.line})"
            )
            reading.report_at("P0144", rule.position, what, "name a kind of your own", there)


def _kind_tests(condition: Condition, *, may_weaken: bool) -> Iterator[Test]:
    """The tests of kinds in a condition that a longer list of paths could weaken."""
    if isinstance(condition, Test):
        if condition.name == "only_kinds" or (condition.name == "kinds" and may_weaken):
            yield condition
        return
    children = (condition.child,) if isinstance(condition, NotTest) else condition.children
    for child in children:
        yield from _kind_tests(child, may_weaken=may_weaken or isinstance(condition, NotTest))


def _joined(org: Policy, repo: Policy, *, default_place: Position | None) -> Policy:
    common = tuple(tool for tool in repo.approved_tools if tool in org.approved_tools)
    either = org.approved_tools or repo.approved_tools
    return Policy(
        version=org.version,
        mode=org.mode,
        tiers=org.tiers + tuple(_raising(org, repo, default_place=default_place)),
        rules=tuple(changed(rule, name=ORGANISATION + rule.name) for rule in org.rules)
        + tuple(changed(rule, name=REPOSITORY + rule.name) for rule in repo.rules),
        kinds=org.kinds + repo.kinds,
        default_tier=org.default_tier,
        levels=org.levels,
        generated_share=org.generated_share,
        approved_tools=common if org.approved_tools and repo.approved_tools else either,
        digest=layered_digest(org.digest, repo.digest),
        sources=org.sources + repo.sources,
        identity=repo.identity,
        guard=joined_guards(org.guard, repo.guard),
        is_retaining_prompts=org.is_retaining_prompts or repo.is_retaining_prompts,
        agents=joined_agents(org, repo),
    )


def _raising(org: Policy, repo: Policy, *, default_place: Position | None) -> Iterator[TierRule]:
    """The repository's tier rules, so that a match can only raise the tier of the organisation.

    A rule below the organisation's default tier must not stand in for that default, so it counts only
    where a rule of the organisation has put the change lower. A stated default is a rule for what no
    tier rule of the repository matches.
    """
    rules = list(repo.tiers)
    if default_place:
        matched = AnyTest(tuple(rule.condition for rule in rules), default_place)
        rules.append(TierRule(repo.default_tier, NotTest(matched, default_place), default_place))
    for rule in rules:
        if _is_at_least(rule.tier, org.default_tier):
            yield rule
        elif org.tiers and rule.tier != TIERS[0]:
            lowered = AnyTest(tuple(other.condition for other in org.tiers), rule.position)
            yield TierRule(rule.tier, AllTests((lowered, rule.condition), rule.position), rule.position)


def _is_at_least(tier: str, floor: str) -> bool:
    return TIERS.index(tier) >= TIERS.index(floor)
