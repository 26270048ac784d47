"""Which resources does a Terraform configuration keep from being destroyed (`prevent_destroy = true`)?

Only blocks, strings, comments and heredocs of the HCL native syntax are told apart; expressions are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.model.regex import regex

_PIECE = regex(
    r"(?P<space>[^\S\n]+|(?:\#|//)[^\n]*|/\*.*?\*/)|<<-?(?P<heredoc>\w+)\n.*?\n[^\S\n]*(?P=heredoc)\b"
    r'|(?P<text>"(?:[^"\\\n]++|\\.)*+")|(?P<word>[\w.-]+)|(?P<sign>.)',
    16,
)


def protected_addresses(text: str) -> Iterator[str]:
    """`type.name` of each resource whose `lifecycle` says `prevent_destroy = true`, in the order of the text."""
    if "prevent_destroy" not in text:
        return
    open_blocks: list[tuple[str, ...]] = []
    line: list[str] = []
    for found in _PIECE.finditer(text):
        kind, piece = found.lastgroup, found[0]
        if kind == "space" or kind == "heredoc":
            continue
        if piece == "{":
            open_blocks.append(tuple(line))
            line = []
        elif piece in {"}", "\n"}:
            if line[:2] == ["prevent_destroy", "="] and line[2:] == ["true"]:
                yield from _address(open_blocks)
            line = []
            if piece == "}" and open_blocks:
                open_blocks.pop()
        else:
            line.append(piece.strip('"'))


def _address(blocks: list[tuple[str, ...]]) -> Iterator[str]:
    if len(blocks) == 2 and len(blocks[0]) == 3 and blocks[0][0] == "resource" and blocks[1] == ("lifecycle",):
        yield f"{blocks[0][1]}.{blocks[0][2]}"
