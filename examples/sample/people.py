"""Who works at the sample shop, on what, and how senior are they? All of them are invented."""

from __future__ import annotations

from typing import NamedTuple

from examples.sample.stream import Person


class Colleague(NamedTuple):
    """One row of the shop's people directory."""

    id: str
    level: str
    teams: tuple[str, ...]
    domains: tuple[str, ...]
    has_left: bool = False

    @property
    def identity(self) -> Person:
        """The name and address in this person's commits."""
        return Person(f"{self.id.title()} Sample", f"{self.id}@example.test")


ADA = Colleague("ada", "principal", ("platform", "leads"), ("architecture", "security"))
BEN = Colleague("ben", "staff", ("checkout", "leads"), ("checkout", "payments"))
CLEO = Colleague("cleo", "senior", ("payments",), ("payments",))
DAN = Colleague("dan", "senior", ("pricing", "data"), ("pricing", "databases"))
EVA = Colleague("eva", "senior", ("platform",), ("infrastructure", "rollout"))
FINN = Colleague("finn", "mid", ("checkout",), ("checkout",))
GITA = Colleague("gita", "mid", ("inventory",), ("inventory",))
HUGO = Colleague("hugo", "mid", ("web",), ("accessibility",))
IDA = Colleague("ida", "junior", ("pricing",), ())
JON = Colleague("jon", "junior", ("web",), ())
KIM = Colleague("kim", "senior", ("web", "inventory"), ("inventory", "search"))
LEO = Colleague("leo", "mid", ("payments",), (), has_left=True)
EVERYONE = (ADA, BEN, CLEO, DAN, EVA, FINN, GITA, HUGO, IDA, JON, KIM, LEO)

ROBOT = Person("shop-dependencies[bot]", "dependencies-bot@example.test")
AGENT = Person("devin-ai-integration[bot]", "158243242+devin-ai-integration[bot]@users.noreply.github.com")


def members(team: str) -> list[Colleague]:
    """The colleagues of a team who are still there."""
    return [colleague for colleague in EVERYONE if team in colleague.teams and not colleague.has_left]


def directory() -> str:
    """The people directory, as `.paraph/people.yaml` holds it."""
    lines = ["schema: paraph/directory/v1", "levels: [junior, mid, senior, staff, principal]", "people:"]
    for colleague in EVERYONE:
        lines += [f"  - id: {colleague.id}", f"    name: {colleague.identity.name}", f"    level: {colleague.level}"]
        lines.append(f"    teams: [{', '.join(colleague.teams)}]")
        if colleague.domains:
            lines.append(f"    domains: [{', '.join(colleague.domains)}]")
        lines.append(f'    accounts: ["email:{colleague.identity.email}", "github:{colleague.id}-sample"]')
        if colleague.has_left:
            lines.append("    left: true")
    lines += ["bots:", *(f'  - "email:{account.email}"' for account in (ROBOT, AGENT))]
    return "\n".join(lines) + "\n"
