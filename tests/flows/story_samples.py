"""One change from its first commit to where it landed, with a ledger that saw all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

from flows.ledger_samples import AT, MAIN, memory_ledger
from gitbuild import ADA, GitRepo
from paraph.adapters.formats.documents import facts_file, read_facts
from paraph.adapters.git.reader import GitRepository
from paraph.core.attest.envelope import write_envelope
from paraph.core.attest.predicates import (
    Answered,
    DeclarationPredicate,
    Kind,
    Predicate,
    Scope,
    ShownQuestion,
    SignoffPredicate,
    ToolUsed,
)
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.ledger.entry import entry
from paraph.core.model.facts import Repository
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Key
from paraph.core.model.policy import Policy
from paraph.core.model.signoff import Signoff
from paraph.flows.gate.evaluate_change import Question, evaluate_change
from paraph.flows.gate.governed_files import Given, policy_of
from paraph.flows.ledger.find_change import Meant, find_change
from paraph.flows.ledger.follow_change import Reading, Story, Told, follow_change, told_again
from paraph.flows.ledger.keep_facts import kept
from paraph.ports.documents import SourceText
from paraph.ports.ledger import KeptStatement, Movement, Row
from paraph.ports.question import Evaluation
from paraph.ports.repository import ChangeRequest
from paraph.testing.memory_ledger import MemoryLedger
from paraph.wiring import CachedDocuments
from statement_samples import check, public, signed

IDENTITY = "ab" * 16
NONCE = "0123456789abcdef" * 2
POLICY = """\
version: 1
mode: enforce
rules:
  - name: seniors-read-it
    require: [{signoff: {count: 1, level: ">= senior", proof: signed}}]
"""
PEOPLE = """\
people:
  - {id: ada, name: Ada Sample, level: mid, accounts: ["email:ada@example.test"]}
  - {id: ben, name: Ben Sample, level: senior, accounts: ["email:ben@example.test"]}
"""
MESSAGE = "Keep prices in a cache\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n"


class Nowhere:
    """A cache that keeps nothing."""

    def get(self, kind: str, key: str) -> object | None:
        return None

    def put(self, kind: str, key: str, value: object) -> None:
        assert kind, (key, value)


class Sample(NamedTuple):
    """The repository, its reader and ledger, and the people with keys that tests make up."""

    repo: GitRepo
    reader: GitRepository
    ledger: MemoryLedger
    documents: CachedDocuments
    base: str
    head: str

    @property
    def directory(self) -> Directory:
        """The people, ada and ben with a key each."""
        found = self.documents.directory(SourceText("people.yaml", PEOPLE.encode()))
        people = tuple(changed(each, keys=(Key(public(each.id)),)) for each in found.people)
        return changed(found, people=people)

    def evaluated(self) -> Evaluation:
        """What the gate says of the change, with whatever counts of the statements."""
        request = ChangeRequest("range", self.base, self.head, MAIN, "")
        question = Question(request, AT, Repository("shop", IDENTITY), Given())
        return evaluate_change(self.reader, self.documents, Nowhere(), question)

    def sign(self, kind: Kind, by: str, said: Predicate) -> str:
        """Record a statement on the change; returns its id."""
        change = self.evaluated().facts.change
        scope = Scope(IDENTITY, MAIN, self.base, self.head, change.tree or "", "d" * 64)
        statement = read_statement(write_statement(kind, scope, by, AT, NONCE, said))
        envelope = write_envelope(signed(statement, by))
        row = KeptStatement(statement.id, kind, MAIN, self.head, scope.diff, AT + 9_999, envelope, 0)
        content = entry("statement", AT, statement=statement.id, of=kind, target=MAIN, head=self.head)
        self.ledger.record([content], rows=[Row(row, 0)])
        return statement.id

    def decide(self, new: str, verdict: str, *statements: str, **more: Any) -> int:
        """Record a decision on landing the change as `new`, with all that it was made from."""
        found = self.evaluated()
        signed_off = tuple(
            Signoff(each, "ben", MAIN, self.head, "signed", "critical", ("exact", "tree")) for each in statements
        )
        keeping = kept(
            changed(found.facts, signoffs=signed_off), found.policy, found.sources, bytes(range(32)), facts_file
        )
        tree = found.facts.change.tree or ""
        change = {"base": self.base, "head": self.head, "tree": tree, "diff": "d" * 64}
        content = entry(
            "decided", AT, ref=MAIN, old=self.base, new=new, form="merge", change=change, verdict=verdict,
            tier=found.decision.tier.value, statements=list(statements), **keeping.fields, **more,
        )  # fmt: skip
        state = Movement(MAIN, self.base, new, "decided" if verdict == "allow" else "refused", verdict, 0)
        rows = [*(Row(blob) for blob in keeping.blobs), Row(state, 0)]
        return self.ledger.record([content], rows=rows)[0].index

    def land(self, new: str) -> int:
        """Record that it landed so."""
        content = entry("landed", AT + 60, ref=MAIN, old=self.base, new=new)
        return self.ledger.record([content], rows=[Row(Movement(MAIN, self.base, new, "landed", "allow", 0), 0)])[
            0
        ].index

    def merge(self) -> str:
        """A merge of the change, as it stands on main afterwards."""
        self.repo.switch("main")
        return self.repo.merge("work", by=ADA)

    def policy(self, own: SourceText | None, organisation: SourceText | None) -> Policy | None:
        """A policy from its texts."""
        return policy_of(self.documents, own, organisation)

    def told(self, meant: Meant) -> Told | None:
        """What the ledger keeps of the decision."""
        return told_again(self.ledger, meant, Reading(read_facts, self.policy))

    def story(self, spec: str) -> Story:
        """The whole story of what `spec` means."""
        meant = find_change(self.reader, self.ledger, [MAIN], spec)
        now = self.evaluated()
        told = self.told(meant) or Told(now.decision, now.facts, {})
        statements = self.ledger.statements(head=told.facts.change.head)
        title = "Keep prices in a cache"
        return follow_change(meant, told, statements, self.directory, check, self.ledger, title)

    def live_through_it(self) -> str:
        """A refusal, a declaration, a sign-off and the landing; returns the merge."""
        merge = self.merge()
        self.decide(merge, "wait")
        self.sign("declaration", "ada", DECLARED)
        id_ = self.sign("signoff", "ben", SIGNED)
        self.decide(merge, "allow", id_)
        self.land(merge)
        return merge


DECLARED = DeclarationPredicate(
    "generated", (ToolUsed("claude-code"),), owner="ada", answers=(Answered("bound", "1,000 entries, the oldest go."),)
)
SIGNED = SignoffPredicate(
    "approve", "I have read this change and answer for it.", "medium", AT + 9_999,
    questions=(ShownQuestion("evict", "What evicts under ten times the load?"),),
    answers=(Answered("evict", "The same bound; I ran the load test."),),
)  # fmt: skip


@contextmanager
def sample(repo: GitRepo) -> Iterator[Sample]:
    """The change, proposed on a branch of its own."""
    base = repo.commit("rules", {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE, "a.py": "x = 1\n"})
    repo.switch("work")
    head = repo.commit(MESSAGE, {"src/cache/prices.py": "PRICES = {}\n" * 3})
    with closing(GitRepository(str(repo.path))) as reader:
        yield Sample(repo, reader, memory_ledger(), CachedDocuments(None), base, head)
