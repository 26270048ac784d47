"""Which resources does a Terraform configuration keep from being destroyed (`prevent_destroy = true`)?

Only blocks, strings, comments and heredocs of the HCL native syntax are told apart; expressions are passed over. Of its
JSON syntax ("JSON Configuration Syntax") each block may be an object or a list of such.
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.model.regex import regex

_PIECE = regex(
    r"(?P<space>[^\S\n]+|(?:\#|//)[^\n]*)|(?P<comment>/\*)|<<-?(?P<heredoc>\w{1,64})(?=\n)"
    r'|(?P<text>"(?:[^"\\\n]|\\.){0,4000}+")|(?P<word>[\w.-]+)|(?P<sign>.|\n)'
)
_MOST_OPEN = 50


def protected_addresses(text: str) -> Iterator[str]:
    """`type.name` of each resource whose `lifecycle` says `prevent_destroy = true`, in the order of the text."""
    if "prevent_destroy" not in text:
        return
    open_blocks: list[tuple[str, ...]] = []
    line: list[str] = []
    for piece in _pieces(text):
        if piece == "{":
            open_blocks.append(tuple(line[:4]))
            line = []
        elif piece in {"}", "\n"}:
            if line == ["prevent_destroy", "=", "true"]:
                yield from _address(open_blocks)
            line = []
            if piece == "}" and open_blocks:
                open_blocks.pop()
        else:
            line.append(piece.strip('"'))


def protected_in_json(data: object) -> Iterator[str]:
    """`type.name` of each resource whose `lifecycle` says `prevent_destroy: true`, in the JSON of a configuration."""
    for top in _objects(data):
        for types in _objects(top.get("resource")):
            for type_, named in types.items():
                for names in _objects(named):
                    yield from (f"{type_}.{name}" for name, body in names.items() if _is_protected(body))


def _is_protected(body: object) -> bool:
    lifecycles = (each for block in _objects(body) for each in _objects(block.get("lifecycle")))
    return any(each.get("prevent_destroy") in (True, "true", "${true}") for each in lifecycles)


def _objects(value: object) -> Iterator[dict[str, object]]:
    found = value if isinstance(value, list) else [value]
    yield from (each for each in found if isinstance(each, dict))


def _pieces(text: str) -> Iterator[str]:
    """Words, strings and signs; a comment or heredoc that never ends is passed over, and a text full of them ends."""
    at = flaws = 0
    while at < len(text) and flaws < _MOST_OPEN:
        found = _PIECE.match(text, at)
        if found is None:
            return
        at = found.end()
        if found.lastgroup in {"comment", "heredoc"}:
            end = _end_of(text, at, found["heredoc"])
            at, flaws = (end, flaws) if end >= 0 else (at, flaws + 1)
        elif found.lastgroup != "space":
            flaws += found[0] == '"'  # one that opens no string
            yield found[0]


def _end_of(text: str, at: int, tag: str | None) -> int:
    """Where a comment ends, or the heredoc of a tag, which stands alone on its line; -1 for nowhere."""
    if tag is None:
        end = text.find("*/", at)
        return end + 2 if end >= 0 else -1
    while at >= 0:
        at = text.find("\n", at)
        if at < 0:
            return -1
        stop = text.find("\n", at + 1)
        if text[at + 1 : stop if stop >= 0 else None].strip() == tag:
            return stop if stop >= 0 else len(text)
        at += 1
    return -1


def _address(blocks: list[tuple[str, ...]]) -> Iterator[str]:
    if len(blocks) == 2 and len(blocks[0]) == 3 and blocks[0][0] == "resource" and blocks[1] == ("lifecycle",):
        yield f"{blocks[0][1]}.{blocks[0][2]}"
