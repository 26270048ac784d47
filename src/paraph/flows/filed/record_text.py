"""Which words does a change record consist of, and what does its commit say of it for machines?

Whoever signs the record signs its text, so that what is said of AI, of the way back and of where it is done stands in
it; the commit's trailers say it once more in the form that every commit says it in.
"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.core.model.regex import regex

MOST_TITLE, MOST_TEXT_BYTES, MOST_TOOLS = 200, 262_144, 10
USES = {
    "none": "not at all",
    "assisted": "as a help",
    "generated": "it wrote most of it",
    "autonomous": "an agent made it on its own",
    "unknown": "nobody knows",
}
_TRAILERS = {"assisted": "Assisted-by", "generated": "Generated-by", "autonomous": "Generated-by"}
_ENVIRONMENT = regex(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")
_TOOL = regex(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,63}")
_KEY = "Environment: "


class Filing(NamedTuple):
    """What is filed: a title on one line, the text (what is done), and by whom (an id of the directory).

    `environment` is where it is done, `assistance` how AI took part (a key of `USES`) with its `tools`
    (`tool:model`), `rollback` how it is undone. Each may be empty, where the text says it.
    """

    title: str
    text: str
    person: str
    environment: str = ""
    assistance: str = ""
    tools: tuple[str, ...] = ()
    rollback: str = ""


def title_of(filing: Filing) -> str:
    """The title. Raises InputError (P1317)."""
    title = " ".join(filing.title.split())
    if not title or len(title) > MOST_TITLE or not title.isprintable():
        raise _unfit(f"a title has 1 to {MOST_TITLE} characters, all of them visible", "mend it")
    return title


def content_of(filing: Filing) -> bytes:
    """The whole text that is read and signed. Raises InputError (P1317) for one that cannot be used."""
    text = _lines(filing.text)
    if not text.strip() or "\0" in text + filing.rollback:
        raise _unfit("a record has a text", "say what is done, step by step, and how it is undone")
    head = [f"{_KEY}{filing.environment}"] if filing.environment else []
    if filing.assistance:
        tools = f" ({', '.join(filing.tools)})" if filing.tools else ""
        head.append(f"AI took part: {USES[filing.assistance]}{tools}")
    rollback = _lines(filing.rollback).strip("\n")
    parts = ["\n".join(head), text, f"How it is undone:\n\n{rollback}" if rollback.strip() else ""]
    content = ("\n\n".join(filter(None, parts)) + "\n").encode("utf-8", "replace")
    if len(content) > MOST_TEXT_BYTES:
        raise _unfit(f"a record has a text of at most {MOST_TEXT_BYTES:,} bytes", "say it more shortly")
    return content


def trailers_of(filing: Filing) -> tuple[str, ...]:
    """What the commit says below its title. Raises InputError (P1317) for a name that no trailer can hold."""
    if filing.environment and not _ENVIRONMENT.fullmatch(filing.environment):
        raise _unfit(f"{filing.environment[:64]!r} is no environment", "name it as `production` or `eu/staging-2`")
    if filing.assistance and filing.assistance not in USES:
        raise _unfit(f"{filing.assistance[:64]!r} does not say how AI took part", f"say one of: {', '.join(USES)}")
    bad = next((each for each in filing.tools if not _TOOL.fullmatch(each)), None)
    if bad is not None or len(filing.tools) > MOST_TOOLS:
        what = f"there are more than {MOST_TOOLS} tools" if bad is None else f"{bad[:64]!r} is no tool"
        raise _unfit(what, "name each as `tool:model`")
    if filing.tools and filing.assistance not in _TRAILERS:
        raise _unfit("tools are named, and not what they did", "say how AI took part")
    said = [f"{_KEY}{filing.environment}"] if filing.environment else []
    return (*said, *(f"{_TRAILERS[filing.assistance]}: {each}" for each in filing.tools))


def environment_in(message: str) -> str:
    """Where a record is carried out, as its commit says; empty where it does not."""
    _, *below = message.rstrip().split("\n\n")
    last = below[-1].split("\n") if below else []
    found = [line.removeprefix(_KEY) for line in last if line.startswith(_KEY)]
    return found[0] if found and _ENVIRONMENT.fullmatch(found[0]) else ""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _unfit(what: str, fix: str) -> InputError:
    return InputError(Problem("P1317", what, fix))
