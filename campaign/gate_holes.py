"""Which checks does the gate make, and how is each of them taken out?

For every hole the plans of the model that go through it are named. What is patched is private to the gate: where one of
these names is gone the campaign fails, and the hole has to be made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from campaign.gate_server import IDENTITY
from paraph.core.model.decision import Reason, Tier, Verdict
from paraph.core.model.noun import changed

Hole = Callable[[Any], Any]
"""What is in place of a function, given that function."""


class Mutant(NamedTuple):
    """A gate with a hole: its name, the plans that go through it, and what is put where (`module:name`)."""

    name: str
    focus: tuple[str, ...]
    holes: tuple[tuple[str, Hole], ...]


def always(value: object) -> Hole:
    """A function that has only this to say."""
    return lambda _: lambda *_args, **_named: value


YES, NO = always(value=True), always(value=False)


def with_fields(**fields: object) -> Hole:
    """The same noun with other fields."""
    return lambda honest: lambda *given, **named: changed(honest(*given, **named), **fields)


def with_items(**fields: object) -> Hole:
    """The same named tuple with other fields."""
    return lambda honest: lambda *given, **named: honest(*given, **named)._replace(**fields)


def without_word(word: str) -> Hole:
    """A function that says what is wrong, deaf to one thing."""

    def hole(honest: Any) -> Any:
        def deaf(*given: object) -> str:
            said = str(honest(*given))
            return "" if word in said else said

        return deaf

    return hole


def without_hands(*how: str) -> Hole:
    """Contributors, but for those who took part in one way."""
    return lambda honest: lambda change: (each for each in honest(change) if not each[1].startswith(how))


def _of_one_account(honest: Any) -> Any:
    """Only the first account of a person is theirs."""
    return lambda change: (each for each in honest(change) if "@home.test" not in str(each[0]))


def _no_strangers(honest: Any) -> Any:
    return lambda *given: honest(*given)._replace(unknown=())


def _wider(honest: Any) -> Any:
    """An exact binding taken for one of the tree."""
    return lambda standing, wanted, *more: honest(standing, "tree" if wanted == "exact" else wanted, *more)


def _of_any_target(honest: Any) -> Any:
    def start(self: Any, ledger: Any, ref: str, taken: Any, now: int) -> None:
        honest(self, ledger, ref, taken, now)
        self._targets = (ref, "", "refs/heads/main", "refs/heads/release")

    return start


def _of_this_target(honest: Any) -> Any:
    return lambda counted, content, *more: changed(honest(counted, content, *more), target=content.change.target)


def _of_any_identity(honest: Any) -> Any:
    def read(data: Any) -> Any:
        found = honest(data)
        statement = found[1] if isinstance(found, tuple) else found
        meant = changed(statement, scope=changed(statement.scope, repository=IDENTITY))
        return (found[0], meant) if isinstance(found, tuple) else meant

    return read


def _today_only(honest: Any) -> Any:
    return lambda key, days, **more: honest(key, days[:1], **more)


def _by_its_own_policy(honest: Any) -> Any:
    def evaluate(reader: Any, documents: Any, cache: Any, question: Any, *more: Any) -> Any:
        return honest(reader, documents, cache, changed(question, governed_at=question.request.head), *more)

    return evaluate


def _unlooked(honest: Any) -> Any:
    """The first head that is named lands, whatever tree comes of it."""

    def head(desk: Any, base: str, link: Any, signed: Sequence[str]) -> str:
        brought = link.parents[1:] if len(link.parents) == 2 and link.parents[0] == base else ()
        return next(iter((*brought, *signed)), None) or str(honest(desk, base, link, signed))

    return head


def _low(_: Any) -> Any:
    return lambda _context: Tier("low", (Reason("low", "default", "nothing"),))


def _whole(honest: Any) -> Any:
    """Whatever was signed still holds."""
    return lambda self, scope: honest(self, scope)._replace(holds=("exact", "tree"), is_spent=False)


def _kept_spent(_: Any) -> Any:
    return lambda statements, _diff: list(statements)


def _taken_as_passed(honest: Any) -> Any:
    def judged(*given: Any) -> Any:
        found, refused = honest(*given)
        return tuple(changed(each, outcome="passed") for each in found), refused

    return judged


def _by_anybody(honest: Any) -> Any:
    """Reports of whichever robot are those of the one that is asked."""

    def judged(*given: Any) -> Any:
        found, refused = honest(*given)
        return tuple(changed(each, producer="ci") for each in found), refused

    return judged


def _one_more(honest: Any) -> Any:
    return lambda certain, possible, wanted: honest(certain + (certain > 0), possible, wanted)


def _first_only(honest: Any) -> Any:
    """Of several landings only the first is judged."""
    return lambda *given: list(honest(*given))[:1] * 2


def _by_whom_it_names(_: Any) -> Any:
    """Any key will do for whomever a statement names."""
    from paraph.core.attest.trust import _Held

    return lambda self, _frame: [_Held(self.named, key) for key in self.named.keys] if self.named else []


def _any_signature(_: Any) -> Any:
    from paraph.ports.signing import Verified

    return lambda *_: Verified("signed", is_ssh=True, fingerprint="SHA256:any")


def _everybody(_: Any) -> Any:
    return lambda _self, _who, directory: frozenset(each.id for each in directory.people)


def _any_owner(honest: Any) -> Any:
    return lambda *given: honest(*given)._replace(members=None, unknown=())


def _any_part(honest: Any) -> Any:
    """Whoever saw one of an owner's paths as it is now answers for all of them."""

    def judged(standing: Any, wanted: str, *more: Any) -> Any:
        is_some = wanted == "owned" and bool(standing.signoff.owned_paths)
        return ("", "") if is_some else honest(standing, wanted, *more)

    return judged


