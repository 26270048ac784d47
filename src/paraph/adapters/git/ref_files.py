"""Where does a ref stand, by the files in which git keeps it?

For whoever asks often: a process for each question costs more than the answer. Loose refs are read before packed ones,
as git does (gitrepository-layout(5), git-pack-refs(1)): packing writes the packed file first. Whatever is not plain is
left to git itself: None.
"""

from __future__ import annotations

import os

from paraph.core.model.regex import regex

_PLAIN = regex(r"refs(?:/[A-Za-z0-9_+@=,-]+(?:\.[A-Za-z0-9_+@=,-]+)*)+\Z")
_ID = regex(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")


def value_in_files(folder: str, ref: str) -> str | None:
    """The object that a ref leads to, empty where there is none; None where git must be asked. `folder` is the one
    that work trees share."""
    if not _PLAIN.match(ref) or ref.endswith(".lock") or os.path.exists(f"{folder}/reftable"):
        return None
    try:
        loose = _content(f"{folder}/{ref}")
        if loose is not None:
            return _id(loose.rstrip(b"\n"))
        packed = _content(f"{folder}/packed-refs")
    except OSError:
        return None
    if packed is None:
        return ""
    end = packed.find(f" {ref}\n".encode("ascii"))
    if end < 0:
        return ""
    return _id(packed[packed.rfind(b"\n", 0, end) + 1 : end])


def _content(path: str) -> bytes | None:
    """None where there is no such file; a folder of that name holds other refs."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def _id(said: bytes) -> str | None:
    return said.decode("ascii") if _ID.match(said) and said.strip(b"0") else None
