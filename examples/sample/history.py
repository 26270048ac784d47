"""What happened on the shop's `main` in its first months?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from examples.sample import people
from examples.sample.dice import Dice
from examples.sample.edits import edit
from examples.sample.governance import governed_files
from examples.sample.people import Colleague
from examples.sample.shop import Shop, first_day
from examples.sample.stream import Draft, Entry, Person, Stream, Tree
from examples.sample.words import Said, drawn_assistance, message, title, trailers

START = int(datetime(2026, 3, 2, 8, tzinfo=UTC).timestamp())
CHANGES = 190
GOVERNED_FROM = 150
_TEAMS = {"libs": "platform", "infra": "platform", "rollout": "platform", "docs": "leads"}
_AREAS = ("pricing",) * 5 + ("checkout",) * 4 + ("web",) * 5 + ("inventory",) * 4 + ("payments",) * 2 + (
    "docs", "docs", "docs", "libs", "infra", "rollout",
)  # fmt: skip


class History:
    """The growing `main` branch: its tree, tip and clock."""

    def __init__(self, seed: int) -> None:
        self.dice = Dice(seed)
        self.stream = Stream()
        self.shop: Shop = first_day(self.dice)
        self.tree: Tree = dict(self.shop.tree)
        self.now = START
        self.number = 0
        self.tip = self._direct("Open the shop", people.ADA.identity, [])

    def live(self) -> None:
        """Land all changes, in every form a team uses."""
        for count in range(CHANGES):
            if count == GOVERNED_FROM:
                self.tree |= governed_files()
                said = trailers("human", self.dice)
                self.tip = self._direct(message("Let Paraph gate the shop", said), people.ADA.identity, [self.tip])
            self._land(count)

    def wait(self) -> int:
        """Let some hours pass and return the time, in seconds since the epoch."""
        self.now += self.dice.between(2, 20) * 3600 + self.dice.between(0, 3599)
        return self.now

    def _land(self, count: int) -> None:
        if count % 24 == 11:
            self._bump_dependency()
            return
        area = self.dice.pick(_AREAS)
        author = self._someone(area, count)
        said = drawn_assistance(self.dice)
        forms: tuple[Callable[[str, Colleague, Said], None], ...] = (
            self._merge, self._merge, self._merge, self._squash, self._squash, self._squash, self._plain, self._plain,
        )  # fmt: skip
        self.dice.pick(forms)(area, author, said)

    def _someone(self, area: str, count: int) -> Colleague:
        team = people.members(_TEAMS.get(area, area))
        return people.LEO if area == "payments" and count < CHANGES // 2 else self.dice.pick(team)

    def _edit(self, area: str) -> None:
        for path in self.dice.some(self.shop.areas[area], self.dice.pick((1, 1, 1, 2, 3))):
            edit(self.tree, path, self.dice)
        if area == "checkout" and self.dice.chance(0.7):
            # these two belong together, and the history shows it
            for path in ("services/checkout/openapi.yaml", "web/src/lib/format.ts"):
                edit(self.tree, path, self.dice)

    def _plain(self, area: str, author: Colleague, said: Said) -> None:
        self._edit(area)
        text = message(title(area, self.dice), trailers(said, self.dice))
        self.tip = self._direct(text, people.AGENT if said == "autonomous" else author.identity, [self.tip])

    def _squash(self, area: str, author: Colleague, said: Said) -> None:
        self._edit(area)
        self.number += 1
        reviewer = self._reviewer(author)
        review = f"Reviewed-by: {reviewer.name} <{reviewer.email}>\n" if self.dice.chance(0.5) else ""
        steps = "\n".join(f"* {title(area, self.dice)}" for _ in range(self.dice.between(1, 3)))
        text = message(
            f"{title(area, self.dice)} (#{self.number})", steps, (review + trailers(said, self.dice)).strip()
        )
        writer = people.AGENT if said == "autonomous" else author.identity
        draft = Draft("refs/heads/main", text, writer, self.wait(), self.tree, (self.tip,), reviewer)
        self.tip = self.stream.commit(draft)

    def _merge(self, area: str, author: Colleague, said: Said) -> None:
        self.number += 1
        writer = people.AGENT if said == "autonomous" else author.identity
        branch, head = f"{author.id}/{area}-{self.number}", self.tip
        for _ in range(self.dice.between(1, 3)):
            self._edit(area)
            text = message(title(area, self.dice), trailers(said, self.dice))
            head = self.stream.commit(Draft("refs/heads/main", text, writer, self.wait(), self.tree, (head,)))
        text = message(f"Merge pull request #{self.number} from shop/{branch}", title(area, self.dice))
        lander = self._reviewer(author)
        self.tip = self.stream.commit(Draft("refs/heads/main", text, lander, self.wait(), self.tree, (self.tip, head)))

    def _bump_dependency(self) -> None:
        version = f"{self.dice.between(1, 4)}.{self.dice.between(0, 9)}.{self.dice.between(1, 99)}"
        self.tree["services/pricing/requirements.txt"] = Entry(f"sample-web=={version}\n".encode())
        self.tip = self._direct(message(f"Use sample-web {version}"), people.ROBOT, [self.tip])

    def _reviewer(self, author: Colleague) -> Person:
        seniors = [one for one in people.EVERYONE if one.level in {"senior", "staff"} and one != author]
        return self.dice.pick(seniors).identity

    def _direct(self, text: str, author: Person, parents: list[int]) -> int:
        return self.stream.commit(Draft("refs/heads/main", text, author, self.wait(), self.tree, tuple(parents)))