def _moves(_: Any) -> Any:
    """The movement of a protected ref is allowed without a word."""
    from paraph.flows.server.judge_movement import Judged

    return lambda *given: Judged(next(each for each in given if hasattr(each, "ref")), "forward", Verdict.ALLOW)


def _only_main(honest: Any) -> Any:
    def judge(desk: Any, around: Any, update: Any, known: Any) -> Any:
        return (honest if update.ref.endswith("main") else _moves(honest))(desk, around, update, known)

    return judge


def _all_there_is(honest: Any) -> Any:
    def about(self: Any, *given: Any) -> Any:
        found = {each.id: each for each in (*honest(self, *given), *self._ledger.statements(target=""))}
        return list(found.values())

    return about


def _everything_speaks(_: Any) -> Any:
    return lambda statements, _change, **_more: statements


def _at_any_time(_: Any) -> Any:
    return lambda _self, found: iter(list(found))


def _as_pushed(_: Any) -> Any:
    return lambda _desk, _base, link, _signed: link.commit


_SIGNOFF = "flows.statements.gather_answers:signoff_of"
_HANDS = "core.policy.context_contributors:_hands"
_STANDING = "core.gate.standing:_flaw"
_GLASS = "core.gate.breakglass:_flaw"
_CLERK = "flows.statements.stated:_Clerk"

