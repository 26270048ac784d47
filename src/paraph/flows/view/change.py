"""What does the page of a change say: the verdict, why, what is owed by whom, and what can be done?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from paraph.core.gate.cheapest import way_to_green
from paraph.core.gate.unbound import if_enforced
from paraph.core.gate.words import listed
from paraph.core.model.asking import Ask
from paraph.core.model.decision import Decision, Finding, Node, Owed, State
from paraph.core.model.facts import Facts
from paraph.core.model.noun import noun
from paraph.core.model.person import Directory, Person
from paraph.core.model.places import BUILT_IN
from paraph.core.model.refs import short_name
from paraph.core.model.regex import regex
from paraph.flows.view.addresses import change_address, repository_address
from paraph.flows.view.answers import SaidView, evidence_views, said_views
from paraph.flows.view.box import Box, box
from paraph.flows.view.files import FileRow, file_rows
from paraph.flows.view.inbox import GLYPHS, WORDS
from paraph.flows.view.record import RecordView, record_view
from paraph.flows.view.shown import ago, due, iso, paragraph, percent, shown
from paraph.flows.view.stages import StageView, stages
from paraph.flows.view.tree import NOBODY, Names, NodeView, OwedView, PersonName, nodes, owed_views
from paraph.ports.board import ChangeRow, ReadMark
from paraph.ports.question import Evaluation

_ASK = regex(r"(?:; ask [^;]*)?\.$")
MOST_FINDINGS = 100
_FINE = (State.SATISFIED, State.SKIPPED, State.OVERRIDDEN)


class Around(NamedTuple):
    """What belongs to a change beside its decision, and who reads: their id, roles, and whether they have a passkey;
    `now` is epoch seconds, `people` are those of the server by their ids."""

    person: str
    now: int
    roles: Collection[str] = ()
    has_passkey: bool = False
    marks: Sequence[ReadMark] = ()
    asks: Sequence[Ask] = ()
    people: Mapping[str, Person] = NOBODY


@noun
class AskView:
    """Who was asked for what; `is_yours` lets the reader hand it on."""

    id: str
    person: PersonName
    requirement: str
    state: str
    why: str
    by: str
    due: str
    due_iso: str
    is_late: bool
    is_yours: bool
    deputy: str
    is_optional: bool = False


@noun
class FindingView:
    """Something odd that a reader should know."""

    kind: str
    text: str
    place: str


@noun
class Head:
    """Which change, in which state. `sentence` is the verdict, `notes` what must be known of it at once."""

    repository: str
    number: str
    link: str
    timeline: str
    policy: str
    title: str
    body: str
    author: PersonName
    forge_link: str
    source: str
    target: str
    standing: str
    glyph: str
    word: str
    sentence: str
    notes: tuple[str, ...]
    tier: str
    tier_reasons: tuple[str, ...]
    assistance: str
    assistance_because: str
    tools: tuple[str, ...]
    ai: str
    ai_percent: int
    ai_lines: int
    minutes: int
    decided: str
    decided_iso: str
    is_draft: bool
    is_record: bool


@noun
class Content:
    """Exactly which content is spoken of: ids and digests in full; `entry` is that of the decision."""

    base: str
    head: str
    tree: str
    diff: str
    policy: str
    facts: str
    decision: str
    entry: int | None


@noun
class ChangeView:
    """The whole page but for the lines of its files, which come by themselves."""

    head: Head
    content: Content
    stages: tuple[StageView, ...]
    owed: tuple[OwedView, ...]
    later: tuple[OwedView, ...]
    way: tuple[OwedView, ...]
    way_minutes: int
    rules: tuple[NodeView, ...]
    skipped: tuple[NodeView, ...]
    advice: tuple[NodeView, ...]
    shadow: tuple[NodeView, ...]
    findings: tuple[FindingView, ...]
    more_findings: int
    evidence: tuple[SaidView, ...]
    said: tuple[SaidView, ...]
    asks: tuple[AskView, ...]
    files: tuple[FileRow, ...]
    files_read: int
    file_count: int
    box: Box
    record: RecordView | None = None
    schema: str = "paraph/change/v1"


def change_view(row: ChangeRow, found: Evaluation | None, around: Around) -> ChangeView:
    """The page of a change as it was last decided; `found` is None where nothing was, or it cannot be read."""
    names = Names(found.facts.people if found else Directory(), around.person, around.people)
    decision = found.decision if found else None
    files = file_rows(row, found.facts, around.marks, around.person) if found else ()
    tree = decision.tree if decision else None
    applies, skipped = nodes(tree.children if tree else ())
    way = way_to_green(tree) if tree else ()
    findings = decision.findings if decision else ()
    return ChangeView(
        head=_head(row, found, names, around.now, around.person),
        content=_content(row, found.facts if found else None),
        stages=stages(row, decision),
        owed=owed_views(_missing(decision), names),
        later=owed_views(decision.later if decision else (), names),
        way=owed_views(way, names),
        way_minutes=sum(each.minutes for each in way),
        rules=applies,
        skipped=skipped,
        advice=_unmet(decision.would if decision else ()),
        shadow=_unmet(decision.recorded if decision else ()),
        findings=tuple(map(_finding, findings[:MOST_FINDINGS])),
        more_findings=max(0, len(findings) - MOST_FINDINGS),
        evidence=evidence_views(found.facts, around.now) if found else (),
        said=said_views(found.facts, names, around.now) if found else (),
        asks=tuple(_ask(each, names, around) for each in around.asks),
        files=files,
        files_read=sum(file.is_read for file in files),
        file_count=len(found.facts.change.files) if found else 0,
        box=box(row, found, around.person, roles=around.roles, has_passkey=around.has_passkey),
        record=record_view(row, found, around.person, around.roles, names),
    )


def _missing(decision: Decision | None) -> tuple[Owed, ...]:
    if decision is None:
        return ()
    unbound = if_enforced(decision)
    return unbound.missing if unbound else decision.missing


def _unmet(rules: Iterable[Node]) -> tuple[NodeView, ...]:
    """Rules that do not bind and would ask for something."""
    return nodes(each for each in rules if each.state not in _FINE)[0]


def _head(row: ChangeRow, found: Evaluation | None, names: Names, now: int, viewer: str) -> Head:
    decision = found.decision if found else None
    standing = row.verdict if row.state == "open" else row.state
    tier = decision.tier if decision else None
    assistance = decision.assistance if decision else None
    at = row.decided_at
    return Head(
        repository=shown(row.repository, 200),
        number=shown(row.number, 200),
        link=change_address(row.repository, row.number),
        timeline=change_address(row.repository, row.number, "timeline"),
        policy=repository_address(row.repository, "policy"),
        title=shown(row.title, 500) or shown(row.source or row.number, 300),
        body=paragraph(found.facts.change.body) if found else "",
        author=names.of(row.person or row.author.partition(":")[2] or row.author),
        forge_link=row.url if row.url.startswith(("https://", "http://")) else "",
        source=shown(short_name(row.source), 200),
        target=shown(short_name(row.target), 200),
        standing=standing,
        glyph=GLYPHS.get(standing, "?"),
        word=WORDS.get(standing, standing),
        sentence=shown(_sentence(row, decision, viewer)),
        notes=tuple(_notes(row, decision)),
        tier=row.tier or (tier.value if tier else ""),
        tier_reasons=tuple(shown(each.text, 300) for each in (tier.reasons if tier else ()) if each.tier == row.tier),
        assistance=row.assistance,
        assistance_because=shown(assistance.because, 300) if assistance else "",
        tools=tuple(shown(each, 60) for each in (assistance.tools if assistance else ())),
        ai=percent(row.ai_share) if row.ai_lines else "",
        ai_percent=round(100 * max(0.0, min(1.0, row.ai_share))),
        ai_lines=row.ai_lines,
        minutes=row.minutes,
        decided=ago(at, now),
        decided_iso=iso(at),
        is_draft=row.is_draft,
        is_record=row.kind == "record",
    )


def _sentence(row: ChangeRow, decision: Decision | None, viewer: str) -> str:
    """The verdict in one sentence; who was asked stands in the place of who could be."""
    if row.state in ("alarm", "closed") or decision is None:
        return row.summary
    if row.verdict != "wait" or not row.owed_by:
        return decision.summary
    whose = f"{listed(row.owed_by)} {'was' if len(row.owed_by) == 1 else 'were'} asked"
    return f"{_ASK.sub('', decision.summary)}; {'it is your turn' if viewer in row.owed_by else whose}."


def _notes(row: ChangeRow, decision: Decision | None) -> Iterator[str]:
    if decision is None:
        yield "What it was decided by is not at hand: nothing can be signed here until it is decided again."
        return
    unbound = if_enforced(decision)
    if BUILT_IN in decision.policy_sources:
        yield "No policy governs this repository yet: shown is what the built-in default would say."
    elif unbound is not None:
        yield f"The policy is not enforced yet; if it were, {shown(unbound.said)}"
    elif not decision.is_enforced:
        yield "The policy is not enforced here."
    if row.is_draft:
        yield "It is a draft."
    if row.head and decision.head and row.head != decision.head:
        yield f"The head has moved to {row.head[:12]}; what is decided below is of {decision.head[:12]}."


def _content(row: ChangeRow, facts: Facts | None) -> Content:
    diff = facts.change.diff if facts else ""
    return Content(row.base, row.head, row.tree, diff, row.policy, row.facts, row.decision, row.entry)


def _finding(finding: Finding) -> FindingView:
    place = finding.path or (finding.commit or "")[:12]
    return FindingView(finding.kind.replace("_", " "), shown(finding.text), shown(place, 300))


def _ask(ask: Ask, names: Names, around: Around) -> AskView:
    is_open = ask.state == "open"
    return AskView(
        id=shown(ask.id, 100),
        person=names.of(ask.person),
        requirement=shown(ask.requirement, 300),
        state=ask.state.replace("_", " "),
        why=shown(ask.why, 300),
        by=names.of(ask.by).name if ask.by else "",
        due=due(ask.due_at, around.now) if is_open else "",
        due_iso=iso(ask.due_at),
        is_late=is_open and 0 < ask.due_at < around.now,
        is_yours=is_open and bool(around.person) and ask.person == around.person,
        deputy=names.of(ask.deputy).name if ask.deputy else "",
        is_optional=ask.is_optional,
    )
