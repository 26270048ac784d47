"""How does a test let an agent work on a repository's files, its hooks telling what it does?"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from itertools import count
from pathlib import Path

from paraph.adapters.agents.capture.journal import append_event
from paraph.core.model.capture import Deed, Edit, Moment, ToolEvent
from paraph.wiring import open_repository
from paraph.wiring.capture import note_commit
from paraph.wiring.line_records import attribution_records

_CALLS = count()


class Agent:
    """An agent in one session, in a folder of a work tree; with `tells_only_after` its hooks miss the beginning."""

    def __init__(
        self, folder: Path, name: str = "claude-code", session: str = "one", *, tells_only_after: bool = False
    ) -> None:
        self.folder = folder
        self.name = name
        self.session = session
        self.tells_only_after = tells_only_after

    def event(self, moment: Moment, deed: Deed, call: str, edits: tuple[Edit, ...] = (), command: str = "") -> None:
        """One event as the hook hands it on; nothing may go wrong."""
        if moment == "before" and self.tells_only_after:
            return
        event = ToolEvent(
            self.name, self.session, moment, "tool", deed, str(self.folder), call, "model-1", edits, command
        )  # fmt: skip
        assert append_event(str(self.folder), event) == ""

    def act(self, edits: tuple[Edit, ...], work: Callable[[], object]) -> None:
        """One call of an editing tool that does `work`."""
        call = f"call-{next(_CALLS)}"
        self.event("before", "edit", call, edits)
        work()
        self.event("after", "edit", call, edits)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that a file holds once."""
        file = self.folder / path
        content = file.read_bytes().decode()
        assert content.count(old) == 1, content
        self.act((Edit(path, old, new),), lambda: file.write_bytes(content.replace(old, new).encode()))

    def write(self, path: str, content: str) -> None:
        """Write a whole file."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        self.act((Edit(path, None, content),), lambda: file.write_bytes(content.encode()))

    def shell(self, command: str) -> None:
        """Run a command."""
        call = f"call-{next(_CALLS)}"
        self.event("before", "shell", call, command=command)
        subprocess.run(["sh", "-c", command], cwd=self.folder, check=True, capture_output=True)
        self.event("after", "shell", call, command=command)


def gutter(folder: Path, commit: str = "HEAD") -> dict[str, str]:
    """Note a commit; its record: path -> a letter for each line of the file (`A`I, `M`ixed, `.` untold)."""
    note_commit(str(folder), commit)
    return recorded(folder, commit)


def recorded(folder: Path, commit: str = "HEAD") -> dict[str, str]:
    """The record of a commit as letters; sessions other than `one` stand as their own first letter."""
    with open_repository(str(folder)) as reader, attribution_records(reader) as records:
        id_ = reader.commit_id(commit)
        found: dict[str, str] = {}
        for file in (file for record in records.attributions([id_]) for file in record.files):
            size = (reader.read(id_, file.path) or b"").replace(b"\r", b"").rstrip(b"\n").count(b"\n") + 1
            letters = ["."] * size
            for span in file.spans:
                session = span.claim.session if span.claim else ""
                letter = "M" if span.kind == "mixed" else "A" if session == "one" else session[:1]
                letters[span.first - 1 : span.last] = letter * (span.last - span.first + 1)
            found[file.path] = "".join(letters)
        return found
