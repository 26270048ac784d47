"""What can be done in the repository of the model, and what does the oracle remember of it?"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from campaign.gate_oracle import World, ai_lines_of, fork, may_push, questions_of
from campaign.gate_papers import Paper, Rules, Somebody, Span, is_valid
from campaign.gate_server import GOVERNANCE, IDENTITY, Draft, GateServer, Key
from campaign.plain_objects import Files, PlainObjects
from paraph.core.attest.predicates import Kind, OverridePredicate, Predicate, Scope, SignoffPredicate
from paraph.ports.receiving import RefUpdate

MAIN, RELEASE = "refs/heads/main", "refs/heads/release"
NOW = 1_795_219_200
LINES = 12
TOPICS = ("t1", "t2", "t3")
PEOPLE = {"ada": "junior", "ben": "mid", "cyd": "senior", "dot": "staff", "eve": "principal", "mal": "senior"}
ROBOTS = ("ci", "lint")
WRITERS, READERS = ("ada", "ben", "mal"), ("cyd", "dot", "eve", "mal")
CODEOWNERS = "/core/ dot@example.test eve@example.test\n/b.txt cyd@example.test mal@example.test\n"
POLICY = """\
version: 1
mode: enforce
identity: {identity}
tiers: {{{tier}: {{paths: ["core/**"]}}}}
rules:
  - name: read
    require:
      - signoff: {{count: {count}, level: ">= {level}", proof: signed, binding: {binding}, answers: {answers}}}
