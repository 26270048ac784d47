"""What may a decision look at? Everything in this document, and nothing else."""

from __future__ import annotations

from typing import Literal

from paraph.core.model.change import Change
from paraph.core.model.evidence import Check, Evidence, ManualCheck
from paraph.core.model.noun import noun
from paraph.core.model.person import Directory
from paraph.core.model.provenance import Provenance
from paraph.core.model.signoff import Answer, Override, Refusal, Signoff, Veto

FACTS_SCHEMA = "paraph/facts/v1"
Stage = Literal["merge", "deploy"]


@noun
class Repository:
    """Which repository; `identity` is its random identity, empty where none was given."""

    name: str
    identity: str = ""


@noun
class Unreadable:
    """A fact that should be here and could not be read. `fact` is one of the names in `UNREADABLE`."""

    fact: str
    why: str


# Every predicate and requirement names the fact group it looks at; one of these groups being
# unreadable makes those nodes cannot_tell.
UNREADABLE: tuple[str, ...] = (
    "files", "commits", "merge", "provenance", "dependents", "cochange", "services", "people",
    "owners", "signoffs", "vetoes", "overrides", "evidence", "checks", "labels", "title", "body", "time",
)  # fmt: skip


@noun
class Ownership:
    """Who owns one changed path, from CODEOWNERS at the base. One entry of `groups` per owner group
    that must answer (GitHub: at most one; GitLab: one a section); owners within a group are OR-ed."""

    path: str
    groups: tuple[OwnerGroup, ...] = ()


@noun
class OwnerGroup:
    """Owners of which `count` must answer; `@user`, `@org/team`, `@@role` or an e-mail address."""

    owners: tuple[str, ...]
    count: int = 1
    section: str = ""
    is_optional: bool = False
    pattern: str = ""
    line: int = 0


@noun
class Partner:
    """A file that usually changes with a changed file and is missing here: `together` of `times`."""

    path: str
    missing: str
    together: int
    times: int


@noun
class TouchedService:
    """A service of the catalogue whose paths are changed, or that depends on one over a contract."""

    name: str
    criticality: str = ""
    via: tuple[str, ...] = ()
    is_direct: bool = True
    repository: str = ""
    contract: str = ""


@noun
class Invariant:
    """An unwritten rule of a service that a change to its paths must answer for."""

    id: str
    text: str
    service: str = ""
    paths: tuple[str, ...] = ()


@noun
class Blast:
    """How far the change reaches. `base` is the commit whose tree the graph was read from.

    `unread_languages` are languages among the changed files that have no import reader.
    """

    base: str = ""
    unread_languages: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    dependents: int = 0
    partners: tuple[Partner, ...] = ()
    services: tuple[TouchedService, ...] = ()
    invariants: tuple[Invariant, ...] = ()


@noun
class Deployment:
    """What is asked at deploy; `merges_are_settled` says that every movement from `start` to `end`
    was allowed or excepted at merge, None when that could not be read."""

    environment: str
    start: str = ""
    end: str = ""
    merges_are_settled: bool | None = None
    guards_passed: tuple[str, ...] = ()


@noun
class Facts:
    """One change and its whole context at one moment; `now` is epoch seconds.

    `draw` is the change's spot-check draw, at least 0 and below 1, None where the secret is not
    known (a laptop). `rollback_plan` is what the author has filed. `refusals` are statements about this change
    that do not count, kept so that nobody wonders where they went.
    """

    repository: Repository
    change: Change
    now: int
    people: Directory = Directory()
    provenance: Provenance = Provenance()
    blast: Blast = Blast()
    owners: tuple[Ownership, ...] = ()
    signoffs: tuple[Signoff, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    overrides: tuple[Override, ...] = ()
    answers: tuple[Answer, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    checks: tuple[Check, ...] = ()
    manual_checks: tuple[ManualCheck, ...] = ()
    owner: str | None = None
    rollback_plan: Literal["none", "written", "rehearsed"] = "none"
    draw: float | None = None
    stage: Stage = "merge"
    deployment: Deployment | None = None
    unreadable: tuple[Unreadable, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    schema: str = FACTS_SCHEMA
