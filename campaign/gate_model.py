"""Does the gate ever let in what the law forbids? Random lives of a repository, judged twice.

Every landing that is tried is put to the real gate and to an oracle that shares no code with it. A movement that the
gate lets in and the law forbids is a false allow; one that the law allows and the gate holds up is a false block.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple

from campaign.gate_oracle import LEVELS, Paper, Rules, Somebody, World, may_move
from campaign.gate_server import GOVERNANCE, IDENTITY, GateServer, Key
from campaign.outcome import Outcome
from campaign.plain_objects import Files, PlainObjects
from paraph.core.attest.predicates import (
    Asked,
    Kind,
    Predicate,
    Scope,
    SignoffPredicate,
    VetoPredicate,
    WithdrawalPredicate,
)

MAIN, RELEASE = "refs/heads/main", "refs/heads/release"
NOW = 1_795_219_200
LINES = 12
WHAT = "random lives of a repository: the gate lets nothing in that an independent oracle forbids"
RUNS = 200
STEPS = 120
TOPICS = ("t1", "t2", "t3")
PEOPLE = {"ada": "junior", "ben": "mid", "cyd": "senior", "dot": "staff", "eve": "principal", "mal": "senior"}
ASKED = (Asked("intent", "What is it for?"), Asked("rollback", "How is it undone?"))
WRITERS, READERS = ("ada", "ben", "mal"), ("cyd", "dot", "eve", "mal")
POLICY = """\
version: 1
mode: enforce
identity: {identity}
tiers: {{{tier}: {{paths: ["core/**"]}}}}
rules:
  - name: read
    require: [{{signoff: {{count: {count}, level: ">= {level}", proof: signed, binding: {binding}}}}}]
