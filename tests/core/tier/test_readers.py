"""Does every language of the registry lead to its reader?"""

from __future__ import annotations

import pytest

from paraph.core.tier.imports import go, java, javascript, python
from paraph.core.tier.readers import READERS, ImportReader, Language, language_for, manifest_of

# Written out, so that the type checker holds each module to the protocol: the registry finds them by their names.
MODULES: tuple[ImportReader, ...] = (python, javascript, java, go)


def test_every_reader_is_one_of_these_modules() -> None:
    assert tuple(language.reader() for language in READERS) == MODULES


@pytest.mark.parametrize("language", READERS, ids=lambda language: language.name)
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
