"""Does every language of the registry lead to its reader?"""

from __future__ import annotations

import pytest

from paraph.core.tier.readers import LANGUAGES, Language, language_for, manifest_of


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_a_language_is_read_by_the_module_of_its_name(language: Language) -> None:
    reader = language.reader()
    assert getattr(reader, "__name__", "").endswith(f".{language.name}")
    assert reader.read(b"") == ()


@pytest.mark.parametrize(
    ("path", "name"),
    [("a/b.py", "python"), ("a.d.ts", "javascript"), ("A.java", "java"), ("x.go", "go"), ("a.rb", None)],
)
def test_a_file_finds_its_language(path: str, name: str | None) -> None:
    found = language_for(path)
    assert (found.name if found else None) == name


def test_manifests() -> None:
    assert {path: found.name for path in ("go.mod", "a/package.json", "b/go.sum") if (found := manifest_of(path))} == {
        "go.mod": "go",
        "a/package.json": "javascript",
    }
