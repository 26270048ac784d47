"""What happens to one change? The stages in order, on one screen.

detect   who, or what, wrote it        -> assistance and findings
tier     how much could it break       -> tier with its reasons
signoff  which questions it raises       -> questions
gate     which rules bind, what is owed -> decision
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.detect.agent_rows import agent_rows
from paraph.core.detect.assess import assess as detect
from paraph.core.detect.sourced import sourced, without_records
from paraph.core.gate.decide import gate
from paraph.core.model.decision import AssistanceFound, Decision, Finding
from paraph.core.model.facts import Facts
from paraph.core.model.policy import Policy
from paraph.core.policy.compile import CompiledPolicy, compile_policy
from paraph.core.policy.context import MOST_PEOPLE_NAMED, Context
from paraph.core.signoff.questions import raised
from paraph.core.tier.assess import assess as tier
from paraph.core.tier.recognise import recognised


def decide(
    policy: Policy | CompiledPolicy, facts: Facts, *, is_told: bool = True, most_named: int = MOST_PEOPLE_NAMED
) -> Decision:  # fmt: skip
    """The answer to one change. Pure, total and deterministic: the same facts give the same answer everywhere.

    Compile a policy once (`compile_policy`) to use it for many changes. Raises InputError only for a
    policy that cannot be compiled. Without `is_told`, for those who only count, the tree leaves out why rules
    do not bind; nothing else is another. `most_named` people at most are named for each thing that is owed.
    """
    compiled = compile_policy(policy) if isinstance(policy, Policy) else policy
    known = sourced(facts, agent_rows(compiled.policy.agents))
    return gate(_context(compiled, recognised(known), is_told=is_told, most_named=most_named))


def _context(
    compiled: CompiledPolicy, facts: Facts, *, is_told: bool, most_named: int = MOST_PEOPLE_NAMED
) -> Context:  # fmt: skip
    """What was detected and how much it could break, ready for the gate."""
    assistance, findings = detect(facts.provenance, facts.change, facts.people, compiled.policy.generated_share)
    findings = (*findings, *_new_tools(facts, assistance), *_refused(facts))
    by_claims = without_records(facts)
    context = Context(
        compiled, facts, assistance, findings, is_told=is_told, most_named=most_named,
        raise_questions=lambda: raised(facts),
        without_records=None if by_claims is facts else lambda: _context(compiled, by_claims, is_told=False),
    )  # fmt: skip
    if assistance.ai_lines and facts.people.people:
        from paraph.core.detect.owners_gone import owners_gone  # most changes have no line of AI's

        context.findings = (*findings, *owners_gone(facts, context.people))
    context.tier = tier(context)
    return context


def _new_tools(facts: Facts, assistance: AssistanceFound) -> tuple[Finding, ...]:
    """A tool never seen before in this repository is a finding, where it is known which were seen."""
    known = facts.provenance.known_tools
    if known is None:
        return ()
    seen = {tool.casefold() for tool in known}
    where = facts.provenance.known_from
    words = f"was not seen in {where}" if where else "was never seen here before"
    return tuple(Finding("new_tool", f"{tool} {words}") for tool in assistance.tools if tool.casefold() not in seen)


def _refused(facts: Facts) -> Iterator[Finding]:
    """A statement that does not count is a finding: nobody shall wonder where it went."""
    for each in facts.refusals:
        whose = f"{each.person}'s {each.kind}" if each.person else f"the {each.kind or 'statement'}"
        name = f"{whose} {each.id[:8]}" if each.id else "a statement"
        words = "counts, but for one signature" if each.is_partial else "does not count"
        yield Finding("refused_statement", f"{name} {words}: {each.why}")
