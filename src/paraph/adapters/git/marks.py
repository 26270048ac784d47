"""What about a changed file could a reader of the difference miss?"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from paraph.adapters.git.names import collisions, decode_path, encode_path, guarded_alias, oddity
from paraph.adapters.git.objects import Objects
from paraph.core.model.change import ABSENT, EXECUTABLE, GITLINK, SYMLINK, ChangedFile, Mark
from paraph.core.model.regex import regex
from paraph.ports.repository import Doubt, FileDelta

POINTER_BYTES = (100, 1024)
POINTER = regex(rb"version https://(?:git-lfs\.github\.com|hawser\.github\.com)/spec/v\d\n")
POINTER_ID = regex(rb"^oid sha256:([0-9a-f]{64})$", re.MULTILINE)
Marks = dict[str, list[Mark]]


def marked(
    files: tuple[FileDelta, ...], tree: str | None, objects: Objects, lfs_folder: str, *, has_lines: bool
) -> tuple[tuple[ChangedFile, ...], tuple[Doubt, ...]]:
    """The changed files with their marks, and doubts about contents that are only pointed at."""
    more: Marks = {}
    for path, detail in aliases(files, tree, objects):
        more.setdefault(path, []).append(Mark("alias_name", detail))
    doubts = []
    for path, oid in pointers(files, objects):
        more.setdefault(path, []).append(Mark("lfs_pointer", oid))
        if not os.path.isfile(f"{lfs_folder}/objects/{oid[:2]}/{oid[2:4]}/{oid}"):
            why = f"the large file {path} is not here, only a pointer to it"
            doubts.append(Doubt("files", why, "`git lfs fetch` brings it"))
    made = tuple(
        ChangedFile(*one[:7], marks=(*own_marks(one, has_lines=has_lines), *more.get(one.path, ()))) for one in files
    )
    return made, tuple(doubts[:1])


def own_marks(file: FileDelta, *, has_lines: bool) -> Iterator[Mark]:
    """Marks that follow from one raw line alone."""
    modes = (file.old_mode, file.new_mode)
    if file.new_mode == EXECUTABLE != file.old_mode:
        yield Mark("executable")
    if ABSENT not in modes and file.old_mode != file.new_mode:
        yield Mark("mode_changed", f"{file.old_mode} to {file.new_mode}")
    if SYMLINK in modes:
        yield Mark("symlink", "removed" if file.new_mode == ABSENT else "")
    if GITLINK in modes:
        yield Mark("gitlink", "removed" if file.new_mode == ABSENT else file.new_blob)
    if file.path.endswith(".gitattributes") and file.path.rpartition("/")[2] == ".gitattributes":
        yield Mark("attributes")
    if has_lines and file.added_lines is None:
        yield Mark("binary")
    if detail := oddity(file.path):
        yield Mark("odd_name", detail)
    if meant := guarded_alias(file.path):
        yield Mark("alias_name", f"could be taken for {meant}")


def pointers(files: Iterable[FileDelta], objects: Objects) -> Iterator[tuple[str, str]]:
    """Paths whose new content is a large-file pointer, with the SHA-256 it points at."""
    regular = [one for one in files if one.new_mode.startswith("100")]
    smallest, largest = POINTER_BYTES
    found = objects.blobs((one.new_blob for one in regular), max_bytes=largest, min_bytes=smallest)
    for one, (_, content) in zip(regular, found, strict=True):
        if content is not None and POINTER.match(content) and (match := POINTER_ID.search(content)):
            yield one.path, match.group(1).decode()


def aliases(files: Iterable[FileDelta], tree: str | None, objects: Objects) -> Iterator[tuple[str, str]]:
    """Added paths of which a component meets another name of the same folder in `tree` but for case or composition."""
    added = [(one.path, encode_path(one.path).split(b"/")) for one in files if one.old_mode == ABSENT]
    if tree is None or not added:
        return
    level: dict[bytes, str] = {b"": tree}
    depth = 0
    while level:
        met, below = colliding(level, objects), {}
        for path, parts in added:
            folder = b"/".join(parts[:depth])
            if depth < len(parts) and folder in level:
                names, children = met[folder]
                if (other := names.get(decode_path(parts[depth]))) is not None:
                    yield path, f"meets {other} where case or composition is ignored"
                if depth + 1 < len(parts) and parts[depth] in children:
                    below[b"/".join(parts[: depth + 1])] = children[parts[depth]]
        level, depth = below, depth + 1


def colliding(level: dict[bytes, str], objects: Objects) -> dict[bytes, tuple[dict[str, str], dict[bytes, str]]]:
    """Of each folder the names that collide, and the trees below it."""
    found = {}
    for folder, stored in zip(level, objects.contents(level.values()), strict=True):
        entries = objects.entries(stored.content) if stored.kind == "tree" else []
        below = {entry.name: entry.id for entry in entries if entry.mode == "040000"}
        found[folder] = (collisions(decode_path(entry.name) for entry in entries), below)
    return found
