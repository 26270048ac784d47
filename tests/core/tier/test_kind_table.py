"""Is the table of kinds consistent with itself?"""

from __future__ import annotations

from paraph.core.tier import kind_table as table


def test_every_name_is_written_as_it_is_looked_up() -> None:
    tables = (table.FILE_KINDS, table.EXTENSION_KINDS, table.SEGMENT_KINDS, table.TOPIC_WORDS, table.LANGUAGES)
    assert [name for each in tables for name in each if name != name.lower()] == []


def test_languages_with_a_reader_are_those_whose_files_it_takes() -> None:
    assert {"python", "javascript", "typescript", "vue", "svelte", "mdx", "java", "go"} == table.READ_LANGUAGES


def test_a_language_is_either_read_or_says_so_or_has_no_imports() -> None:
    assert table.READ_LANGUAGES.isdisjoint(table.WITHOUT_IMPORTS)
    assert set(table.LANGUAGES.values()) >= table.WITHOUT_IMPORTS