MUTANTS: tuple[Mutant, ...] = (
    Mutant("tier forced low", ("low tier", "raised tier"), (("core.pipeline:tier", _low),)),
    Mutant("tier at which was signed ignored", ("low tier", "raised tier"),
           ((_SIGNOFF, with_fields(tier="critical")),)),
    Mutant("request-changes is a yes", ("request changes",), ((_SIGNOFF, with_fields(is_approval=True)),)),
    Mutant("pushers are independent", ("pusher",), ((_HANDS, without_hands("pushed")),)),
    Mutant("co-authors are independent", ("co-author",), ((_HANDS, without_hands("is a co-author")),)),
    Mutant("committers are independent", ("committer",), ((_HANDS, without_hands("committed")),)),
    Mutant("authors are independent", ("author signs", "theirs squashed"),
           ((_HANDS, without_hands("wrote", "committed")),)),
    Mutant("two accounts, two people", ("co-author", "author signs", "pusher"), ((_HANDS, _of_one_account),)),
    Mutant("authors of the signed head forgotten", ("theirs squashed",),
           (("flows.statements.signed_hands:SignedHands.had_hand", NO),
            ("flows.server.judge_part:_landed_head", _as_pushed))),
    Mutant("strangers are independent", ("stranger helps", "stranger pushes"),
           (("core.policy.context:contributors_of", _no_strangers),)),
    Mutant("landing spends nothing", ("twice",),
           (("flows.server.known_statements:is_spent", NO), ("flows.server.known_statements:still_asked", _kept_spent),
            (_SIGNOFF, with_fields(is_spent=False)))),
    Mutant("exact is taken for tree", ("two heads",), (("core.gate.quotas:binding_flaw", _wider),)),
    Mutant("whatever was signed holds", ("behind", "slip", "evil merge", "glass for other content"),
           (("flows.statements.signed_content:SignedContent.held", _whole),)),
    Mutant("the target is ignored", ("other target",),
           (("flows.server.known_statements:KnownStatements.__init__", _of_any_target), (_SIGNOFF, _of_this_target))),
    Mutant("new questions are ignored", ("unseen question",), ((_STANDING, without_word("was not shown")),)),
    Mutant("new AI lines are ignored", ("unseen line",), ((_STANDING, without_word("AI-written")),)),
    Mutant("required answers are not looked at", ("unanswered",), (("core.gate.quotas:_unanswered", always("")),)),
    Mutant("the identity is ignored", ("another repository",),
           (("flows.server.take_statements:read_statement", _of_any_identity),
            ("flows.statements.filed_statements:read_signed", _of_any_identity))),
    Mutant("vetoes are ignored", ("vetoed", "glass below a veto"), (("core.gate.decide:vetoes", always(())),)),
    Mutant("a reshaped change sheds its veto", ("veto reshaped",),
           ((f"{_CLERK}._is_vetoed", NO), ("flows.statements.signed_content:SignedContent.is_near", NO))),
    Mutant("anybody clears a veto", ("veto cleared from below",), (("core.gate.veto:_may_clear", YES),)),
    Mutant("nothing expires", ("expired",),
           ((_SIGNOFF, with_fields(expires_at=None)),
            ("flows.server.known_statements:KnownStatements._in_time", _at_any_time))),
    Mutant("keys are good at any time", ("dead key", "late key"), (("core.attest.trust:why_not", always("")),)),
    Mutant("keys count for days before they did", ("late key",), (("core.attest.trust:why_not", _today_only),)),
    Mutant("every signature is good", ("another's key", "stranger's key"),
           (("adapters.signers.checker:Checker.check", _any_signature),
            ("core.attest.trust:_Asking._candidates", _by_whom_it_names))),
    Mutant("broken glass needs nobody else", ("alone", "two keys"), ((_GLASS, without_word("a second person")),)),
    Mutant("broken glass never ends", ("glass expired",),
           ((_GLASS, without_word("expired")),
            ("flows.server.known_statements:KnownStatements._in_time", _at_any_time))),
    Mutant("broken glass is for any content", ("glass for other content",), ((_GLASS, without_word("other content")),)),
    Mutant("the change brings its own policy", ("own policy",),
           (("flows.server.judge_part:evaluate_change", _by_its_own_policy),)),
    Mutant("what a merge brings is not compared", ("slip", "evil merge"),
           (("flows.server.judge_part:_landed_head", _unlooked),)),
    Mutant("what is withdrawn counts", ("withdrawn",), ((_SIGNOFF, with_fields(is_withdrawn=False)),)),
    Mutant("who has left counts", ("left",), ((_STANDING, without_word("has left")),)),
    Mutant("levels are ignored", ("low level",), (("core.policy.compile:CompiledPolicy.ids_meeting", _everybody),)),
    Mutant("one is enough for two", ("one short",), (("core.gate.signoff:_state", _one_more),)),
    Mutant("failed reports pass", ("failed report",),
           (("flows.statements.gather_answers:evidence_of", _taken_as_passed),)),
    Mutant("any robot's report will do", ("other robot",),
           (("flows.statements.gather_answers:evidence_of", _by_anybody),)),
    Mutant("reports of other content count", ("report of other content",),
           (("core.gate.case:Case.is_here", YES), (f"{_CLERK}.is_about", YES),
            ("flows.server.known_statements:KnownStatements.about", _all_there_is),
            ("flows.statements.gather_answers:speaking", _everything_speaks))),
    Mutant("no owner is asked", ("no owner",), (("core.gate.touched:_circle", _any_owner),)),
    Mutant("owners answer for what they did not see", ("owned part",),
           (("core.gate.quotas:binding_flaw", _any_part),)),
    Mutant("rewinding is allowed", ("rewind",), (("flows.server.judge_movement:_off_the_chain", _moves),)),
    Mutant("any commit may be tagged", ("tag",), (("flows.server.judge_push:judge_tag", _moves),)),
    Mutant("new branches are free", ("hot",), (("flows.server.judge_movement:_created", _moves),)),
    Mutant("only one branch of a push is judged", ("with release",),
           (("flows.server.judge_push:judge_branch", _only_main),)),
    Mutant("of several landings the first decides", ("second unsigned",),
           (("flows.server.judge_movement:_split", _first_only),)),
)  # fmt: skip
