"""What did somebody declare about the use of AI, in so many words?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paraph.core.detect.identity import shown
from paraph.core.detect.quoting import KEY_LINE
from paraph.core.detect.vocabulary import tools_in
from paraph.core.model.provenance import Assistance, Declaration, DeclarationSource, Oddity
from paraph.core.model.regex import regex

LEVEL_KEY, TOOLS_KEY, SHARE_KEY = "ai-assistance", "ai-tools", "ai-share"
OWN_KEYS = frozenset({LEVEL_KEY, TOOLS_KEY, SHARE_KEY})
LEVELS = {value.value: value for value in Assistance if value is not Assistance.UNKNOWN}

PULL_REQUEST_BLOCK = """\
## AI assistance
<!-- Tick one box. It takes a second, and a ticked "None" is an answer too. -->
- [ ] None: no AI tool wrote or suggested any of this
- [ ] Assisted: a person wrote it, an AI tool helped
- [ ] Generated: an AI tool wrote most of it, a person steered
- [ ] Autonomous: an agent did the work on its own

AI tools used (if any):
"""

_HEADING = regex(r"\s*(?:#{1,6}\s+|\*\*)(.+?)(?:\*\*)?:?\s*")
_FIELD = regex(
    r"\W*(?:use of )?(?:ai|llm|generative ai|ai/llm)[ -]"
    r"(?:assist\w*|usage|use|disclosure|declaration|tool\w*|generated)\b.*",
    re.IGNORECASE,
)
_BOX = regex(r"\s*[-*+]\s+\[[xX]\]\s*(.+?)\s*")
_TOOLS_LINE = regex(r"\W*ai tools? (?:used|involved)[^:]*:\W*(.*?)\s*", re.IGNORECASE)
_QUESTION = regex(r".*\bauthored or co-authored using generative ai tooling\?[\W_]*(.*?)\s*", re.IGNORECASE)
_BARE_QUESTION = regex(
    r"[\W_]*was this patch authored or co-authored using generative ai tooling[\W_]*()", re.IGNORECASE
)
_PROMISE = regex(
    r"this (?:patch|change|pull request) was not authored or co-authored using \[?generative tooling\b.*", re.IGNORECASE
)
_ANSWER_ENDS = regex(
    r"\s*(?:#|---|closes #|this patch had conflicts|authored-by:|lead-authored-by:|signed-off-by:|co-authored-by:)",
    re.IGNORECASE,
)
_NO = regex(r"\W*(?:no|nope|none|not|n/?a)\b", re.IGNORECASE)
_NOT_USED = regex(r"\b(?:no|not|none|never|without|didn't|did not)\b", re.IGNORECASE)
_YES = regex(
    r"\W*(?:yes|yep|partially|partly|assist\w*|generat\w*|co-?authored|ai\b)|.*\b(?:generated|assisted|written|authored|helped|assistance|ai)\b",
    re.IGNORECASE,
)
_WROTE = regex(
    r".*(?<!co-)\b(?:generated|authored|written)[ -]by\b(?! (?:an? |the )?(?:author|contributor|developer|hand|human|"
    r"me|myself|people|person|us)\b)",
    re.IGNORECASE,
)
_SHARE = regex(r"(\d{1,3}(?:\.\d{1,6})?)\s*%|(0(?:\.\d{1,6})?|1(?:\.0{1,6})?)")


def declarations_in(
    lines: Sequence[str], hidden: frozenset[int], source: DeclarationSource
) -> Iterator[Declaration | Oddity]:
    """All declarations of a text in plain form, those that say "none" too; lines in `hidden` say nothing.

    Read are a block of our own keys (`source` is theirs), the question that Apache projects ask in their
    pull requests, and ticked boxes below a heading about AI use.
    """
    # without runs of spaces, over which the patterns would look back again and again
    open_lines = [" ".join(line.split()) for index, line in enumerate(lines) if index not in hidden]
    yield from _key_blocks(open_lines, source)
    yield from _questions(open_lines)
    yield from _boxes(open_lines)


def share_of(text: str) -> float | None:
    """`40%` or `0.4` as a number from 0 to 1, None for anything else."""
    found = _SHARE.fullmatch(text.strip())
    if not found:
        return None
    share = float(found[1]) / 100 if found[1] else float(found[2])
    return share if share <= 1 else None


def tool_names(text: str) -> tuple[str, ...]:
    """Tools of a comma-separated list: the catalogue's name where it is known, else the word itself."""
    names: list[str] = []
    for part in re.split(r"[,;]", text[:1000]):
        word = part.strip(" .`*_").lower()
        if word and not re.fullmatch(r"none|no|n/?a|-+", word):
            names.extend(tools_in(part) or (word[:80],))
    return tuple(dict.fromkeys(names))


