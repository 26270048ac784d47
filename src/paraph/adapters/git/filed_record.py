"""How does a text become a commit that no branch holds, so that it can be read, signed and judged like any change?

The commit stands on the tip of a branch and adds one file; only a ref of Paraph's own leads to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from paraph.adapters.git.runner import Place, ask
from paraph.core.errors import InputError, Problem
from paraph.core.model.person import Identity
from paraph.core.model.regex import regex

RECORDS = "change-records"
REFS = "refs/paraph/records/"
_NAME = regex(r"[a-z0-9][a-z0-9-]{0,63}")
_PLAIN = regex(r"[^\x00-\x1f<>]{1,200}")


def file_record(
    folder: str, base: str, name: str, content: bytes, subject: str, who: Identity, at: int,
    trailers: Sequence[str] = (),
) -> str:  # fmt: skip
    """The commit that adds `change-records/NAME` to `base`, by somebody at a moment (epoch seconds); its full id.

    Raises InputError (P1316) for a name or identity that no commit can have, ReadError where git does not do it.
    """
    plain = (who.name, who.email, *trailers)
    if not _NAME.fullmatch(name) or not all(_PLAIN.fullmatch(each) for each in plain):
        raise InputError(Problem("P1316", f"{name[:64]!r} cannot be filed by {who.name[:64]!r}", "use plain names"))
    place = Place(("-C", folder, f"--git-dir={folder}"), {})
    blob = _made(place, content, "hash-object", "-w", "--stdin")
    top = ask(place, "ls-tree", "-z", "--full-tree", f"{base}^{{commit}}").split(b"\0")
    below = [each for each in top if each.endswith(f"\t{RECORDS}".encode())]
    kept = ask(place, "ls-tree", "-z", "--full-tree", f"{base}:{RECORDS}").split(b"\0") if below else []
    inner = _tree(place, [*kept, f"100644 blob {blob}\t{name}".encode()])
    tree = _tree(place, [*(each for each in top if each not in below), f"040000 tree {inner}\t{RECORDS}".encode()])
    line = f"{who.name} <{who.email}> {at} +0000"
    words = "\n\n".join(filter(None, (" ".join(subject.split()), "\n".join(trailers))))
    text = f"tree {tree}\nparent {base}\nauthor {line}\ncommitter {line}\n\n{words}\n"
    commit = _made(place, text.encode("utf-8", "replace"), "hash-object", "-t", "commit", "-w", "--stdin")
    ask(place, "update-ref", "-m", "paraph: filed", f"{REFS}{name}", commit, "0" * len(commit))
    return commit


def unfile_record(folder: str, name: str) -> None:
    """Let go of the commit of a record, so that git's next clean-up drops it; nothing where there is none.

    Raises InputError (P1316) for a name that no record has, ReadError where git does not do it.
    """
    if not _NAME.fullmatch(name):
        raise InputError(Problem("P1316", f"{name[:64]!r} is no record", "name it as its page does"))
    place = Place(("-C", folder, f"--git-dir={folder}"), {})
    if ask(place, "for-each-ref", f"{REFS}{name}"):
        ask(place, "update-ref", "-d", f"{REFS}{name}")


def _tree(place: Place, lines: list[bytes]) -> str:
    return _made(place, b"".join(each + b"\0" for each in lines if each), "mktree", "-z")


def _made(place: Place, data: bytes, *words: str) -> str:
    return ask(place, *words, data=data).decode("ascii").strip()
