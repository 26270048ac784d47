"""What does the gate say when everything it may look at is in one document? No git is asked."""

from __future__ import annotations

from paraph.adapters.formats.documents import read_facts
from paraph.adapters.formats.named_file import read_named_or_stdin
from paraph.adapters.formats.strict_json import MAX_BYTES
from paraph.core.errors import InputError, Problem
from paraph.core.pipeline import decide
from paraph.flows.gate.governed_files import policy_of
from paraph.ports.question import Evaluation, Question
from paraph.wiring import CachedDocuments, source_text


def answer_facts(question: Question) -> Evaluation:
    """Decide from a facts document and policy files; raises InputError for whatever cannot be used."""
    file = question.facts or "-"
    facts = read_facts(read_named_or_stdin(file, MAX_BYTES, f"--facts {file}"), "stdin" if file == "-" else file)
    if question.stage == "deploy" and facts.stage != "deploy":
        raise InputError(Problem("P0602", "the facts are about a merge, not a deployment", "leave out --at deploy"))
    own, organisation = (source_text(path) if path else None for path in (question.policy, question.org_policy))
    policy = policy_of(CachedDocuments(None), own, organisation)
    if policy is None:
        raise InputError(Problem("P0137", "there is no policy to read", "add --policy FILE"))
    sources = tuple(source for source in (own, organisation) if source)
    return Evaluation(decide(policy, facts), facts, policy, sources)
