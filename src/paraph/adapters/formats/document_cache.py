"""Has this very document been parsed before? Then its tree is read back without a YAML parser.

An entry is one header line and one line of JSON. It is used only if its header names the digest of the
document asked for and the digest of its own body; whatever else is found is ignored and written anew.
"""

from __future__ import annotations

import json
import os

from paraph.adapters.formats.kept_file import keep, read_kept
from paraph.core.model.digest import sha256_hex
from paraph.core.policy.source import Document, Mapping, Scalar, Sequence, Tree

FORMAT = "paraph-document-1"
MAX_ENTRY_BYTES = 16 * 1_048_576
MAX_ENTRIES = 64

Folder = str | os.PathLike[str]
_VALUES = (str, int, float, bool, type(None))


def read_document(content: bytes, file: str, folder: Folder | None) -> Document:
    """The document of some YAML bytes, from the cache in `folder` where it has them.

    With `folder` None, or one that cannot be used, every call parses. Raises InputError as `read_yaml` does.
    """
    if folder is None:
        return _parsed(content, file)
    key = sha256_hex(content)
    found = load(folder, key, file)
    if found is None:
        found = _parsed(content, file)
        store(folder, key, found)
    return found


def _parsed(content: bytes, file: str) -> Document:
    from paraph.adapters.formats.yaml import read_yaml

    return read_yaml(content, file)


def load(folder: Folder, key: str, file: str) -> Document | None:
    """The entry of the document whose bytes have the SHA-256 `key`; None where there is no sound one."""
    try:
        header, _, body = read_kept(f"{folder}/{key}", MAX_ENTRY_BYTES).partition(b"\n")
        if header != _header(key, body):
            return None
        digest, root = json.loads(body)
        return Document(file, _tree(root), digest) if isinstance(digest, str) else None
    except (OSError, RecursionError, TypeError, ValueError):
        return None


def store(folder: Folder, key: str, document: Document) -> None:
    """Keep a document for the next call; a cache that cannot be written is none, and no error."""
    body = json.dumps([document.digest, _data(document.root)], ensure_ascii=False, separators=(",", ":")).encode()
    try:
        keep(f"{folder}/{key}", _header(key, body) + b"\n" + body, MAX_ENTRIES)
    except OSError:
        return


def _header(key: str, body: bytes) -> bytes:
    return f"{FORMAT} {key} {sha256_hex(body)}".encode()


def _data(tree: Tree) -> list[object]:
    """Three values for a scalar, four for a list or a mapping, whose keys and values alternate."""
    if isinstance(tree, Scalar):
        return [tree.value, tree.line, tree.column]
    if isinstance(tree, Sequence):
        return [[_data(item) for item in tree.items], tree.line, tree.column, 0]
    return [[_data(part) for entry in tree.entries for part in entry], tree.line, tree.column, 1]


def _tree(data: list[object]) -> Tree:
    if len(data) == 3:
        return _scalar(data)
    parts, line, column, is_mapping = data
    if not isinstance(parts, list) or type(line) is not int or type(column) is not int:
        raise ValueError("not a tree")
    if not is_mapping:
        return Sequence(tuple([_tree(part) for part in parts]), line, column)
    keys = [_scalar(key) for key in parts[::2]]
    return Mapping(tuple(zip(keys, [_tree(value) for value in parts[1::2]], strict=True)), line, column)


def _scalar(data: list[object]) -> Scalar:
    value, line, column = data
    if type(value) not in _VALUES or type(line) is not int or type(column) is not int:
        raise ValueError("not a scalar")
    return Scalar(value, line, column)  # type: ignore[arg-type]  # the line above has looked
