"""How far does a change reach: kinds, hidden content, dependents, habits, services?"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from paraph.core.errors import ReadError
from paraph.core.model.change import ABSENT, Change, ChangedFile, Mark
from paraph.core.model.facts import Blast, Partner, Unreadable
from paraph.core.model.noun import changed
from paraph.core.tier.catalogue import NOTHING, Catalogue, touched_invariants, touched_services
from paraph.core.tier.cochange import MOST_FILES, WINDOW, missing_partners
from paraph.core.tier.graph import Graph, example_path
from paraph.core.tier.kind_table import READ_LANGUAGES, WITHOUT_IMPORTS
from paraph.core.tier.kinds import is_text, kinds_between, language_of, without_tests
from paraph.core.tier.marks import MAX_SCANNED_BYTES, content_marks
from paraph.flows.facts.read_graph import read_graph
from paraph.ports.cache import Cache
from paraph.ports.repository import RepositoryReader

# What may well change without its usual partners: a test for old code, a page about it.
_ALONE = (("tests",), ("docs",))
UNSHOWN = Mark("invisible", "git takes it for binary, and shows none of its lines")
UNSCANNED = Mark("invisible", f"larger than {MAX_SCANNED_BYTES >> 20} MiB, or absent: not looked through")


class Measured(NamedTuple):
    """The change with kinds, marks and dependents of every file filled in, its blast, and what was unreadable."""

    change: Change
    blast: Blast
    unreadable: tuple[Unreadable, ...]


def measure_blast(
    repository: RepositoryReader, cache: Cache, change: Change, catalogue: Catalogue = NOTHING
) -> Measured:
    """Measure a change against the tree and the history of its base.

    `Blast.dependents` is the largest number of dependents that one changed file has; an added file has none
    yet. What git does not tell is returned as unreadable, never as zero alone.
    """
    unreadable: list[Unreadable] = []
    files = _with_marks(repository, _with_kinds(change.files))
    graph = _graph(repository, cache, change.base, unreadable)
    files = with_dependents(files, graph) if graph else files
    partners = _partners(repository, cache, changed(change, files=files), graph, unreadable)
    paths = [each.path for each in files]
    blast = Blast(
        base=change.base,
        unread_languages=_unread_languages(files),
        examples=_example(files, graph) if graph else (),
        dependents=max((each.dependents or 0 for each in files), default=0),
        partners=partners,
        services=touched_services(catalogue, paths),
        invariants=touched_invariants(catalogue, paths),
    )
    return Measured(changed(change, files=files), blast, tuple(unreadable))


def _with_kinds(files: Collection[ChangedFile]) -> tuple[ChangedFile, ...]:
    return tuple(changed(each, kinds=kinds_between(each.path, each.old_mode, each.new_mode)) for each in files)


def _with_marks(repository: RepositoryReader, files: tuple[ChangedFile, ...]) -> tuple[ChangedFile, ...]:
    """Scan the new content of every file that git does not call binary; what nobody is shown, or is too large to
    be scanned, counts as hidden."""
    scanned = [each for each in files if each.new_mode.startswith("100") and each.added_lines is not None]
    marks: dict[str, tuple[Mark, ...]] = {each.path: (UNSHOWN,) for each in files if _is_unshown(each)}
    blobs = dict.fromkeys(each.new_blob for each in scanned)
    holders: dict[str, list[ChangedFile]] = {}
    for each in scanned:
        holders.setdefault(each.new_blob, []).append(each)
    for blob, data in repository.blobs(blobs, max_bytes=MAX_SCANNED_BYTES) if blobs else ():
        for each in holders[blob]:
            marks[each.path] = (UNSCANNED,) if data is None else content_marks(data, each.kinds or (), each.path)
    return tuple(
        changed(each, marks=(*each.marks, *marks[each.path])) if marks.get(each.path) else each for each in files
    )


def _is_unshown(file: ChangedFile) -> bool:
    """Whether a file whose name promises text holds what git takes for binary: a NUL hides all lines of a script."""
    is_binary = any(mark.kind == "binary" for mark in file.marks)
    return is_binary and file.new_mode.startswith("100") and is_text(file.path)


def _graph(repository: RepositoryReader, cache: Cache, base: str, unreadable: list[Unreadable]) -> Graph | None:
    try:
        found = read_graph(repository, cache, base)
    except ReadError as error:
        unreadable.append(Unreadable("dependents", f"the tree of the base: {error}"))
        return None
    if found.absent:
        count = len(found.absent)
        why = f"{count} files are not in this clone, {found.absent[0]} among them"
        unreadable.append(Unreadable("dependents", why))
    return found.graph


def with_dependents(files: Collection[ChangedFile], graph: Graph) -> tuple[ChangedFile, ...]:
    """Fill in how many files depend on each one; a test that product code depends on is no test."""
    numbers = graph.numbers()
    return tuple(_with_count(each, graph, numbers.get(each.path)) for each in files)


def _with_count(file: ChangedFile, graph: Graph, number: int | None) -> ChangedFile:
    if number is None:
        return changed(file, direct_dependents=0, dependents=0)
    is_false_test = file.kinds == ("tests",) and graph.is_used[number]
    kinds = without_tests(file.path) if is_false_test else file.kinds
    return changed(file, kinds=kinds, direct_dependents=graph.direct[number], dependents=graph.dependents[number])


def _example(files: Collection[ChangedFile], graph: Graph) -> tuple[str, ...]:
    """A chain of imports to the changed file that most files depend on."""
    widest = max(files, key=lambda each: each.dependents or 0, default=None)
    number = graph.numbers().get(widest.path) if widest and widest.dependents else None
    return example_path(graph, number) if number is not None else ()


def _unread_languages(files: Collection[ChangedFile]) -> tuple[str, ...]:
    found = {language_of(each.path) for each in files if "code" in (each.kinds or ())}
    return tuple(sorted(found - READ_LANGUAGES - WITHOUT_IMPORTS - {""}))


def _partners(
    repository: RepositoryReader, cache: Cache, change: Change, graph: Graph | None, unreadable: list[Unreadable]
) -> tuple[Partner, ...]:
    quiet = [each.path for each in change.files if each.old_mode == ABSENT or each.kinds in _ALONE]
    if len(quiet) == len(change.files):
        return ()
    try:
        history = read_habits(repository, cache, change.base)
    except ReadError as error:
        unreadable.append(Unreadable("cochange", f"the history of the base: {error}"))
        return ()
    there = frozenset(graph.files) if graph else frozenset[str]()
    changed = {each.path for each in change.files}
    return missing_partners(history, changed, lambda path: graph is None or path in there, quiet)


def read_habits(repository: RepositoryReader, cache: Cache, tip: str) -> list[tuple[str, ...]]:
    """The paths of each of the newest landed changes at `tip`, newest first; kept with the tip, and extended
    from there when it moves on. Raises ReadError when git does not answer."""
    kept = cache.get("habits", "latest")
    known_tip, known = kept if isinstance(kept, tuple) and len(kept) == 2 else ("", [])
    if known_tip == tip and isinstance(known, list):
        return known
    history: list[tuple[str, ...]] = []
    for landed in repository.landed(tip, limit=WINDOW):
        if landed.landing.id == known_tip:
            history.extend(known)
            break
        history.append(tuple(each.path for each in landed.files[: MOST_FILES + 1]))
    del history[WINDOW:]
    cache.put("habits", "latest", (tip, list(history)))
    return history
