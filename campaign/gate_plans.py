"""How does a change get in as it should, and how does just one thing go wrong on the way?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from campaign.gate_acts import DAY
from campaign.gate_answers import HANDS_WRONG, REPORT_WRONG, SIGNED_WRONG, Answers, Work
from campaign.gate_papers import Rules, Span, day_of
from campaign.gate_server import NOTES
from campaign.gate_town import MAIN, READERS, RELEASE, TOPICS, WRITERS, many
from paraph.core.attest.predicates import Answered, ShownQuestion, SignoffPredicate
from paraph.ports.receiving import RefUpdate

GLASS_WRONG = ("glass", "alone", "two keys", "glass expired", "glass for other content", "glass below a veto")
LATER_WRONG = (
    "withdrawn", "vetoed", "veto reshaped", "veto cleared from below", "slip", "behind", "rebase", "amend", "catch up",
    "evil merge", "twice", "left", "low level", "dead key", "late key", "raised tier", "two at once",
    "second unsigned", "same signed twice", "note along", "own policy", "other target", "unsigned", "one short",
    "no owner", "no report", "rewind", "tag", "hot", "with release", "theirs squashed", "owned part",
    "two heads", "veto forgotten",
)  # fmt: skip
WRONG = (*SIGNED_WRONG, *REPORT_WRONG, *HANDS_WRONG, *GLASS_WRONG, *LATER_WRONG)
REPORT_RULES = (*REPORT_WRONG, "no report")
OWNER_RULES = ("no owner", "owned part")


class Plans(Answers):
    """Whole changes from the first line to the push."""

    def plan(self, wrong: str = "") -> None:
        """Somebody writes, others answer, at most one thing goes wrong, and it is tried to land."""
        with self._rules_for(wrong):
            work = self.work(wrong)
            if wrong in GLASS_WRONG:
                self._break_glass(work, wrong)
            else:
                self._answered(work, wrong)

    @contextmanager
    def _rules_for(self, wrong: str) -> Iterator[None]:
        """The policy that makes a difference for what is about to go wrong."""
        rules = self.world.rules
        kept = replace(rules)
        if wrong in REPORT_RULES:
            rules.is_tested = True
        elif wrong in OWNER_RULES:
            rules.has_owners, rules.level, rules.count = True, "mid", 1
        elif wrong in ("one short", "two heads"):
            rules.count, rules.level = 2, "senior"
            rules.binding = "exact" if wrong == "two heads" else rules.binding
        elif wrong == "unanswered":
            rules.answers = "required"
        elif wrong in ("alone", "two keys", "low tier"):
            rules.core_tier = "critical"
        elif wrong in ("amend", "rebase", "catch up") and self.dice.random() < 0.5:
            rules.binding = "exact"
        if rules != kept:
            self.put_rules()
        yield
        if rules != kept:
            self._restore(kept)

    def _restore(self, kept: Rules) -> None:
        self.world.rules = kept
        self.put_rules()

    def _break_glass(self, work: Work, wrong: str) -> None:
        self.put_override(work.base, work.head, wrong.removeprefix("glass "))
        head = work.head
        if wrong == "glass expired":
            self.pass_time(700)
        elif wrong == "glass for other content":
            head = self._on_top(work)
        elif wrong == "glass below a veto":
            self.put_veto(work.base, head)
        self.try_landing(MAIN, head, work.author)

    def _answered(self, work: Work, wrong: str) -> None:
        dice = self.dice
        if wrong not in ("unsigned", "note along", "own policy", "theirs squashed", "owned part", "two heads"):
            papers = self.answer(work, wrong)
        else:
            papers = []
        if wrong == "withdrawn" and papers:
            self.put_withdrawal(dice.choice(papers), papers[0].person)
        elif wrong == "expired":
            self.pass_time(700)
        later = getattr(self, "_" + wrong.replace(" ", "_"), None) if wrong in LATER_WRONG else None
        if later is not None and wrong != "withdrawn":
            later(work)
        else:
            self._land_somehow(work)

    def _land_somehow(self, work: Work, head: str = "") -> bool:
        """As a merge, a squash, or as it is."""
        head = head or work.head
        at, who = self.tips[MAIN], self.dice.choice((work.author, self.anybody()))
        tree = self.objects.merge(at, head)
        shape = self.dice.choice(((at, head), (at,), None))
        if tree is None or shape is None:
            return self.try_landing(MAIN, head, who)
        return self.try_landing(MAIN, self.put_commit(self.objects.files[tree], shape, who, who), who)

    def _on_top(self, work: Work, *, is_known: bool = True) -> str:
        """One commit more on the branch of a change, known to the repository or only in the push to come."""
        more = self.put_commit(self.edited(self.files_of(work.head)), (work.head,), work.author, work.author)
        if is_known:
            self.put_branch(work.topic, more, work.author)
        return more

    # one thing goes wrong after it was signed

    def _vetoed(self, work: Work) -> None:
        self.put_veto(work.base, work.head)
        self._land_somehow(work)

    def _veto_reshaped(self, work: Work) -> None:
        """A no to a first state; then it is changed, and signed by others as it is now."""
        self.put_veto(work.base, work.head)
        self._sign_and_land(work, self._on_top(work))

    def _veto_cleared_from_below(self, work: Work) -> None:
        veto = self.put_veto(work.base, work.head)
        if veto:
            self.put_withdrawal(veto, self.dice.choice(("ada", "ben", *READERS)))
        self._land_somehow(work)

    def _veto_forgotten(self, work: Work) -> None:
        """Somebody says no, and somebody else pushes the notes as they were before that."""
        before = self.server.notes.tip()
        self.put_veto(work.base, work.head)
        after = self.server.notes.tip()
        if before and before != after:
            self.server.push([RefUpdate(NOTES, after, before)], self.address_of(work.author))
        self._land_somehow(work)

    def _sign_and_land(self, work: Work, head: str) -> bool:
        self.answer(work._replace(head=head))
        return self._land_somehow(work, head)

    def _slip(self, work: Work) -> None:
        tree = self.objects.merge(self.tips[MAIN], work.head)
        if tree is not None:
            self.try_landing(MAIN, self._slipped(self.tips[MAIN], work.head, tree), work.author)

    def _behind(self, work: Work) -> None:
        self.try_landing(MAIN, self._on_top(work, is_known=self.dice.random() < 0.5), work.author)

    def _reshaped(self, work: Work, files: dict[str, str], parents: tuple[str, ...]) -> None:
        made = self.put_commit(files, parents, work.author, work.author)
        self.put_branch(work.topic, made, work.author)
        self._land_somehow(work, made)

    def _rebase(self, work: Work) -> None:
        """The base moves elsewhere, and the change is put on top of it."""
        self._somebody_else_lands(work)
        tree = self.objects.merge(self.tips[MAIN], work.head)
        if tree is not None:
            self._reshaped(work, self.objects.files[tree], (self.tips[MAIN],))

    def _amend(self, work: Work) -> None:
        self._reshaped(work, self.files_of(work.head), self.objects.parents[work.head])

    def _catch_up(self, work: Work) -> None:
        self._somebody_else_lands(work)
        tree = self.objects.merge(work.head, self.tips[MAIN])
        if tree is not None:
            self._reshaped(work, self.objects.files[tree], (work.head, self.tips[MAIN]))

    def _evil_merge(self, work: Work) -> None:
        self._somebody_else_lands(work)
        files = self.files_of(self.dice.choice((work.head, self.tips[MAIN])))
        self._reshaped(work, self.edited(files), (work.head, self.tips[MAIN]))

    def _somebody_else_lands(self, work: Work) -> None:
        """Another file changes on the target meanwhile, answered for as it should be."""
        name = f"other{self.dice.randrange(3)}.txt"
        base, author = self.tips[MAIN], self.dice.choice(WRITERS)
        files = self.files_of(base) | {name: f"{self.dice.random()}\n"}
        made = self.put_commit(files, (base,), author, author)
        topic = next(each for each in TOPICS if each != work.topic)
        self.put_branch(topic, made, author)
        self._sign_and_land(Work(topic, author, base, made), made)

    def _twice(self, work: Work) -> None:
        """It lands, is taken back with everybody's yes, and is tried once more."""
        before = self.tips[MAIN]
        if not self._land_somehow(work):
            return
        landed, tip = self.files_of(self.tips[MAIN]), self.tips[MAIN]
        undone = self.put_commit(self.files_of(before), (tip,), work.author, work.author)
        self.put_branch(work.topic, undone, work.author)
        self.answer(work._replace(base=tip, head=undone))
        self.try_landing(MAIN, undone, work.author)
        if self.tips[MAIN] == undone:
            again = self.put_commit(landed, (undone,), work.author, work.author)
            self.try_landing(MAIN, self.dice.choice((again, again)), work.author)

    def _left(self, work: Work) -> None:
        self._with_readers(work, "has_left", is_all=True)

    def _low_level(self, work: Work) -> None:
        self._with_readers(work, "level", is_all=True)

    def _with_readers(self, work: Work, name: str, *, is_all: bool) -> None:
        """The readers have left, or are of a lower level, for the time of one push."""
        people = [self.world.people[each] for each in READERS if is_all]
        kept = [getattr(each, name) for each in people]
        for each in people:
            setattr(each, name, {"has_left": True, "level": "junior"}[name])
        self.put_rules()
        self._land_somehow(work)
        for each, value in zip(people, kept, strict=True):
            setattr(each, name, value)
        self.put_rules()

    def _dead_key(self, work: Work) -> None:
        self._with_keys(work, Span(revoked=day_of(self.world.now)))

    def _late_key(self, work: Work) -> None:
        """Keys that are good today, and were not on the day on which was signed."""
        self.pass_time(DAY)
        self._with_keys(work, Span(start=day_of(self.world.now)))

    def _with_keys(self, work: Work, span: Span) -> None:
        people = [self.world.people[each] for each in READERS]
        kept = [each.keys for each in people]
        for each in people:
            each.keys = dict.fromkeys(each.keys, span)
        self.put_rules()
        self._land_somehow(work)
        for each, keys in zip(people, kept, strict=True):
            each.keys = keys
        self.put_rules()

    def _raised_tier(self, work: Work) -> None:
        """What was signed as medium is critical when it lands, where it touches the core."""
        kept = replace(self.world.rules)
        self.world.rules.core_tier = "critical"
        self.put_rules()
        self._land_somehow(work)
        self._restore(kept)

    def _two_at_once(self, work: Work, *, is_signed: bool = True) -> None:
        """Two changes in one push, each with its answers."""
        at, who = self.tips[MAIN], work.author
        first = self.put_commit(self.files_of(work.head), (at, work.head), who, who)
        name = self.dice.choice(("more1.txt", "more2.txt", "a.txt"))
        head = self.put_commit(self.files_of(first) | {name: f"{self.dice.random()}\n"}, (first,), who, who)
        if is_signed:
            self.put_branch(TOPICS[0], head, who)
            self.answer(Work(TOPICS[0], who, first, head))
        second = self.put_commit(self.files_of(head), (first, head), who, who)
        self.try_landing(MAIN, self.dice.choice((head, second)), who)

    def _second_unsigned(self, work: Work) -> None:
        self._two_at_once(work, is_signed=False)

    def _same_signed_twice(self, work: Work) -> None:
        """One push that lands a change, undoes it with a yes of its own, and lands it again."""
        at, who = self.tips[MAIN], work.author
        undone = self.put_commit(self.files_of(at), (work.head,), who, who)
        self.put_branch(TOPICS[0], undone, who)
        self.answer(Work(TOPICS[0], who, work.head, undone))
        again = self.put_commit(self.files_of(work.head), (undone,), who, who)
        self.try_landing(MAIN, again, who)

    def _note_along(self, work: Work) -> None:
        """The last answer comes in the very push that needs it."""
        self.world.rules, kept = replace(self.world.rules, count=1), self.world.rules
        self.put_rules()
        who = self.dice.choice((*self.able(work), work.author))
        asked = tuple(ShownQuestion(each, f"What of {each}?") for each in sorted(self.questions(work.base, work.head)))
        answers, until = tuple(Answered(each.id, "It is bounded.") for each in asked), self.world.now + DAY
        said = SignoffPredicate("approve", "Read.", "critical", until, questions=asked, answers=answers, ai_lines=99)
        paper = self.draft_paper("signoff", MAIN, work.base, work.head, said, who)
        self.try_landing(MAIN, work.head, work.author, paper)
        self._restore(kept)

    def _own_policy(self, work: Work) -> None:
        self.try_landing(MAIN, work.head, work.author)

    def _other_target(self, work: Work) -> None:
        self._land_somehow(work)

    def _rewind(self, work: Work) -> None:
        before = self.tips[MAIN]
        if self._land_somehow(work):
            self.try_landing(MAIN, self.dice.choice((before, work.base)), work.author)

    def _tag(self, work: Work) -> None:
        self.try_push({f"refs/tags/v{self.count}": work.head}, work.author)

    def _hot(self, work: Work) -> None:
        self.try_push({f"refs/heads/hot/{self.count}": self.dice.choice((work.head, work.base))}, work.author)

    def _with_release(self, work: Work) -> None:
        """Two branches in one push, of which one has no answer."""
        moves = {MAIN: work.head, RELEASE: work.head}
        self.try_push(dict(self.dice.sample(list(moves.items()), 2)), work.author)

    def _theirs_squashed(self, work: Work) -> None:
        """Whoever wrote it answers for it, and somebody else squashes it and pushes."""
        self.put_signoff(work.base, work.head, work.author)
        files, other = self.files_of(work.head), self.dice.choice(WRITERS)
        squash = self.put_commit(files, (self.tips[MAIN],), other, other)
        if self.dice.random() < 0.5:
            self.put_signoff(work.base, squash, work.author)
        self.try_landing(MAIN, squash, other)

    def _two_heads(self, work: Work) -> None:
        """One of two answers for a commit, the other for what it was amended to."""
        one, other = many(self.able(work) * 2, self.dice, 2)
        self.put_signoff(work.base, work.head, one)
        made = self.put_commit(self.files_of(work.head), (work.base,), work.author, work.author)
        self.put_branch(work.topic, made, work.author)
        self.put_signoff(work.base, made, other)
        self.try_landing(MAIN, made, work.author)

    def _owned_part(self, work: Work) -> None:
        """Owners answer for a first state; then paths that are not theirs change, or paths that are."""
        dice, base = self.dice, self.tips[MAIN]
        first = self.files_of(base) | {"core/x.txt": f"{dice.random()}\n", "b.txt": f"{dice.random()}\n"}
        head = self.put_commit(first, (base,), "ada", "ada")
        self.put_branch(work.topic, head, "ada")
        self.put_signoff(base, head, dice.choice(("dot", "eve")))
        path = dice.choice(("a.txt", "b.txt", "core/x.txt", "core/z.txt"))
        then = self.put_commit(self.files_of(head) | {path: f"{dice.random()}\n"}, (head,), "ada", "ada")
        if dice.random() < 0.3:
            others = {name: text for name, text in first.items() if name != "core/x.txt"}
            before = {name: text for name, text in self.files_of(base).items() if name == "core/x.txt"}
            then = self.put_commit(others | before, (head,), "ada", "ada")
        self.put_branch(work.topic, then, "ada")
        for who in dice.sample(("cyd", "mal", "dot"), 2):
            self.put_signoff(base, then, who) if who != "dot" or dice.random() < 0.2 else None
        self.try_landing(MAIN, then, "ada")
