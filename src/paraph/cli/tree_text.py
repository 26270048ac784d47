"""How does the whole decision tree read, rule by rule, with the line that each rule stands on?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paraph.cli.decision_text import GLYPHS, Names, painted
from paraph.cli.terminal_text import Style, count, listed, safe, wrap
from paraph.core.model.decision import Node, Owed, State

_ORDER = (State.DENIED, State.CANNOT_TELL, State.PENDING, State.OVERRIDDEN, State.SATISFIED, State.SKIPPED)


class TreeText:
    """Writes trees: what is open first, what does not apply only when asked for."""

    def __init__(
        self, names: Names, sources: Mapping[str, str], style: Style, columns: int, *, shows_skipped: bool
    ) -> None:
        self.names = names
        self.sources = {file: text.splitlines() for file, text in sources.items()}
        self.style = style
        self.columns = columns
        self.shows_skipped = shows_skipped

    def lines(self, rules: Sequence[Node]) -> list[str]:
        """All rules, the worst first; the number of hidden ones at the end."""
        ordered = sorted(rules, key=lambda node: _ORDER.index(node.state))
        shown = [node for node in ordered if self._is_shown(node)]
        lines = [line for node in shown for line in self._rule(node)]
        hidden = len(ordered) - len(shown)
        if hidden:
            lines += ["", self.style.dim(f"{count(hidden, 'rule does', 'rules do')} not apply (--all shows them)")]
        return lines

    def _is_shown(self, node: Node) -> bool:
        return self.shows_skipped or node.state is not State.SKIPPED

    def _rule(self, node: Node) -> list[str]:
        mark = painted(node.state, GLYPHS[node.state], self.style)
        word = node.state.value.replace("_", " ")
        first, *rest = wrap(safe(node.title), self.columns - len(word) - 2, "  ")
        lines = ["", f"{mark} {self.style.bold(first[2:])}  {painted(node.state, word, self.style)}", *rest]
        lines += self._source(node)
        if node.found and not any(f"{child.title}: {child.found}" == node.found for child in self._children(node)):
            lines += wrap(safe(node.found), self.columns, "  ")
        for owed in node.owed:
            lines += self._owed(owed, "  ")
        for child in self._children(node):
            lines += self._node(child, "  ")
        return lines

    def _source(self, node: Node) -> list[str]:
        at = node.position
        if at is None:
            return []
        text = self.sources.get(at.file, [])
        line = safe(text[at.line - 1].strip(), 200) if 0 < at.line <= len(text) else ""
        place = f"{safe(at.file)}:{at.line}"
        return [self.style.dim(part) for part in wrap(f"{place}  {line}".rstrip(), self.columns, "  ", "    ")]

    def _children(self, node: Node) -> list[Node]:
        return [child for child in node.children if self._is_shown(child)]

    def _node(self, node: Node, indent: str) -> list[str]:
        text = safe(node.title) + (f": {safe(node.found)}" if node.found else "")
        first, *rest = wrap(text, self.columns, indent + "  ")
        mark = painted(node.state, GLYPHS[node.state], self.style)
        lines = [f"{indent}{mark} {first[len(indent) + 2 :]}", *rest]
        for owed in node.owed:
            lines += self._owed(owed, indent + "  ")
        for child in self._children(node):
            lines += self._node(child, indent + "  ")
        return lines

    def _owed(self, owed: Owed, indent: str) -> list[str]:
        who = f" by {listed([self.names.of(by) for by in owed.by])}" if owed.by else ""
        turn = "" if owed.is_turn else ", once what stands before it is met"
        fix = f"; fix: {safe(owed.unblocks)}" if owed.unblocks and owed.unblocks != owed.why else ""
        first, *rest = wrap(f"{safe(owed.what)}{who}{turn}{fix}", self.columns, indent + "  ")
        return [f"{indent}{self.style.open('→')} {first[len(indent) + 2 :]}", *rest]
