"""What did the commits of a change say of tools and co-authors that the commits which land do not?

A squash or a rebase writes new messages. Contributors and provenance come from the record of the head, so that nothing
is decided otherwise; but whoever reads the history later is not told (SEMANTICS, "Landing").
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from paraph.core.detect.agent_rows import AgentRows
from paraph.core.detect.claims import is_claim
from paraph.core.detect.identity import match_trailer
from paraph.core.detect.read import read_commit
from paraph.core.model.facts import Facts
from paraph.ports.repository import CommitRecord, RepositoryReader

MOST_COMMITS = 2_000
MOST_NAMED = 8


def lost_trailers(reader: RepositoryReader, base: str, new: str, facts: Facts, own: AgentRows) -> tuple[str, ...]:
    """In words without names of people, what the record of the head has and no commit of `base`..`new` says."""
    said = facts.provenance
    tools = dict.fromkeys(each.tool for each in said.signals if each.commit and is_claim(each))
    declared = dict.fromkeys(each.assistance.value for each in said.declarations if each.source == "trailer")
    people = _co_authors(facts, own)
    if not (tools or declared or people):
        return ()
    landed = list(islice(reader.commits(f"{base}..{new}"), MOST_COMMITS))
    kept = [read_commit(*each.said, own=own) for each in landed]
    kept_tools = {signal.tool for each in kept for signal in each.signals}
    kept_words = {declaration.assistance.value for each in kept for declaration in each.declarations}
    gone = people - {who for who in people for each in landed if _names(each, who)}
    lost = [f"the trace of {tool}" for tool in tools if tool not in kept_tools][:MOST_NAMED]
    lost += [f"the declaration `{word}`" for word in declared if word not in kept_words]
    return (*lost, *([f"{len(gone)} co-author{'s' * (len(gone) != 1)}"] if gone else []))


def _co_authors(facts: Facts, own: AgentRows) -> frozenset[str]:
    """The addresses, or names where there are none, of co-authors that are people."""
    every = {each for commit in facts.change.commits for each in commit.co_authors}
    return frozenset(
        (each.email or each.name).lower()
        for each in every
        if match_trailer(each.name, each.email) is None and not any(own.of_people((each.name, each.email), ("", "")))
    )


def _names(commit: CommitRecord, who: str) -> bool:
    said: Iterable[str] = (commit.author_email, commit.committer_email, commit.message)
    return bool(who) and any(who in each.lower() for each in said)
