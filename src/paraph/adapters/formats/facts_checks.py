"""Which facts contradict themselves, though each value alone is well-formed?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from paraph.core.errors import Problem
from paraph.core.model.change import Change, ChangedFile
from paraph.core.model.facts import UNREADABLE, Facts
from paraph.core.model.person import Directory, Person
from paraph.core.model.policy import TIERS
from paraph.core.model.provenance import LineEvidence
from paraph.core.policy.lookup import normal_account

MAX_PROBLEMS = 50
_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_MODE = re.compile(r"[0-7]{6}\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_ACCOUNT = re.compile(r"[a-z][a-z0-9_-]*:.+\Z")

Found = Iterator[tuple[str, str, str]]  # where as a JSON path, what, fix


def problems_of_facts(facts: Facts, file: str) -> list[Problem]:
    """All contradictions found in the facts, at most `MAX_PROBLEMS`."""
    found = (item for check in (_change, _files, _people, _context, _numbers) for item in check(facts))
    return [Problem("P0307", f"{file}: {path}: {what}", fix) for path, what, fix in islice(found, MAX_PROBLEMS)]


def _change(facts: Facts) -> Found:
    change = facts.change
    for path, value in _objects(change):
        if value and not _OBJECT.match(value):
            yield path, f"{value[:70]!r} is no full object id", "write 40 or 64 lower-case hexadecimal digits"
    if not change.base and (change.merge != "fast_forward" or change.merge_bases):
        fix = "name the commit that the target points at; only what begins a history has none"
        yield "$.change.base", "is empty", fix
    if change.tree is not None and change.merge not in ("clean", "fast_forward"):
        yield "$.change.tree", f"a merge that is {change.merge} has no tree", "leave it null, or say how it merges"


def _objects(change: Change) -> Iterator[tuple[str, str]]:
    yield from (("$.change.base", change.base), ("$.change.head", change.head), ("$.change.tree", change.tree or ""))
    yield from ((f"$.change.merge_bases[{at}]", base) for at, base in enumerate(change.merge_bases))
    for at, commit in enumerate(change.commits):
        yield f"$.change.commits[{at}].id", commit.id or ("(empty)" if change.head else "")  # staged: not made yet
        yield from ((f"$.change.commits[{at}].parents[{n}]", parent) for n, parent in enumerate(commit.parents))


def _files(facts: Facts) -> Found:
    seen: dict[str, int] = {}
    for at, file in enumerate(facts.change.files):
        where = f"$.change.files[{at}]"
        if file.path in seen:
            yield f"{where}.path", f"{file.path!r} stands twice (also at {seen[file.path]})", "list each path once"
        seen[file.path] = at
        yield from _file(file, where)


def _file(file: ChangedFile, where: str) -> Found:
    if not file.path or "\0" in file.path:
        yield f"{where}.path", "is not a path", "write the path from the top of the repository"
    for name, mode in (("old_mode", file.old_mode), ("new_mode", file.new_mode)):
        if not _MODE.match(mode):
            yield f"{where}.{name}", f"{mode!r} is no mode", "write git's six octal digits, such as 100644"
    for name, blob in (("old_blob", file.old_blob), ("new_blob", file.new_blob)):
        if blob and not _OBJECT.match(blob):
            yield f"{where}.{name}", f"{blob[:70]!r} is no full object id", "write 40 or 64 lower-case hex digits"
    counts = (file.added_lines, file.deleted_lines, file.direct_dependents, file.dependents)
    if any(number is not None and number < 0 for number in counts):
        yield where, "a count is below zero", "counts start at 0; null stands for not counted"


def _people(facts: Facts) -> Found:
    directory = facts.people
    levels = directory.levels
    if len(set(levels)) != len(levels) or not all(levels):
        yield "$.people.levels", "a level stands twice or is empty", "name each level once, least senior first"
    ids: dict[str, int] = {}
    for at, person in enumerate(directory.people):
        if person.id in ids or not person.id:
            yield f"$.people.people[{at}].id", f"{person.id!r} is empty or stands twice", "give each person one id"
        ids[person.id] = at
        yield from _person(person, levels, f"$.people.people[{at}]")
    yield from _accounts(directory)


def _person(person: Person, levels: tuple[str, ...], where: str) -> Found:
    if person.level is not None and person.level not in levels:
        yield f"{where}.level", f"{person.level!r} is none of the levels", f"use one of {', '.join(levels)}, or null"
    for at, span in enumerate(person.away):
        if not (_DAY.match(span.start) and _DAY.match(span.end)) or span.start > span.end:
            yield f"{where}.away[{at}]", f"{span.start}…{span.end} is no span of days", "write YYYY-MM-DD, start first"


def _accounts(directory: Directory) -> Found:
    holders: dict[str, str] = {}
    lists = [(f"$.people.people[{at}].accounts", p.accounts) for at, p in enumerate(directory.people)]
    for where, accounts in [*lists, ("$.people.bots", directory.bots), ("$.people.shared", directory.shared)]:
        for account in accounts:
            normal = normal_account(account)
            if not _ACCOUNT.match(normal):
                yield where, f"{account!r} is no account", "write kind:value, such as email:ada@example.test"
            elif holders.setdefault(normal, where) != where:
                yield where, f"{account!r} is listed in {holders[normal]} too", "one account is one person, or none"


def _context(facts: Facts) -> Found:
    for at, gap in enumerate(facts.unreadable):
        if gap.fact not in UNREADABLE:
            yield f"$.unreadable[{at}].fact", f"{gap.fact!r} is no fact group", f"use one of {', '.join(UNREADABLE)}"
    if facts.stage == "deploy" and facts.deployment is None:
        yield "$.deployment", "missing for a decision at deploy", "say which environment and which movement"
    for at, signoff in enumerate(facts.signoffs):
        if signoff.tier not in TIERS:
            yield f"$.signoffs[{at}].tier", f"{signoff.tier!r} is no tier", f"use one of {', '.join(TIERS)}"
        if signoff.ai_lines is not None and signoff.ai_lines < 0:
            yield f"$.signoffs[{at}].ai_lines", "is below zero", "counts start at 0; null stands for not recorded"
    for name, ids in (
        ("signoffs", [signoff.id for signoff in facts.signoffs]),
        ("vetoes", [veto.id for veto in facts.vetoes]),
        ("overrides", [override.id for override in facts.overrides]),
    ):
        if _twice(ids):
            yield f"$.{name}", f"the id {_twice(ids)!r} stands twice", "each statement has an id of its own"


def _counts_of(lines: LineEvidence) -> Iterator[int]:
    yield from (lines.ai, lines.human_attested, lines.mixed, lines.unknown)
    yield from (lines.recorded, lines.sure, lines.unclaimed, lines.unplaced, lines.more_paths)
    for each in lines.paths:
        yield from (each.ai, each.human_attested, each.mixed, each.unknown)


def _twice(ids: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            return name
        seen.add(name)
    return None


def _numbers(facts: Facts) -> Found:
    if facts.draw is not None and not 0 <= facts.draw < 1:
        yield "$.draw", f"{facts.draw} is no draw", "a draw is at least 0 and below 1; null where it is not known"
    if facts.now < 0:
        yield "$.now", "is before 1970", "write seconds since the epoch"
    provenance = facts.provenance
    if provenance.ai_lines < 0 or provenance.added_lines < 0 or facts.blast.dependents < 0:
        yield "$.provenance", "a count is below zero", "counts start at 0"
    if provenance.claimed_lines is not None and not 0 <= provenance.claimed_lines <= provenance.ai_lines:
        yield "$.provenance.claimed_lines", "is no part of `ai_lines`", "records only add to what commits claim"
    if provenance.lines and any(count < 0 for count in _counts_of(provenance.lines)):
        yield "$.provenance.lines", "a count is below zero", "counts start at 0"
    for at, declaration in enumerate(provenance.declarations):
        if declaration.share is not None and not 0 <= declaration.share <= 1:
            yield f"$.provenance.declarations[{at}].share", "is no share", "write a number from 0 to 1"
    for at, group in enumerate(group for owned in facts.owners for group in owned.groups):
        if group.count < 1:
            yield f"$.owners (group {at})", "asks for fewer than one owner", "count is at least 1"
