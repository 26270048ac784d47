"""Are the imports of a JavaScript or TypeScript file all of them, and nothing that only looks like one?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.tier.import_worlds import Edges, imports, names_and_edges, surprises
from paraph.core.tier.imports.javascript import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a from './a'", ["./a"]),
        ('import {\n  a,\n  // it\'s\n  b as c,\n} from "b";', ["b"]),
        ("import * as n from './a'; import './b'", ["./a", "./b"]),
        ("export * from './a'\nexport { x } from './b'", ["./a", "./b"]),
        ("const a = require('a'), b = require ( /* why */ 'b' )", ["a", "b"]),
        ("await import(/* chunk: 'c' */ './a')", ["./a"]),
        ("import(`./a`); import(`./${b}`)", ["./a"]),
        ("import type { T } from './a'; type X = import('./b').Y", ["./a", "./b"]),
        ("import fs = require('a')", ["a"]),
        ('import a from"a"', ["a"]),
        ("// import a from 'a'\n/* require('b') */\nrequire('c')", ["c"]),
        ("const s = \"import x from 'a'\"; const t = `require('b')`", []),
        ("const re = /['\"`]/; require('a')", ["a"]),
        ("const re = /[/'\"]+/g, x = require('a')", ["a"]),
        ("return /`/.test(x) || require('a')", ["a"]),
        ("x = a / b; y = c / 'd'; require('a')", ["a"]),
        ("Array.from('a'); obj.require('b'); $import('c')", []),
        ("<p>Don't</p>\nimport a from 'a'", ["a"]),
        ("", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert list(read(text.encode())) == expected


TREE = {
    "package.json": '{"name": "root", "workspaces": ["packages/*"]}',
    "tsconfig.json": '{ // comment\n "compilerOptions": {"baseUrl": ".",'
    ' "paths": {"@/*": ["web/*"], "cfg": ["web/cfg.ts"]},} }',
    "web/a.ts": "",
    "web/cfg.ts": "",
    "web/view.tsx": "",
    "web/dir/index.js": "",
    "web/old.mjs": "",
    "web/types.d.ts": "",
    "web/data.json": "",
    "packages/ui/package.json": '{"name": "@shop/ui", "main": "dist/index.js",'
    ' "exports": {".": {"import": "./dist/index.js"}, "./button": "./src/button.ts",'
    ' "./icons/*": "./src/icons/*.ts"}}',
    "packages/ui/src/index.ts": "",
    "packages/ui/src/button.ts": "",
    "packages/ui/src/icons/cart.ts": "",
    "packages/util/package.json": '{"name": "util-kit", "imports": {"#own": "./lib/own.js"}}',
    "packages/util/index.js": "",
    "packages/util/lib/own.js": "",
    "packages/bad/package.json": "{nonsense",
}


@pytest.mark.parametrize(
    ("importer", "name", "expected"),
    [
        ("web/x.ts", "./a", {"web/a.ts"}),
        ("web/x.ts", "./a.js", {"web/a.ts"}),
        ("web/x.ts", "./view", {"web/view.tsx"}),
        ("web/x.ts", "./view.jsx", {"web/view.tsx"}),
        ("web/x.ts", "./dir", {"web/dir/index.js"}),
        ("web/x.ts", "./old.mjs", {"web/old.mjs"}),
        ("web/x.ts", "./types", {"web/types.d.ts"}),
        ("web/x.ts", "./data.json", {"web/data.json"}),
        ("web/x.ts", "./data.json?raw", {"web/data.json"}),
        ("web/deep/x.ts", "../a", {"web/a.ts"}),
        ("web/x.ts", "../../../a", set()),
        ("web/x.ts", "@/a", {"web/a.ts"}),
        ("web/x.ts", "cfg", {"web/cfg.ts"}),
        ("web/x.ts", "web/a", {"web/a.ts"}),
        ("web/x.ts", "@shop/ui", {"packages/ui/src/index.ts"}),
        ("web/x.ts", "@shop/ui/button", {"packages/ui/src/button.ts"}),
        ("web/x.ts", "@shop/ui/icons/cart", {"packages/ui/src/icons/cart.ts"}),
        ("web/x.ts", "util-kit", {"packages/util/index.js"}),
        ("web/x.ts", "util-kit/lib/own", {"packages/util/lib/own.js"}),
        ("packages/util/index2.js", "#own", {"packages/util/lib/own.js"}),
        ("web/x.ts", "react", set()),
    ],
)
def test_resolution(importer: str, name: str, expected: set[str]) -> None:
    assert imports({**TREE, importer: f"import x from '{name}'"}, importer) == expected


def write(names: list[str], edges: Edges) -> tuple[dict[str, str], list[str]]:
    """Modules in a few folders with all kinds of extension, imported in every style in turn."""
    endings = ("ts", "tsx", "js", "mjs", "cjs", "jsx")
    paths = [f"web/d{at % 3}/{name}.{endings[at % len(endings)]}" for at, name in enumerate(names)]
    files = {"tsconfig.json": '{"compilerOptions": {"paths": {"~/*": ["./web/*"]}}}'}
    for at, path in enumerate(paths):
        lines = ["// import x from './nothing'"]
        for source, target in sorted(edges):
            if source != at:
                continue
            place = paths[target].removeprefix("web/")
            bare = place if place.endswith(("mjs", "cjs")) else place.rpartition(".")[0]
            styles = [
                f"import x{target} from '../{bare}';",
                f"const y{target} = require('../{bare}');",
                f"export * from '~/{bare}';",
                f"await import(/* lazy */ '../{bare}');",
            ]
            lines.append(styles[(source + target) % len(styles)])
        files[path] = "\n".join(lines)
    return files, paths


@settings(max_examples=60)
@given(names_and_edges)
def test_dependents_are_exact(world: tuple[list[str], Edges]) -> None:
    assert surprises(write, *world) == []


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    assert all(isinstance(name, str) and name for name in read(data + b"\nimport 'zz'"))


@pytest.mark.parametrize("piece", ["import ", '"', "`", "/*", "=/", "/[", "=/[", "=/\\", "import ( ", "from '", "= "])
def test_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    assert len(read((piece * 100_000).encode() + b"\nimport 'zz'")) <= 2