def leveled(level: Assistance | None, tools: tuple[str, ...], share: float | None) -> Assistance | None:
    """The declared level, or what tools and share alone amount to; a share or tool beside "none" is at least help."""
    if level is Assistance.NONE and (share or tools):
        return Assistance.ASSISTED
    if level is None and (tools or share is not None):
        return Assistance.ASSISTED if tools or share else Assistance.NONE
    return level


def _key_blocks(lines: Sequence[str], source: DeclarationSource) -> Iterator[Declaration | Oddity]:
    block: dict[str, str] = {}
    for line in lines:
        found = KEY_LINE.fullmatch(line[:1000])
        key = found[1].lower() if found else ""
        if found and key in OWN_KEYS:
            if key in block:
                yield from _block(block, source)
                block = {}
            block[key] = found[2]
    yield from _block(block, source)


def _block(block: dict[str, str], source: DeclarationSource) -> Iterator[Declaration | Oddity]:
    if not block:
        return
    text = shown("; ".join(f"{key}: {value}" for key, value in block.items()))
    level = LEVELS.get(block.get(LEVEL_KEY, "").strip().lower())
    share = share_of(block.get(SHARE_KEY, ""))
    is_read = (level is not None or LEVEL_KEY not in block) and (share is not None or SHARE_KEY not in block)
    if not is_read:
        yield Oddity("unreadable_declaration", f"{text} (a level is one of {', '.join(LEVELS)}; a share is 40% or 0.4)")
    tools = tool_names(block.get(TOOLS_KEY, ""))
    meant = leveled(level, tools, share)
    if meant is not None and (is_read or meant is not Assistance.NONE):
        yield Declaration(meant, source, text, tools, share=share)


def _questions(lines: Sequence[str]) -> Iterator[Declaration | Oddity]:
    for index, line in enumerate(lines):
        asked = _QUESTION.fullmatch(line[:1000]) or _BARE_QUESTION.fullmatch(line[:1000])
        if not asked:
            continue
        words = [asked[1]] if asked[1] else []
        for following in lines[index + 1 : index + 12]:
            is_announced = bool(words) and words[-1].endswith(":")
            if _ANSWER_ENDS.match(following) or (words and not following.strip() and not is_announced):
                break
            words.extend(following.split()[:100])
        yield from _answer(" ".join(words).strip()[:1000])


def _answer(answer: str) -> Iterator[Declaration]:
    tools = tools_in(answer)
    says_no = _NO.match(answer) is not None
    text = shown(f"authored or co-authored using generative AI tooling? {answer}")
    if says_no and not tools:
        yield Declaration(Assistance.NONE, "pull_request", text)
    elif tools or _YES.match(answer):
        level = Assistance.GENERATED if _WROTE.match(answer) else Assistance.ASSISTED
        yield Declaration(level, "pull_request", text, tools, is_exact=False)


def _boxes(lines: Sequence[str]) -> Iterator[Declaration]:
    is_field = False
    ticked: list[tuple[Assistance, str]] = []
    tools: tuple[str, ...] = ()
    for line in lines:
        heading = _HEADING.fullmatch(line[:1000])
        if heading:
            is_field = _FIELD.fullmatch(heading[1]) is not None
            continue
        box = _BOX.fullmatch(line[:1000])
        if not is_field:
            if box and _PROMISE.fullmatch(box[1]):
                ticked.append((Assistance.NONE, shown(box[1])))
            continue
        named = _TOOLS_LINE.fullmatch(line[:1000])
        if named:
            tools += tool_names(named[1])
        level = _ticked(box[1]) if box else None
        if box and level:
            ticked.append((level, shown(box[1])))
    for level, text in ticked:
        yield Declaration(leveled(level, tools, None) or level, "pull_request", f"[x] {text}", tools)


def _ticked(label: str) -> Assistance | None:
    """What a ticked box says: our own first words, else whether the words deny, claim writing, or claim help."""
    first = re.match(r"\W*(\w+)", label)
    if first and first[1].lower() in LEVELS:
        return LEVELS[first[1].lower()]
    if _NOT_USED.search(label):
        return Assistance.NONE
    if re.search(r"\bautonom\w*|\bagent (?:did|opened|wrote)", label, re.IGNORECASE):
        return Assistance.AUTONOMOUS
    if re.search(r"\b(?:generated|written) (?:by|with|using)\b|\bmostly\b|\bfully\b", label, re.IGNORECASE):
        return Assistance.GENERATED
    return Assistance.ASSISTED if re.search(r"\b(?:ai|llm|assist\w*|copilot|tool\w*)\b", label, re.IGNORECASE) else None
