"""How does somebody sign on the command line: judged, shown, asked, signed, kept, sent?"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.cli.decision_text import Names
from paraph.cli.option_words import QUESTION, Word
from paraph.cli.options import Options, accepting
from paraph.cli.terminal_text import safe, width, wrap
from paraph.core.errors import InputError, ParaphError, Problem
from paraph.core.model.change import Change
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.refs import STATEMENTS_REF
from paraph.core.model.signoff import PROOF_ORDER, Proof
from paraph.ports.question import Evaluation, Question

if TYPE_CHECKING:
    from paraph.adapters.git.notes import GitNotes
    from paraph.adapters.git.reader import GitRepository
    from paraph.core.attest.predicates import Kind, Predicate, Scope, Statement
    from paraph.flows.signing.record_statement import Found, Hand, Made

SCHEMA = "paraph/signed/v1"
DECLINED = 3
_KEPT = ("target", "policy", "org_policy", "directory")
WORDS = (
    *(word for word in QUESTION if word.name in _KEPT),
    Word(("--key",), "key", "Sign with this key; else with git's signing key, or one of yours.", "FILE"),
    Word(("--person",), "person", "Sign as this person of the directory, where keys leave a choice.", "ID"),
    Word(("--yes",), "is_agreed", "Sign without asking; what is asserted is printed."),
    Word(("--fetch",), "fetches", "First take in what others signed."),
    Word(("--push",), "pushes", "Send it along at once, joined with what others sent."),
    Word(("--remote",), "remote", "The remote for --fetch and --push.", "NAME"),
)
NAMES: dict[str, str] = {"signoff": "sign-off", "owner-transfer": "takeover"}


def signing_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every verb that signs something on a change."""
    import click

    return click.argument("change", required=False)(accepting(*WORDS)(function))


class Wish(NamedTuple):
    """How the user wants to sign: the options that all signing verbs share."""

    question: Question
    key: str | None
    person: str | None
    is_agreed: bool
    fetches: bool
    pushes: bool
    remote: str | None


def wish_of(options: Options, given: dict[str, Any]) -> Wish:
    """Take the shared options out of what was given."""
    question = Question(
        repository=options.repository, change=given.pop("change"), **{name: given.pop(name) for name in _KEPT}
    )
    return Wish(question, *[given.pop(name) for name in Wish._fields[1:]])


