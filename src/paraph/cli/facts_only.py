"""What does the gate say when everything it may look at is in one document? No git is asked."""

from __future__ import annotations

import sys
from pathlib import Path

from paraph.adapters.formats.documents import read_facts
from paraph.adapters.formats.policy_file import read_policy_files
from paraph.adapters.formats.strict_json import MAX_BYTES
from paraph.core.errors import InputError, Problem
from paraph.core.pipeline import decide
from paraph.ports.question import Answer, Question
from paraph.wiring import source_text


def answer_facts(question: Question) -> Answer:
    """Decide from a facts document and policy files; raises InputError for whatever cannot be used."""
    content = read_argument(question.facts or "-", "--facts", max_bytes=MAX_BYTES)
    facts = read_facts(content, "stdin" if question.facts == "-" else str(question.facts))
    if question.stage == "deploy" and facts.stage != "deploy":
        raise InputError(Problem("P0602", "the facts are about a merge, not a deployment", "leave out --at deploy"))
    own, organisation = (source_text(path) if path else None for path in (question.policy, question.org_policy))
    policy = read_policy_files(own, organisation)
    texts = {source.file: source.content.decode("utf-8", "replace") for source in (own, organisation) if source}
    return Answer(decide(policy, facts), facts, policy, texts)


def read_argument(path: str, flag: str, *, max_bytes: int) -> bytes:
    """The bytes of a file on the command line, `-` being stdin; never more than `max_bytes`."""
    try:
        if path == "-":
            content = sys.stdin.buffer.read(max_bytes + 1)
        else:
            with Path(path).open("rb") as stream:
                content = stream.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(Problem("P0604", f"{flag} {path}: {reason}", "name a file that can be read")) from None
    if len(content) > max_bytes:
        raise InputError(Problem("P0605", f"{flag} {path}: larger than {max_bytes:,} bytes", "name a smaller file"))
    return content
