"""Which lines of a message quote, show or forbid a trailer instead of making one?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from paraph.core.model.regex import regex

KEY_LINE = regex(r"\s*(?:[-*+•]\s+)?([A-Za-z][A-Za-z-]{1,40})\s*:\s*((?:\S(?:.*\S)?)?)\s*")
LONGEST_SUBJECT = 1000
_GIT_TRAILER = regex(r"[A-Za-z0-9-]+[ \t]*:")
_QUOTE = regex(r"^[ \t]*(?:>|&gt;)", re.MULTILINE)
_BULLET = regex(r"\s*[-*+•]\s+")
_HEADER = regex(r"\s*(?:commit [0-9a-f]{7,}|author:|date:|-{3,})", re.IGNORECASE)
_REFUSAL = regex(
    r"\b(?:no|not|never|don't|without|avoid\w*|forbid\w*|disallow\w*|prohibit\w*|bans?|banned|reject\w*|refus\w*|"
    r"remov\w*|strip\w*|drop\w*|delet\w*|omit\w*|instead of|leave out|such as|looks? like|examples?|e\.g\.)(?!\w)",
    re.IGNORECASE,
)
_ORDER = regex(
    r"\b(?:do not|don't|never|must not|should not|no longer|no) (?:ever )?"
    r"(?:add|use|write|include|put|append|sign|commit|emit|leave|accept)",
    re.IGNORECASE,
)
_CREDIT = regex(r"\b(?:squash\w*|commits|credits?|attribution|authors|thanks)\b", re.IGNORECASE)
_REVERT_SUBJECT = regex(r'\s*(?:re)?revert:? "?(.+?)"?(?: \(#\d+\))?\s*', re.IGNORECASE)
_ORIGINAL = regex(
    r"\W*(?:the )?(?:original|reverted)(?: (?:commit|change|pr|pull request))?(?:'s)? "
    r"(?:message|description|commit message|text|body)\b.*",
    re.IGNORECASE,
)


class _Lead(NamedTuple):
    """The last line of prose: how deep its text stands, whether it opens a bullet, and its words."""

    depth: int
    is_bullet: bool
    text: str


def quoted_lines(lines: Sequence[str], wanted: Collection[int] | None = None) -> frozenset[int]:
    """Indices of lines that only show their text: fenced, in an HTML comment, after `>`, the original
    message in a revert, and indented or inline examples that the words before them announce or forbid.

    Linear in the text. A fence or comment that never ends hides nothing. Where the caller asks only about
    `wanted` lines, and these end the text as trailers do, no examples are looked for.
    """
    text = "\n".join(lines)
    found = _fenced(lines) if "```" in text or "~~~" in text or "<!--" in text or _QUOTE.search(text) else set()
    found |= _original_of_revert(lines)
    if wanted is None or not _is_ending(lines, wanted):
        found |= _examples(lines)
    return frozenset(found)


def trailers_of_git(lines: Sequence[str]) -> frozenset[int]:
    """Indices of the lines that git reads as trailers, whatever stands around them: unindented `Key: value` lines of
    the last paragraph, all of it trailers, or a quarter of it with a `Signed-off-by` (git-interpret-trailers)."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    block = [index for index in range(start, end) if not lines[index][0].isspace()]
    found = [index for index in block if _GIT_TRAILER.match(lines[index])]
    is_signed = any(lines[index].startswith(("Signed-off-by: ", "(cherry picked from commit ")) for index in block)
    is_block = start > 0 and (len(found) == len(block) or (is_signed and 3 * len(found) >= len(block) - len(found)))
    return frozenset(found if is_block else ())


def _is_ending(lines: Sequence[str], wanted: Collection[int]) -> bool:
    if any(lines[index][:1].isspace() for index in wanted):
        return False
    first = min(wanted, default=len(lines))
    return all(
        index in wanted or not lines[index].strip() or _is_trailer(lines[index]) for index in range(first, len(lines))
    )


def _is_trailer(line: str) -> bool:
    key = KEY_LINE.fullmatch(line)
    return key is not None and bool(key[2]) and "-" in key[1]


def _fenced(lines: Sequence[str]) -> set[int]:
    found: set[int] = set()
    fence, start = "", 0
    for index, line in enumerate(lines):
        text = line.strip()
        if fence:
            if text.endswith("-->") if fence == "-->" else text.startswith(fence) and not text.strip(fence[0]):
                found.update(range(start, index + 1))
                fence = ""
        elif text.startswith((">", "&gt;")):
            found.add(index)
        elif text.startswith(("```", "~~~")):
            fence, start = text[:3], index
        elif text.startswith("<!--"):
            if text.endswith("-->"):
                found.add(index)
            else:
                fence, start = "-->", index
    return found


def _original_of_revert(lines: Sequence[str]) -> set[int]:
    subject = _REVERT_SUBJECT.fullmatch(lines[0]) if lines and len(lines[0]) <= LONGEST_SUBJECT else None
    if not subject:
        return set()
    for index, line in enumerate(lines[1:], start=1):
        if line.strip() == subject[1] or _ORIGINAL.fullmatch(line):
            return set(range(index, len(lines)))
    return set()


def _examples(lines: Sequence[str]) -> set[int]:
    found: set[int] = set()
    lead: _Lead | None = None
    block: list[int] = []
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if _is_trailer(line):
            block.append(index)
            continue
        found.update(_shown(lines, block, lead, line))
        block = []
        bullet = _BULLET.match(line)
        lead = (
            None if _HEADER.match(line) else _Lead(bullet.end() if bullet else _depth(line), bool(bullet), line.strip())
        )
    found.update(_shown(lines, block, lead, None))
    return found


def _shown(lines: Sequence[str], block: list[int], lead: _Lead | None, after: str | None) -> list[int]:
    """Those lines of a block of trailers that the prose around it turns into examples."""
    if not block or lead is None:
        return []
    announces = lead.text.endswith(":") and not _CREDIT.search(lead.text)
    refuses = not lead.is_bullet and _REFUSAL.search(lead.text) is not None
    goes_on = after is not None and after.lstrip()[:1].islower() and _depth(after) <= lead.depth
    if after is not None and ((announces and (goes_on or refuses)) or _ORDER.search(lead.text)):
        return block
    is_shown = refuses or (goes_on and lead.text[-1].isalnum())
    least = lead.depth + (2 if is_shown else 4)
    return [index for index in block if (is_shown or announces) and _depth(lines[index]) >= least]


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
