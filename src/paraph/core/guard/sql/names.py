"""What are the names in a statement, and how is it shown?"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.core.guard.sql.constant_conditions import split
from paraph.core.guard.sql.tokens import Token

_EXCERPT = 160
_BEFORE_NAMES = ("IF", "NOT", "EXISTS", "ONLY", "TABLE", "IGNORE", "LOW_PRIORITY", "QUICK", "CONCURRENTLY", "FROM")


def with_article(thing: str) -> str:
    """The word with `a` or `an` before it."""
    return f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"


def excerpt(tokens: Sequence[Token]) -> str:
    """The statement on one line, its texts left out: they may hold what is secret."""
    shown = " ".join("'…'" if token.kind in {"text", "body"} else token.written for token in tokens[:60])
    shown = shown.replace(" . ", ".").replace(" ,", ",").replace("( ", "(").replace(" )", ")")
    return shown if len(shown) <= _EXCERPT else shown[: _EXCERPT - 1] + "…"


def inside(token: Token) -> str:
    """What stands between the quotes of a literal, or the dollars of a body."""
    if token.kind == "body":
        tag = token.text[: token.text.index("$", 1) + 1]
        return token.text[len(tag) : -len(tag)]
    opening = min(at for at in (token.text.find("'"), token.text.find('"')) if at >= 0)
    return token.text[opening + 1 : -1].replace("''", "'")


def target(tokens: Sequence[Token], word: str) -> str:
    """The name behind a word, empty where there is none."""
    at = next((at for at, token in enumerate(tokens) if token.kind == "word" and token.text == word), len(tokens))
    return first_name(tokens[at + 1 :])


def after(words: Sequence[str], at: int, skipped: tuple[str, ...]) -> int:
    """The first place from `at` on at which none of some words stands."""
    while at < len(words) and words[at] in skipped:
        at += 1
    return at


def first_name(tokens: Sequence[Token]) -> str:
    """The name with which the tokens begin, but for words such as IF EXISTS; empty where there is none."""
    return name_and_length(tokens[after([token.text for token in tokens], 0, _BEFORE_NAMES) :])[0]


def name_and_length(tokens: Sequence[Token]) -> tuple[str, int]:
    """A name with the dots in it, in small letters where it is not quoted, and how many tokens it takes."""
    parts: list[str] = []
    for at, (kind, text, *_) in enumerate(tokens):
        if at % 2:
            if text != ".":
                break
        elif kind == "name" or (kind == "text" and text.startswith('"')):
            parts.append(text.strip('"`[]'))
        elif kind == "word":
            parts.append(text.lower())
        else:
            break
    return ".".join(parts), max(2 * len(parts) - 1, 0)


def names(tokens: Sequence[Token]) -> list[str]:
    """The names of a list; one empty name where none can be read."""
    found = [first_name(part) for part in split(tokens, (",",))]
    return [name for name in found if name] or [""]