"""
OWNED = "  - name: owners\n    require: [{signoff: {owners: touched, proof: signed, binding: owned}}]\n"
TESTED = "  - name: tested\n    require: [{evidence: {kind: tests, from: [ci]}}]\n"
LAX = "version: 1\nmode: enforce\nrules: [{name: lax, require: [{invariants: answered}]}]\n"


class Signing(NamedTuple):
    """How a statement is signed where it is not signed well: other keys, another identity, target or claimed time."""

    keys: tuple[tuple[str, int], ...] = ()
    identity: str = IDENTITY
    late: int = 0


WELL = Signing()


class GateTown:
    """A repository behind the gate, its people, and the world as the oracle sees it."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.dice = random.Random(seed)
        self.seed = seed
        self.objects = PlainObjects(folder)
        levels = PEOPLE | dict.fromkeys(ROBOTS, "junior")
        people = {name: Somebody(name, level, self.addresses_of(name)) for name, level in levels.items()}
        self.keys = {name: [Key(f"{name}-{at}") for at in range(2)] for name in (*levels, "zoe")}
        for name, somebody in people.items():
            somebody.keys = {key.name: Span() for key in self.keys[name]}
        self.world = World(self.objects, people, Rules(), IDENTITY, now=NOW)
        self.tips: dict[str, str] = {}
        self.count = self.clock = 0
        self.server = self.serve()
        self.world.now = self.server.now
        files = {name: _text(name) for name in ("a.txt", "b.txt", "core/x.txt", "cache/y.txt")}
        first = self.put_commit(files, (), "ada", "ada")
        for ref in (MAIN, RELEASE):
            self.server.put_ref(ref, first)
            self.tips[ref] = self.world.tips[ref] = first
            self.world.stood.add(first)
        self.put_rules()
        self.server.begin()
        self.tried = self.let_in = self.lawful = 0
        self.wrong: dict[str, list[str]] = {"allow": [], "block": []}
        self.acts: Counter[str] = Counter()

    def serve(self) -> GateServer:
        """The gate that is put to the test."""
        return GateServer(self.objects, NOW)

    def close(self) -> None:
        self.server.close()

    def pass_time(self, seconds: int) -> None:
        """It is later, for everybody."""
        self.server.now += seconds
        self.world.now = self.server.now

    def put_rules(self) -> None:
        rules, people = self.world.rules, [self.world.people[name] for name in PEOPLE]
        policy = POLICY.format(
            identity=IDENTITY, tier=rules.core_tier, count=rules.count, level=rules.level, binding=rules.binding,
            answers=rules.answers,
        )  # fmt: skip
        policy += (OWNED if rules.has_owners else "") + (TESTED if rules.is_tested else "")
        robots = "".join(f"  - {{id: {name}, keys: [{self._keys_of(name)}]}}\n" for name in ROBOTS)
        listed = "people:\n" + "".join(self._entry_of(each) for each in people) + "robots:\n" + robots
        files = {".paraph/policy.yaml": policy, ".paraph/people.yaml": listed, ".github/CODEOWNERS": CODEOWNERS}
        parents = (self.tips[GOVERNANCE],) if GOVERNANCE in self.tips else ()
        self.tips[GOVERNANCE] = self.put_commit(files, parents, "eve", "eve")
        self.server.put_ref(GOVERNANCE, self.tips[GOVERNANCE])

    def _entry_of(self, somebody: Somebody) -> str:
        accounts = ", ".join(f"'email:{address}'" for address in somebody.addresses)
        left, keys = ", left: true" if somebody.has_left else "", self._keys_of(somebody.id)
        return f"  - {{id: {somebody.id}, level: {somebody.level}, accounts: [{accounts}], keys: [{keys}]{left}}}\n"

    def _keys_of(self, name: str) -> str:
        spans = self.world.people[name].keys
        return ", ".join(
            f"{{key: '{key.public}'"
            + "".join(f", {word}: {day}" for word, day in zip(
                ("from", "until", "revoked"), (spans[key.name].start, spans[key.name].end, spans[key.name].revoked),
                strict=True) if day)
            + "}" for key in self.keys[name]
        )  # fmt: skip

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
        if "@" in name:
            return name
        if self.dice.random() < 0.01:
            return "stranger@elsewhere.test"
        return self.dice.choice((f"{name}@example.test", f"{name}@example.test", f"{name}@home.test"))

    def a_topic(self) -> Iterator[tuple[str, str]]:
        known = [(topic, self.tips[topic]) for topic in TOPICS if topic in self.tips]
        if known:
            yield self.dice.choice(known)

    def files_of(self, commit: str) -> Files:
        return self.objects.files[self.objects.trees[commit]]

    def tip_before(self, target: str) -> str:
        parents = self.objects.parents[self.tips[target]]
        return parents[0] if parents else self.tips[target]

    def edited(self, files: Files) -> Files:
        """One line of one file, now and then a file more, one less, or a policy that asks for less."""
        dice, path = self.dice, self.dice.choice(list(files))
        lines = files[path].split("\n")
        lines[dice.randrange(min(LINES, len(lines)))] = f"{dice.randrange(4)}"
        found = files | {path: "\n".join(lines)}
        if dice.random() < 0.1:
            found |= {f"new{dice.randrange(3)}.txt": _text("n")}
        elif dice.random() < 0.06 and len(found) > 4:
            found.pop(dice.choice([each for each in found if each != path]))
        elif dice.random() < 0.04:
            found |= {".paraph/policy.yaml": LAX}
        return found

    def put_commit(
        self, files: Files, parents: tuple[str, ...], author: str, committer: str, helper: str = "", *,
        is_made: bool = False,
    ) -> str:  # fmt: skip
        """A commit; a helper is a co-author, and what `is_made` names a tool. Names may be whole addresses."""
        self.count += 1
        hands = (self.address_of(author), self.address_of(committer))
        said = [f"{name.partition('@')[0]} <{name}>" for name in hands]
        helper = helper or (self.anybody() if self.dice.random() < 0.04 else "")
        helped = (self.address_of(helper),) if helper else ()
        is_made = is_made or (len(parents) == 1 and self.dice.random() < 0.05)
        trailers = [f"Co-authored-by: Helper <{helped[0]}>"] if helped else []
        trailers += ["Assisted-by: Claude"] if is_made else []
        message = f"c{self.count}\n" + ("\n" + "\n".join(trailers) + "\n" if trailers else "")
        made = self.objects.commit(self.objects.tree(files), parents, said[0], said[1], self.world.now, message)
        self.world.hands[made] = (*hands, *helped)
        if is_made:
            self.world.made.add(made)
        return made

    def put_branch(self, topic: str, commit: str, by: str = "") -> None:
        """A branch that nobody guards; who brought which commits is remembered."""
        pusher = self.address_of(by or self.anybody())
        outcome = self.server.push([RefUpdate(f"refs/heads/{topic}", self.tips.get(topic, ""), commit)], pusher)
        if outcome.refusals:
            raise AssertionError(f"a free branch was refused: {outcome.refusals}")
        self.remember(commit, pusher)
        self.tips[topic] = commit

    def remember(self, commit: str, pusher: str) -> None:
        for each in self.objects.ancestry(commit):
            self.world.pushers.setdefault(each, pusher)

    # what is signed

    def put_paper(
        self, kind: Kind, target: str, base: str, head: str, said: Predicate, who: str, how: Signing = WELL, *,
        of: str = "",
    ) -> Paper | None:  # fmt: skip
        """Sign a statement and push it; None where there is nothing to sign, or it was not taken."""
        made = self.draft_paper(kind, target, base, head, said, who, how, of=of)
        if made is None:
            return None
        paper, update = made
        if self.server.push([update], "ada@example.test").refusals:
            return None
        self.keep(paper)
        return paper

    def keep(self, paper: Paper) -> None:
        """What was taken by the server is known to the oracle from now on."""
        paper.order = self.server.moment()
        self.world.papers[paper.id] = paper

    def draft_paper(
        self, kind: Kind, target: str, base: str, head: str, said: Predicate, who: str, how: Signing = WELL, *,
        of: str = "",
    ) -> tuple[Paper, RefUpdate] | None:  # fmt: skip
        """Sign a statement, and say how the notes would move."""
        tree = self.objects.merge(base, head)
        if tree is None or not self.objects.paths(base, tree):
            return None
        used = how.keys or ((who, self.dice.randrange(2)),)
        keys = tuple(self.keys[name][number] for name, number in used)
        diff, at = self.objects.reviewed(base, tree), self.world.now + how.late
        nonce = f"{self.dice.getrandbits(128):032x}"
        scope = Scope(how.identity, target, base, head, tree, diff)
        id_, update = self.server.signed(Draft(kind, scope, who, keys, said, at, nonce))
        named = (who, *(name for name, _ in used[1:]))
        signers = tuple((name, key.name) for name, key in zip(named, keys, strict=True))
        paper = Paper(id_, kind, signers, target, base, head, tree, diff, how.identity, at, 0, of=of)
        paper.expires_at, paper.tier = getattr(said, "expires_at", 0), getattr(said, "tier", "")
        paper.is_yes = getattr(said, "decision", getattr(said, "outcome", "approve")) in ("approve", "passed")
        if isinstance(said, SignoffPredicate):
            paper.shown = frozenset(each.id for each in said.questions)
            paper.answered, paper.ai_lines = frozenset(each.question for each in said.answers), said.ai_lines
        if isinstance(said, OverridePredicate):
            paper.rules = said.rules
        return paper, update

    def questions(self, base: str, head: str) -> frozenset[str]:
        tree = self.objects.merge(base, head)
        return questions_of(self.world, base, tree, self.commits(base, head)) if tree else frozenset()

    def ai_lines(self, base: str, head: str) -> int:
        return ai_lines_of(self.world, self.commits(base, head))

    def commits(self, base: str, head: str) -> set[str]:
        return self.objects.ancestry(head) - self.objects.ancestry(base)

    # what is tried

    def try_landing(self, target: str, new: str, by: str = "", paper: tuple[Paper, RefUpdate] | None = None) -> bool:
        return self.try_push({target: new}, by, paper)

    def try_push(self, moves: dict[str, str], by: str = "", paper: tuple[Paper, RefUpdate] | None = None) -> bool:
        """Push these refs at once, with a statement where one is given; whether it was let in."""
        pairs = {ref: (self.tips.get(ref, ""), new) for ref, new in moves.items()}
        pusher = self.address_of(by or self.anybody())
        if any(old == new for old, new in pairs.values()):
            return False
        if paper:
            self.keep(paper[0])
        lawful = may_push(self.world, pairs, pusher)
        updates = [RefUpdate(ref, old, new) for ref, (old, new) in pairs.items()]
        outcome = self.server.push([*updates, *([paper[1]] if paper else [])], pusher)
        is_in = not outcome.refusals
        if paper and not is_in:
            lawful = lawful and is_valid(self.world, paper[0])
            self.world.papers.pop(paper[0].id)
        self.tried += 1
        self.let_in += is_in
        self.lawful += lawful
        if is_in:
            for ref, (old, new) in pairs.items():
                self._remember_movement(ref, old, new, pusher)
        if is_in != lawful:
            why = "" if is_in else f": {why_refused(outcome)}"
            told = f"seed {self.seed}, step {self.clock}, " + ", ".join(
                f"{ref} {old[:10]}..{new[:10]}" for ref, (old, new) in pairs.items()
            )
            self.wrong["allow" if is_in else "block"].append(told + why)
        return is_in

    def _remember_movement(self, ref: str, old: str, new: str, pusher: str) -> None:
        old = old or fork(self.world, new)
        self.tips[ref] = new
        if not ref.startswith("refs/heads/"):
            return
        self.remember(new, pusher)
        self.world.tips[ref] = new
        self.world.stood.add(new)
        order = self.server.moment()
        at = old
        for link in (self.objects.chain(old, new) if old else None) or ():
            for start in {at, old}:
                self.world.landed.append((ref, self.objects.reviewed(start, self.objects.trees[link]), order))
            at = link


def why_refused(outcome: object) -> str:
    """In words, what stood in the way of a push."""
    refusal = outcome.refusals[0]  # type: ignore[attr-defined]
    part = refusal.judged.open_part if refusal.judged else None
    if part is None:
        return str(refusal.why) or "refused"
    facts = part.evaluation.facts
    nodes = [f"{each.title}: {each.found}" for each in part.evaluation.decision.tree.children if each.found]
    return "; ".join([*nodes, *(f"{each.kind} {each.person} {each.why}" for each in facts.refusals)])


def many(choices: Sequence[str], dice: random.Random, count: int) -> list[str]:
    """So many different ones of these, all of them where there are fewer."""
    return dice.sample(list(choices), min(count, len(choices)))


def _text(name: str) -> str:
    return "\n".join(f"{name} {at}" for at in range(LINES)) + "\n"
