"""Which files depend on a file, directly and over others, and by which path of imports?

The graph runs from what is imported to its importers. Files that import each other in a ring have the
same dependents, so rings are folded first (Tarjan 1972, "Depth-first search and linear graph
algorithms") and sets of dependents then travel from importer to imported as bit sets.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping

from paraph.core.model.noun import noun

# Bits carried at once: bounds memory at (files x 1 KiB), at the price of one more pass for every 8,192 files.
_BLOCK_BITS = 8192


@noun
class Graph:
    """Files by number, and behind them groups (a Go package) that stand for files.

    `importers[n]` are the nodes that import node n; `direct` and `dependents` count files that import
    file n at one remove, and at any; `is_used` says that a file outside `apart` is among the latter.
    """

    files: tuple[str, ...]
    importers: tuple[tuple[int, ...], ...]
    direct: tuple[int, ...]
    dependents: tuple[int, ...]
    is_used: tuple[bool, ...]

    def numbers(self) -> dict[str, int]:
        """Each file's number."""
        return {path: number for number, path in enumerate(self.files)}


def build_graph(edges: Iterable[tuple[str, str]], files: Collection[str], apart: Collection[str] = ()) -> Graph:
    """Make the graph of (importing, imported) pairs. A name that is not in `files` is a group.

    `apart` are files whose imports do not make a file `is_used` (tests).
    """
    names = sorted(files)
    numbers = {path: number for number, path in enumerate(names)}
    importers: list[set[int]] = [set() for _ in names]
    for importer, imported in edges:
        for name in (importer, imported):
            if name not in numbers:
                numbers[name] = len(importers)
                importers.append(set())
        if importer != imported:
            importers[numbers[imported]].add(numbers[importer])
    above = tuple(tuple(sorted(found)) for found in importers)
    rings = _rings(above)
    dependents = _counts(above, rings, len(names))
    outside = [name not in apart for name in names]
    return Graph(
        tuple(names),
        above,
        tuple(len(_direct(above, number, len(names))) for number in range(len(names))),
        tuple(dependents),
        tuple(_used(above, rings, outside)),
    )


def _direct(importers: tuple[tuple[int, ...], ...], number: int, files: int) -> set[int]:
    """Files that import file `number`, looking through groups."""
    found: set[int] = set()
    waiting, groups = list(importers[number]), set()
    while waiting:
        node = waiting.pop()
        if node < files:
            found.add(node)
        elif node not in groups:
            groups.add(node)
            waiting.extend(importers[node])
    found.discard(number)
    return found


def _rings(importers: tuple[tuple[int, ...], ...]) -> list[list[int]]:
    """Strongly connected components, each after all that it leads to; without recursion."""
    order, low = [0] * len(importers), [0] * len(importers)
    is_open = bytearray(len(importers))
    rings: list[list[int]] = []
    stack: list[int] = []
    clock = 0
    for start in range(len(importers)):
        if order[start]:
            continue
        clock += 1
        order[start] = low[start] = clock
        stack.append(start)
        is_open[start] = 1
        walk = [(start, iter(importers[start]))]
        while walk:
            node, rest = walk[-1]
            for above in rest:
                if not order[above]:
                    clock += 1
                    order[above] = low[above] = clock
                    stack.append(above)
                    is_open[above] = 1
                    walk.append((above, iter(importers[above])))
                    break
                if is_open[above] and order[above] < low[node]:
                    low[node] = order[above]
            else:
                walk.pop()
                if walk and low[node] < low[walk[-1][0]]:
                    low[walk[-1][0]] = low[node]
                if low[node] == order[node]:
                    rings.append(_closed(stack, node, is_open))
    return rings


def _closed(stack: list[int], node: int, is_open: bytearray) -> list[int]:
    at = len(stack) - 1
    while stack[at] != node:
        at -= 1
    ring = stack[at:]
    del stack[at:]
    for member in ring:
        is_open[member] = 0
    return ring


def _counts(importers: tuple[tuple[int, ...], ...], rings: list[list[int]], files: int) -> list[int]:
    """Dependents of every file: what its ring reaches, itself left out."""
    counts = [-1] * files
    for first in range(0, files, _BLOCK_BITS):
        last = min(files, first + _BLOCK_BITS)
        reached = [0] * len(importers)
        for ring in rings:
            bits = 0
            for node in ring:
                if first <= node < last:
                    bits |= 1 << (node - first)
                for above in importers[node]:
                    bits |= reached[above]
            total = bits.bit_count()
            for node in ring:
                reached[node] = bits
                if node < files:
                    counts[node] += total
    return counts


def _used(importers: tuple[tuple[int, ...], ...], rings: list[list[int]], outside: list[bool]) -> list[bool]:
    files = len(outside)
    used = [False] * len(importers)
    for ring in rings:
        own = any(node < files and outside[node] for node in ring)
        is_used = own or any(used[above] for node in ring for above in importers[node])
        for node in ring:
            used[node] = is_used
    return used[:files]


def dependents_of(graph: Graph, numbers: Iterable[int], groups: Collection[int] = ()) -> dict[int, int]:
    """Every node that depends on one of `numbers` over any number of imports, with the node it imports on
    the way there; the given ones are left out. Nearest first."""
    origin = dict.fromkeys([*numbers, *groups], -1)
    waiting = deque(origin)
    while waiting:
        node = waiting.popleft()
        for above in graph.importers[node]:
            if above not in origin:
                origin[above] = node
                waiting.append(above)
    return {node: via for node, via in origin.items() if via >= 0}


def example_path(graph: Graph, number: int, most: int = 4) -> tuple[str, ...]:
    """One chain of imports to file `number`, its farthest end first, of at most `most` files; empty without
    dependents. Each file of the chain imports the next."""
    via = dependents_of(graph, (number,))
    chains: Mapping[int, int] = via
    best: list[int] = []
    lengths = {number: 1}
    for node in via:
        lengths[node] = lengths[via[node]] + (node < len(graph.files))
        if node < len(graph.files) and lengths[node] <= most and (not best or lengths[node] > lengths[best[0]]):
            best = [node]
    if not best:
        return ()
    node, chain = best[0], []
    while node != number:
        if node < len(graph.files):
            chain.append(graph.files[node])
        node = chains[node]
    return (*chain, graph.files[number])
