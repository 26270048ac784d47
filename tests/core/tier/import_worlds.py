"""How do tests make a repository in a language from a wanted set of imports, and what must come out of it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from hypothesis import strategies as st

from paraph.core.tier.graph import Graph, build_graph, example_path
from paraph.core.tier.readers import READERS, Sources, language_for, manifest_of

Edges = frozenset[tuple[int, int]]
Write = Callable[[list[str], Edges], tuple[dict[str, str], list[str]]]


def edges_in(files: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of importer and imported that the readers find in a tree of texts."""
    found: list[tuple[str, str]] = []
    for language in READERS:
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


def surprises(write: Write, names: list[str], edges: Edges) -> list[str]:
    """Where counts differ from the closure, with all edges and with one taken away; where that edge is still seen."""
    found = _differences(write, names, edges)
    if edges:
        gone = min(edges)
        found += _differences(write, names, edges - {gone})
        files, paths = write(names, edges - {gone})
        importer, imported = (paths[number] for number in gone)
        if (importer, imported) in edges_in(files):
            found.append(f"{importer} still imports {imported}")
    return found


def _differences(write: Write, names: list[str], edges: Edges) -> list[str]:
    files, paths = write(names, edges)
    graph = graph_of(files)
    numbers = graph.numbers()
    closure = reach(len(names), edges)
    found = []
    for node, path in enumerate(paths):
        seen = (graph.direct[numbers[path]], graph.dependents[numbers[path]])
        wanted = (sum(imported == node for _, imported in edges), len(closure[node]))
        if seen != wanted:
            found.append(f"{path}: {seen} is not {wanted}")
        example = example_path(graph, numbers[path])
        if any((paths.index(a), paths.index(b)) not in edges for a, b in pairwise(example)):
            found.append(f"{path}: {example} is no chain of imports")
    return found
