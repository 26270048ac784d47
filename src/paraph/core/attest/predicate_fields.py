"""Which fields has each kind of statement?"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.attest.predicates import (
    Answered,
    DeclarationPredicate,
    Kind,
    OverridePredicate,
    OwnerTransferPredicate,
    Scope,
    ShownQuestion,
    SignoffPredicate,
    ToolUsed,
    VetoPredicate,
    WithdrawalPredicate,
)
from paraph.core.attest.shapes import Count, Each, Field, Hex, Id, Moment, Record, Ref, Share, Text, Word
from paraph.core.model.policy import TIERS

_OBJECT = Hex(40, 64)
_SHA256 = Hex(64)
_LINE = Text(200)
PATH = Text(4096)
_PROSE = Text(4000, has_lines=True)
_ANSWER = Record(
    Answered,
    Field("question", Text(100), "the question's id"),
    Field("text", _PROSE, "the reply"),
)
_QUESTION = Record(
    ShownQuestion,
    Field("id", Text(100), "the question's id"),
    Field("text", Text(2000), "the question as it was shown"),
)
_TOOL = Record(
    ToolUsed,
    Field("name", _LINE, "the tool's name"),
    Field("version", _LINE, "its version", ""),
    Field("model", _LINE, "the model it used", ""),
)
_ANSWERS = Field("answers", Each(_ANSWER, 100), "replies to questions", ())
_STEPS = Field("steps", Each(_LINE, 100), "what was done by hand on this content", ())
SCOPE = Record(
    Scope,
    Field("repository", Hex(32), "the random identity of the repository (`identity` in its policy)"),
    Field("target", Ref(), "the ref that the change is proposed for"),
    Field("base", _OBJECT, "the commit at the target when it was signed"),
    Field("head", _OBJECT, "the commit that is proposed"),
    Field("tree", _OBJECT, "the tree of the merge of head into base; left out where there is none", ""),
    Field("diff", _SHA256, "SHA-256 of the reviewed change, there exactly where `tree` is", ""),
)


class Common(NamedTuple):
    """What every statement of ours says of itself."""

    scope: Scope
    person: str
    at: int
    nonce: str


COMMON = Record(
    Common,
    Field("scope", SCOPE, "the content and the place that it speaks of"),
    Field("person", Id(), "who signs: an id of the directory"),
    Field("at", Moment(), "when, as the signer's clock had it: a claim"),
    Field("nonce", Hex(32), "random, so that no two statements are the same"),
)
PREDICATES: dict[Kind, Record] = {
    "declaration": Record(
        DeclarationPredicate,
        Field(
            "assistance",
            Word("none", "assisted", "generated", "autonomous", "unknown"),
            "how far a machine wrote the change",
        ),
        Field("tools", Each(_TOOL, 50), "the tools that took part", ()),
        Field("share", Share(), "the part that a machine wrote", None),
        Field("prompter", _LINE, "who prompted the agent: an id of the directory", ""),
        Field("owner", _LINE, "who can explain, maintain and debug it: an id of the directory", ""),
        Field("rollback", Word("none", "written", "rehearsed"), "how far undoing it is prepared", "none"),
        _ANSWERS,
        _STEPS,
        Field("note", _PROSE, "anything else", ""),
    ),
    "signoff": Record(
        SignoffPredicate,
        Field("decision", Word("approve", "request-changes"), "what the person decided"),
        Field("assertion", Text(2000), "the sentence that was shown, and is asserted word for word"),
        Field("tier", Word(*TIERS), "the tier that was shown"),
        Field("expires_at", Moment(), "from when on it counts for nothing"),
        Field("policy", _SHA256, "digest of the policy that was shown", ""),
        Field("evidence", Each(_SHA256, 200), "digests of the reports that were shown", ()),
        Field("attribution", _SHA256, "digest of the AI-written lines that were shown", ""),
        Field("ai_lines", Count(2**53 - 1), "number of AI-written lines that were shown", 0),
        Field("questions", Each(_QUESTION, 100), "the questions that were shown", ()),
        _ANSWERS,
        Field("seen_answers", Each(_SHA256, 100), "ids of the statements in which the author answered", ()),
        _STEPS,
        Field(
            "claimed_lines", Count(2**53 - 1), "how many of `aiLines` the change itself claims, without records", None
        ),
    ),
    "veto": Record(
        VetoPredicate,
        Field("reason", _PROSE, "why not"),
        Field("paths", Each(PATH, 200), "what the change touches, to know it again once its commits are gone", ()),
    ),
    "override": Record(
        OverridePredicate,
        Field("reason", _PROSE, "why it cannot wait"),
        Field("tier", Word(*TIERS), "the tier that was shown"),
        Field("expires_at", Moment(), "from when on it counts for nothing"),
        Field("review_due_at", Moment(), "by when the review that stays owed is due"),
        Field("ticket", _LINE, "where the emergency is tracked", ""),
        Field("rules", Each(_LINE, 100), "the rules that are overridden; left out for all", ()),
    ),
    "owner-transfer": Record(
        OwnerTransferPredicate,
        Field("to", Id(), "who takes over, and signs"),
        Field("previous", _LINE, "who could explain it before", ""),
        Field("paths", Each(PATH, 500), "what is taken over; left out for the whole change", ()),
        Field("reason", _PROSE, "why", ""),
    ),
    "withdrawal": Record(
        WithdrawalPredicate,
        Field("statement", _SHA256, "the id of the sign-off taken back, or of the veto cleared"),
        Field("reason", _PROSE, "why", ""),
    ),
}
