"""Which kinds of file, languages and tools does Paraph recognise? Writes two pages of the reference: `make docs`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from paraph.core.detect.catalogue import ROWS, Row
from paraph.core.model.kinds import KINDS
from paraph.core.tier import kind_table as table

REFERENCE = Path(__file__).with_name("reference")
KINDS_HEAD = """\
# Kinds of file

Generated from the tables that recognise them, by `make docs`. A kind follows from a path alone: its name, its
extension, its directories, or a word in its name. A file may be of several kinds; prose below a directory is a
document, unless it is what a program or a model reads. `kinds:` in a policy adds paths to a kind, or makes a new one.
"""
TOOLS_HEAD = """\
# Tools and agents

Generated from the catalogue, by `make docs`. What each tool leaves behind, the part it then had in the work, and how
sure that is. `proof`: nobody but the tool writes it; `strong`: it counts; `weak`: it is shown, and claims nothing. Some
clues are weak at certain times only, by the commit's own date. `agents:` in a policy adds rows of your own.
Beside these rows, `Assisted-by` and `Generated-by` are read for the names of tools and models.
"""
CLUES = {
    "email": "an address of an author, committer or trailer",
    "author_name": "the name of an author or committer",
    "trailer_name": "the name in a trailer",
    "key": "a trailer of its own",
    "footer": "a line of the message",
    "subject": "the first line",
    "account": "a forge account",
    "branch": "the name of the branch",
}
SOURCES = {"docs": "its makers", "histories": "public histories", "tracker": "an issue tracker"}


def pages() -> dict[Path, str]:
    """Both pages, by their place."""
    return {REFERENCE / "kinds.md": kinds_page(), REFERENCE / "tools.md": tools_page()}


def kinds_page() -> str:
    """Kinds of file and languages."""
    rows = [f"| `{kind}` | {_told(kind)} |" for kind in KINDS]
    read = sorted(table.READ_LANGUAGES)
    others = sorted({*table.LANGUAGES.values()} - table.READ_LANGUAGES - table.WITHOUT_IMPORTS)
    lines = [
        KINDS_HEAD,
        "| kind | recognised by |",
        "|---|---|",
        *rows,
        "\n## Languages\n",
        f"Imports are read for {', '.join(read)}.\n",
        f"Recognised as code, and their imports not read (the answer says so): {', '.join(others)}.\n",
    ]
    return "\n".join(lines)


def _told(kind: str) -> str:
    parts = {
        "names": [name for name, kinds in table.FILE_KINDS.items() if kind in kinds],
        "extensions": [name for name, kinds in table.EXTENSION_KINDS.items() if kind in kinds],
        "directories": [name for name, of in table.SEGMENT_KINDS.items() if of == kind],
        "words": [name for name, of in table.TOPIC_WORDS.items() if of == kind],
    }
    for name, words in _more(kind).items():
        parts.setdefault(name, []).extend(sorted(words))
    return "; ".join(f"{name}: {_code(words)}" for name, words in parts.items() if words)


def _more(kind: str) -> Mapping[str, Iterable[str]]:
    every: dict[str, dict[str, Iterable[str]]] = {
        "code": {"extensions": table.LANGUAGES},
        "docs": {"extensions": table.PROSE, "names": table.PAPER_NAMES, "directories": table.DOCUMENT_SEGMENTS},
        "tests": {"directories": table.TEST_SEGMENTS},
        "vendored": {"directories": table.VENDOR_SEGMENTS},
        "generated": {"directories": table.GENERATED_SEGMENTS, "endings": table.GENERATED_ENDINGS},
        "pipeline": {"directories": table.PIPELINE_DIRECTORIES},
    }
    return every.get(kind, {})


def tools_page() -> str:
    """The catalogue of agents."""
    rows: dict[str, None] = {}
    for row in sorted(ROWS, key=lambda row: row.tool):
        cells = (
            row.tool,
            CLUES[row.kind],
            row.role.replace("_", " "),
            row.strength,
            _weak_when(row),
            SOURCES[row.source],
        )
        rows[f"| {' | '.join(cells)} |"] = None
    head = "| tool | clue | its part | how sure | but weak | known from |"
    return "\n".join([TOOLS_HEAD, head, "|---|---|---|---|---|---|", *rows, ""])


def _weak_when(row: Row) -> str:
    return row.window.why if row.window else ""


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
