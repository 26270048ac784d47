"""What happens at a forge, at random, and how a change must stand in the end whatever was delivered of it?"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from office import KEY, MAIN, Bureau
from paraph.ports.ledger import Job

READERS = ("ben", "cleo", "dan")


class Storm:
    """A forge at which things happen, and webhooks that come late, twice, in any order, or never.

    One thing brings up to `most_webhooks` different ones (a push is told of as a push, a change, a check…), and each
    that comes again does so up to `most_copies` times. Of the share that is `dropped`, half are all that is told of a
    thing.
    `expected` is the oracle: for each change its state, and its verdict while it is open.
    """

    def __init__(
        self, bureau: Bureau, seed: int, *, dropped: float = 0.33, doubled: float = 0.3, most_copies: int = 2,
        most_webhooks: int = 1,
    ) -> None:  # fmt: skip
        self.bureau, self.random = bureau, Random(seed)
        self._dropped, self._doubled, self._most_copies = dropped, doubled, most_copies
        self._most_webhooks = most_webhooks
        self.versions: dict[str, int] = {}
        self.standing: dict[str, dict[str, list[tuple[int, str]]]] = {}
        self.state: dict[str, str] = {}
        self.pushed: list[str] = []
        self.waiting: list[tuple[dict[str, str], bytes]] = []
        self.delivered = self.lost = 0
        bureau.log.record((), [Job("reconcile", b"{}", "reconcile")])
        bureau.run()

    def happen(self) -> None:
        """One thing at the forge, with its webhook."""
        self.bureau.tick(1)
        open_ = [number for number, state in self.state.items() if state == "open"]
        events: list[Callable[[str], None]] = [self._push, self._approve, self._approve, self._refuse, self._dismiss,
                                               self._merge, self._merge, self._amend]  # fmt: skip
        events += [self._close, self._past_the_check, self._past_the_forge] if self.random.random() < 0.3 else []
        if len(open_) < 3 or self.random.random() < 0.2:
            self._propose()
        else:
            self.random.choice(events)(self.random.choice(open_))

    def arrive(self, most: int) -> None:
        """Some webhooks come in, whichever."""
        from paraph.flows.attend.take_delivery import take_delivery

        for _ in range(min(most, len(self.waiting))):
            at = self.random.randrange(len(self.waiting))
            headers, body = self.waiting.pop(at)
            take_delivery(self.bureau.office, self.bureau.forge.name, headers, body)
            self.delivered += 1

    def calm(self) -> None:
        """All that was not lost has come, and the server has looked for what was."""
        self.arrive(len(self.waiting))
        self.bureau.run(at_most=100_000)
        for _ in range(2):
            self.bureau.tick(1)
            self.bureau.log.record((), [Job("reconcile", b"{}", "reconcile")])
            self.bureau.run(at_most=100_000)

    def expected(self) -> dict[str, tuple[str, str]]:
        """How each change must stand."""
        return {
            number: (state, self._verdict(number) if state == "open" else "") for number, state in self.state.items()
        }

    def found(self) -> dict[str, tuple[str, str]]:
        """How they do."""
        rows = {number: self.bureau.row(number) for number in self.state}
        return {number: (row.state, row.verdict if row.state == "open" else "") for number, row in rows.items()}

    def flaws(self) -> list[str]:
        """What is in the log twice, or not at all."""
        found: list[str] = []
        last: dict[str, str] = {}
        for each in self.bureau.entries("judged"):
            if last.get(each["number"]) == each["said"]:
                found.append(f"{each['number']} was entered twice")
            last[each["number"]] = each["said"]
        seen = [(each["review"], each["state"]) for each in self.bureau.entries("reviewed")]
        found += [f"review {each} was entered twice" for each in set(seen) if seen.count(each) > 1]
        at = next(iter(self.bureau.entries("genesis")))["tips"][MAIN]
        for each in self.bureau.entries("landed", "alarm"):
            found += [] if each["old"] == at else [f"{each['old']} was left where {at} stood"]
            at = each["new"]
        found += [] if at == self.bureau.work.rev("main") else ["the record does not end where main does"]
        missing = [commit for commit in self.pushed if self.bureau.board.change(KEY, f"push-{commit[:12]}") is None]
        return found + [f"{commit} came past the forge, and nobody was told" for commit in missing]

    def _verdict(self, number: str) -> str:
        version = self.versions[number]
        return (
            "allow" if any(version in [seen for seen, _ in each] for each in self.standing[number].values()) else "wait"
        )

    def _deliver(self, kind: str = "change", **fields: Any) -> None:
        share = 1.0 if self.random.random() < self._dropped / 2 else self._dropped / (2 - self._dropped)
        for _ in range(self.random.randint(1, self._most_webhooks)):
            one = self.bureau.forge.delivery(kind, **({"repository": KEY} | fields))
            if self.random.random() < share:
                self.lost += 1
            else:
                is_doubled = self.random.random() < self._doubled
                self.waiting += [one] * (self.random.randint(2, self._most_copies) if is_doubled else 1)

    def _touched(self, number: str) -> None:
        self.bureau.forge.change(KEY, number, updated_at=self.bureau.now)
        self._deliver(number=number)

    def _propose(self) -> None:
        number = str(len(self.state) + 1)
        self.bureau.propose(f"w{number}", {f"src/w{number}.py": "w = 0\n"}, number=number)
        self.state[number], self.versions[number], self.standing[number] = "open", 0, {}
        self._touched(number)

    def _push(self, number: str) -> None:
        self.versions[number] += 1
        self.bureau.push(number, {f"src/w{number}.py": f"w = {self.versions[number]}\n"})
        self._touched(number)

    def _amend(self, number: str) -> None:
        work = self.bureau.work
        work.switch(f"w{number}")
        work.git("commit", "--quiet", "--amend", f"--message=other words {self.bureau.now}")
        head = work.rev("HEAD")
        work.git("update-ref", f"refs/pull/{number}/head", head)
        work.switch("main")
        self.bureau.forge.change(KEY, number, head=head)
        self._touched(number)

    def _approve(self, number: str) -> None:
        who = self.random.choice(READERS)
        id_ = self.bureau.forge.review(KEY, number, f"github:{who}", at=self.bureau.now)
        self.standing[number].setdefault(who, []).append((self.versions[number], id_))
        self._touched(number)

    def _refuse(self, number: str) -> None:
        who = self.random.choice(READERS)
        self.bureau.forge.review(KEY, number, f"github:{who}", at=self.bureau.now, state="changes_requested")
        self.standing[number][who] = []
        self._touched(number)

    def _dismiss(self, number: str) -> None:
        given = [(who, each) for who, of in self.standing[number].items() for each in of]
        if given:
            who, (_, id_) = self.random.choice(given)
            kept = tuple(each for each in self.bureau.forge.proposals[KEY, number].reviews if each.id != id_)
            self.bureau.forge.change(KEY, number, reviews=kept)
            self.standing[number][who] = [each for each in self.standing[number][who] if each[1] != id_]
            self._touched(number)

    def _merge(self, number: str) -> None:
        """The forge's button, where our check is green for the head and we still mean it."""
        row = self.bureau.board.change(KEY, number)
        head = self.bureau.forge.proposals[KEY, number].head
        shown = [report for _, about, report in self.bureau.forge.shown if about == number and report.head == head]
        if row is not None and row.head == head and row.verdict == "allow" and shown and shown[-1].verdict == "allow":
            self._landed(number, "landed" if self._is_answered(number) else "alarm")

    def _is_answered(self, number: str) -> bool:
        """Whether an approval stands that the server has heard of: what was taken back while the check was still green
        does not count, and what only came while it landed cannot be told from what came afterwards."""
        known = {each.id for each in self.bureau.board.reviews(KEY, number)}
        version = self.versions[number]
        return any(seen == version and id_ in known for of in self.standing[number].values() for seen, id_ in of)

    def _past_the_check(self, number: str) -> None:
        """An administrator merges what nobody has answered for."""
        if not self.bureau.forge.proposals[KEY, number].reviews and not any(self.standing[number].values()):
            self._landed(number, "alarm")

    def _landed(self, number: str, state: str) -> None:
        self.bureau.merge(number, form=self.random.choice(("merge", "squash")))
        self.state[number] = state
        self._touched(number)
        self._deliver("push", ref=MAIN)

    def _past_the_forge(self, _: str) -> None:
        self.pushed.append(self.bureau.work.commit("direct", {f"docs/d{len(self.pushed)}.md": f"{self.bureau.now}\n"}))
        self._deliver("push", ref=MAIN)

    def _close(self, number: str) -> None:
        self.bureau.forge.change(KEY, number, state="closed")
        self.state[number] = "closed"
        self._touched(number)
