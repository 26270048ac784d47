"""What can be done in the repository of the model, and what does the oracle remember of it?"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from campaign.gate_oracle import Paper, Rules, Somebody, World, may_move
from campaign.gate_server import GOVERNANCE, IDENTITY, GateServer, Key
from campaign.plain_objects import Files, PlainObjects
from paraph.core.attest.predicates import Kind, Predicate, Scope

MAIN, RELEASE = "refs/heads/main", "refs/heads/release"
NOW = 1_795_219_200
LINES = 12
TOPICS = ("t1", "t2", "t3")
PEOPLE = {"ada": "junior", "ben": "mid", "cyd": "senior", "dot": "staff", "eve": "principal", "mal": "senior"}
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


class GateTown:
    """A repository behind the gate, its people, and the world as the oracle sees it."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.dice = random.Random(seed)
        self.seed = seed
        self.objects = PlainObjects(folder)
        people = {name: Somebody(name, level, self.addresses_of(name)) for name, level in PEOPLE.items()}
        self.world = World(self.objects, people, Rules(), now=NOW)
        self.keys = {name: [Key(f"{name}-{at}") for at in range(2)] for name in (*PEOPLE, "zoe")}
        self.tips: dict[str, str] = {}
        self.count = 0
        self.server = GateServer(self.objects, NOW)
        files = {"a.txt": _text("a"), "b.txt": _text("b"), "core/x.txt": _text("x")}
        first = self.put_commit(files, (), "ada", "ada")
        for ref in (MAIN, RELEASE):
            self.server.put_ref(ref, first)
            self.tips[ref] = first
        self.put_rules()
        self.server.begin()
        self.tried = self.let_in = self.lawful = 0
        self.wrong: dict[str, list[str]] = {"allow": [], "block": []}
        self.acts: Counter[str] = Counter()

    def close(self) -> None:
        self.server.close()

    def put_rules(self) -> None:
        rules = self.world.rules
        policy = POLICY.format(
            identity=IDENTITY, tier=rules.core_tier, count=rules.count, level=rules.level, binding=rules.binding
        )
        people = "people:\n" + "".join(self.person_entry(each) for each in self.world.people.values())
        files = {".paraph/policy.yaml": policy, ".paraph/people.yaml": people}
        parents = (self.tips[GOVERNANCE],) if GOVERNANCE in self.tips else ()
        self.tips[GOVERNANCE] = self.put_commit(files, parents, "eve", "eve")
        self.server.put_ref(GOVERNANCE, self.tips[GOVERNANCE])

    def person_entry(self, somebody: Somebody) -> str:
        revoked = ", revoked: 2026-01-01"
        keys = ", ".join(
            f"{{key: '{key.public}'{revoked if key.name in somebody.dead else ''}}}" for key in self.keys[somebody.id]
        )
        accounts = ", ".join(f"'email:{address}'" for address in somebody.addresses)
        left = ", left: true" if somebody.has_left else ""
        return f"  - {{id: {somebody.id}, level: {somebody.level}, accounts: [{accounts}], keys: [{keys}]{left}}}\n"

    def addresses_of(self, name: str) -> tuple[str, ...]:
        return (f"{name}@example.test", f"{name}@home.test")

    def anybody(self) -> str:
        """Mostly those who write; anybody may."""
        return self.dice.choice((*PEOPLE, *WRITERS * 4))

    def a_reader(self) -> str:
        """Mostly those who may answer for it; anybody may try."""
        return self.dice.choice((*PEOPLE, *READERS * 3))

    def author_of(self, commit: str) -> str:
        return self.world.hands[commit][0].partition("@")[0]

    def address_of(self, name: str) -> str:
        if self.dice.random() < 0.02:
            return "stranger@elsewhere.test"
        return self.dice.choice((f"{name}@example.test", f"{name}@example.test", f"{name}@home.test"))

    def a_topic(self) -> Iterator[tuple[str, str]]:
        known = [(topic, self.tips[topic]) for topic in TOPICS if topic in self.tips]
        if known:
            yield self.dice.choice(known)

    def tip_before(self, target: str) -> str:
        parents = self.objects.parents[self.tips[target]]
        return parents[0] if parents else self.tips[target]

    def edited(self, files: Files) -> Files:
        path = self.dice.choice(list(files))
        lines = files[path].split("\n")
        lines[self.dice.randrange(LINES)] = f"{self.dice.randrange(4)}"
        found = files | {path: "\n".join(lines)}
        return found | {f"new{self.dice.randrange(3)}.txt": _text("n")} if self.dice.random() < 0.1 else found

    def put_commit(self, files: Files, parents: tuple[str, ...], author: str, committer: str) -> str:
        self.count += 1
        hands = (self.address_of(author), self.address_of(committer))
        said = [f"{name.partition('@')[0]} <{name}>" for name in hands]
        helper = self.address_of(self.anybody()) if self.dice.random() < 0.05 else ""
        message = f"c{self.count}\n" + (f"\nCo-authored-by: Helper <{helper}>\n" if helper else "")
        made = self.objects.commit(self.objects.tree(files), parents, said[0], said[1], self.world.now, message)
        self.world.hands[made] = (*hands, helper) if helper else hands
        return made

    def put_branch(self, topic: str, commit: str, by: str = "") -> None:
        """A branch that nobody guards; who brought which commits is remembered."""
        pusher = self.address_of(by or self.anybody())
        old = self.tips.get(topic, "")
        outcome = self.server.push(f"refs/heads/{topic}", old, commit, pusher)
        if outcome.refusals:
            raise AssertionError(f"a free branch was refused: {outcome.refusals}")
        self.remember(commit, pusher)
        self.tips[topic] = commit

    def remember(self, commit: str, pusher: str) -> None:
        for each in self.objects.ancestry(commit):
            self.world.pushers.setdefault(each, pusher)

    def put_paper(
        self, kind: Kind, target: str, base: str, head: str, said: Predicate, *, who: str = "", tier: str = "medium",
        expires: int = 0, is_yes: bool = True, of: str = "",
    ) -> None:  # fmt: skip
        tree = self.objects.merge(base, head)
        if tree is None or not self.objects.paths(base, tree):
            return
        signer = who or self.a_reader()
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

    def try_landing(self, target: str, new: str, by: str = "") -> None:
        old, pusher = self.tips[target], self.address_of(by or self.anybody())
        if old == new:
            return
        lawful = may_move(self.world, target, old, new, pusher)
        outcome = self.server.push(target, old, new, pusher)
        is_in = not outcome.refusals
        self.tried += 1
        self.let_in += is_in
        self.lawful += lawful
        if is_in:
            self.remember(new, pusher)
            self.remember_landing(target, old, new)
            self.tips[target] = new
        if is_in != lawful:
            why = "" if is_in else f": {self.why_refused(outcome)}"
            told = f"seed {self.seed}, {target} {old[:10]}..{new[:10]}{why}"
            self.wrong["allow" if is_in else "block"].append(told)

    def remember_landing(self, target: str, old: str, new: str) -> None:
        order = self.server.ledger.head().size
        at = old
        for link in self.objects.chain(old, new) or ():
            for start in {at, old}:
                diff = self.objects.reviewed(start, self.objects.trees[link])
                self.world.landed.append((target, diff, order))
            at = link

    def why_refused(self, outcome: object) -> str:
        refusal = outcome.refusals[0]  # type: ignore[attr-defined]
        part = refusal.judged.open_part if refusal.judged else None
        if part is None:
            return str(refusal.why) or "refused"
        facts = part.evaluation.facts
        nodes = [f"{each.title}: {each.found}" for each in part.evaluation.decision.tree.children if each.found]
        return "; ".join([*nodes, *(f"{each.kind} {each.person} {each.why}" for each in facts.refusals)])


def _text(name: str) -> str:
    return "\n".join(f"{name} {at}" for at in range(LINES)) + "\n"
