"""How is a command kept on record without the secrets that stand in it?"""

from __future__ import annotations

from paraph.core.model.redaction import redacted
from paraph.core.model.regex import regex

MAX_KEPT = 1_000
_HIDDEN = "[redacted: password]"
_NAME = (
    r"[A-Za-z0-9_.-]{0,60}(?:pass(?:word|wd|phrase)?|pwd|secret|token|(?:api|access|private)[_-]?key|credential|auth)"
    r"[A-Za-z0-9_-]{0,40}"
)
_SEEN = r"(?!\[redacted|bearer |basic )"
_NAMING = "pass pwd secret token key creden auth"
# Where a password stands in the words of a command, and not in other texts; behind what marks such a text.
_PLACES = tuple(
    (tuple(marks.split()), regex(form, flags))
    for marks, form, flags in (
        (_NAMING, rf"((?:^|[\s\"'{{,;&?(=])-{{0,2}}{_NAME}[\"']?\s*[=:]\s*[\"']?){_SEEN}([^\s\"'&;,)}}]+)", 2),
        (_NAMING, rf"((?:^|\s)--?{_NAME}\s+[\"']?){_SEEN}([^\s\"'-][^\s\"']*)", 2),
        ("mysql maria", r"((?:^|\s)(?:mysql|mysqldump|mariadb|mysqladmin)\b[^|;&\n]{0,200}?\s-p)([^\s\"']+)", 0),
        ("-u --user", r"((?:^|\s)(?:-u|--user)\s+[\"']?[^\s:\"']{1,200}:)([^\s\"']+)", 0),
        ("bearer bas", r"((?:bearer|basic)\s+)([A-Za-z0-9._~+/=-]{8,})", 2),
    )
)
_LONG_CHARACTERS = 40
# What is long and of all three sorts of characters is no word, no path in lower case and no id of a commit.
_LONG = regex(
    r"(?<![A-Za-z0-9+/_=-])(?=[A-Za-z0-9+/_-]{0,200}[0-9])(?=[A-Za-z0-9+/_-]{0,200}[A-Z])"
    r"(?=[A-Za-z0-9+/_-]{0,200}[a-z])(?![/~.])[A-Za-z0-9+/_-]{40,}={0,2}(?![A-Za-z0-9+/_=-])"
)


def redacted_command(command: str) -> str:
    """The first 1,000 characters of a command with passwords, tokens and keys hidden, as far as their form tells.

    What looks like none stays: a record that is read by people must not be taken for free of secrets.
    """
    text = redacted(command[: MAX_KEPT * 2]).text
    plain = text.casefold()
    for marks, place in _PLACES:
        if any(mark in plain for mark in marks):
            text = place.sub(rf"\1{_HIDDEN}", text)
    if any(len(word) >= _LONG_CHARACTERS for word in text.split()):
        text = _LONG.sub("[redacted: key]", text)
    return text if len(text) <= MAX_KEPT else text[: MAX_KEPT - 1] + "…"
