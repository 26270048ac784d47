"""What do manifests say of where a bare import leads, however they are written?"""

from __future__ import annotations

import pytest

from paraph.core.tier.imports.node_packages import Packages


def test_the_nearest_settings_hold_and_are_inherited() -> None:
    packages = Packages(
        {
            "tsconfig.base.json": b'{"compilerOptions": {"baseUrl": "lib", "paths": {"#a/*": ["x/*"]}}}',
            "app/tsconfig.json": b'{"extends": "../tsconfig.base.json"}',
            "other/tsconfig.json": b'{"compilerOptions": {"paths": {"@b": ["./b"]}}}',
        }
    )
    assert list(packages.by_settings("app/deep", "#a/one")) == ["lib/x/one", "lib/#a/one"]
    assert list(packages.by_settings("other", "@b")) == ["other/b"]
    assert list(packages.by_settings("other", "@c")) == []


def test_settings_that_extend_each_other_end() -> None:
    packages = Packages({"tsconfig.json": b'{"extends": "./tsconfig.json", "compilerOptions": {"baseUrl": "."}}'})
    assert list(packages.by_settings("", "a")) == ["a"]


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"name": 3}',
        b'{"name": "a", "exports": 3}',
        b"[" * 100_000,
        b'{"exports": {"./x": {"a": 1}}}',
    ],
)
def test_a_manifest_that_makes_no_sense_says_nothing(manifest: bytes) -> None:
    packages = Packages({"package.json": manifest, "tsconfig.json": manifest})
    assert list(packages.by_name("", "b")) == []
    assert list(packages.by_settings("", "b")) == []


def test_conditions_of_exports_are_followed_in_order() -> None:
    exports = (
        b'{"name": "a", "exports": {".": {"import": {"types": "./t.d.ts", "default": "./m.js"}, "require": "./c.cjs"}}}'
    )
    packages = Packages({"p/package.json": exports})
    assert list(packages.by_name("", "a")) == ["p/t.d.ts", "p/m.js", "p/c.cjs", "p"]


def test_mains_name_the_source_behind_a_build() -> None:
    packages = Packages({"p/package.json": b'{"main": "./dist/index.js"}'})
    assert list(packages.mains("p")) == ["p/dist/index.js", "p/src/index", "p/src/index", "p/index"]
    assert list(packages.mains("q")) == []


@pytest.mark.parametrize("piece", ['\\"', "//", "/*", ", ", ",\n", "\n"])
def test_a_hostile_manifest_is_read_in_bounded_time(piece: str) -> None:
    packages = Packages({"tsconfig.json": ('{"' + piece * 200_000).encode()})
    assert list(packages.by_settings("", "a")) == []
