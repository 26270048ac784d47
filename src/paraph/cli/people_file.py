"""Which people file is edited, how is it written, and what is told of the edit?"""

from __future__ import annotations

import os
import time
from difflib import unified_diff
from pathlib import Path
from typing import Any

from paraph.cli.options import Options
from paraph.cli.policy_files import source, work_tree
from paraph.cli.terminal_text import safe
from paraph.core.errors import InputError, Problem
from paraph.core.model import places
from paraph.core.model.person import Directory, Key
from paraph.flows.keys.edit_keys import Edited, Tools
from paraph.ports.documents import SourceText

KEY_SCHEMA = "paraph/key/v1"


def today() -> str:
    """The day in UTC, as keys count by it."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def checked_day(word: str | None, option: str) -> str:
    """A day that somebody typed, empty where they did not. Raises InputError."""
    from paraph.adapters.directories.days import is_day

    if word and not is_day(word):
        raise InputError(Problem("P0746", f"{option} {word[:40]!r} is no day", "write YYYY-MM-DD, such as 2026-03-01"))
    return word or ""


def tools() -> Tools:
    """What reads, edits and checks."""
    from paraph import wiring
    from paraph.wiring.signing import people_editor, signature_checker

    return Tools(wiring.CachedDocuments(None), people_editor(), signature_checker())


def people_source(options: Options) -> tuple[Path, SourceText]:
    """The people file of the work tree. Raises InputError where there is none, or a link stands in its place."""
    path = work_tree(options.repository) / places.PEOPLE
    if path.is_symlink() or path.parent.is_symlink():
        raise InputError(Problem("P0747", f"{places.PEOPLE} is a link", "put the file itself there"))
    if not path.exists():
        raise InputError(Problem("P0747", f"there is no {path}", "run `paraph init`, or write it"))
    return path, source(path, places.PEOPLE)


def shown_directory(options: Options) -> Directory | None:
    """The directory of the work tree; None where it has no people file. Raises InputError with its problems."""
    path = work_tree(options.repository) / places.PEOPLE
    return tools().documents.directory(source(path, places.PEOPLE)) if path.exists() else None


def write_edit(path: Path, before: SourceText, edited: Edited, options: Options) -> None:
    """Put the new content in the place of the old one, and print what differs. Raises InputError."""
    draft = path.with_name(f"{path.name}~{os.getpid()}")
    try:
        with draft.open("xb") as file:
            file.write(edited.content)
        draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise InputError(Problem("P0748", f"{path} cannot be written: {error.strerror}", "see who owns it")) from error
    difference = _difference(before, edited)
    if options.format == "json":
        held = edited.held
        key = key_document(held.holder.id, held.key, is_robot=held.is_robot)
        told = {"schema": KEY_SCHEMA, "fingerprint": edited.fingerprint, **key}
        options.json({**told, "file": before.file, "diff": difference})
    else:
        options.data("\n".join(safe(line) for line in difference))


def _difference(before: SourceText, edited: Edited) -> list[str]:
    old, new = (text.decode("utf-8").splitlines() for text in (before.content, edited.content))
    return list(unified_diff(old, new, f"a/{before.file}", f"b/{before.file}", n=0, lineterm=""))


def key_document(holder: str, key: Key, *, is_robot: bool) -> dict[str, Any]:
    """A key and its holder as the JSON answers of `paraph key` have them; a day that is not set is null."""
    days = {"from": key.start or None, "until": key.end or None, "revoked": key.revoked or None}
    return {"holder": holder, "is_robot": is_robot, "public": key.public, **days, "comment": key.comment}


def tell_landing(options: Options) -> None:
    """What is still to be done, and by whom it is judged."""
    options.talk(f"Commit {places.PEOPLE}. The policy in force before it judges that change; it counts once landed.")
