"""What happened to a change, in order, and which entry of the ledger proves each line of it?"""

from __future__ import annotations

from collections.abc import Iterable

from paraph.core.ledger.entry import read_entry
from paraph.core.model.decision import State
from paraph.core.model.noun import noun
from paraph.core.model.person import Directory
from paraph.core.model.refs import short_name
from paraph.core.pipeline import decide
from paraph.flows.attend.office import Office
from paraph.flows.ledger.find_change import Meant, find_change
from paraph.flows.ledger.follow_change import Story, Told, follow_change, with_leaves
from paraph.flows.ledger.story import Line, Stage
from paraph.flows.view.addresses import change_address, entry_address
from paraph.flows.view.shown import ago, iso, shown
from paraph.flows.view.tree import GLYPHS
from paraph.ports.board import ChangeRow, KeptReview
from paraph.ports.ledger import Ledger
from paraph.ports.question import Evaluation
from paraph.ports.repository import RepositoryReader

TITLES: dict[Stage, str] = {
    "wrote": "Who wrote it", "risk": "How much it could break", "owed": "What the rules asked", "said": "What was said",
    "decided": "What was decided", "landed": "What landed",
}  # fmt: skip
_MARKS = {
    "allow": State.SATISFIED, "wait": State.PENDING, "deny": State.DENIED, "cannot_tell": State.CANNOT_TELL,
}  # fmt: skip
_REVIEWS = {
    "approved": ("approved it", State.SATISFIED), "changes_requested": ("asked for changes", State.DENIED),
    "dismissed": ("had their review dismissed", State.SKIPPED), "commented": ("commented", None),
}  # fmt: skip


@noun
class TimelineLine:
    """One line. `entry` is the entry that proves it, None where it only tells; `leaf` that entry's RFC 6962 hash."""

    text: str
    more: tuple[str, ...]
    state: str
    glyph: str
    at: int
    at_iso: str
    ago: str
    entry: int | None
    leaf: str
    link: str
    signature: str


@noun
class Chapter:
    """The lines of one stage."""

    stage: str
    title: str
    lines: tuple[TimelineLine, ...]


@noun
class Timeline:
    """The page; `sentence` says whether the decision made again today is the recorded one."""

    repository: str
    number: str
    link: str
    title: str
    target: str
    head: str
    origin: str
    size: int
    sentence: str
    is_same: bool
    chapters: tuple[Chapter, ...]
    schema: str = "paraph/timeline/v1"


def timeline(
    office: Office, reader: RepositoryReader, row: ChangeRow, found: Evaluation, reviews: Iterable[KeptReview],
    people: Directory,
) -> Timeline:  # fmt: skip
    """The story of a change; `people` are those by whose keys its statements are judged. Raises ReadError when the
    ledger or git does not answer."""
    ledger = office.ledger(row.repository)
    meant = Meant(row.head, row.head, row.target)
    if row.state in ("landed", "alarm"):
        meant = find_change(reader, ledger, [row.target], row.landed or row.head)
    change = found.facts.change
    said = ledger.statements_about([row.target], diffs=[change.diff], heads=[row.head], trees=[change.tree or ""])
    told = Told(found.decision, found.facts, {}, row.entry, {"verdict": row.verdict})
    story = follow_change(meant, told, said, people, office.check, ledger, row.title)
    more = [*([_judged(ledger, row)] if row.entry is not None else ()), *map(_review, reviews)]
    again = decide(found.policy, found.facts).verdict.value if found.policy.rules else ""
    return _view(row, story, tuple(with_leaves(more, ledger)), again, office.clock())


def _view(row: ChangeRow, story: Story, more: tuple[Line, ...], again: str, now: int) -> Timeline:
    recorded, made = story.recorded.replace("_", " "), again.replace("_", " ")
    is_same = recorded == made
    sentence = f"Decided: {recorded or 'nothing that is on record yet'}"
    if recorded and made:
        same = "and it is the same" if is_same else f"and it is {made}: the facts of then are not those of now"
        sentence += f". Made again just now from the facts and the policy that were kept, {same}"
    chapters = []
    for stage, title in TITLES.items():
        lines = [line for line in (*story.lines, *more) if line.stage == stage]
        lines.sort(key=lambda line: line.at)
        if lines:
            chapters.append(Chapter(stage, title, tuple(_line(line, now) for line in lines)))
    return Timeline(
        repository=shown(row.repository, 200), number=shown(row.number, 200),
        link=change_address(row.repository, row.number), title=shown(story.title or row.title, 300),
        target=shown(short_name(row.target), 200), head=row.head, origin=shown(story.origin, 200), size=story.size,
        sentence=f"{sentence}.", is_same=is_same, chapters=tuple(chapters),
    )  # fmt: skip


def _line(line: Line, now: int) -> TimelineLine:
    return TimelineLine(
        text=shown(line.text), more=tuple(shown(each) for each in line.more),
        state=line.mark.value if line.mark else "", glyph=GLYPHS[line.mark] if line.mark else "·",
        at=line.at, at_iso=iso(line.at), ago=ago(line.at, now), entry=line.entry, leaf=line.leaf,
        link=entry_address(line.entry) if line.entry is not None else "", signature=shown(line.signature, 100),
    )  # fmt: skip


def _judged(ledger: Ledger, row: ChangeRow) -> Line:
    """The last decision of the server itself."""
    index = row.entry or 0
    said = read_entry(next(iter(ledger.entries(index, index + 1)), b""))
    verdict = str(said.get("verdict") or row.verdict)
    what = f"{verdict.replace('_', ' ')}, {short_name(row.target)} {row.base[:12]}..{row.head[:12]}"
    return Line("decided", what, _MARKS.get(verdict), (row.summary,), int(said.get("at", 0)), index)


def _review(review: KeptReview) -> Line:
    words, mark = _REVIEWS.get(review.state, (review.state, None))
    entry = review.entry if review.entry >= 0 else None
    text = f"{review.account.partition(':')[2] or review.account} {words} at {review.head[:12]}"
    return Line("said", text, mark, (), review.at, entry)
