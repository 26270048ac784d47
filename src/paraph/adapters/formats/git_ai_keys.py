"""Who, or what, is meant by the key of an entry of a git-ai note?

A key attributes only what its form and the description say together: a wrong author is worse than none.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from paraph.adapters.formats.git_ai_metadata import LONGEST_VALUE, Marks, Metadata, Session
from paraph.core.detect.lines.note_oddities import OddityList
from paraph.core.model.attribution import Claim, LineKind
from paraph.core.model.provenance import Strength
from paraph.core.model.regex import regex

SESSION = regex(r"(s_[0-9a-f]{14})(::t_[0-9a-f]{14})?")
HUMAN = regex(r"h_[0-9a-f]{14}")
LEGACY = regex(r"[0-9a-f]{16}|[0-9a-f]{7}")
OLD_HUMAN = "human"  # what early builds wrote for whatever no tool had claimed
OLD_AGENT = "ai_agent"  # the kind of the checkpoint, where its session was lost
NO_TOOL = "unknown"


class Meaning(NamedTuple):
    """What a key stands for, and the oddities that each of its entries has."""

    kind: LineKind
    claim: Claim | None
    oddities: tuple[str, ...] = ()


UNTOLD = Meaning("unknown", None, ("odd_key",))


def session_id(tool: str, conversation: str) -> str:
    """The key of a session without its trace, as the standard derives it."""
    return "s_" + sha256(f"{tool}:{conversation}".encode("utf-8", "surrogatepass")).hexdigest()[:14]


def human_id(author: str) -> str:
    """The key of a person, from `Name <address>`."""
    return "h_" + sha256(author.encode("utf-8", "surrogatepass")).hexdigest()[:14]


class Keys:
    """The meanings of the keys of one note. `is_doubted` makes every claim a weak one."""

    def __init__(self, metadata: Metadata | None, commit: str, odd: OddityList, *, is_doubted: bool) -> None:
        self._found = metadata or Metadata()
        self._has_any = metadata is not None
        self._commit = commit
        self._odd = odd
        self._is_doubted = is_doubted
        self._known: dict[str, Meaning] = {}
        self._claims: dict[tuple[LineKind, Claim], Claim] = {}

    def meaning(self, key: str) -> Meaning:
        """What a key stands for; the same object for the same claim."""
        known = self._known.get(key)
        if known is None:
            found = self._meaning(key)
            if found.claim is not None:
                found = found._replace(claim=self._claims.setdefault((found.kind, found.claim), found.claim))
            known = self._known[key] = found
        return known

    def _meaning(self, key: str) -> Meaning:
        session = SESSION.match(key)
        if session:
            odd: tuple[str, ...] = () if session[2] else ("bare_session_key",)
            odd = odd if session[0] == key else ("odd_key",)
            return self._described(session[1], (self._found.sessions or {}).get(session[1]), "dangling_session", odd)
        if HUMAN.fullmatch(key):
            return self._human(key)
        prompt = (self._found.prompts or {}).get(key)
        if LEGACY.fullmatch(key):
            return self._described(key, prompt, "dangling_prompt", ("legacy_key",), is_odd=False)
        if key == OLD_HUMAN:
            return UNTOLD if prompt is not None else UNTOLD._replace(oddities=("odd_key", "dangling_prompt"))
        if prompt is None:
            prompt = (self._found.sessions or {}).get(key)
        if key == OLD_AGENT:
            return self._described("", prompt, "dangling_prompt", ("odd_key",))
        if prompt is None or prompt.agent_id is None:
            return UNTOLD._replace(oddities=("odd_key", "dangling_prompt"))
        return self._described(key, prompt, "dangling_prompt", ("odd_key",))

    def _described(
        self, key: str, record: Session | None, dangling: str, odd: tuple[str, ...], *, is_odd: bool | None = None
    ) -> Meaning:
        is_weak = self._is_doubted or (bool(odd) if is_odd is None else is_odd)
        if record is None or record.agent_id is None:
            return Meaning("ai", self._claim("weak", session=key), (*odd, dangling))
        if key in self._found.doubtful:
            return Meaning("ai", self._claim("weak", session=key), (*odd, "ambiguous_key"))
        tool = self._value(record.agent_id.tool)
        if tool == OLD_HUMAN:
            return Meaning("unknown", None, (*odd, "human_as_tool"))
        marks = record.custom_attributes or Marks()
        kind: LineKind = "mixed" if marks.kind == "mixed" else "ai"
        claim = self._claim(
            "weak" if is_weak or marks.strength == "weak" else "strong",
            tool="" if tool == NO_TOOL else tool,
            model=_named(self._value(record.agent_id.model)),
            session=self._value(record.agent_id.id if marks.session is None else marks.session),
            person=self._value(record.human_author),
        )
        return Meaning(kind, claim, odd)

    def _human(self, key: str) -> Meaning:
        record = (self._found.humans or {}).get(key)
        author = "" if record is None or key in self._found.doubtful else self._value(record.author)
        is_marked = record is not None and record.custom_attributes and record.custom_attributes.strength == "weak"
        is_weak = self._is_doubted or not author or bool(is_marked)
        claim = Claim(
            "human", session="" if author else key, strength="weak" if is_weak else "strong", person=author,
            commit=self._commit,
        )  # fmt: skip
        odd = ("dangling_human",) if record is None else ("ambiguous_key",) if key in self._found.doubtful else ()
        return Meaning("human_attested", claim, odd)

    def _claim(
        self, strength: Strength, *, tool: str = "", model: str = "", session: str = "", person: str = ""
    ) -> Claim:
        return Claim("ai", tool, model, session, strength=strength, person=person, commit=self._commit)

    def _value(self, text: str | UnsetType | None) -> str:
        if text is None or text is UNSET:
            return ""
        if len(text) <= LONGEST_VALUE and text.isprintable():
            return text.strip()
        if len(text) > LONGEST_VALUE:
            self._odd.add("value_too_long", f"a name that starts {text[:60]!r}")
        return _CONTROL.sub(" ", text[:LONGEST_VALUE]).strip()


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def _named(model: str) -> str:
    return "" if model == NO_TOOL else model
