"""What depends on what in the tree of a revision, read from git's objects once?

The graph is kept by tree, and the imported names of each file by its content: a tree that differs from
the last in a few files costs the reading of these few, and the joining of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from paraph.core.tier.graph import Graph, build_graph
from paraph.core.tier.kinds import kinds_of
from paraph.core.tier.readers import READERS, Language, Sources, language_for, manifest_of
from paraph.ports.cache import Cache, CacheValue
from paraph.ports.repository import RepositoryReader, TreeEntry

MAX_BLOB_BYTES = 16 * 1_048_576
MAX_MANIFEST_BYTES = 1_048_576
MOST_NAMES_KEPT = 200_000
_VERSION = "1." + ".".join(str(language.version) for language in READERS)
_NOT_READ = ("node_modules/", "bower_components/")


class GraphRead(NamedTuple):
    """The graph of one tree; `absent` are files whose content is not here, so that edges may be missing."""

    graph: Graph
    absent: tuple[str, ...] = ()


def read_graph(repository: RepositoryReader, cache: Cache, revision: str) -> GraphRead:
    """The graph of a revision's tree. Raises ReadError when git does not answer."""
    key = f"{repository.tree_id(revision)}-{_VERSION}"
    known = _from_cache(cache.get("graph", key))
    if known is not None:
        return known
    found = _read(repository, cache, revision)
    if not found.absent:
        cache.put("graph", key, _values(found.graph))
    return found


def _values(graph: Graph) -> CacheValue:
    return (graph.files, graph.importers, graph.direct, graph.dependents, graph.is_used)


def _from_cache(value: object) -> GraphRead | None:
    if not isinstance(value, tuple) or len(value) != 5 or not all(isinstance(part, tuple) for part in value):
        return None
    graph = Graph(*value)
    count = len(graph.files)
    is_whole = len(graph.direct) == len(graph.dependents) == len(graph.is_used) == count <= len(graph.importers)
    return GraphRead(graph) if is_whole else None


def _read(repository: RepositoryReader, cache: Cache, revision: str) -> GraphRead:
    files = [entry for entry in repository.tree(revision) if entry.mode.startswith("100")]
    paths = frozenset(entry.path for entry in files)
    edges: list[tuple[str, str]] = []
    absent: list[str] = []
    for language in READERS:
        own = [entry for entry in files if language_for(entry.path) is language and not _is_skipped(entry.path)]
        if not own:
            continue
        names = _names(repository, cache, language, own)
        absent += [entry.path for entry in own if entry.blob not in names]
        sources = Sources(
            paths,
            {entry.path: names[entry.blob] for entry in own if entry.blob in names},
            _manifests(repository, [entry for entry in files if manifest_of(entry.path) is language]),
        )
        edges.extend(language.reader().edges(sources))
    tests = frozenset(path for path in paths if kinds_of(path) == ("tests",))
    return GraphRead(build_graph(edges, paths, tests), tuple(sorted(absent)))


def _is_skipped(path: str) -> bool:
    return path.endswith((".min.js", ".min.mjs")) or any(part in path for part in _NOT_READ)


def _names(
    repository: RepositoryReader, cache: Cache, language: Language, files: Iterable[TreeEntry]
) -> Mapping[str, tuple[str, ...]]:
    """Imported names by blob, read where they are not known yet."""
    key = f"{language.name}-{language.version}"
    kept = cache.get("imports", key)
    known: dict[str, tuple[str, ...]] = kept if isinstance(kept, dict) else {}
    wanted = dict.fromkeys(entry.blob for entry in files)
    unknown = [blob for blob in wanted if blob not in known]
    if not unknown:
        return known
    reader = language.reader()
    for blob, data in repository.blobs(unknown, max_bytes=MAX_BLOB_BYTES):
        if data is not None:
            known[blob] = reader.read(data)
    if len(known) > MOST_NAMES_KEPT:
        known = {blob: known[blob] for blob in wanted if blob in known}
    cache.put("imports", key, dict(known))
    return known


def _manifests(repository: RepositoryReader, files: list[TreeEntry]) -> dict[str, bytes]:
    paths: dict[str, list[str]] = {}
    for entry in files:
        paths.setdefault(entry.blob, []).append(entry.path)
    blobs = repository.blobs(paths, max_bytes=MAX_MANIFEST_BYTES)
    return {path: data for blob, data in blobs if data is not None for path in paths[blob]}
