"""Which keys may a policy have, and how is what stands behind each one written?

One table for everybody: the reader obeys it, and the published schema and reference are made from it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from paraph.core.model.agent_row import AGENT_CLUES, AGENT_PARTS
from paraph.core.model.change import MarkKind
from paraph.core.model.decision import CONTRADICTIONS, FINDING_KINDS
from paraph.core.model.guard import GUARD_ANSWERS
from paraph.core.model.policy import TIERS
from paraph.core.model.provenance import AI_VALUES, ASSISTANCE_VALUES, STRENGTHS

Shape = Literal[
    "flag",  # true or false
    "true",  # true, and nothing else
    "text",  # one line or more, not empty
    "identity",  # 32 lower-case hexadecimal digits
    "words",  # one text or a list of texts, any of which will do
    "name_list",  # a list of distinct texts, in order
    "choice",  # one of `choices`
    "choices",  # one of `choices` or a list of them
    "globs",  # one pattern or a list of patterns with `!` exclusions, by the rules of CODEOWNERS
    "number_comparison",  # ">= 25": whole numbers from 0
    "share_comparison",  # ">= 50%" or ">= 0.5"
    "level_comparison",  # ">= senior"
    "share",  # 5% or 0.05: more than nothing, at most all
    "count",  # a whole number from 1
    "duration",  # 30m, 12h, 7d, 2w
    "floors",  # a mapping from a metric's name to a comparison
    "table",  # a mapping with the keys of `table`
    "word_or_table",  # one text, a list of texts, or a mapping with the keys of `table`
    "list",  # a list of mappings with the keys of `table`
    "one_or_list",  # a mapping with the keys of `table`, or a list of them
    "evidence",  # a kind, a mapping with the keys of `table`, or a list of these
    "kinds",  # a mapping from a kind of file to globs
    "teams",  # a mapping from a team of a forge to a mapping with the keys of `table`
    "tiers",  # a mapping from a tier to a mapping with the keys of `table`, or a list of these
]


class Key(NamedTuple):
    """How the value of one key is written. `table` names the keys of the mapping behind it, `fix` says what to write
    where a required one is missing, unless that is plain."""

    shape: Shape
    meaning: str
    choices: tuple[str, ...] = ()
    table: str = ""
    is_required: bool = False
    fix: str = ""


class Table(dict[str, Key]):
    """The keys of one kind of mapping, with those that it cannot do without."""

    def __init__(self, keys: dict[str, Key]) -> None:
        super().__init__(keys)
        self.required = tuple(name for name, key in keys.items() if key.is_required)


STRENGTH_CHOICES = ("proof", "strong", "weak")
MODES = ("shadow", "advise", "enforce")
STAGES = ("merge", "deploy")
# Words that stand for several values of assistance.
GROUPS = {"ai": AI_VALUES, "ai-or-unknown": (*AI_VALUES, "unknown")}
ASSISTANCE = (*ASSISTANCE_VALUES, *GROUPS)
CEILINGS = ("none", *AI_VALUES)

NO_RULE_YET = "rules: [{name: none yet, mode: shadow, deny: no rule yet}]"
RULES_FIX = f"add a rule; to enforce nothing yet, write `{NO_RULE_YET}`"

DOCUMENT = Table(
    {
        "version": Key("count", "the version of this language: 1"),
        "mode": Key("choice", "what rules do that name no mode of their own", MODES, is_required=True),
        "identity": Key("identity", "the repository's random identity, to which signed statements are bound"),
        "levels": Key("name_list", "levels of seniority, from the least to the most senior"),
        "default_tier": Key("choice", "the tier of a change that no tier rule matches; medium unless set", TIERS),
        "generated_share": Key("share", "the AI share from which a change counts as generated; 50% unless set"),
        "approved_tools": Key("words", "tools that may take part where a `tools` requirement names none"),
        "kinds": Key("kinds", "paths added to a kind of file, or to a kind of your own"),
        "tiers": Key("tiers", "what puts a change at least into a tier", table="tier"),
        "guard": Key("table", "what the guard on agents' hands answers", table="guard"),
        "agents": Key("list", "tools of your own, by what they leave in a commit", table="agent"),
        "provenance": Key("table", "what is kept of records of lines", table="provenance"),
        "rules": Key("list", "the rules", table="rule", is_required=True, fix=RULES_FIX),
    }
)

PROVENANCE = Table(
    {
        "retain": Key(
            "choice",
            "what of an imported record stays beside its lines, redacted, encrypted and erasable; nothing unless set",
            ("prompts",),
            is_required=True,
        ),
    }
)

AGENT = Table(
    {
        "id": Key("text", "the row's own name, shown as `org/ID` or `repo/ID`", is_required=True),
        "tool": Key("text", "the tool it stands for", is_required=True),
        "kind": Key("choice", "what `match` is held against", AGENT_CLUES, is_required=True),
        "match": Key("text", "the whole of it, in any case; `*` stands for anything", is_required=True),
        "role": Key("choice", "the tool's part; wrote unless set", AGENT_PARTS),
        "strength": Key("choice", "how sure it is; strong unless set, and weak claims nothing", STRENGTH_CHOICES),
        "from": Key("text", "the first day on which it counts, `2026-01-31`"),
        "until": Key("text", "the first day on which it counts no longer"),
        "source": Key("text", "where that is known from"),
    }
)

GUARD = Table(
    {
        "environments": Key("list", "environments in order; the first that matches counts", table="environment"),
        "unknown": Key("choice", "the least answer where no environment matches", GUARD_ANSWERS),
        "rules": Key("list", "answers of single rows of the table", table="guarded"),
        "protected": Key("name_list", "branches that nobody rewrites or deletes; main, master, release/* unless set"),
    }
)

ENVIRONMENT = Table(
    {
        "name": Key("text", "what people call the environment", is_required=True),
        "match": Key(
            "words",
            "its folder, target, context, workspace, account or variable (`AWS_PROFILE=prod*`); `*` is anything",
            is_required=True,
        ),
        "answer": Key("choice", "the answer there, in place of the table's own", GUARD_ANSWERS),
    }
)

GUARDED = Table(
    {
        "rule": Key("text", "the id of a row, as `paraph guard rules` lists them", is_required=True),
        "answer": Key(
            "choice", "what is answered, wherever no environment is stricter", GUARD_ANSWERS, is_required=True
        ),
    }
)

RULE = Table(
    {
        "name": Key("text", "what people call the rule; no two rules share one", is_required=True),
        "mode": Key("choice", "what this rule does, whatever the policy's mode", MODES),
        "description": Key("text", "why the rule exists"),
        "when": Key("table", "when the rule binds; always if left out", table="test"),
        "require": Key("list", "what is then owed, all of it", table="requirement"),
        "deny": Key("text", "why a change that the rule binds is refused"),
    }
)

PERSON = Table(
    {
        "level": Key("level_comparison", "the person's level"),
        "team": Key("words", "a team of the person"),
        "domain": Key("words", "a domain the person knows"),
        "person": Key("words", "the person's id in the directory"),
    }
)

_FACTS = Table(
    {
        "assistance": Key("choices", "how far a machine wrote the change", ASSISTANCE),
        "author": Key("table", "any person who authored the change", table="person"),
        "contributor": Key("table", "any person who had a hand in the change", table="person"),
        "only_contributors": Key("table", "every person who had a hand in the change", table="person"),
        "sole_author": Key("flag", "one person alone authored the change"),
        "paths": Key("globs", "a changed path matches"),
        "only_paths": Key("globs", "every changed path matches"),
        "kinds": Key("words", "a changed file is of this kind"),
        "only_kinds": Key("words", "every changed file is of one of these kinds"),
        "marks": Key(
            "choices", "a changed file has something that a reader of the diff could miss", get_args(MarkKind)
        ),
        "services": Key("words", "a service of the catalogue is touched"),
        "criticality": Key("words", "a touched service has this criticality"),
        "target": Key("globs", "the branch that the change goes to"),
        "source": Key("globs", "the branch that the change comes from"),
        "repository": Key("globs", "the name of the repository"),
        "labels": Key("words", "a label of the change; `*` stands for anything"),
        "title": Key("words", "the title, in any case; `*` stands for anything"),
        "body": Key("words", "the description, in any case; `*` stands for anything"),
        "tools": Key("words", "a tool that took part"),
        "findings": Key(
            "words",
            f"a finding about the change: {', '.join(FINDING_KINDS)}; `contradiction` stands for "
            f"{', '.join(CONTRADICTIONS[1:])}, too",
        ),
        "checks": Key("words", "a check of the head that succeeded"),
        "signed": Key("flag", "every commit carries a good signature"),
        "draft": Key("flag", "the change is a draft"),
        "dependents": Key("number_comparison", "files that reach a changed file through imports"),
        "partners_missing": Key("number_comparison", "files that usually change along and are missing"),
        "files": Key("number_comparison", "changed files"),
        "lines": Key("number_comparison", "added and deleted lines"),
        "added": Key("number_comparison", "added lines"),
        "deleted": Key("number_comparison", "deleted lines"),
        "commits": Key("number_comparison", "commits of the change"),
        "ai_lines": Key("number_comparison", "added lines that claims and records attribute to AI"),
        "ai_share": Key("share_comparison", "their share of all added lines"),
        "ai_paths": Key("globs", "such lines are added to a path that matches"),
        "provenance": Key("choices", "how strong the best evidence of who wrote it is", STRENGTHS),
        "owner_missing": Key("flag", "there are such lines, and nobody who is here is named as their owner"),
        "environment": Key("words", "the environment that a deployment goes to"),
    }
)

TEST = Table(
    {
        "all": Key("list", "every one of these holds", table="test"),
        "any": Key("list", "one of these holds", table="test"),
        "not": Key("table", "this does not hold", table="test"),
        "tier": Key("choices", "the tier of the change", TIERS),
        **_FACTS,
    }
)

TIER = Table(
    {
        "all": Key("one_or_list", "all of these hold together", table="test"),
        "any": Key("list", "one of these holds", table="test"),
        "not": Key("table", "this does not hold", table="test"),
        **_FACTS,
    }
)

_REQUIREMENTS = Table(
    {
        "signoff": Key("table", "people who answer for the content", table="signoff"),
        "evidence": Key("evidence", "passed reports about this content", table="evidence"),
        "check": Key("word_or_table", "a check of the head", table="check"),
        "declaration": Key("true", "the change states its AI assistance, and nothing contradicts it"),
        "owner": Key("table", "a named person who can explain the AI-written code", table="owner"),
        "author_answers": Key("words", "questions that the author answers before anybody else is asked"),
        "manual": Key("word_or_table", "steps that a person attests to have done", table="manual"),
        "tools": Key("table", "only approved tools took part", table="tools"),
        "autonomy": Key("table", "the assistance goes at most this far", table="autonomy"),
        "invariants": Key("choice", "the author answers for every invariant that is touched", ("answered",)),
        "rollback_plan": Key("choice", "how far the rollback plan has come", ("written", "rehearsed")),
        "guard": Key("text", "a rollout guard that has passed; asked at deploy"),
        "all": Key("list", "all of these", table="requirement"),
        "any": Key("list", "one of these", table="requirement"),
        "order": Key("list", "all of these, nobody asked before it is their turn", table="requirement"),
    }
)

REQUIREMENT = Table(
    {
        "at": Key("choice", "when it is asked; at merge unless set", STAGES),
        **_REQUIREMENTS,
        "sample": Key("table", "a drawn share of changes owes this", table="sample"),
    }
)

SAMPLE = Table({"share": Key("share", "the share of changes drawn", is_required=True), **_REQUIREMENTS})

SIGNOFF = Table(
    {
        "count": Key("count", "how many people; 1 unless set"),
        **PERSON,
        "owners": Key("choice", "the people are owners of every touched path", ("touched",)),
        "binding": Key("choice", "to which content the answer holds; tree unless set", ("exact", "tree", "owned")),
        "proof": Key("choice", "how strong the answer is; by tier unless set", ("review", "signed", "present")),
        "distinct": Key("text", "a group of requirements that different people must meet"),
        "independent": Key("flag", "whoever had a hand in the change is out; true unless set"),
        "answers": Key("choice", "whether the questions that the change raises are answered", ("required", "optional")),
        "questions": Key("words", "further questions that the answer must cover"),
        "relief": Key("table", "evidence that stands in for part of the people", table="relief"),
    }
)

RELIEF = Table(
    {
        "evidence": Key("evidence", "the reports that must have passed", table="evidence", is_required=True),
        "spares": Key("count", "how many people it spares", is_required=True),
    }
)

EVIDENCE = Table(
    {
        "kind": Key("text", "the kind of report", is_required=True),
        "from": Key("words", "who may have produced it"),
        "max_age": Key("duration", "how old it may be"),
        "min": Key("floors", "figures that it must reach"),
    }
)

# What a forge can say of how a check ended. Other systems have other words, which facts documents may carry.
CONCLUSIONS = (
    "success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required", "stale",
)  # fmt: skip

CHECK = Table(
    {
        "name": Key("text", "the name of the check", is_required=True),
        "conclusion": Key(
            "words",
            "how it may end: success (unless set), failure, neutral, cancelled, skipped, timed_out, action_required, "
            "stale, or a word of another system than a forge",
        ),
        "app": Key("text", "the app that must have posted it"),
    }
)

OWNER = Table({"level": Key("level_comparison", "the owner's level")})

MANUAL = Table({"names": Key("words", "the steps", is_required=True), **PERSON})

TOOLS = Table(
    {
        "approved": Key("words", "the tools; the policy's `approved_tools` unless set"),
        "paths": Key("globs", "where; everywhere unless set"),
    }
)

AUTONOMY = Table(
    {
        "ceiling": Key("choice", "how far the assistance may go", CEILINGS, is_required=True),
        "paths": Key("globs", "where; everywhere unless set"),
    }
)

TABLES: dict[str, Table] = {
    "document": DOCUMENT, "rule": RULE, "tier": TIER, "test": TEST, "person": PERSON, "requirement": REQUIREMENT,
    "sample": SAMPLE, "signoff": SIGNOFF, "relief": RELIEF, "evidence": EVIDENCE, "check": CHECK, "owner": OWNER,
    "manual": MANUAL, "tools": TOOLS, "autonomy": AUTONOMY, "guard": GUARD, "environment": ENVIRONMENT,
    "guarded": GUARDED, "provenance": PROVENANCE, "agent": AGENT,
}  # fmt: skip
