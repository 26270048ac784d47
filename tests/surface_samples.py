"""Which decision and which facts do the tests of the surfaces show?"""

from __future__ import annotations

from typing import Any

from paraph.core.model.decision import (
    AssistanceFound,
    Decision,
    Finding,
    Node,
    Owed,
    Reason,
    State,
    Tier,
    Verdict,
)
from paraph.core.model.policy import Position

FILE = ".paraph/policy.yaml"
BASE, HEAD = "1" * 40, "2" * 40


def at(line: int, column: int = 5) -> Position:
    return Position(FILE, line, column)


SIGN_OWED = Owed(
    "a sign-off by somebody of level senior or above",
    "the change is AI-assisted, its author is below senior, and its tier is high",
    ("grace", "linus"),
    "person",
    "senior sign-off",
    minutes=25,
)
TEST_OWED = Owed("a passed report of kind tests", "the tier is high", (), "evidence", "evidence")
LATER_OWED = Owed("guard canary", "at deploy", (), "evidence", "canary")
UNKNOWN_OWED = Owed(
    "who eve@example.test is",
    "a contributor who is nobody in the directory may be the reviewer too",
    (),
    "fact",
    "peer review",
    unblocks="add email:eve@example.test to a person in .paraph/people.yaml",
)

WAITING_RULE = Node(
    "rule",
    "senior sign-off",
    State.PENDING,
    "",
    (
        Node(
            "when", "assistance is an AI value or unknown", State.SATISFIED, "assistance is generated", (), (), at(12)
        ),
        Node(
            "signoff",
            "1 sign-off, level >= senior, bound to the tree",
            State.PENDING,
            "0 of 1",
            (),
            (SIGN_OWED,),
            at(14),
        ),
    ),
    (),
    at(10),
)
TEST_RULE = Node(
    "rule",
    "evidence",
    State.PENDING,
    "",
    (
        Node(
            "evidence", "a passed report of kind tests", State.PENDING, "none about this tree", (), (TEST_OWED,), at(20)
        ),
    ),
    (),
    at(18),
)
MET_RULE = Node(
    "rule",
    "peer review",
    State.SATISFIED,
    "",
    (Node("signoff", "1 sign-off by anybody else", State.SATISFIED, "ben reviewed this tree", (), (), at(25)),),
    (),
    at(23),
)
SKIPPED_RULE = Node("rule", "spot check", State.SKIPPED, "tier is high, not low", (), (), at(30))
DENIED_RULE = Node(
    "rule",
    "keys are written by people",
    State.DENIED,
    "No AI assistance here (SEC-12).",
    (Node("when", "a path matches crypto/keys/**", State.SATISFIED, "crypto/keys/root.py", (), (), at(36)),),
    (),
    at(34),
)
UNKNOWN_RULE = Node(
    "rule",
    "peer review",
    State.CANNOT_TELL,
    "",
    (Node("signoff", "1 independent sign-off", State.CANNOT_TELL, "eve is unknown", (), (UNKNOWN_OWED,), at(25)),),
    (),
    at(23),
)
TIER = Tier(
    "high",
    (
        Reason("high", "policy", "changes files of kind infrastructure", ("infra/main.tf", "infra/db.tf"), at(6)),
        Reason("medium", "default", "no other tier rule matches"),
    ),
)
ASSISTANCE = AssistanceFound("generated", "a trailer names sample-agent", ("sample-agent",), 120, 0.75)
FINDINGS = (
    Finding("contradiction", "the declaration says none, a trailer says sample-agent", None, HEAD),
    Finding("bidi", "a bidirectional control character in line 3", "infra/main.tf"),
)


def decision(verdict: Verdict, summary: str, state: State, *rules: Node, **changes: Any) -> Decision:
    """A decision about one sample change, with these enforced rules."""
    members: dict[str, Any] = {
        "tier": TIER,
        "assistance": ASSISTANCE,
        "findings": FINDINGS,
        "missing": tuple(owed for rule in rules for node in rule.children for owed in node.owed),
        "target": "refs/heads/main",
        "base": BASE,
        "head": HEAD,
        "policy_digest": "ab" * 32,
        "policy_sources": (FILE,),
        "at": 1_760_000_000,
        "facts_digest": "cd" * 32,
    } | changes
    return Decision(verdict, summary, tree=Node("policy", "policy", state, "", rules), **members)


WAIT = decision(
    Verdict.WAIT,
    "Waits for a senior's sign-off and for a report of kind tests.",
    State.PENDING,
    MET_RULE,
    WAITING_RULE,
    SKIPPED_RULE,
    TEST_RULE,
    waits_for=("person", "evidence"),
    later=(LATER_OWED,),
    would=(DENIED_RULE,),
)
ALLOW = decision(
    Verdict.ALLOW,
    "Every rule that binds is met.",
    State.SATISFIED,
    MET_RULE,
    SKIPPED_RULE,
    findings=(),
    tier=Tier("low", (Reason("low", "policy", "only docs"),)),
    assistance=AssistanceFound("none", "declared, and nothing contradicts it"),
)
DENY = decision(Verdict.DENY, "Refused: No AI assistance here (SEC-12).", State.DENIED, MET_RULE, DENIED_RULE)
CANNOT_TELL = decision(
    Verdict.CANNOT_TELL,
    "Cannot tell: one contributor is unknown.",
    State.CANNOT_TELL,
    UNKNOWN_RULE,
    tier=Tier("high", TIER.reasons, may_be_higher=True),
)
HOSTILE_TEXT = "a\x1b[31m\u202e<script>`|*\n::error::\udcff]( http://evil.test"
HOSTILE = decision(
    Verdict.DENY,
    HOSTILE_TEXT,
    State.DENIED,
    Node(
        "rule",
        HOSTILE_TEXT,
        State.DENIED,
        HOSTILE_TEXT,
        (),
        (Owed(HOSTILE_TEXT, HOSTILE_TEXT, (HOSTILE_TEXT,), "person", HOSTILE_TEXT),),
        Position(HOSTILE_TEXT, 1, 1),
    ),
    findings=(Finding("odd_name", HOSTILE_TEXT, HOSTILE_TEXT, HOSTILE_TEXT),),
    missing=(Owed(HOSTILE_TEXT, HOSTILE_TEXT, (HOSTILE_TEXT,), "person", HOSTILE_TEXT, unblocks=HOSTILE_TEXT),),
    tier=Tier("high", (Reason("high", HOSTILE_TEXT, HOSTILE_TEXT, (HOSTILE_TEXT,)),)),
    assistance=AssistanceFound("unknown", HOSTILE_TEXT, (HOSTILE_TEXT,)),
)
ALL = {"wait": WAIT, "allow": ALLOW, "deny": DENY, "cannot_tell": CANNOT_TELL}
