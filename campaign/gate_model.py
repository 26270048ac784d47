"""Does the gate ever let in what the law forbids? Random lives of a repository, judged twice.

Every landing that is tried is put to the real gate and to an oracle that shares no code with it. A movement that the
gate lets in and the law forbids is a false allow; one that the law allows and the gate holds up is a false block.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple

from campaign.gate_oracle import LEVELS, Paper
from campaign.gate_town import MAIN, READERS, RELEASE, TOPICS, WRITERS, GateTown
from campaign.outcome import Outcome
from paraph.core.attest.predicates import (
    Asked,
    SignoffPredicate,
    VetoPredicate,
    WithdrawalPredicate,
)

WHAT = "random lives of a repository: the gate lets nothing in that an independent oracle forbids"
RUNS = 200
STEPS = 120
ASKED = tuple(Asked(each, f"What of {each}?") for each in ("intent", "rollback", "delete"))


class Told(NamedTuple):
    """What came of one run: landings tried, let in, allowed by the law, and the two kinds of difference."""

    steps: int
    tried: int
    let_in: int
    lawful: int
    false_allows: tuple[str, ...]
    false_blocks: tuple[str, ...]
    acts: Counter[str]


def life(seed: int, steps: int) -> Told:
    """One repository's life of so many steps, the same for the same seed."""
    with tempfile.TemporaryDirectory() as folder, closing(_Life(seed, Path(folder))) as one:
        return one.lived(steps)


def run(runs: int, seed: int) -> Outcome:
    """Live so many lives; every false allow is a failure, false blocks are counted."""
    told = [life(each, STEPS) for each in range(seed, seed + runs)]
    allows = [each for one in told for each in one.false_allows]
    blocks = [each for one in told for each in one.false_blocks]
    tried, let_in, lawful = (sum(getattr(one, name) for one in told) for name in ("tried", "let_in", "lawful"))
    vetoed = sum("veto stands" in each for each in blocks)
    counts = f"{tried:,} landings tried, {lawful:,} lawful, {let_in:,} let in; {len(allows)} false allows"
    notes = f"{counts}, {len(blocks)} false blocks, {vetoed} of them by a veto on an earlier state"
    return Outcome(runs, tuple(allows), notes)


