"""How does a key come into the text of a people file, with every other character left as it stands?

The text is not written anew: the parser says where things end, and lines or words are put in there. Who edits reads
the result again and compares.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from paraph.adapters.formats.ssh_keys import read_public
from paraph.core.errors import InputError, Problem
from paraph.core.model.person import Key
from paraph.core.model.regex import regex

Group = Literal["people", "robots"]
_PLAIN = regex(r"(?!(?i:true|false|null)\b)[A-Za-z][A-Za-z0-9_./@+=-]*(?: [A-Za-z0-9_./@+=-]+)*", 0)
_DAY = regex(r"\d{4}-\d\d-\d\d")


class TextEditor:
    """The edits of this module as one object; implements `ports.people_file.PeopleEditor`."""

    def with_key(self, text: str, group: Group, holder: str, key: Key, /) -> str:
        """The text with one more key of a holder."""
        return with_key(text, group, holder, key)

    def with_revocation(self, text: str, public: str, day: str, /) -> str:
        """The text in which a key is revoked from a day on."""
        return with_revocation(text, public, day)

    def fingerprint(self, public: str, /) -> str:
        """`SHA256:…` of a key of the file, however weak it may be."""
        return read_public(public).fingerprint


def with_key(text: str, group: Group, holder: str, key: Key) -> str:
    """The file with one more key of a person or robot who stands in it already; a new robot is put at its end.

    Raises InputError where the text has no place for it.
    """
    root = _root(text)
    listed = _value(root, group)
    entry = next((each for each in _items(listed) if _said(each, "id") == holder), None)
    item = key_item(key)
    offset = _offset(root)
    if entry is not None:
        keys = _value(entry, "keys")
        return _with_field(text, entry, "keys", [item], offset) if keys is None else _with_item(text, keys, item)
    if group == "people":
        raise InputError(Problem("P0741", f"there is no person `{holder[:60]}` in this text", "add the person first"))
    robot = f"{{id: {_scalar(holder)}, keys: [{item}]}}"
    return _with_field(text, root, "robots", [robot], offset) if listed is None else _with_item(text, listed, robot)


def with_revocation(text: str, public: str, day: str) -> str:
    """The file in which a key is revoked from a day on. Raises InputError where the text does not hold it."""
    root = _root(text)
    for group in ("people", "robots"):
        for holder in _items(_value(root, group)):
            for entry in _items(_value(holder, "keys")):
                if read_public(_said(entry, "key")).text == public:
                    return _revoked(text, entry, day)
    raise InputError(Problem("P0741", "the key is not in this text", "see `paraph key list`"))


def key_item(key: Key) -> str:
    """A key as it stands in the file: on one line, so that a diff shows one."""
    fields = {"key": key.public, "from": key.start, "until": key.end, "revoked": key.revoked, "comment": key.comment}
    return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in fields.items() if value) + "}"


def _scalar(value: str) -> str:
    is_plain = _PLAIN.fullmatch(value) or _DAY.fullmatch(value)
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _root(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="rt", pure=True).compose(text)


def _revoked(text: str, entry: Any, day: str) -> str:
    before = _value(entry, "revoked")
    if before is None:
        return _with_field(text, entry, "revoked", day, 0)
    return text[: before.start_mark.index] + day + text[before.end_mark.index :]


def _with_field(text: str, mapping: Any, name: str, value: str | list[str], offset: int) -> str:
    """One more key of a mapping, with a word or a list of items behind it."""
    if mapping.flow_style:
        inline = value if isinstance(value, str) else f"[{', '.join(value)}]"
        return _inserted(text, mapping, f"{name}: {inline}")
    indent = " " * mapping.start_mark.column
    lines = [f"{indent}{name}: {value}"] if isinstance(value, str) else [f"{indent}{name}:"]
    lines += [f"{indent}{' ' * offset}- {item}" for item in value if not isinstance(value, str)]
    return _below(text, mapping, lines)


def _with_item(text: str, sequence: Any, item: str) -> str:
    if sequence.flow_style:
        return _inserted(text, sequence, item)
    return _below(text, sequence, [f"{' ' * sequence.start_mark.column}- {item}"])


def _inserted(text: str, node: Any, words: str) -> str:
    """Words behind the last value between the brackets of a node."""
    if not node.value:
        at = node.start_mark.index + 1
        return text[:at] + words + text[at:]
    at = _end(text, node.value[-1][1] if node.id == "mapping" else node.value[-1])
    return f"{text[:at]}, {words}{text[at:]}"


def _below(text: str, node: Any, lines: list[str]) -> str:
    """Lines below the last line of a node, before comments that follow it."""
    newline = "\r\n" if "\r\n" in text else "\n"
    end = text.find("\n", _end(text, node))
    if end < 0:
        text += newline
        end = len(text) - 1
    return text[: end + 1] + "".join(f"{line}{newline}" for line in lines) + text[end + 1 :]


def _end(text: str, node: Any) -> int:
    """Where the last value of a node ends; the parser counts comments and empty lines behind a block to it."""
    if node.id != "scalar" and not node.flow_style and node.value:
        return _end(text, node.value[-1][1] if node.id == "mapping" else node.value[-1])
    begin: int = node.start_mark.index
    return begin + len(text[begin : node.end_mark.index].rstrip())


def _offset(root: Any) -> int:
    """How far the lists of this file stand to the right of their keys."""
    for key, value in root.value:
        if value.id == "sequence" and not value.flow_style:
            return max(0, int(value.start_mark.column) - int(key.start_mark.column))
    return 2


def _value(mapping: Any, name: str) -> Any:
    pairs = mapping.value if mapping is not None and mapping.id == "mapping" else ()
    return next((value for key, value in pairs if key.value == name), None)


def _items(sequence: Any) -> Iterator[Any]:
    yield from sequence.value if sequence is not None and sequence.id == "sequence" else ()


def _said(mapping: Any, name: str) -> str:
    value = _value(mapping, name)
    return str(value.value) if value is not None else ""
