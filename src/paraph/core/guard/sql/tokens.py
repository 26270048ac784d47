"""Which words, literals and signs make up an SQL text, in which dialect, and where does each statement end?

Grammar of PostgreSQL 17 (4.1 Lexical Structure: nested comments, `E''`, `$tag$`) and of MySQL 8.4 (9.1.1 backslash
escapes, 9.7 comments that are run, `DELIMITER` of its client). Where a text may be read in two ways it is read in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from paraph.core.model.regex import regex

Dialect = Literal["standard", "mysql"]
TokenKind = Literal["word", "name", "text", "number", "body", "sign", "order", "broken"]

_SPACE = r"\s+"
_REST = r"(?P<word>[^\W\d][\w$@#]*|@+\w+)|(?P<number>\$?\d[\w.]*)|(?P<sign><=>|<>|!=|>=|<=|\|\||&&|::|.)"
_STANDARD = regex(
    rf"(?P<space>{_SPACE}|--(?!\d)[^\n]*)|(?P<open>/\*)"
    r"|(?P<text>[eE]'(?:[^'\\]++|\\.|'')*+'|(?:[nNbBxX]|[uU]&)?'(?:[^']++|'')*+')"
    r'|(?P<name>(?:[uU]&)?"(?:[^"]++|"")*+"|`[^`]*+`|\[[A-Za-z_][^\]\n,]{0,128}+\]|\$\{[^}\n]{0,128}+\})'
    r"|(?P<body>\$(?:[^\W\d]\w{0,63})?\$)|(?P<order>\\[a-zA-Z!.][^\n]*)|"
    rf"{_REST}",
    16,  # re.DOTALL: the module itself is only loaded when there is something to read
)
_MYSQL = regex(
    rf"(?P<space>{_SPACE}|--(?=\s|$)[^\n]*|\#[^\n]*)|(?P<open>/\*(?:M?!\d*)?)"
    r"|(?P<text>(?:[nNbBxX])?'(?:[^'\\]++|\\.|'')*+'|\"(?:[^\"\\]++|\\.|\"\")*+\")"
    rf"|(?P<name>`(?:[^`]++|``)*+`|\$\{{[^}}\n]{{0,128}}+\}})|(?P<order>\\[.!][^\n]*)|{_REST}",
    16,
)
_AMBIGUOUS = regex(r"#|/\*M?!|\\|--\S|\"|/\*(?:(?!\*/).)*/\*", 16)
_DELIMITER = regex(r"[ \t]+(\S+)[^\n]*")
MOST_FLAWS = 20
GIVEN_UP = "…"
_QUOTES = frozenset("'\"`$")


class Token(NamedTuple):
    """One piece of a text. `text` is in capitals for a word and else as `written`, `line` counts from 1.

    A `name` is quoted, a `body` stands between dollars, an `order` is one to the client and not to the server,
    a `broken` one opens a literal or a comment that never ends.
    """

    kind: TokenKind
    text: str
    line: int
    written: str = ""


Statement = tuple[Token, ...]


def dialects(text: str) -> tuple[Dialect, ...]:
    """In which ways a text has to be read: both, where they would differ."""
    return ("standard", "mysql") if _AMBIGUOUS.search(text) else ("standard",)


def statements(text: str, dialect: Dialect = "standard") -> Iterator[Statement]:
    """The statements of a text, without comments and what ends them; empty ones are left out."""
    reading, held = _Reading(text, dialect), list[Token]()
    for token in reading.tokens():
        is_end = token.kind == "sign" and token.text == ";" and reading.delimiter == ";"
        if is_end or (token.kind == "order" and not token.text):
            yield from _made(held)
        elif token.kind == "order" or (token.text == "GO" and reading.is_alone):
            yield from _made(held)
            yield (token,)
        else:
            held.append(token)
    yield from _made(held)


def _made(held: list[Token]) -> Iterator[Statement]:
    if held:
        yield tuple(held)
        held.clear()


class _Reading:
    """One pass over a text; `delimiter` ends a statement, `is_alone` whether a word has its line for itself."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.text, self.dialect = text, dialect
        self.pattern = _MYSQL if dialect == "mysql" else _STANDARD
        self.at, self.line, self.delimiter, self.run, self.flaws = 0, 1, ";", 0, 0

    @property
    def is_alone(self) -> bool:
        start = self.text.rfind("\n", 0, self.at - 1) + 1
        end = self.text.find("\n", self.at)
        return self.text[start : end if end >= 0 else None].strip().upper() == "GO"

    def tokens(self) -> Iterator[Token]:
        """All tokens; one without text and of the kind `order` stands where a delimiter of the client's own does."""
        match, size = self.pattern.match, len(self.text)
        while self.at < size:
            if self.delimiter != ";" and self.text.startswith(self.delimiter, self.at):
                self.at += len(self.delimiter)
                yield Token("order", "", self.line)
                continue
            found = match(self.text, self.at)
            kind = str(found.lastgroup) if found else "sign"
            piece = found[0] if found else self.text[self.at]
            line, self.at = self.line, self.at + len(piece)
            self.line += piece.count("\n")
            if kind == "open":
                yield from self._comment(piece, line)
            elif kind == "body":
                yield self._body(piece, line)
            elif kind == "word" and piece.upper() == "DELIMITER":
                self._set_delimiter()
            elif kind == "sign" and self.run and piece == "*" and self.text.startswith("/", self.at):
                self.run, self.at = self.run - 1, self.at + 1  # the end of a comment that is run
            elif kind != "space":
                token = _token(kind, piece, line)
                yield token if token.kind != "broken" else self._broken(piece, line)

    def _body(self, tag: str, line: int) -> Token:
        """What stands between two equal tags of dollars."""
        end = self.text.find(tag, self.at)
        if end < 0:
            return self._broken(tag, line)
        start, self.at = self.at - len(tag), end + len(tag)
        body = self.text[start : self.at]
        self.line += body.count("\n")
        return Token("body", body, line, body)

    def _broken(self, piece: str, line: int) -> Token:
        """What opens and never closes. Many of them are no text that anybody wrote: the rest of it is given up."""
        self.flaws += 1
        if self.flaws > MOST_FLAWS:
            self.at, piece = len(self.text), GIVEN_UP
        return Token("broken", piece, line, piece)

    def _set_delimiter(self) -> None:
        found = _DELIMITER.match(self.text, self.at)
        if found:
            self.delimiter, self.at = found[1], self.at + len(found[0])

    def _comment(self, opening: str, line: int) -> Iterator[Token]:
        """Step over a comment; nested ones as PostgreSQL does. What MySQL runs is read on."""
        if "!" in opening:
            self.run += 1
            return
        start = self.at
        if not self._comment_ended():
            self.at = len(self.text)
            yield Token("broken", "/*", line)
        self.line += self.text.count("\n", start, self.at)

    def _comment_ended(self) -> bool:
        depth = 1
        while depth:
            end = self.text.find("*/", self.at)
            if end < 0:
                return False
            inner = self.text.find("/*", self.at, end)
            is_nested = self.dialect == "standard" and inner >= 0
            depth, self.at = (depth + 1, inner + 2) if is_nested else (depth - 1, end + 2)
        return True


def _token(kind: str, piece: str, line: int) -> Token:
    if kind == "sign" and piece in _QUOTES:
        return Token("broken", piece, line)
    if kind == "word":
        return Token("word", piece.upper(), line, piece)
    return Token(kind, piece, line, piece)  # type: ignore[arg-type]
