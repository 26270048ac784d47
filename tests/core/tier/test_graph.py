"""Are dependents counted exactly, in rings, through groups and past the size of one block?"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.tier.import_worlds import Edges, reach
from paraph.core.tier import graph as subject
from paraph.core.tier.graph import build_graph, dependents_of, example_path

edge_sets = st.integers(1, 12).flatmap(
    lambda count: st.tuples(
        st.just(count), st.frozensets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30)
    )
)


def name(number: int) -> str:
    return f"f{number:02}"


@settings(max_examples=150)
@given(edge_sets, st.sampled_from([1, 3, 8192]))
def test_counts_equal_the_closure(world: tuple[int, Edges], block: int) -> None:
    count, edges = world
    before, subject._BLOCK_BITS = subject._BLOCK_BITS, block
    try:
        graph = build_graph([(name(a), name(b)) for a, b in edges], [name(n) for n in range(count)])
    finally:
        subject._BLOCK_BITS = before
    expected = reach(count, edges)
    assert list(graph.dependents) == [len(found) for found in expected]
    assert list(graph.direct) == [len({a for a, b in edges if b == n and a != n}) for n in range(count)]
    assert [set(dependents_of(graph, [n])) for n in range(count)] == expected


@settings(max_examples=150)
@given(edge_sets)
def test_an_example_is_a_chain_of_real_imports(world: tuple[int, Edges]) -> None:
    count, edges = world
    graph = build_graph([(name(a), name(b)) for a, b in edges], [name(n) for n in range(count)])
    for number in range(count):
        chain = example_path(graph, number)
        assert bool(chain) == bool(graph.dependents[number])
        assert all((int(a[1:]), int(b[1:])) in edges for a, b in pairwise(chain))
        assert len(chain) <= 4
        assert not chain or chain[-1] == name(number)


@settings(max_examples=100)
@given(edge_sets, st.frozensets(st.integers(0, 11)))
def test_used_means_that_something_outside_depends_on_it(world: tuple[int, Edges], apart: frozenset[int]) -> None:
    count, edges = world
    files = [name(n) for n in range(count)]
    graph = build_graph([(name(a), name(b)) for a, b in edges], files, {name(n) for n in apart})
    for number, found in enumerate(reach(count, edges)):
        if number in apart:
            assert graph.is_used[number] == bool(found - apart)


def test_a_group_stands_for_its_files_and_is_counted_nowhere() -> None:
    edges = [("main", "\0pkg"), ("\0pkg", "a"), ("\0pkg", "b"), ("a", "\0pkg"), ("b", "\0pkg"), ("a", "deep")]
    graph = build_graph(edges, ["main", "a", "b", "deep"])
    counts = {path: (graph.direct[n], graph.dependents[n]) for path, n in graph.numbers().items()}
    assert counts == {"main": (0, 0), "a": (2, 2), "b": (2, 2), "deep": (1, 3)}
    assert example_path(graph, graph.numbers()["deep"]) in {("main", "a", "deep"), ("b", "a", "deep")}


def test_a_long_chain_needs_no_recursion() -> None:
    files = [f"f{n:05}" for n in range(20_000)]
    graph = build_graph(pairwise(files), files)
    assert graph.dependents[-1] == 19_999
    assert example_path(graph, 19_999) == tuple(files[-4:])


@pytest.mark.parametrize("files", [[], ["a"]])
def test_nothing_depends_on_nothing(files: list[str]) -> None:
    assert sum(build_graph([], files).dependents) == 0
