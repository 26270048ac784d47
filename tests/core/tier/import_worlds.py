"""How do tests make a repository in a language from a wanted set of imports, and what must come out of it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from paraph.core.tier.graph import Graph, build_graph
from paraph.core.tier.readers import LANGUAGES, Sources, language_for, manifest_of

Edges = frozenset[tuple[int, int]]
Write = Callable[[list[str], Edges], tuple[dict[str, str], list[str]]]


def edges_in(files: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of importer and imported that the readers find in a tree of texts."""
    found: list[tuple[str, str]] = []
    for language in LANGUAGES:
        reader = language.reader()
        names = {path: reader.read(text.encode()) for path, text in files.items() if language_for(path) is language}
        manifests = {path: text.encode() for path, text in files.items() if manifest_of(path) is language}
        found += reader.edges(Sources(frozenset(files), names, manifests)) if names else ()
    return found


def graph_of(files: Mapping[str, str]) -> Graph:
    """The graph of a tree of texts."""
    return build_graph(edges_in(files), files)


def imports(files: Mapping[str, str], importer: str) -> set[str]:
    """Files that one file imports directly, looking through groups."""
    pairs = edges_in(files)
    found = {imported for source, imported in pairs if source == importer}
    groups = {name for name in found if name not in files}
    for group in groups:
        found |= {imported for source, imported in pairs if source == group}
    return {name for name in found if name in files and name != importer}


def reach(count: int, edges: Edges) -> list[set[int]]:
    """Dependents of every node by the plainest means: a closure by repeated joining."""
    dependents: list[set[int]] = [
        {importer for importer, imported in edges if imported == node} for node in range(count)
    ]
    changed = True
    while changed:
        changed = False
        for node in range(count):
            more = set(dependents[node]).union(*(dependents[above] for above in dependents[node]))
            changed = changed or more != dependents[node]
            dependents[node] = more
    return [found - {node} for node, found in enumerate(dependents)]


names_and_edges = st.integers(2, 7).flatmap(
    lambda count: st.tuples(
        st.lists(
            st.from_regex(r"[a-z][a-z0-9]{2,6}", fullmatch=True).map(lambda name: "q" + name),
            min_size=count, max_size=count, unique=True,
        ),
        st.frozensets(
            st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] != pair[1]),
            max_size=12,
        ),
    )
)  # fmt: skip


def holds_exactly(write: Write, names: list[str], edges: Edges) -> None:
    """Dependents equal the closure; taking one edge away takes away what hung on it, from the example too."""
    files, paths = write(names, edges)
    graph = graph_of(files)
    numbers = graph.numbers()
    expected = reach(len(names), edges)
    for node, path in enumerate(paths):
        assert graph.dependents[numbers[path]] == len(expected[node])
        assert graph.direct[numbers[path]] == sum(imported == node for _, imported in edges)
    if edges:
        gone = min(edges)
        rest = edges - {gone}
        files, paths = write(names, rest)
        graph = graph_of(files)
        assert paths[gone[0]] not in {importer for importer, imported in edges_in(files) if imported == paths[gone[1]]}
        assert [graph.dependents[graph.numbers()[path]] for path in paths] == [
            len(found) for found in reach(len(names), rest)
        ]
