"""How do people answer for a change in a real repository, and what does the gate make of it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.attest.envelope import Envelope, write_envelope
from paraph.core.attest.predicates import Kind, Predicate, Scope, ShownQuestion, SignoffPredicate
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.person import Directory, Key, Person, Robot
from paraph.core.signoff.questions import raised
from paraph.flows.gate.evaluate_change import Question, evaluate_change
from paraph.flows.gate.governed_files import Given
from paraph.flows.statements.filed_statements import Kept
from paraph.ports.documents import SourceText
from paraph.ports.question import Evaluation
from paraph.ports.repository import ChangeRequest
from paraph.wiring import CachedDocuments
from statement_samples import AT, check, public, signed

MAIN = "refs/heads/main"
IDENTITY = "0123456789abcdef0123456789abcdef"
RULES = "[{name: read, require: [{signoff: {count: 1}}]}]"
FILES = {
    "src/a.py": "".join(f"line {number}\n" for number in range(40)),
    "src/b.py": "def b():\n    if ready():\n        start()\n        return True\n    return False\n",
    "src/c.sh": "echo c\n",
    "notes.txt": "notes\n",
}
TOPIC = {"src/a.py": FILES["src/a.py"].replace("line 20\n", "line twenty\n"), "src/new.py": "new = 1\n"}


def somebody(name: str, level: str = "senior") -> Person:
    return Person(name, (f"email:{name}@example.test",), name.title(), level, keys=(Key(public(name)),))


PEOPLE = Directory(
    (somebody("ada"), somebody("ben"), somebody("cleo", "staff"), somebody("dan", "junior")),
    robots=(Robot("ci", (Key(public("ci")),)),),
)


class Nowhere:
    """A cache that keeps nothing."""

    def get(self, _: str, __: str) -> object | None:
        return None

    def put(self, _: str, __: str, ___: object) -> None:
        return None


class Documents(CachedDocuments):
    """Reads policies as they stand; the people are those of the field."""

    def __init__(self, people: Directory) -> None:
        super().__init__(None)
        self.people = people

    def directory(self, _: SourceText | None, __: SourceText | None = None) -> Directory:
        return self.people


class SignedField:
    """A repository whose `topic` is proposed for `main`; `kept` are the envelopes that were signed so far."""

    def __init__(self, repo: GitRepo, files: Mapping[str, str] = TOPIC) -> None:
        self.repo = repo
        self.kept: list[Kept] = []
        self.people = PEOPLE
        self.rules = RULES
        self.more = ""
        self.now = AT
        self.identity = IDENTITY
        repo.commit("start", FILES)
        repo.switch("topic")
        repo.commit("work", dict(files))

    def scope(self, base: str = "main", head: str = "topic", target: str = MAIN) -> Scope:
        """What somebody is shown who looks at the change now."""
        with GitRepository(str(self.repo.path)) as reader:
            old, new = self.repo.rev(base), self.repo.rev(head)
            tree = reader.merged(old, new).tree
            assert tree is not None
            return Scope(IDENTITY, target, old, new, tree, reader.reviewed(old, tree).diff)

    def sign(
        self, who: str = "ben", kind: Kind = "signoff", said: Predicate | None = None, *, scope: Scope | None = None,
        beside: tuple[str, ...] = (), is_present: bool = True, head: str = "topic",
    ) -> str:  # fmt: skip
        """Sign a statement about the change as it is now, and keep it; the id of the statement."""
        scope = scope or self.scope(head=head)
        payload = write_statement(kind, scope, who, AT, f"{len(self.kept):032x}", said or self.answer(head))
        statement = read_statement(payload)
        self.keep(signed(statement, who, *beside, is_present=is_present))
        return statement.id

    def keep(self, envelope: Envelope) -> None:
        """Keep an envelope as a note carries it."""
        self.kept.append(write_envelope(envelope))

    def answer(self, head: str = "topic", **more: Any) -> SignoffPredicate:
        """A sign-off that was shown everything there is to show now."""
        facts = self.facts(head)
        given: dict[str, Any] = {
            "decision": "approve", "assertion": "I have read it.", "tier": "critical", "expires_at": AT + 86_400,
            "ai_lines": facts.provenance.ai_lines,
            "questions": tuple(ShownQuestion(each.id, each.text) for each in raised(facts)),
        }  # fmt: skip
        return SignoffPredicate(**(given | more))

    def facts(self, head: str = "topic") -> Facts:
        """What is known of the change."""
        return self.judged(head=head).facts

    def judged(self, base: str = "main", head: str = "topic", target: str = MAIN) -> Evaluation:
        """What the gate says of the change now."""
        identity = f'identity: "{self.identity}"\n' if self.identity else ""
        policy = f"version: 1\n{identity}mode: enforce\n{self.more}rules: {self.rules}\n"
        with GitRepository(str(self.repo.path)) as reader:
            request = ChangeRequest("range", self.repo.rev(base), self.repo.rev(head), target, "")
            given = Given(policy=SourceText("policy.yaml", policy.encode()))
            question = Question(request, self.now, Repository("shop"), given)
            return evaluate_change(reader, Documents(self.people), Nowhere(), question, self.kept, check)

    def verdict(self, base: str = "main", head: str = "topic", target: str = MAIN) -> str:
        """The head of that decision."""
        return self.judged(base, head, target).decision.verdict.value

    def why(self, base: str = "main", head: str = "topic", target: str = MAIN) -> str:
        """What was found, in words: of the rules, and what does not count."""
        decision = self.judged(base, head, target).decision
        found = [node.found for rule in decision.tree.children for node in (rule, *rule.children)]
        return "; ".join([*found, *(each.text for each in decision.findings)])
