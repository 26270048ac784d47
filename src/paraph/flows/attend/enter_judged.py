"""How is a decision on a proposed change entered, and does it say anything new?"""

from __future__ import annotations

from typing import Any, NamedTuple

from paraph.core.attest.canonical import canonical
from paraph.core.ledger.entry import entry, read_entry
from paraph.core.model.digest import sha256_hex
from paraph.core.model.noun import changed
from paraph.core.model.proposal import Proposal
from paraph.core.pipeline import decide
from paraph.core.policy.compile import compile_policy
from paraph.flows.attend.place import Place
from paraph.flows.ledger.keep_facts import SALT_BYTES, kept
from paraph.ports.board import ChangeRow
from paraph.ports.ledger import KeptBlob
from paraph.ports.question import Evaluation

_GIT: list[str] = []


class Entered(NamedTuple):
    """The entry with the blobs that it names, and the digests of what the decision was made of."""

    content: bytes
    blobs: tuple[KeptBlob, ...] = ()
    decision: str = ""
    facts: str = ""
    policy: str = ""


def enter_judged(at: Place, proposal: Proposal, evaluation: Evaluation, said: str) -> Entered:
    """The `judged` entry of a decision. Names stay in blobs that can be erased: what is kept of the decision is made
    again from the facts without them."""
    found = keep_evaluation(at, evaluation)
    change, decision = evaluation.facts.change, evaluation.decision
    content = entry(
        "judged", at.now, number=proposal.number, target=change.target, base=change.base, head=change.head,
        tree=change.tree or "", diff=change.diff, verdict=decision.verdict.value, tier=decision.tier.value, said=said,
        git=_git_version(at), **found.fields,
    )  # fmt: skip
    fields = found.fields
    return Entered(content, found.blobs, str(fields["decision"]), str(fields["facts"]), str(fields["policy"]))


def _git_version(at: Place) -> str:
    """The version of git, asked for once a process."""
    if not _GIT:
        _GIT.append(at.opened.receiving.git_version())
    return _GIT[0]


class KeptEvaluation(NamedTuple):
    """The members of an entry that name what a decision was made of, and the blobs behind them."""

    fields: dict[str, Any]
    blobs: tuple[KeptBlob, ...]


def keep_evaluation(at: Place, evaluation: Evaluation) -> KeptEvaluation:
    """What to keep of a decision: the facts without names, the names to erase, the policy, and the decision itself."""
    forms = at.office.forms
    keeping = kept(
        evaluation.facts, evaluation.policy, evaluation.sources, at.office.random(SALT_BYTES), forms.write_facts
    )  # fmt: skip
    facts = forms.read_facts(keeping.blobs[0].content)
    again = decide(compile_policy(evaluation.policy), facts)
    shown = changed(again, is_enforced=evaluation.decision.is_enforced, facts_digest=keeping.blobs[0].digest)
    document = forms.write_decision(shown)
    blob = KeptBlob(sha256_hex(document), document)
    return KeptEvaluation(keeping.fields | {"decision": blob.digest}, (*keeping.blobs, blob))


def enter_unusable(at: Place, proposal: Proposal, code: str, said: str) -> Entered:
    """The entry that says that a change cannot be decided, because what governs cannot be used. What is wrong with it
    may tell of people, and is not in it."""
    content = entry(
        "judged", at.now, number=proposal.number, target=proposal.target, base=at.tip(proposal.target),
        head=proposal.head, tree="", diff="", verdict="cannot_tell", tier="", said=said, why=f"problem {code}",
    )  # fmt: skip
    return Entered(content)


def answer_digest(evaluation: Evaluation) -> str:
    """What a decision says, as one digest: the content, the verdict, the tier, what is missing, what counted, the
    policy. What differs only in where the base stands, or when it was looked at, is the same answer."""
    decision, facts = evaluation.decision, evaluation.facts
    change, found = facts.change, decision.assistance
    said: dict[str, Any] = {
        "content": [change.target, change.head, change.diff],
        "verdict": decision.verdict.value,
        "summary": decision.summary,
        "tier": decision.tier.value,
        "missing": [[each.rule, each.what, each.why, each.kind, each.is_turn] for each in decision.missing],
        "assistance": [found.value, found.ai_lines],
        "signed": sorted(
            [each.id, *([] if each.holds is None else each.holds), str(each.is_withdrawn), str(each.is_spent)]
            for each in facts.signoffs
        ),
        "others": sorted([*(each.id for each in facts.vetoes), *(each.id for each in facts.overrides)]),
        "refused": sorted(f"{each.id} {each.why}" for each in facts.refusals),
        "findings": [[each.kind, each.text] for each in decision.findings],
        "policy": decision.policy_digest,
    }  # fmt: skip
    return sha256_hex(canonical(said))


def said_before(at: Place, row: ChangeRow | None) -> str:
    """The digest of what was entered last of a change; empty where nothing was, or something else happened since."""
    if row is None or row.entry is None:
        return ""
    content = next(iter(at.office.log.entries(row.entry, row.entry + 1)), b"")
    found = read_entry(content) if content else {}
    return str(found.get("said", "")) if found.get("kind") == "judged" else ""
