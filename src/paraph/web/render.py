"""How is a page written from what it is about?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from minijinja import Environment

from paraph.adapters.formats.visible import escaped
from paraph.web.paths import change_path, quoted, repository_path

TEMPLATES = Path(__file__).parent / "templates"
_SHORT = 12
_STEPS = (("year", 31_557_600), ("month", 2_629_800), ("day", 86_400), ("hour", 3_600), ("minute", 60))


def environment(clock: Callable[[], int], asset: Callable[[str], str], folder: Path = TEMPLATES) -> Environment:
    """The templates of a folder, everything escaped, nothing undefined passed over.

    Filters: `ago` and `iso` of epoch seconds, `short` of an id, `count` of a number with a word, `visible` of text
    whose characters might act, `segment` of a name in a path. Functions: `asset`, `change_path`, `repository_path`.
    """
    return Environment(
        loader=lambda name: _source(folder, name),
        undefined_behavior="strict",
        auto_escape_callback=lambda _: "html",
        trim_blocks=True,
        lstrip_blocks=True,
        filters={
            "ago": lambda at: ago(at, clock()), "iso": iso, "short": short, "count": count, "visible": visible,
            "segment": quoted, "query": lambda text: quote(str(text), safe=""),
        },
        globals={"asset": asset, "change_path": change_path, "repository_path": repository_path},
    )  # fmt: skip


def _source(folder: Path, name: str) -> str | None:
    path = (folder / name).resolve()
    return path.read_text(encoding="utf-8") if path.is_relative_to(folder.resolve()) and path.is_file() else None


def ago(at: int, now: int) -> str:
    """A moment (epoch seconds) as it is from now: `3 hours ago`, `in 2 days`; `never` for 0."""
    if not at:
        return "never"
    seconds = abs(now - at)
    for word, size in _STEPS:
        if seconds >= size:
            span = count(seconds // size, word)
            return f"{span} ago" if at <= now else f"in {span}"
    return "just now" if at <= now else "in a moment"


def iso(at: int) -> str:
    """A moment (epoch seconds) as RFC 3339 in UTC; empty for 0."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def short(id_: str) -> str:
    """The first characters of a commit or a digest."""
    return id_.removeprefix("sha256:")[:_SHORT]


def count(number: int, word: str = "", plural: str = "") -> str:
    """`1 file`, `1,204 files`; without a word the number alone."""
    told = f"{number:,}"
    return f"{told} {word if number == 1 else plural or word + 's'}" if word else told


def visible(text: str) -> str:
    """Text in which control, bidirectional and invisible characters are seen; tabs and line ends stay."""
    return text if text.isprintable() else "".join(each if each in "\t\n" else escaped(each) for each in text)


def as_data(value: Any) -> Any:
    """Nouns and named tuples as mappings, all the way down: what templates and JSON are made of."""
    if value is None or isinstance(value, str | int | float):
        return value
    if hasattr(value, "_asdict"):
        return {name: as_data(member) for name, member in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(name): as_data(member) for name, member in value.items()}
    if isinstance(value, tuple | list):
        return [as_data(member) for member in value]
    if isinstance(value, frozenset | set):
        return sorted(as_data(member) for member in value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return {name: as_data(getattr(value, name)) for name in value.__dataclass_fields__}