class _Life(GateTown):
    def lived(self, steps: int) -> Told:
        acts: dict[str, tuple[int, Callable[[], None]]] = {
            "edit": (20, self.edit), "amend": (4, self.amend), "rebase": (6, self.rebase), "sign": (26, self.sign),
            "catch up": (6, self.catch_up), "evil merge": (3, self.evil_merge), "veto": (2, self.veto),
            "take back": (4, self.take_back), "plan": (30, self.plan),
            "land": (34, self.land), "slip": (8, self.slip), "rewind": (2, self.rewind), "revert": (3, self.revert),
            "re-land": (3, self.re_land), "policy": (3, self.policy), "role": (3, self.role), "key": (2, self.key),
            "octopus": (1, self.octopus),
        }  # fmt: skip
        for _ in range(steps):
            name = self.dice.choices(list(acts), [weight for weight, _ in acts.values()])[0]
            self.acts[name] += 1
            self.world.now = self.server.now = self.server.now + 60
            acts[name][1]()
        return Told(
            steps,
            self.tried,
            self.let_in,
            self.lawful,
            tuple(self.wrong["allow"]),
            tuple(self.wrong["block"]),
            self.acts,
        )

    # what people do to branches

    def edit(self) -> None:
        topic = self.dice.choice(TOPICS)
        base = self.tips.get(topic) if self.dice.random() < 0.4 else None
        base = base or self.tips[self.dice.choice((MAIN, MAIN, RELEASE))]
        files = self.edited(self.objects.files[self.objects.trees[base]])
        author, committer = self.anybody(), self.anybody()
        self.put_branch(
            topic, self.put_commit(files, (base,), author, committer if self.dice.random() < 0.2 else author)
        )

    def amend(self) -> None:
        for topic, tip in self.a_topic():
            files = self.objects.files[self.objects.trees[tip]]
            kept = files if self.dice.random() < 0.6 else self.edited(files)
            self.put_branch(topic, self.put_commit(kept, self.objects.parents[tip], self.anybody(), self.anybody()))

    def rebase(self) -> None:
        for topic, tip in self.a_topic():
            main = self.tips[MAIN]
            tree = self.objects.merge(main, tip)
            if tree is not None:
                self.put_branch(
                    topic, self.put_commit(self.objects.files[tree], (main,), self.author_of(tip), self.anybody())
                )

    def catch_up(self) -> None:
        for topic, tip in self.a_topic():
            main = self.tips[self.dice.choice((MAIN, MAIN, RELEASE))]
            tree = self.objects.merge(tip, main)
            if tree is not None:
                self.put_branch(
                    topic,
                    self.put_commit(self.objects.files[tree], (tip, main), self.author_of(tip), self.author_of(tip)),
                )

    def evil_merge(self) -> None:
        for topic, tip in self.a_topic():
            main = self.tips[MAIN]
            files = dict(self.objects.files[self.objects.trees[self.dice.choice((tip, main))]])
            self.put_branch(topic, self.put_commit(self.edited(files), (tip, main), self.anybody(), self.anybody()))

    def octopus(self) -> None:
        tips = list(dict.fromkeys(self.tips[topic] for topic in TOPICS if topic in self.tips))
        if len(tips) > 1:
            main = self.tips[MAIN]
            files = self.objects.files[self.objects.trees[tips[0]]]
            self.try_landing(MAIN, self.put_commit(files, (main, *tips), self.anybody(), self.anybody()))

    # what people sign

    def sign(self) -> None:
        for _, tip in self.a_topic():
            target = self.dice.choice((MAIN, MAIN, MAIN, RELEASE))
            base = self.tips[target] if self.dice.random() < 0.9 else self.tip_before(target)
            is_yes = self.dice.random() < 0.95
            tier = self.dice.choice(("medium", "high", "critical", "critical"))
            live = self.dice.choice((3_600 * 24, 3_600 * 24, 600))
            decision: Literal["approve", "request-changes"] = "approve" if is_yes else "request-changes"
            said = SignoffPredicate(decision, "I have read it.", tier, self.world.now + live, questions=ASKED)
            self.put_paper("signoff", target, base, tip, said, tier=tier, expires=self.world.now + live, is_yes=is_yes)

    def veto(self) -> None:
        for _, tip in self.a_topic():
            target = self.dice.choice((MAIN, MAIN, RELEASE))
            self.put_paper("veto", target, self.tips[target], tip, VetoPredicate("it is not ready"))

    def take_back(self) -> None:
        papers = [each for each in self.world.papers.values() if each.kind != "withdrawal"]
        if papers:
            self._take_back(self.dice.choice(papers))

    def _take_back(self, paper: Paper) -> None:
        who = paper.person if self.dice.random() < 0.5 else self.a_reader()
        said = WithdrawalPredicate(paper.id, "on second thoughts")
        self.put_paper("withdrawal", paper.target, paper.base, paper.head, said, who=who, of=paper.id)

    def plan(self) -> None:
        """Somebody writes, somebody else signs, at most one thing goes wrong, and it is tried to land."""
        dice, topic, base = self.dice, self.dice.choice(TOPICS), self.tips[MAIN]
        author = dice.choice(WRITERS)
        files = self.edited(self.objects.files[self.objects.trees[base]])
        self.put_branch(topic, self.put_commit(files, (base,), author, author), author)
        head = self.tips[topic]
        self._answer(base, head, author)
        wrong: tuple[Callable[[], None], ...] = (
            self.policy, self.role, self.key, self.rebase, self.amend, self.catch_up, self.evil_merge, self.slip,
            self.land, self.revert, self.wait, lambda: self.put_paper("veto", MAIN, base, head, VetoPredicate("no")),
            lambda: self._take_back(dice.choice(list(self.world.papers.values()))),
        )  # fmt: skip
        if dice.random() < 0.7:
            dice.choice(wrong)()
        if dice.random() < 0.3 and self.world.papers:
            self._take_back(list(self.world.papers.values())[-1])
        tree = self.objects.merge(self.tips[MAIN], head)
        if tree is None:
            return
        at, who = self.tips[MAIN], dice.choice((author, self.anybody()))
        shape = dice.choice(((at, head), (at,), None))
        self.try_landing(
            MAIN, self.put_commit(self.objects.files[tree], shape, who, who) if shape else self.tips[topic], who
        )
        if self.tips[MAIN] != at and dice.random() < 0.5:
            self._undo_and_redo(at)

    def _answer(self, base: str, head: str, author: str) -> None:
        """One or two who did not write it answer for it, mostly with a yes."""
        dice, until = self.dice, self.world.now + 600
        for who in dice.sample([each for each in READERS if each != author], dice.choice((1, 1, 2))):
            is_yes = dice.random() < 0.85
            decision: Literal["approve", "request-changes"] = "approve" if is_yes else "request-changes"
            said = SignoffPredicate(decision, "I have read it.", "critical", until, questions=ASKED)
            self.put_paper("signoff", MAIN, base, head, said, who=who, tier="critical", expires=until, is_yes=is_yes)

    def _undo_and_redo(self, before: str) -> None:
        """What has just landed is taken back, signed and all, and then it is tried to land it once more."""
        landed, tip, author = self.objects.trees[self.tips[MAIN]], self.tips[MAIN], self.dice.choice(WRITERS)
        undone = self.put_commit(self.objects.files[self.objects.trees[before]], (tip,), author, author)
        self.put_branch(TOPICS[0], undone, author)
        self._answer(tip, undone, author)
        self.try_landing(MAIN, undone, author)
        if self.tips[MAIN] == undone:
            self.try_landing(MAIN, self.put_commit(self.objects.files[landed], (undone,), author, author), author)

    def wait(self) -> None:
        """Time passes, and answers expire."""
        self.world.now = self.server.now = self.server.now + 700

    # what people try to land

    def land(self) -> None:
        for _, tip in self.a_topic():
            target = self.dice.choice((MAIN, MAIN, MAIN, MAIN, RELEASE))
            base = self.tips[target]
            tree = self.objects.merge(base, tip)
            how = self.dice.choice(("merge", "merge", "squash", "rebase", "forward"))
            if how == "forward" or tree is None:
                self.try_landing(target, tip)
            else:
                parents = (base, tip) if how == "merge" else (base,)
                self.try_landing(
                    target, self.put_commit(self.objects.files[tree], parents, self.anybody(), self.anybody())
                )

    def slip(self) -> None:
        for _, tip in self.a_topic():
            target, base = MAIN, self.tips[MAIN]
            tree = self.objects.merge(base, tip)
            if tree is None:
                continue
            files = self.edited(self.objects.files[tree])
            shape = self.dice.choice(("merge", "squash", "behind", "under"))
            if shape == "behind":
                honest = self.put_commit(self.objects.files[tree], (base, tip), self.anybody(), self.anybody())
                self.try_landing(target, self.put_commit(files, (honest,), self.anybody(), self.anybody()))
            elif shape == "under":
                secret = self.put_commit(files, (base,), self.anybody(), self.anybody())
                back = self.put_commit(self.objects.files[tree], (secret,), self.anybody(), self.anybody())
                self.try_landing(target, back)
            else:
                parents = (base, tip) if shape == "merge" else (base,)
                self.try_landing(target, self.put_commit(files, parents, self.anybody(), self.anybody()))

    def rewind(self) -> None:
        target = self.dice.choice((MAIN, RELEASE))
        if self.tip_before(target) != self.tips[target]:
            self.try_landing(target, self.tip_before(target))

    def revert(self) -> None:
        before = self.objects.trees[self.tip_before(MAIN)]
        topic = self.dice.choice(TOPICS)
        self.put_branch(
            topic, self.put_commit(self.objects.files[before], (self.tips[MAIN],), self.anybody(), self.anybody())
        )

    def re_land(self) -> None:
        papers = [each for each in self.world.papers.values() if each.kind == "signoff" and each.target == MAIN]
        if papers:
            head = self.dice.choice(papers).head
            tree = self.objects.merge(self.tips[MAIN], head)
            if tree is not None:
                self.try_landing(
                    MAIN, self.put_commit(self.objects.files[tree], (self.tips[MAIN],), self.anybody(), self.anybody())
                )

    # what the organisation changes

    def policy(self) -> None:
        rules, dice = self.world.rules, self.dice
        rules.count, rules.level = dice.choice((1, 1, 2)), dice.choice(("senior", "senior", "staff", "mid"))
        rules.binding, rules.core_tier = dice.choice(("tree", "tree", "exact")), dice.choice(("medium", "high"))
        self.put_rules()

    def role(self) -> None:
        somebody = self.world.people[self.a_reader()]
        if self.dice.random() < 0.3:
            somebody.has_left = not somebody.has_left
        else:
            somebody.level = self.dice.choice(LEVELS)
        self.put_rules()

    def key(self) -> None:
        somebody = self.world.people[self.a_reader()]
        somebody.dead ^= {self.dice.choice(self.keys[somebody.id]).name}
        self.put_rules()
