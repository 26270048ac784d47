"""What do people do to branches, what do they try to land, and what does the organisation change?"""

from __future__ import annotations

from campaign.gate_papers import LEVELS, Span, day_of
from campaign.gate_town import LAX, MAIN, RELEASE, TOPICS, GateTown

DAY = 86_400


class Acts(GateTown):
    """Whatever can happen to refs and rules, well meant or not."""

    def edit(self) -> None:
        topic = self.dice.choice(TOPICS)
        base = self.tips.get(topic) if self.dice.random() < 0.4 else None
        base = base or self.tips[self.dice.choice((MAIN, MAIN, RELEASE))]
        author, committer = self.anybody(), self.anybody()
        who = committer if self.dice.random() < 0.2 else author
        self.put_branch(topic, self.put_commit(self.edited(self.files_of(base)), (base,), author, who))

    def amend(self) -> None:
        for topic, tip in self.a_topic():
            files = self.files_of(tip)
            kept = files if self.dice.random() < 0.6 else self.edited(files)
            self.put_branch(topic, self.put_commit(kept, self.objects.parents[tip], self.anybody(), self.anybody()))

    def rebase(self) -> None:
        for topic, tip in self.a_topic():
            main = self.tips[MAIN]
            tree = self.objects.merge(main, tip)
            if tree is not None:
                files = self.objects.files[tree]
                self.put_branch(topic, self.put_commit(files, (main,), self.author_of(tip), self.anybody()))

    def catch_up(self) -> None:
        for topic, tip in self.a_topic():
            main = self.tips[self.dice.choice((MAIN, MAIN, RELEASE))]
            tree = self.objects.merge(tip, main)
            if tree is not None:
                who = self.author_of(tip)
                self.put_branch(topic, self.put_commit(self.objects.files[tree], (tip, main), who, who))

    def evil_merge(self) -> None:
        for topic, tip in self.a_topic():
            main = self.tips[MAIN]
            files = self.edited(self.files_of(self.dice.choice((tip, main))))
            self.put_branch(topic, self.put_commit(files, (tip, main), self.anybody(), self.anybody()))

    def octopus(self) -> None:
        tips = list(dict.fromkeys(self.tips[topic] for topic in TOPICS if topic in self.tips))
        if len(tips) > 1:
            files = self.files_of(tips[0])
            self.try_landing(MAIN, self.put_commit(files, (self.tips[MAIN], *tips), self.anybody(), self.anybody()))

    # what is tried to land

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
                files = self.objects.files[tree]
                self.try_landing(target, self.put_commit(files, parents, self.anybody(), self.anybody()))

    def slip(self) -> None:
        for _, tip in self.a_topic():
            base = self.tips[MAIN]
            tree = self.objects.merge(base, tip)
            if tree is not None:
                self.try_landing(MAIN, self._slipped(base, tip, tree))

    def _slipped(self, base: str, tip: str, tree: str) -> str:
        """What was honest, with something beside, behind or below it."""
        honest, files = self.objects.files[tree], self.edited(self.objects.files[tree])
        shape = self.dice.choice(("merge", "squash", "behind", "under"))
        if shape == "behind":
            merge = self.put_commit(honest, (base, tip), self.anybody(), self.anybody())
            return self.put_commit(files, (merge,), self.anybody(), self.anybody())
        if shape == "under":
            secret = self.put_commit(files, (base,), self.anybody(), self.anybody())
            return self.put_commit(honest, (secret,), self.anybody(), self.anybody())
        return self.put_commit(files, (base, tip) if shape == "merge" else (base,), self.anybody(), self.anybody())

    def rewind(self) -> None:
        target = self.dice.choice((MAIN, RELEASE))
        if self.tip_before(target) != self.tips[target]:
            self.try_landing(target, self.tip_before(target))

    def revert(self) -> None:
        files = self.files_of(self.tip_before(MAIN))
        made = self.put_commit(files, (self.tips[MAIN],), self.anybody(), self.anybody())
        self.put_branch(self.dice.choice(TOPICS), made)

    def re_land(self) -> None:
        papers = [each for each in self.world.papers.values() if each.kind == "signoff" and each.target == MAIN]
        if papers:
            main = self.tips[MAIN]
            tree = self.objects.merge(main, self.dice.choice(papers).head)
            if tree is not None:
                made = self.put_commit(self.objects.files[tree], (main,), self.anybody(), self.anybody())
                self.try_landing(MAIN, made)

    def tag(self) -> None:
        """A release tag, on what has landed and on what has not."""
        inside = self.objects.ancestry(self.tips[MAIN])
        commits = [self.tips[MAIN], self.tip_before(RELEASE), min(inside), *(tip for _, tip in self.a_topic())]
        self.try_push({f"refs/tags/v{self.dice.randrange(6)}": self.dice.choice(commits)})

    def hot(self) -> None:
        """A new protected branch, or work on it: from what has landed, and from what has not."""
        commits = [self.tips[MAIN], *(tip for _, tip in self.a_topic())]
        self.try_push({f"refs/heads/hot/{self.dice.randrange(4)}": self.dice.choice(commits)})

    def together(self) -> None:
        """Several refs in one push: all of it goes in, or nothing."""
        for _, tip in self.a_topic():
            moves = {MAIN: tip, RELEASE: tip, "refs/heads/hot/9": self.tips[MAIN], f"refs/tags/v{self.count}": tip}
            refs = self.dice.sample(list(moves), 2)
            self.try_push({ref: moves[ref] for ref in refs})

    # what the organisation changes

    def policy(self) -> None:
        rules, dice = self.world.rules, self.dice
        rules.count, rules.level = dice.choice((1, 1, 2)), dice.choice(("senior", "senior", "staff", "mid"))
        rules.binding, rules.core_tier = dice.choice(("tree", "tree", "exact")), dice.choice(("medium", "high"))
        rules.core_tier = dice.choice((rules.core_tier, "critical"))
        rules.answers = dice.choice(("optional", "optional", "required"))
        rules.has_owners, rules.is_tested = dice.random() < 0.4, dice.random() < 0.25
        self.put_rules()

    def role(self) -> None:
        somebody = self.world.people[self.a_reader()]
        if self.dice.random() < 0.3:
            somebody.has_left = not somebody.has_left
        else:
            somebody.level = self.dice.choice(LEVELS)
        self.put_rules()

    def key(self) -> None:
        """A key is revoked or gets a first or a last day, or is good again."""
        keys = self.world.people[self.dice.choice((self.a_reader(), self.a_reader(), "ci"))].keys
        name, day = self.dice.choice(list(keys)), day_of(self.world.now + self.dice.choice((-2, -1, 0, 1, 2)) * DAY)
        kinds = (Span(), Span(), Span(revoked=day), Span(start=day), Span(end=day))
        keys[name] = self.dice.choice(kinds)
        self.put_rules()

    def wait(self) -> None:
        """Time passes, and answers expire; now and then a day ends."""
        self.pass_time(700 if self.dice.random() < 0.8 else DAY)

    def smuggle(self) -> None:
        """A branch that brings a policy of its own, and is to be judged by it."""
        base, who = self.tips[MAIN], self.anybody()
        files = self.edited(self.files_of(base)) | {".paraph/policy.yaml": LAX}
        self.try_landing(MAIN, self.put_commit(files, (base,), who, who), who)
