"""What does a repository need to begin, and what would be written for it?"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from paraph.core.detect.declared import PULL_REQUEST_BLOCK
from paraph.core.model import places
from paraph.core.model.person import Directory, Person
from paraph.core.policy.lookup import normal_account
from paraph.flows.draft.draft_people import draft_directory
from paraph.flows.draft.draft_policy import CRITICAL_KINDS, TierProposal, policy_text, propose_tiers
from paraph.flows.facts.survey_history import Survey
from paraph.ports.repository import Author

TEMPLATE = ".github/pull_request_template.md"
GITLAB_TEMPLATE = ".gitlab/merge_request_templates/Default.md"
TEMPLATE_PLACES = (
    (".github", "pull_request_template.md"),
    ("", "pull_request_template.md"),
    ("docs", "pull_request_template.md"),
    (".gitlab/merge_request_templates", "Default.md"),
)


MOST_NAME_CHARACTERS = 100
MOST_ACCOUNT_CHARACTERS = 320  # 64 before the @, 255 after it
MOST_ACCOUNTS = 150  # a line stays within what the reader of the file takes


class DraftedFile(NamedTuple):
    """One file that `paraph init` would write, and what it is for in a few words."""

    path: str
    content: str
    purpose: str


class Setup(NamedTuple):
    """The whole draft: its files, and what it was drawn from; `newest` is when the last change landed, in epoch
    seconds, 0 where none did."""

    files: tuple[DraftedFile, ...]
    directory: Directory
    proposal: TierProposal
    newest: int = 0


def template_place(names_in: Callable[[str], Sequence[str]]) -> str:
    """Where the pull-request template stands, or would: on GitLab it is a merge request's default one.

    `names_in` lists a folder of the work tree (`""` is its top), nothing where there is none.
    """
    for folder, name in TEMPLATE_PLACES:
        found = sorted(each for each in names_in(folder) if each.lower() == name.lower())
        if found:
            return f"{folder}/{found[0]}" if folder else found[0]
    return GITLAB_TEMPLATE if {".gitlab", ".gitlab-ci.yml"} & {*names_in("")} else TEMPLATE


def draft_setup(
    survey: Survey, authors: Sequence[Author], active_seconds: int, *, has_owners: bool, template: str = TEMPLATE,
    identity: str = "",
) -> Setup:  # fmt: skip
    """Draft policy, directory, absence file and pull-request template from a survey of the history.

    `authors` are those of the whole history, so that levels follow from all that somebody did; named are
    those who wrote something in the last `active_seconds` of it. `identity` is the repository's random one.
    """
    proposal = propose_tiers(survey)
    everyone = draft_directory(authors, CRITICAL_KINDS, survey.kinds_by_address, active_seconds=active_seconds)
    directory = replace(everyone, people=tuple(person for person in everyone.people if not person.has_left))
    experts = [kind for kind in proposal.critical if any(kind in person.domains for person in directory.people)]
    files = (
        DraftedFile(
            places.POLICY,
            policy_text(proposal, experts, has_owners=has_owners, identity=identity),
            "tiers and rules, in shadow mode",
        ),
        DraftedFile(
            places.PEOPLE, people_text(directory), "who may be asked; every level is assumed, correct a line each"
        ),
        DraftedFile(places.ABSENCE, _ABSENCE_TEXT, "who is away; not governed by the policy"),
        DraftedFile(template, PULL_REQUEST_BLOCK, "asks how AI was used, with a tick"),
    )
    return Setup(files, directory, proposal, survey.newest)


def people_text(directory: Directory) -> str:
    """The directory file, a person a line, the most senior first within the order given."""
    rank = {level: at for at, level in enumerate(directory.levels)}
    people = sorted(directory.people, key=lambda person: -rank.get(person.level or "", -1))
    lines = [
        "# Drafted from the history. `assumed: true` marks a level nobody has confirmed: correct it and drop the mark.",
        f"levels: {_flow(list(directory.levels))}",
        "people:" if people else "people: []",
        *[f"  - {_flow(_row(person))}" for person in people],
    ]
    bots = [bot for bot in directory.bots if _is_writable(bot)]
    if bots:
        lines += ["bots:", *[f"  - {_flow(bot)}" for bot in bots]]
    return "\n".join([*lines, ""])


def _row(person: Person) -> dict[str, object]:
    row: dict[str, object] = {"id": person.id, "name": _visible(person.name), "level": person.level}
    if person.is_level_assumed:
        row["assumed"] = True
    if person.domains:
        row["domains"] = list(person.domains)
    row["accounts"] = [each for each in person.accounts if _is_writable(each)][:MOST_ACCOUNTS]
    return {key: value for key, value in row.items() if value}


def _is_writable(account: str) -> bool:
    """Whether a people file may hold the account: commits may state addresses that are none."""
    kind, _, value = account.partition(":")
    is_plain = account.isprintable() and len(account) <= MOST_ACCOUNT_CHARACTERS and value.split() == [value]
    is_plain = is_plain and normal_account(account) == account
    return is_plain and (kind != "email" or (value.count("@") == 1 and value.strip("@") == value))


def _visible(text: str) -> str:
    """Text as a governed file may hold it: what cannot be seen there is refused when it is read."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:MOST_NAME_CHARACTERS]


def _flow(value: object) -> str:
    """A value as YAML in one line: JSON, with bare keys so that it reads like the rest of the file."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


_ABSENCE_TEXT = """\
# Who is not asked, and when; both days count. Anybody may change this file: no policy governs it.
#   ada: [{from: 2026-12-21, to: 2027-01-02}]
{}
"""
