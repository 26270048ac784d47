"""How is a tool's help written below a commit's message, in the form that the Linux kernel asks for?

`Assisted-by: AGENT:MODEL`, one for each tool and model. The kernel's own rules for coding assistants ask for it, and
forbid a tool to sign off.
"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.core.model.attribution import Attribution, Claim
from paraph.core.model.regex import regex

KEY = "Assisted-by"
_UNFIT = regex(r"(?:[^\x21-\x7e]|[<>:])+")
LONGEST_WORD = 80


def assisted_by(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The trailers that some claims ask for, in the order in which tools first appear; none for people, or where the
    tool is not known."""
    told = dict.fromkeys(
        (tool, _word(claim.model)) for claim in claims if claim.polarity == "ai" and (tool := _word(claim.tool))
    )
    has_model = {tool for tool, model in told if model}
    return tuple(
        f"{KEY}: {tool}{':' + model if model else ''}" for tool, model in told if model or tool not in has_model
    )


def claims_of(record: Attribution) -> tuple[Claim, ...]:
    """The claims of a record, each once, in the order of its files and lines."""
    claims = (span.claim for _, spans in record.files for span in spans if span.kind in {"ai", "mixed"})
    return tuple(dict.fromkeys(claim for claim in claims if claim is not None))


def _word(text: str) -> str:
    """A name as one word of printable ASCII: a trailer's value must not end, or hold, another one."""
    return _UNFIT.sub("-", text.strip())[:LONGEST_WORD].strip("-")
