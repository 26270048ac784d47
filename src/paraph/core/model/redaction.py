"""Which secrets stand in a text, and how does it read without them?

A table of forms that tokens of common services have, and of the places where passwords stand. It finds what looks like
a secret, not every secret: text that was redacted is still kept encrypted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.model.regex import regex

if TYPE_CHECKING:
    import re


class Form(NamedTuple):
    """One form that secrets have. One of its marks stands, whatever the case, in every text that has such a secret:
    most texts have none, and a form that cannot be there need not even be compiled."""

    kind: str
    marks: tuple[str, ...]
    pattern: re.Pattern[str]


class Redacted(NamedTuple):
    """A text with `[redacted: KIND]` in the place of each secret, and how many there were."""

    text: str
    secrets: int


# Kind, marks and form; the group `kept` stays, as it only says what follows. Each form is bounded, so that no text
# takes more than time in proportion to its length. A form without case has no `i` in its marks: that letter has more
# cases than two.
FORMS: tuple[Form, ...] = tuple(
    Form(kind, tuple(marks.split()), regex(form))
    for kind, marks, form in (
        (
            "private key",
            "-----begin",
            (r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
            r"(?:[\s\S]{0,20000}?-----END [A-Z0-9 ]{0,50}-----|[\s\S]{0,20000})"),
        ),
        ("token", "gh pat_", r"\bgh[pousr]_[A-Za-z0-9]{30,255}\b|\bgithub_pat_[A-Za-z0-9_]{30,255}\b"),
        ("token", "gl", r"\bgl(?:pat|ptt|dt|rt|cbt|soat)-[A-Za-z0-9_\-]{16,128}"),
        ("token", "xox", r"\bxox[abeoprs]-[A-Za-z0-9\-]{10,250}"),
        ("token", "sk-", r"\bsk-(?:ant-|proj-|or-|live-)?[A-Za-z0-9_\-]{20,250}"),
        ("token", "k_live k_test", r"\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,128}\b"),
        ("token", "aiza", r"\bAIza[A-Za-z0-9_\-]{35}"),
        ("token", "ya29.", r"\bya29\.[A-Za-z0-9_\-.]{20,500}"),
        (
            "token",
            "npm_ pypi- hf_ dop_v1_",
            r"\b(?:npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_\-]{40,500}|hf_[A-Za-z0-9]{30,64}|dop_v1_[a-f0-9]{64})",
        ),
        ("token", "s. hvb.", r"\b(?:hvs|hvb|s)\.[A-Za-z0-9_\-]{24,200}\b"),
        ("token", "eyj", r"\beyJ[A-Za-z0-9_\-]{8,4000}(?:\.[A-Za-z0-9_\-]{0,8000}){1,2}"),
        ("key id", "akia asia agpa aida aroa", r"\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b"),
        ("password", "://", r"(?P<kept>\b[a-z][a-z0-9+.\-]{1,20}://[^\s/:@\"']{0,100}:)[^\s/@\"']{1,200}(?=@)"),
        (
            "password",
            "author",
            (r"(?i:(?P<kept>\b(?:proxy-)?authorization[\"']?\s{0,4}[:=]\s{0,4}[\"']?(?:bearer|basic|token)\s{1,4}))"
            r"[A-Za-z0-9+/=_\-.~]{6,2000}"),
        ),
        (
            "password",
            "pass secret key token creden",
            (r"(?i:(?P<kept>(?<![a-z])[a-z0-9_\-]{0,40}"
            r"(?:passw(?:or)?d|passphrase|secret|(?:api|access|private)[_\-]?key|"
            r"(?:auth|access|refresh)[_\-]?token|credential)s?"
            r"[\\\"']{0,3}\s{0,4}(?:=>|:=|[:=])\s{0,4}[\\\"']{0,3}))"
            r"(?!\[redacted)[^\s\"'\\,;)}]{4,500}"),
        ),
    )
)  # fmt: skip


def redacted(text: str) -> Redacted:
    """The text without what looks like a secret."""
    secrets, plain = 0, text.casefold()
    for kind, marks, form in FORMS:
        if not any(mark in plain for mark in marks):
            continue
        keeps = "kept" in form.groupindex
        text, found = form.subn(rf"\g<kept>[redacted: {kind}]" if keeps else f"[redacted: {kind}]", text)
        secrets += found
    return Redacted(text, secrets)
