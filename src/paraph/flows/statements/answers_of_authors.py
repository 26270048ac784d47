"""What do the authors of a change state of it: who wrote it, who can explain it, how it is undone?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from paraph.core.attest.predicates import DeclarationPredicate, OwnerTransferPredicate
from paraph.core.model.evidence import ManualCheck
from paraph.core.model.provenance import Assistance, Declaration
from paraph.core.model.signoff import Answer, Refusal
from paraph.core.policy.context_contributors import Contributors
from paraph.core.policy.globs import compile_path_set
from paraph.flows.statements.answers_of_signers import holds_whole, step_of
from paraph.flows.statements.signed_content import SignedContent
from paraph.flows.statements.stated import Counted, refusal


class Authors(NamedTuple):
    """Who had a hand in the change, and by whom statements were taken back."""

    contributors: Contributors
    withdrawn: Mapping[str, tuple[str, ...]]


class Authored(NamedTuple):
    """What the authors said that counts for this content, and what does not count."""

    declarations: tuple[Declaration, ...] = ()
    answers: tuple[Answer, ...] = ()
    manual_checks: tuple[ManualCheck, ...] = ()
    owner: str | None = None
    rollback_plan: Literal["none", "written", "rehearsed"] = "none"
    prompters: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def authored(
    declarations: Iterable[Counted], transfers: Iterable[Counted], content: SignedContent, authors: Authors
) -> Authored:
    """Sort what authors declared. Of other content only what makes a change stricter still counts: that AI took
    part in one of its commits, and who prompted an agent. Later statements correct an owner and a rollback plan."""
    found = Authored()
    for counted in declarations:
        why = _why_not(counted, authors)
        if why:
            found = found._replace(refusals=(*found.refusals, refusal(counted.statement, why)))
        else:
            found = _with(found, counted, content)
    return _handed_over(found, transfers, content, authors)


def _why_not(counted: Counted, authors: Authors) -> str:
    who, said = counted.signers[0].holder, counted.statement.predicate
    if who in authors.withdrawn.get(counted.statement.id, ()):
        return "it was withdrawn"
    speaks = speaks_for(authors.contributors, who, getattr(said, "prompter", ""))
    return "" if speaks else f"{who} had no hand in the change"


def speaks_for(contributors: Contributors, who: str, prompter: str) -> bool:
    """Whether a person may declare how a change was made: one who had a hand in it; where only machines left their
    names, whoever set them to work. Ids of the directory."""
    return who in contributors.ids or (not contributors.ids and prompter == who)


def _with(found: Authored, counted: Counted, content: SignedContent) -> Authored:
    statement, who = counted.statement, counted.signers[0].holder
    said = statement.predicate
    assert isinstance(said, DeclarationPredicate)  # noqa: S101 - the kind has been looked at
    prompters = (*found.prompters, said.prompter) if said.prompter else found.prompters
    is_ours = holds_whole(content.held(statement.scope)) and not counted.is_spent
    claims = _claims(said, who, None if is_ours else statement.scope.head)
    if not is_ours:
        kept = claims if said.assistance in ("assisted", "generated", "autonomous") else ()
        return found._replace(
            declarations=(*found.declarations, *(kept if content.is_near(statement.scope) else ())),
            prompters=tuple(dict.fromkeys(prompters)),
            refusals=(*found.refusals, refusal(statement, "it was made of other content")),
        )
    steps = tuple(step_of(name, who, statement, content) for name in said.steps)
    return found._replace(
        declarations=(*found.declarations, *claims),
        answers=(*found.answers, *(Answer(each.question, each.text, who) for each in said.answers)),
        manual_checks=(*found.manual_checks, *steps),
        owner=said.owner or found.owner,
        rollback_plan=said.rollback if said.rollback != "none" else found.rollback_plan,
        prompters=tuple(dict.fromkeys(prompters)),
    )


def _claims(said: DeclarationPredicate, who: str, commit: str | None) -> tuple[Declaration, ...]:
    if said.assistance == "unknown":
        return ()
    tools = tuple(each.name for each in said.tools)
    text = f"{who} declared {said.assistance}" + (f" ({', '.join(tools)})" if tools else "")
    return (Declaration(Assistance(said.assistance), "statement", text, tools, commit, who, said.share),)


def _handed_over(found: Authored, transfers: Iterable[Counted], content: SignedContent, authors: Authors) -> Authored:
    """Whoever takes the code over signs for that; a transfer from somebody who does not own it is refused."""
    for counted in transfers:
        statement = counted.statement
        said = statement.predicate
        assert isinstance(said, OwnerTransferPredicate)  # noqa: S101 - the kind has been looked at
        why = ""
        if counted.signers[0].holder in authors.withdrawn.get(statement.id, ()):
            why = "it was withdrawn"
        elif not holds_whole(content.held(statement.scope)):
            why = "it was made of other content"
        elif said.paths and not _covers(said.paths, content):
            why = "it takes over a part of the change only"
        elif said.previous and said.previous != found.owner:
            why = f"it is from {said.previous}, and the owner is {found.owner or 'nobody'}"
        if why:
            found = found._replace(refusals=(*found.refusals, refusal(statement, why)))
        else:
            found = found._replace(owner=said.to)
    return found


def _covers(patterns: tuple[str, ...], content: SignedContent) -> bool:
    """Whether every changed path is among those that are taken over."""
    try:
        taken_over = compile_path_set(patterns)
    except ValueError:
        return False
    return all(taken_over.matches(each.path) for each in content.change.files)
