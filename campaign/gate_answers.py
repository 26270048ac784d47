"""What do people sign, as it should be and with just one thing wrong?"""

from __future__ import annotations

from typing import Literal, NamedTuple

from campaign.gate_acts import DAY, Acts
from campaign.gate_oracle import OWNERS
from campaign.gate_papers import LEVELS, Paper
from campaign.gate_town import LAX, MAIN, READERS, RELEASE, TOPICS, WELL, WRITERS, Signing, many
from paraph.core.attest.predicates import (
    Answered,
    EvidencePredicate,
    OverridePredicate,
    ShownQuestion,
    SignoffPredicate,
    VetoPredicate,
    WithdrawalPredicate,
)


class Work(NamedTuple):
    """A change that somebody wants to land: its topic, author, base, and head."""

    topic: str
    author: str
    base: str
    head: str


class Answers(Acts):
    """Who signs what; `wrong` is the one thing that goes wrong, empty for nothing."""

    # one statement

    def put_signoff(self, base: str, head: str, who: str, wrong: str = "", target: str = MAIN) -> Paper | None:
        """A good sign-off, but for one thing."""
        asked = self.questions(base, head)
        shown = asked - {self.dice.choice(sorted(asked))} if wrong == "unseen question" and asked else asked
        lines = self.ai_lines(base, head)
        said = SignoffPredicate(
            "request-changes" if wrong == "request changes" else "approve",
            "I have read it.",
            {"low tier": "low", "raised tier": "medium"}.get(wrong, "critical"),
            self.world.now + (600 if wrong == "expired" else 3 * DAY),
            ai_lines=lines - 1 if wrong == "unseen line" and lines else lines,
            questions=tuple(ShownQuestion(each, f"What of {each}?") for each in sorted(shown)),
            answers=() if wrong == "unanswered" else tuple(Answered(each, "It is bounded.") for each in sorted(shown)),
        )
        return self.put_paper("signoff", target, base, head, said, who, self._signing(wrong, who))

    def _signing(self, wrong: str, who: str) -> Signing:
        other = next(each for each in READERS if each != who)
        return {
            "stranger's key": Signing((("zoe", 0),)),
            "another's key": Signing(((other, 0),)),
            "robot's key": Signing((("ci", 0),)),
            "another repository": Signing(identity="6b" * 16),
            "claimed day": Signing(late=self.dice.choice((-2, -1, 1, 2)) * DAY),
        }.get(wrong, WELL)

    def put_veto(self, base: str, head: str, target: str = MAIN) -> Paper | None:
        return self.put_paper("veto", target, base, head, VetoPredicate("it is not ready"), self.a_reader())

    def put_override(self, base: str, head: str, wrong: str = "", target: str = MAIN) -> Paper | None:
        first = self.dice.choice(READERS)
        second = self.dice.choice([each for each in (*READERS, "ada") if each != first])
        keys: tuple[tuple[str, int], ...] = ((first, 0), (second, 1))
        if wrong in ("alone", "two keys"):
            keys = ((first, 0),) if wrong == "alone" else ((first, 0), (first, 1))
        until = self.world.now + (600 if wrong == "expired" else DAY)
        rules = self.dice.choice(((), (), ("read",), ("read", "owners", "tested")))
        said = OverridePredicate("the shop is down", "critical", until, until + DAY, rules=rules)
        return self.put_paper("override", target, base, head, said, first, Signing(keys))

    def put_report(self, base: str, head: str, wrong: str = "") -> Paper | None:
        outcome: Literal["passed", "failed"] = "failed" if wrong == "failed report" else "passed"
        robot = "lint" if wrong == "other robot" else "ci"
        key = ("lint", 0) if wrong == "another robot's key" else (robot, 0)
        at = head
        if wrong == "report of other content":
            at = self.put_commit(self.edited(self.files_of(base)), (base,), "ada", "ada")
            self.put_branch(TOPICS[0], at)
        return self.put_paper(
            "evidence", MAIN, base, at, EvidencePredicate(("tests",), outcome), robot, Signing((key,))
        )

    def put_withdrawal(self, paper: Paper, who: str) -> Paper | None:
        said = WithdrawalPredicate(paper.id, "on second thoughts")
        return self.put_paper("withdrawal", paper.target, paper.base, paper.head, said, who, of=paper.id)

    # what anybody may do at any time

    def sign(self) -> None:
        for _, tip in self.a_topic():
            target = self.dice.choice((MAIN, MAIN, MAIN, RELEASE))
            base = self.tips[target] if self.dice.random() < 0.9 else self.tip_before(target)
            wrong = self.dice.choice(("", "", "", "", *SIGNED_WRONG))
            self.put_signoff(base, tip, self.a_reader(), wrong, target)

    def veto(self) -> None:
        for _, tip in self.a_topic():
            target = self.dice.choice((MAIN, MAIN, RELEASE))
            self.put_veto(self.tips[target], tip, target)

    def report(self) -> None:
        for _, tip in self.a_topic():
            self.put_report(self.tips[MAIN], tip, self.dice.choice(("", "", *REPORT_WRONG)))

    def override(self) -> None:
        for _, tip in self.a_topic():
            target = self.dice.choice((MAIN, MAIN, MAIN, RELEASE))
            self.put_override(self.tips[target], tip, self.dice.choice(("", "alone", "two keys", "expired")), target)

    def take_back(self) -> None:
        papers = [each for each in self.world.papers.values() if each.kind not in ("withdrawal", "evidence")]
        if papers:
            paper = self.dice.choice(papers[-12:])
            self.put_withdrawal(paper, paper.person if self.dice.random() < 0.5 else self.a_reader())

    # what a whole change asks for

    def able(self, work: Work) -> list[str]:
        """Those who can answer for a change now."""
        people, rules = self.world.people, self.world.rules
        return [each for each in READERS if each != work.author and not people[each].has_left
                and LEVELS.index(people[each].level) >= LEVELS.index(rules.level)]  # fmt: skip

    def answer(self, work: Work, wrong: str = "") -> list[Paper]:
        """All that the policy asks for, with one thing wrong in whatever is signed."""
        who = many(self.able(work), self.dice, self.world.rules.count)
        if wrong == "one short":
            who = who[1:]
        if wrong == "author signs":
            who = [work.author, *who[1:]]
        tree = self.objects.merge(work.base, work.head)
        if self.world.rules.has_owners and tree and wrong != "no owner":
            for path in self.objects.paths(work.base, tree):
                owners = next((each for start, each in OWNERS.items() if path.startswith(start)), ())
                who += [self.dice.choice(owners)] if owners and not set(owners) & set(who) else []
        if self.world.rules.is_tested and wrong != "no report":
            self.put_report(work.base, work.head, wrong if wrong in REPORT_WRONG else "")
        target = RELEASE if wrong == "other target" else MAIN
        base = self.tips[RELEASE] if wrong == "other target" else work.base
        made = [self.put_signoff(base, work.head, each, wrong, target) for each in dict.fromkeys(who)]
        return [each for each in made if each]

    def work(self, wrong: str = "") -> Work:
        """A change by somebody, on a branch."""
        dice, base = self.dice, self.tips[MAIN]
        author = "mal" if wrong in ("author signs", "theirs squashed") else dice.choice(WRITERS)
        files = self.edited(self.files_of(base))
        files |= {".paraph/policy.yaml": LAX} if wrong == "own policy" else {}
        if wrong in ("alone", "two keys", "low tier", "raised tier"):
            files |= {"core/x.txt": f"{dice.random()}\n"}
        files |= {f"new{dice.randrange(9)}.txt": f"{dice.random()}\n"} if wrong == "unseen line" else {}
        reader = dice.choice(READERS)
        helper, hand = reader if wrong == "co-author" else "", reader if wrong == "committer" else author
        helper = "stranger@elsewhere.test" if wrong == "stranger helps" else helper
        head = self.put_commit(files, (base,), author, hand, helper, is_made=wrong == "unseen line")
        pusher = {"pusher": reader, "stranger pushes": "stranger@elsewhere.test", "author signs": "ada"}.get(
            wrong, author
        )
        work = Work(dice.choice(TOPICS), author, base, head)
        self.put_branch(work.topic, head, pusher)
        if wrong in ("co-author", "committer", "pusher"):
            self.put_signoff(base, head, reader)
        return work


SIGNED_WRONG = (
    "request changes", "low tier", "expired", "unseen question", "unseen line", "unanswered", "stranger's key",
    "another's key", "robot's key", "another repository", "claimed day",
)  # fmt: skip
REPORT_WRONG = ("failed report", "other robot", "another robot's key", "report of other content")
HANDS_WRONG = ("co-author", "committer", "pusher", "stranger helps", "stranger pushes", "author signs")