"""


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


class _Life:
    def __init__(self, seed: int, folder: Path) -> None:
        self.dice = random.Random(seed)
        self.seed = seed
        self.objects = PlainObjects(folder)
        people = {name: Somebody(name, level, self._addresses(name)) for name, level in PEOPLE.items()}
        self.world = World(self.objects, people, Rules(), now=NOW)
        self.keys = {name: [Key(f"{name}-{at}") for at in range(2)] for name in (*PEOPLE, "zoe")}
        self.tips: dict[str, str] = {}
        self.count = 0
        self.server = GateServer(self.objects, NOW)
        files = {"a.txt": _text("a"), "b.txt": _text("b"), "core/x.txt": _text("x")}
        first = self._commit(files, (), "ada", "ada")
        for ref in (MAIN, RELEASE):
            self.server.put_ref(ref, first)
            self.tips[ref] = first
        self._govern()
        self.server.begin()
        self.tried = self.let_in = self.lawful = 0
        self.wrong: dict[str, list[str]] = {"allow": [], "block": []}
        self.acts: Counter[str] = Counter()

    def close(self) -> None:
        self.server.close()

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
        files = self._edited(self.objects.files[self.objects.trees[base]])
        author, committer = self._who(), self._who()
        self._push(topic, self._commit(files, (base,), author, committer if self.dice.random() < 0.2 else author))

    def amend(self) -> None:
        for topic, tip in self._topic():
            files = self.objects.files[self.objects.trees[tip]]
            kept = files if self.dice.random() < 0.6 else self._edited(files)
            self._push(topic, self._commit(kept, self.objects.parents[tip], self._who(), self._who()))

    def rebase(self) -> None:
        for topic, tip in self._topic():
            main = self.tips[MAIN]
            tree = self.objects.merge(main, tip)
            if tree is not None:
                self._push(topic, self._commit(self.objects.files[tree], (main,), self._author(tip), self._who()))

    def catch_up(self) -> None:
        for topic, tip in self._topic():
            main = self.tips[self.dice.choice((MAIN, MAIN, RELEASE))]
            tree = self.objects.merge(tip, main)
            if tree is not None:
                self._push(
                    topic, self._commit(self.objects.files[tree], (tip, main), self._author(tip), self._author(tip))
                )

    def evil_merge(self) -> None:
        for topic, tip in self._topic():
            main = self.tips[MAIN]
            files = dict(self.objects.files[self.objects.trees[self.dice.choice((tip, main))]])
            self._push(topic, self._commit(self._edited(files), (tip, main), self._who(), self._who()))

    def octopus(self) -> None:
        tips = list(dict.fromkeys(self.tips[topic] for topic in TOPICS if topic in self.tips))
        if len(tips) > 1:
            main = self.tips[MAIN]
            files = self.objects.files[self.objects.trees[tips[0]]]
            self._land(MAIN, self._commit(files, (main, *tips), self._who(), self._who()))

    # what people sign

    def sign(self) -> None:
        for _, tip in self._topic():
            target = self.dice.choice((MAIN, MAIN, MAIN, RELEASE))
            base = self.tips[target] if self.dice.random() < 0.9 else self._before(target)
            is_yes = self.dice.random() < 0.95
            tier = self.dice.choice(("medium", "high", "critical", "critical"))
            live = self.dice.choice((3_600 * 24, 3_600 * 24, 600))
            decision: Literal["approve", "request-changes"] = "approve" if is_yes else "request-changes"
            said = SignoffPredicate(decision, "I have read it.", tier, self.world.now + live, questions=ASKED)
            self._sign("signoff", target, base, tip, said, tier=tier, expires=self.world.now + live, is_yes=is_yes)

    def veto(self) -> None:
        for _, tip in self._topic():
            target = self.dice.choice((MAIN, MAIN, RELEASE))
            self._sign("veto", target, self.tips[target], tip, VetoPredicate("it is not ready"))

    def take_back(self) -> None:
        papers = [each for each in self.world.papers.values() if each.kind != "withdrawal"]
        if papers:
            self._take_back(self.dice.choice(papers))

    def _take_back(self, paper: Paper) -> None:
        who = paper.person if self.dice.random() < 0.5 else self._reader()
        said = WithdrawalPredicate(paper.id, "on second thoughts")
        self._sign("withdrawal", paper.target, paper.base, paper.head, said, who=who, of=paper.id)

    def plan(self) -> None:
        """Somebody writes, somebody else signs, at most one thing goes wrong, and it is tried to land."""
        dice, topic, base = self.dice, self.dice.choice(TOPICS), self.tips[MAIN]
        author = dice.choice(WRITERS)
        files = self._edited(self.objects.files[self.objects.trees[base]])
        self._push(topic, self._commit(files, (base,), author, author), author)
        head = self.tips[topic]
        signers = [each for each in READERS if each != author]
        said = SignoffPredicate("approve", "I have read it.", "critical", self.world.now + 600, questions=ASKED)
        for who in dice.sample(signers, dice.choice((1, 1, 2))):
            self._sign("signoff", MAIN, base, head, said, who=who, tier="critical", expires=self.world.now + 600)
        wrong: tuple[Callable[[], None], ...] = (
            self.policy, self.role, self.key, self.rebase, self.amend, self.catch_up, self.evil_merge, self.slip,
            self.land, self.revert, self.wait, lambda: self._sign("veto", MAIN, base, head, VetoPredicate("no")),
            lambda: self._take_back(dice.choice(list(self.world.papers.values()))),
        )  # fmt: skip
        if dice.random() < 0.7:
            dice.choice(wrong)()
        if dice.random() < 0.3 and self.world.papers:
            self._take_back(list(self.world.papers.values())[-1])
        tree = self.objects.merge(self.tips[MAIN], head)
        if tree is None:
            return
        at, who = self.tips[MAIN], dice.choice((author, self._who()))
        shapes = ((at, head), (at,), None)
        shape = dice.choice(shapes)
        self._land(MAIN, self._commit(self.objects.files[tree], shape, who, who) if shape else self.tips[topic], who)
        if dice.random() < 0.3:
            self.revert()
            self.re_land()

    def wait(self) -> None:
        """Time passes, and answers expire."""
        self.world.now = self.server.now = self.server.now + 700

    # what people try to land

    def land(self) -> None:
        for _, tip in self._topic():
            target = self.dice.choice((MAIN, MAIN, MAIN, MAIN, RELEASE))
            base = self.tips[target]
            tree = self.objects.merge(base, tip)
            how = self.dice.choice(("merge", "merge", "squash", "rebase", "forward"))
            if how == "forward" or tree is None:
                self._land(target, tip)
            else:
                parents = (base, tip) if how == "merge" else (base,)
                self._land(target, self._commit(self.objects.files[tree], parents, self._who(), self._who()))

    def slip(self) -> None:
        for _, tip in self._topic():
            target, base = MAIN, self.tips[MAIN]
            tree = self.objects.merge(base, tip)
            if tree is None:
                continue
            files = self._edited(self.objects.files[tree])
            shape = self.dice.choice(("merge", "squash", "behind", "under"))
            if shape == "behind":
                honest = self._commit(self.objects.files[tree], (base, tip), self._who(), self._who())
                self._land(target, self._commit(files, (honest,), self._who(), self._who()))
            elif shape == "under":
                secret = self._commit(files, (base,), self._who(), self._who())
                back = self._commit(self.objects.files[tree], (secret,), self._who(), self._who())
                self._land(target, back)
            else:
                parents = (base, tip) if shape == "merge" else (base,)
                self._land(target, self._commit(files, parents, self._who(), self._who()))

    def rewind(self) -> None:
        target = self.dice.choice((MAIN, RELEASE))
        if self._before(target) != self.tips[target]:
            self._land(target, self._before(target))

    def revert(self) -> None:
        before = self.objects.trees[self._before(MAIN)]
        topic = self.dice.choice(TOPICS)
        self._push(topic, self._commit(self.objects.files[before], (self.tips[MAIN],), self._who(), self._who()))

    def re_land(self) -> None:
        papers = [each for each in self.world.papers.values() if each.kind == "signoff" and each.target == MAIN]
        if papers:
            head = self.dice.choice(papers).head
            tree = self.objects.merge(self.tips[MAIN], head)
            if tree is not None:
                self._land(MAIN, self._commit(self.objects.files[tree], (self.tips[MAIN],), self._who(), self._who()))

    # what the organisation changes

    def policy(self) -> None:
        rules, dice = self.world.rules, self.dice
        rules.count, rules.level = dice.choice((1, 1, 2)), dice.choice(("senior", "senior", "staff", "mid"))
        rules.binding, rules.core_tier = dice.choice(("tree", "tree", "exact")), dice.choice(("medium", "high"))
        self._govern()

    def role(self) -> None:
        somebody = self.world.people[self._reader()]
        if self.dice.random() < 0.3:
            somebody.has_left = not somebody.has_left
        else:
            somebody.level = self.dice.choice(LEVELS)
        self._govern()

    def key(self) -> None:
        somebody = self.world.people[self._reader()]
        somebody.dead ^= {self.dice.choice(self.keys[somebody.id]).name}
        self._govern()

    # how it is done

    def _govern(self) -> None:
        rules = self.world.rules
        policy = POLICY.format(
            identity=IDENTITY, tier=rules.core_tier, count=rules.count, level=rules.level, binding=rules.binding
        )
        people = "people:\n" + "".join(self._person(each) for each in self.world.people.values())
        files = {".paraph/policy.yaml": policy, ".paraph/people.yaml": people}
        parents = (self.tips[GOVERNANCE],) if GOVERNANCE in self.tips else ()
        self.tips[GOVERNANCE] = self._commit(files, parents, "eve", "eve")
        self.server.put_ref(GOVERNANCE, self.tips[GOVERNANCE])

    def _person(self, somebody: Somebody) -> str:
        revoked = ", revoked: 2026-01-01"
        keys = ", ".join(
            f"{{key: '{key.public}'{revoked if key.name in somebody.dead else ''}}}" for key in self.keys[somebody.id]
        )
        accounts = ", ".join(f"'email:{address}'" for address in somebody.addresses)
        left = ", left: true" if somebody.has_left else ""
        return f"  - {{id: {somebody.id}, level: {somebody.level}, accounts: [{accounts}], keys: [{keys}]{left}}}\n"

    def _addresses(self, name: str) -> tuple[str, ...]:
        return (f"{name}@example.test", f"{name}@home.test")

    def _who(self) -> str:
        """Mostly those who write; anybody may."""
        return self.dice.choice((*PEOPLE, *WRITERS * 4))

    def _reader(self) -> str:
        """Mostly those who may answer for it; anybody may try."""
        return self.dice.choice((*PEOPLE, *READERS * 3))

    def _author(self, commit: str) -> str:
        return self.world.hands[commit][0].partition("@")[0]

    def _address(self, name: str) -> str:
        if self.dice.random() < 0.02:
            return "stranger@elsewhere.test"
        return self.dice.choice((f"{name}@example.test", f"{name}@example.test", f"{name}@home.test"))

    def _topic(self) -> Iterator[tuple[str, str]]:
        known = [(topic, self.tips[topic]) for topic in TOPICS if topic in self.tips]
        if known:
            yield self.dice.choice(known)

    def _before(self, target: str) -> str:
        parents = self.objects.parents[self.tips[target]]
        return parents[0] if parents else self.tips[target]

    def _edited(self, files: Files) -> Files:
        path = self.dice.choice(list(files))
        lines = files[path].split("\n")
        lines[self.dice.randrange(LINES)] = f"{self.dice.randrange(4)}"
        found = files | {path: "\n".join(lines)}
        return found | {f"new{self.dice.randrange(3)}.txt": _text("n")} if self.dice.random() < 0.1 else found

    def _commit(self, files: Files, parents: tuple[str, ...], author: str, committer: str) -> str:
        self.count += 1
        hands = (self._address(author), self._address(committer))
        said = [f"{name.partition('@')[0]} <{name}>" for name in hands]
        helper = self._address(self._who()) if self.dice.random() < 0.05 else ""
        message = f"c{self.count}\n" + (f"\nCo-authored-by: Helper <{helper}>\n" if helper else "")
        made = self.objects.commit(self.objects.tree(files), parents, said[0], said[1], self.world.now, message)
        self.world.hands[made] = (*hands, helper) if helper else hands
        return made

    def _push(self, topic: str, commit: str, by: str = "") -> None:
        """A branch that nobody guards; who brought which commits is remembered."""
        pusher = self._address(by or self._who())
        old = self.tips.get(topic, "")
        outcome = self.server.push(f"refs/heads/{topic}", old, commit, pusher)
        if outcome.refusals:
            raise AssertionError(f"a free branch was refused: {outcome.refusals}")
        self._introduced(commit, pusher)
        self.tips[topic] = commit

    def _introduced(self, commit: str, pusher: str) -> None:
        for each in self.objects.ancestry(commit):
            self.world.pushers.setdefault(each, pusher)

    def _sign(
        self, kind: Kind, target: str, base: str, head: str, said: Predicate, *, who: str = "", tier: str = "medium",
        expires: int = 0, is_yes: bool = True, of: str = "",
    ) -> None:  # fmt: skip
        tree = self.objects.merge(base, head)
        if tree is None or not self.objects.paths(base, tree):
            return
        signer = who or self._reader()
        key = self.dice.choice(self.keys[signer])
        is_genuine = self.dice.random() > 0.03
        used = key if is_genuine else self.keys["zoe"][0]
        diff = self.objects.reviewed(base, tree)
        nonce = f"{self.dice.getrandbits(128):032x}"
        id_, is_in = self.server.sign(kind, Scope(IDENTITY, target, base, head, tree, diff), signer, used, said, nonce)
        if is_in:
            order = self.server.ledger.head().size
            self.world.papers[id_] = Paper(
                id_,
                kind,
                signer,
                key.name,
                target,
                base,
                head,
                tree,
                diff,
                tier,
                expires,
                order,
                of,
                is_genuine,
                is_yes,
            )

    def _land(self, target: str, new: str, by: str = "") -> None:
        old, pusher = self.tips[target], self._address(by or self._who())
        if old == new:
            return
        lawful = may_move(self.world, target, old, new, pusher)
        outcome = self.server.push(target, old, new, pusher)
        is_in = not outcome.refusals
        self.tried += 1
        self.let_in += is_in
        self.lawful += lawful
        if is_in:
            self._introduced(new, pusher)
            self._landed(target, old, new)
            self.tips[target] = new
        if is_in != lawful:
            why = "" if is_in else f": {self._why(outcome)}"
            told = f"seed {self.seed}, {target} {old[:10]}..{new[:10]}{why}"
            self.wrong["allow" if is_in else "block"].append(told)

    def _landed(self, target: str, old: str, new: str) -> None:
        order = self.server.ledger.head().size
        at = old
        for link in self.objects.chain(old, new) or ():
            for start in {at, old}:
                diff = self.objects.reviewed(start, self.objects.trees[link])
                self.world.landed.append((target, diff, order))
            at = link

    def _why(self, outcome: object) -> str:
        refusal = outcome.refusals[0]  # type: ignore[attr-defined]
        part = refusal.judged.open_part if refusal.judged else None
        if part is None:
            return str(refusal.why) or "refused"
        facts = part.evaluation.facts
        nodes = [f"{each.title}: {each.found}" for each in part.evaluation.decision.tree.children if each.found]
        return "; ".join([*nodes, *(f"{each.kind} {each.person} {each.why}" for each in facts.refusals)])


def _text(name: str) -> str:
    return "\n".join(f"{name} {at}" for at in range(LINES)) + "\n"
