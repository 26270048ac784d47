"""How is a command kept on record without the secrets that stand in it?"""

from __future__ import annotations

from paraph.core.model.regex import regex

HIDDEN = "[hidden]"
MAX_KEPT = 1_000
_NAME = (
    r"[A-Za-z0-9_.-]*(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|"
    r"auth)[A-Za-z0-9_-]*"
)
_NAMED = regex(rf"((?:^|[\s\"'{{,;&?(=])-{{0,2}}{_NAME}[\"']?\s*(?:=|:)\s*[\"']?)([^\s\"'&;,)}}]+)", 2)
_OPTION = regex(rf"((?:^|\s)--?{_NAME}\s+[\"']?)([^\s\"'-][^\s\"']*)", 2)
_SHORT = regex(r"((?:^|\s)(?:mysql|mysqldump|mariadb|mysqladmin)\b[^|;&\n]{0,200}?\s-p)([^\s\"']+)")
_USER = regex(r"((?:^|\s)(?:-u|--user)\s+[\"']?[^\s:\"']{1,200}:)([^\s\"']+)")
_ADDRESS = regex(r"([A-Za-z][A-Za-z0-9+.-]{0,20}://[^\s/:@\"']{0,200}:)([^\s@\"']+)(?=@)")
_HEADER = regex(r"((?:bearer|basic)\s+)([A-Za-z0-9._~+/=-]{8,})", 2)
_TOKEN = regex(
    r"\b(?:AKIA|ASIA)[A-Z0-9]{12,}|\b(?:ghp|gho|ghu|ghs|ghr|github_pat|glpat|xox[abprs]|sk|pk|rk|npm|pypi|dop_v1|hf)[-_]"
    r"[A-Za-z0-9_-]{12,}|\beyJ[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*){0,2}|-----BEGIN[^-]{1,60}-----.*?(?:-----END[^-]{1,60}-----|$)",
    16,
)
_LONG = regex(
    r"(?<![A-Za-z0-9+/_=-])(?=[A-Za-z0-9+/_-]{0,200}[0-9])(?=[A-Za-z0-9+/_-]{0,200}[A-Za-z])[A-Za-z0-9+/_-]{40,}={0,2}(?![A-Za-z0-9+/_=-])"
)


def redacted(command: str) -> str:
    """The first 1,000 characters of a command with passwords, tokens and keys hidden, as far as their form tells.

    What looks like none stays: a record that is read by people must not be taken for free of secrets.
    """
    text = command[: MAX_KEPT * 2]
    for pattern in (_HEADER, _NAMED, _OPTION, _SHORT, _USER, _ADDRESS):
        text = pattern.sub(rf"\1{HIDDEN}", text)
    for whole in (_TOKEN, _LONG):
        text = whole.sub(HIDDEN, text)
    return text if len(text) <= MAX_KEPT else text[: MAX_KEPT - 1] + "…"
