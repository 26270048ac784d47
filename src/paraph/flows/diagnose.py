"""What stands between this repository and a decision, and what mends each thing?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from paraph.core.attest.timestamps import day_of
from paraph.core.errors import ParaphError, Problem
from paraph.core.model import places
from paraph.core.model.person import Directory
from paraph.core.model.refs import short_name
from paraph.core.policy.lookup import index_people
from paraph.core.policy.owner_people import people_of
from paraph.flows.facts.name_owners import name_owners
from paraph.flows.gate.governed_files import policy_of
from paraph.flows.gate.unpublished import unpublished
from paraph.ports.documents import DocumentReader, SourceText
from paraph.ports.health import RepositoryHealth
from paraph.ports.repository import RepositoryReader
from paraph.ports.signing import SignatureChecker

OLDEST_GIT = (2, 38)
DAY_SECONDS = 86_400
FIRST_PLAUSIBLE_SECOND = 1_735_689_600  # 2025-01-01: no clock that is right says less
_SHOWN_PROBLEMS = 5

Soundness = Literal["good", "warn", "bad"]


class Diagnosis(NamedTuple):
    """One line of the report: what was looked at, what was found, and what mends it (empty where good)."""

    subject: str
    soundness: Soundness
    found: str
    fix: str = ""


def diagnose(
    reader: RepositoryReader,
    documents: DocumentReader,
    health: RepositoryHealth,
    now: int,
    checker: SignatureChecker | None = None,
) -> tuple[Diagnosis, ...]:
    """Look at everything a decision rests on; `now` is epoch seconds. Never raises for what it looks at.

    Without a `checker` nothing is said of keys.
    """
    lines = [*_git(health), *_repository(health)]
    branch, tip = _default_branch(reader)
    if not tip:
        return (*lines, *_clock(None, now), branch)
    lines += [*_guarded("clock", lambda: _clock(_newest(reader, tip), now)), branch]
    directory: list[Directory] = []
    lines += _guarded("policy", lambda: _policy(reader, documents, tip))
    lines += _guarded("directory", lambda: _directory(reader, documents, tip, directory))
    lines += _keys(directory, checker, now)
    lines += _guarded("owners", lambda: _owners(reader, tip, directory[0] if directory else None))
    return tuple(lines)


def _guarded(subject: str, look: Callable[[], Iterable[Diagnosis]]) -> list[Diagnosis]:
    try:
        return list(look())
    except ParaphError as error:
        return list(_problems(subject, "bad", error.problems))


def _problems(subject: str, soundness: Soundness, problems: tuple[Problem, ...]) -> Iterator[Diagnosis]:
    for problem in problems[:_SHOWN_PROBLEMS]:
        at = f"{problem.position.file}:{problem.position.line}: " if problem.position else ""
        yield Diagnosis(subject, soundness, f"{at}{problem.what}", problem.fix or "see the message")
    if len(problems) > _SHOWN_PROBLEMS:
        more = len(problems) - _SHOWN_PROBLEMS
        yield Diagnosis(subject, soundness, f"and {more} more problems", "mend these first")


def _git(health: RepositoryHealth) -> Iterator[Diagnosis]:
    version = ".".join(map(str, health.git_version)) or "of unknown version"
    if health.git_version >= OLDEST_GIT:
        yield Diagnosis("git", "good", f"git {version}")
    else:
        yield Diagnosis("git", "bad", f"git {version} cannot merge without a work tree", "install git 2.38 or later")


def _repository(health: RepositoryHealth) -> Iterator[Diagnosis]:
    before = "repository"
    if health.is_shallow:
        yield Diagnosis(before, "bad", "a shallow clone: history is cut off", "git fetch --unshallow")
    if health.is_partial:
        yield Diagnosis(before, "warn", "a partial clone: contents may be missing", "git fetch --refetch --no-filter")
    if health.replaced:
        what = f"{health.replaced} replace refs, which Paraph does not follow"
        yield Diagnosis(before, "warn", what, "git replace --list shows them; git replace -d NAME deletes one")
    if health.has_grafts:
        yield Diagnosis(before, "bad", "a grafts file changes what history says", "delete info/grafts")
    if not (health.is_shallow or health.is_partial or health.replaced or health.has_grafts):
        yield Diagnosis(before, "good", "complete, and nothing in it rewrites history")


def _clock(newest: int | None, now: int) -> Iterator[Diagnosis]:
    fix = "set the clock (timedatectl set-ntp true)"
    if now < FIRST_PLAUSIBLE_SECOND:
        yield Diagnosis("clock", "bad", "the clock of this machine is years behind", fix)
    elif newest is not None and newest > now + DAY_SECONDS:
        days = (newest - now) // DAY_SECONDS
        what = f"the newest commit is {days} days ahead of this machine's clock"
        yield Diagnosis("clock", "warn", what, f"{fix}, or find who committed with a wrong one")
    else:
        yield Diagnosis("clock", "good", "plausible")


def _newest(reader: RepositoryReader, tip: str) -> int | None:
    return next((commit.commit_time for commit in reader.commits(tip)), None)


def _default_branch(reader: RepositoryReader) -> tuple[Diagnosis, str]:
    try:
        if not reader.tips():
            return Diagnosis("policy ref", "bad", "nothing was committed yet", "make a first commit"), ""
        name = reader.default_branch()
        tip = next((each.commit for each in reader.tips() if each.name == name), "")
    except ParaphError as error:
        return next(_problems("policy ref", "bad", error.problems)), ""
    if not tip:
        return Diagnosis("policy ref", "bad", f"{name} has no commit", "make a first commit"), ""
    return Diagnosis("policy ref", "good", f"{short_name(name)} at {tip[:12]}"), tip


def _source(reader: RepositoryReader, tip: str, path: str) -> SourceText | None:
    content = reader.read(tip, path)
    return None if content is None else SourceText(path, content)


def _policy(reader: RepositoryReader, documents: DocumentReader, tip: str) -> Iterator[Diagnosis]:
    policy = policy_of(documents, _source(reader, tip, places.POLICY), None)
    if policy is None:
        yield _nowhere(reader, "policy", places.POLICY)
        return
    enforced = sum(rule.mode == "enforce" for rule in policy.rules)
    found = f"{len(policy.rules)} rules, {enforced} of them enforced"
    fix = "" if enforced else "set `mode: enforce` once `paraph replay` shows what you want"
    yield Diagnosis("policy", "good" if enforced else "warn", found, fix)


def _nowhere(reader: RepositoryReader, subject: str, path: str) -> Diagnosis:
    elsewhere = unpublished(reader, path)
    if elsewhere is not None:
        return Diagnosis(subject, "bad", elsewhere.found, elsewhere.fix)
    return Diagnosis(subject, "bad", f"there is no {path} at the policy ref", "run paraph init, and commit it")


def _directory(
    reader: RepositoryReader, documents: DocumentReader, tip: str, read: list[Directory]
) -> Iterator[Diagnosis]:
    source = _source(reader, tip, places.PEOPLE)
    if source is None:
        yield _nowhere(reader, "directory", places.PEOPLE)
        return
    directory = documents.directory(source, _source(reader, tip, places.ABSENCE))
    read.append(directory)
    present = [person for person in directory.people if not person.has_left]
    assumed = sum(person.is_level_assumed for person in present)
    if assumed:
        fix = f"correct the levels in {places.PEOPLE} and drop `assumed`"
        yield Diagnosis("directory", "warn", f"{len(present)} people, {assumed} of them at an assumed level", fix)
    elif not present:
        yield Diagnosis("directory", "bad", "nobody is in it", f"add people to {places.PEOPLE}")
    else:
        yield Diagnosis("directory", "good", f"{len(present)} people")


def _keys(read: list[Directory], checker: SignatureChecker | None, now: int) -> Iterator[Diagnosis]:
    if read and checker is not None:
        from paraph.flows.diagnose_keys import diagnose_keys

        yield from diagnose_keys(read[0], checker, day_of(now))


def _owners(reader: RepositoryReader, tip: str, directory: Directory | None) -> Iterator[Diagnosis]:
    named = name_owners(reader, tip, [])
    for doubt in named.doubts:
        yield Diagnosis("owners", "bad", doubt.why, doubt.fix)
    yield from _problems("owners", "warn", named.problems)
    if named.file is None:
        if not named.doubts:
            yield Diagnosis("owners", "warn", "there is no CODEOWNERS file", "add .github/CODEOWNERS for owner rules")
        return
    if directory is not None:
        index = index_people(directory)
        owners = dict.fromkeys(owner for rule in named.file.rules for owner in rule.owners)
        unknown = [owner for owner in owners if people_of(owner, index, named.file.flavour) is None]
        if unknown:
            names = ", ".join(unknown[:_SHOWN_PROBLEMS]) + (" and others" if len(unknown) > _SHOWN_PROBLEMS else "")
            yield Diagnosis("owners", "warn", f"nobody in the directory is {names}", f"add them to {places.PEOPLE}")
            return
    if not named.problems and not named.doubts:
        yield Diagnosis("owners", "good", f"{named.file.file}, {len(named.file.rules)} lines")