class Signing:
    """One repository, open to sign something; `now` is epoch seconds."""

    def __init__(self, options: Options, wish: Wish, reader: GitRepository, notes: GitNotes) -> None:
        self.options, self.wish, self.reader, self.notes = options, wish, reader, notes
        self.now = int(time.time())
        self.wanted_proof: Proof = "review"
        self.is_asking = not wish.is_agreed and sys.stdin.isatty() and sys.stderr.isatty()

    def judged(self) -> Evaluation:
        """The change that was named, as it stands now."""
        from paraph import wiring

        return wiring.judged(self.reader, self.wish.question)

    def hand(self, facts: Facts) -> Hand:
        """Who signs. Raises InputError where nothing that they signed would count."""
        from paraph.wiring.signing import hand

        return hand(self.reader, facts.people, self.wish.key, self.wish.person, self.now)

    def facts_of(self, scope: Scope) -> Facts:
        """The people and the place of a statement made earlier, as far as signing on it needs them."""
        from paraph import wiring

        found = wiring.governance(self.reader, self.wish.question._replace(change=f"{scope.base}..{scope.head}"))
        change = Change(scope.base, scope.head, target=scope.target)
        return Facts(Repository("", scope.repository), change, self.now, people=found.directory)

    def kept(self, id_: str, kind: Kind) -> Found:
        """A statement of a kind by the beginning of its id."""
        from paraph.flows.signing.record_statement import find_statement

        found = find_statement(self.notes, id_)
        if found.statement.kind != kind:
            what = f"{id_} is a {_name(found.statement.kind)}, not a {_name(kind)}"
            raise InputError(Problem("P0766", what, f"give the id of a {_name(kind)}"))
        return found

    def sign(
        self, facts: Facts, hand: Hand, kind: Kind, scope: Scope, said: Predicate, of: Statement | None = None
    ) -> int:
        """Show what is asserted, ask, sign, keep and send it; the exit code."""
        from paraph.flows.signing.asserted import asserted
        from paraph.flows.signing.record_statement import record_statement
        from paraph.wiring.signing import nonce

        sentence = asserted(scope, said, of)
        if not self.agrees(sentence, facts, hand):
            return DECLINED
        made = record_statement(self.notes, hand, kind, scope, said, at=self.now, nonce=nonce())
        return self.tell(made, sentence, facts)

    def agrees(self, sentence: str, facts: Facts, hand: Hand) -> bool:
        """Show the sentence that is signed, always; and ask for a `yes` unless it was given beforehand."""
        if not self.is_asking and not self.wish.is_agreed:
            what = "there is no terminal to ask on whether you mean it"
            raise InputError(Problem("P0767", what, "add --yes once you have read the change"))
        style = self.options.style_of_talk
        who = f"{Names(facts).of(hand.person.id)}, {hand.person.id}"
        lines = ["", style.bold(f"You sign as {who}:"), *wrap(safe(sentence), width(), "  ")]
        sys.stdout.flush()
        sys.stderr.write("\n".join(lines) + "\n")
        if self.wish.is_agreed:
            return True
        from paraph.cli.ask_answers import asked_line

        if asked_line("Type yes to sign:").lower() == "yes":
            return True
        self.options.talk("Nothing was signed.")
        return False

    def tell(self, made: Made, sentence: str, facts: Facts) -> int:
        """Send it where that was asked for, and say what was signed, and how it gets to others.

        What was signed is kept and told even where it could not be sent: exit code 4.
        """
        remote, trouble = self._sent()
        if self.options.format == "json":
            self.options.json(_document(made, sentence, remote))
        else:
            style, statement, signed = self.options.style, made.statement, made.signed
            head = f"{style.good('✓ signed')}  {style.bold(_name(statement.kind))} {statement.id}"
            who = f"  by {Names(facts).of(signed.holder)}, proof: {signed.proof}, {signed.fingerprint}"
            self.options.data(f"{head}\n{who}")
        if PROOF_ORDER.index(made.signed.proof) < PROOF_ORDER.index(self.wanted_proof):
            self.options.talk(f"A rule asks for the proof `{self.wanted_proof}`: for that one this does not count.")
        link = self.options.style_of_talk.link
        if trouble:
            from paraph.cli.trouble import problem_text

            sys.stdout.flush()
            sys.stderr.write(problem_text(trouble.problems, self.options.style_of_talk))
            return trouble.exit_code
        if remote:
            self.options.talk(f"Sent to {safe(remote)}.")
        else:
            self.options.talk(
                f"Next: {link(f'git push origin {STATEMENTS_REF}')}   (--push also joins what others sent)"
            )
        return 0

    def _sent(self) -> tuple[str, ParaphError | None]:
        if not self.wish.pushes:
            return "", None
        from paraph.adapters.git.exchange import push, remote_of

        try:
            remote = remote_of(self.reader.folder, self.wish.remote)
            push(self.reader.folder, self.notes, remote)
        except ParaphError as error:
            return "", error
        return remote, None


@contextmanager
def signing(options: Options, given: dict[str, Any]) -> Iterator[Signing]:
    """The repository, opened to sign something on one change; what others signed is fetched first where asked."""
    from paraph import wiring

    wish = wish_of(options, given)
    with closing(wiring.open_repository(wish.question.repository)) as reader, closing(wiring.notes(reader)) as notes:
        if wish.fetches:
            from paraph.adapters.git.exchange import fetch, remote_of

            fetch(reader.folder, notes, remote_of(reader.folder, wish.remote))
        yield Signing(options, wish, reader, notes)


def _name(kind: str) -> str:
    return NAMES.get(kind, kind)


def _document(made: Made, sentence: str, remote: str) -> dict[str, object]:
    from json import loads

    scope = made.statement.scope
    return {
        "schema": SCHEMA,
        "statement": made.statement.id,
        "kind": made.statement.kind,
        "person": made.signed.holder,
        "proof": made.signed.proof,
        "key": made.signed.fingerprint,
        "assertion": sentence,
        "scope": {name: getattr(scope, name) for name in ("repository", "target", "base", "head", "tree", "diff")},
        "commit": scope.head,
        "remote": remote,
        "envelope": loads(made.envelope),
    }
