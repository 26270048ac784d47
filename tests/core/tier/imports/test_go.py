"""Do Go files depend on packages as Go builds them?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.tier.import_worlds import Edges, graph_of, imports, names_and_edges, surprises
from paraph.core.tier.imports.go import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('package a\nimport "x"', ["package a", "x"]),
        (('// Copyright "no"\n/* import "no" */\n\npackage a // b\n\nimport (\n\t"x"\n\n\ty "z" // "no" )\n'
         '\t_ "w"\n\t. `v`\n)\nimport q "r"\n'),
         ["package a", "x", "z", "w", "v", "r"]),
        ('package a; import "x"; import "y"\nvar s = "import no"\n', ["package a", "x", "y"]),
        ('package a\nvar s = `\nimport "no"\n`', ["package a"]),
        ('package a\nimport ("x"; "y")', ["package a", "x", "y"]),
        ('package a\nimport ()\nimport "x"', ["package a", "x"]),
        ("", []),
        ('import "x"', []),
    ],
)  # fmt: skip
def test_names(text: str, expected: list[str]) -> None:
    assert list(read(text.encode())) == expected


TREE = {
    "go.mod": "module example.test/shop // the shop\n\nreplace (\n"
    "\texample.test/lib v1.2.0 => ./third/lib // local\n)\n",
    "cart/cart.go": "package cart",
    "cart/line.go": "package cart",
    "cart/cart_test.go": "package cart",
    "cart/help_test.go": "package cart",
    "cart/out_test.go": "package cart_test",
    "tools/go.mod": "module example.test/tools",
    "tools/gen/gen.go": "package gen",
    "third/lib/go.mod": "module example.test/forked",
    "third/lib/deep/deep.go": "package deep",
    "vendor/example.test/v/v.go": "package v",
}


@pytest.mark.parametrize(
    ("importer", "text", "expected"),
    [
        ("main.go", 'package main\nimport "example.test/shop/cart"', {"cart/cart.go", "cart/line.go"}),
        ("main.go", 'package main\nimport "example.test/tools/gen"', {"tools/gen/gen.go"}),
        ("main.go", 'package main\nimport "example.test/shop/tools/gen"', set()),
        ("main.go", 'package main\nimport "example.test/lib/deep"', {"third/lib/deep/deep.go"}),
        ("main.go", 'package main\nimport "example.test/v"', {"vendor/example.test/v/v.go"}),
        ("main.go", 'package main\nimport "fmt"', set()),
        ("cart/new.go", "package cart", {"cart/cart.go", "cart/line.go"}),
        (
            "cart/new_test.go",
            "package cart",
            {"cart/cart.go", "cart/line.go", "cart/cart_test.go", "cart/help_test.go"},
        ),
        ("cart/new_test.go", "package cart_test", {"cart/out_test.go"}),
    ],
)
def test_resolution(importer: str, text: str, expected: set[str]) -> None:
    assert imports({**TREE, importer: text}, importer) == expected


def test_product_files_never_depend_on_tests() -> None:
    graph = graph_of(TREE)
    assert graph.dependents[graph.numbers()["cart/help_test.go"]] == 1
    assert graph.dependents[graph.numbers()["cart/cart.go"]] == 3


def write(names: list[str], edges: Edges) -> tuple[dict[str, str], list[str]]:
    """One package a directory, half of them in a second module."""
    modules = ("example.test/one", "example.test/two")
    places = ("", "two/")
    paths = [f"{places[at % 2]}{name}/{name}.go" for at, name in enumerate(names)]
    files = {f"{place}go.mod": f"module {module}\n" for module, place in zip(modules, places, strict=True)}
    for at, path in enumerate(paths):
        used = [f'\t"{modules[target % 2]}/{names[target]}"' for source, target in sorted(edges) if source == at]
        files[path] = "\n".join([f"package {names[at]}", "import (", *used, ")", 'var s = "example.test/one"'])
    return files, paths


@settings(max_examples=60)
@given(names_and_edges)
def test_dependents_are_exact(world: tuple[list[str], Edges]) -> None:
    assert surprises(write, *world) == []


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    assert all(isinstance(name, str) for name in read(b"package a\n" + data))


@pytest.mark.parametrize("piece", ["import ", '"', "/*", "import (", "a ", '"a" ', "import a ", "//", "\n;"])
def test_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    assert len(read(b"package a\nimport (" + (piece * 100_000).encode())) <= 3


@pytest.mark.parametrize("piece", ["\n", " ", "module ", "replace ", "a =>", "//", '"'])
def test_a_hostile_manifest_is_read_in_bounded_time(piece: str) -> None:
    files = {"go.mod": piece * 200_000, "main.go": 'package main\nimport "example.test/a"'}
    assert imports(files, "main.go") == set()
