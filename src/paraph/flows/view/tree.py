"""How is a decision tree read on a page: what is open first, what does not apply last?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from paraph.core.model.decision import Node, Owed, State
from paraph.core.model.noun import noun
from paraph.core.model.person import Directory, Person
from paraph.flows.view.shown import shown

GLYPHS: Mapping[State, str] = {
    State.SATISFIED: "✓", State.PENDING: "◷", State.DENIED: "✗", State.CANNOT_TELL: "?", State.SKIPPED: "–",
    State.OVERRIDDEN: "!",
}  # fmt: skip
WORDS: Mapping[State, str] = {
    State.SATISFIED: "met", State.PENDING: "open", State.DENIED: "denied", State.CANNOT_TELL: "cannot tell",
    State.SKIPPED: "does not apply", State.OVERRIDDEN: "overridden",
}  # fmt: skip
_FIRST = (State.DENIED, State.CANNOT_TELL, State.PENDING, State.OVERRIDDEN, State.SATISFIED, State.SKIPPED)
_OPEN = (State.DENIED, State.CANNOT_TELL, State.PENDING)
MOST_CHILDREN, MOST_BY = 200, 12
NOBODY: Mapping[str, Person] = MappingProxyType({})


@noun
class PersonName:
    """A person as a page calls them; `name` is the id where nobody wrote down another."""

    id: str
    name: str
    level: str = ""
    is_viewer: bool = False


@noun
class OwedView:
    """One thing that is missing, with the people who could give it, best first."""

    what: str
    why: str
    kind: str
    rule: str
    by: tuple[PersonName, ...]
    more_by: int
    is_turn: bool
    is_yours: bool
    minutes: int
    unblocks: str


@noun
class NodeView:
    """One place of the tree. `source` is where the policy says so (`file:line`), `line` that line."""

    kind: str
    title: str
    state: str
    glyph: str
    word: str
    found: str
    is_open: bool
    source: str = ""
    line: int = 0
    children: tuple[NodeView, ...] = ()
    skipped: tuple[NodeView, ...] = ()
    left_out: int = 0


class Names:
    """People as they are called, and which of them is reading. A decision is kept without names: `known` has them."""

    def __init__(self, directory: Directory, viewer: str = "", known: Mapping[str, Person] = NOBODY) -> None:
        self.people = {person.id: person for person in directory.people}
        self.viewer, self.known = viewer, known

    def of(self, who: str) -> PersonName:
        """One person by their id, or whoever is not known by what they are called."""
        person, known = self.people.get(who), self.known.get(who)
        is_viewer = bool(who) and who == self.viewer
        name = shown((known.name if known else "") or (person.name if person else "") or who, 100)
        if person is None:
            return PersonName(shown(who, 100), name, "", is_viewer)
        return PersonName(person.id, name, shown(person.level or "", 40), is_viewer)


def nodes(children: Iterable[Node]) -> tuple[tuple[NodeView, ...], tuple[NodeView, ...]]:
    """Those that apply, the open ones first, and those that do not."""
    ordered = sorted(children, key=lambda node: _FIRST.index(node.state))
    views = [_node(each) for each in ordered if each.state is not State.SKIPPED]
    return tuple(views), tuple(_node(each) for each in ordered if each.state is State.SKIPPED)


def _node(node: Node) -> NodeView:
    applies, skipped = nodes(node.children[:MOST_CHILDREN])
    at = node.position
    return NodeView(
        kind=node.kind,
        title=shown(node.title, 500) or node.kind,
        state=node.state.value,
        glyph=GLYPHS[node.state],
        word=WORDS[node.state],
        found=shown(node.found, 1_000),
        is_open=node.state in _OPEN,
        source=f"{shown(at.file, 200)}:{at.line}" if at else "",
        line=at.line if at else 0,
        children=applies,
        skipped=skipped,
        left_out=max(0, len(node.children) - MOST_CHILDREN),
    )


def owed_views(owed: Iterable[Owed], names: Names) -> tuple[OwedView, ...]:
    """What is missing, whose turn it is first and what the reader can give before what others can."""
    views = [_owed(each, names) for each in owed]
    return tuple(sorted(views, key=lambda view: (not view.is_turn, not view.is_yours)))


def _owed(owed: Owed, names: Names) -> OwedView:
    return OwedView(
        what=shown(owed.what, 500),
        why=shown(owed.why, 500),
        kind=owed.kind,
        rule=shown(owed.rule, 200),
        by=tuple(names.of(each) for each in owed.by[:MOST_BY]),
        more_by=max(0, len(owed.by) - MOST_BY),
        is_turn=owed.is_turn,
        is_yours=bool(names.viewer) and names.viewer in owed.by,
        minutes=owed.minutes,
        unblocks=shown(owed.unblocks, 500) if owed.unblocks != owed.why else "",
    )
