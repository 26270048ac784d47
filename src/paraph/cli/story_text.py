"""How does the story of one change read on a terminal?"""

from __future__ import annotations

from paraph.cli.decision_text import GLYPHS, painted
from paraph.cli.terminal_text import Style, count, safe, wrap
from paraph.core.model.refs import short_name
from paraph.flows.ledger.follow_change import Story
from paraph.flows.ledger.story import Line

_LABEL = 9
_PROOF = 14
_LEAF = 8
_SHORT = 10


def story_lines(story: Story, style: Style, columns: int) -> list[str]:
    """The whole story: what it was, line by line what happened, and what the proofs are worth."""
    span = f"{safe(story.base[:_SHORT]) or 'nothing'}..{safe(story.head[:_SHORT]) or 'the staged work'}"
    where = f"{span} into {safe(short_name(story.target))}" if story.target else span
    lines = [style.bold(safe(story.title, 200) or where)]
    lines += [style.dim(where)] if story.title else []
    stage = ""
    for line in story.lines:
        if line.stage != stage:
            lines.append("")
        lines += _line(line, "" if line.stage == stage else line.stage, style, columns)
        stage = line.stage
    return [*lines, "", *_ending(story, style, columns)]


def _line(line: Line, label: str, style: Style, columns: int) -> list[str]:
    mark = GLYPHS[line.mark] if line.mark else " "
    proof = _proof(line)
    indent = " " * (_LABEL + 2)
    words = f"{safe(line.text, 1_000)} ({_moment(line.at)})" if line.at else safe(line.text, 1_000)
    first, *rest = wrap(words, max(columns - _PROOF - 1, 40), indent)
    body = first[len(indent) :]
    gap = " " * max(columns - len(first) - len(proof), 2)
    head = f"{style.bold(f'{label:<{_LABEL}}')}{painted(line.mark, mark, style) if line.mark else mark} {body}"
    lines = [f"{head}{gap}{style.dim(proof)}" if proof else head.rstrip(), *rest]
    for each in line.more:
        lines += [style.dim(part) for part in wrap(safe(each, 1_000), columns, f"{indent}  ")]
    return lines


def _moment(at: int) -> str:
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%MZ}"


def _proof(line: Line) -> str:
    if line.entry is not None:
        return f"#{line.entry} {line.leaf[:_LEAF]}".rstrip()
    return f"{line.signature[: len('SHA256:') + 6]}…" if line.signature else ""


def _ending(story: Story, style: Style, columns: int) -> list[str]:
    if not story.origin:
        text = "From notes; no ledger here. SHA256:… is the key that signed; the order of lines is what they say of it."
        return [style.dim(part) for part in wrap(text, columns)]
    text = (
        f"#N is an entry of the log {safe(story.origin)} ({count(story.size, 'entry', 'entries')}), with its leaf hash."
    )
    if story.recomputed:
        again = "the same" if story.recomputed == story.recorded else f"not as recorded ({story.recorded})"
        text += f" The kept facts decide {story.recomputed.replace('_', ' ')} again: {again}."
    else:
        text += " No decision on it is on record: the first lines say what holds now."
    if story.is_erased:
        text += " What is (erased) was taken out of the store; every decision holds without it."
    return [style.dim(part) for part in wrap(text, columns)]
