"""Where do random authors live: a clone with our hooks, files whose every line says who truly wrote it, and git?

A line is `AUTHOR:NUMBER word`, and its number is never used again. Some lines are common ones (`}`) that anybody
writes; they are asked about never, and make it harder to tell the others apart.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from paraph import wiring
from paraph.adapters.agents.capture.journal import append_event
from paraph.adapters.git.reader import GitRepository
from paraph.cli.main import main
from paraph.core.model.attribution import FileLines, Span
from paraph.core.model.capture import Deed, Edit, Moment, ToolEvent
from paraph.flows.provenance.net_authorship import state_at
from paraph.wiring.line_records import attribution_records

HUMAN = "human"
AGENTS = {"s1": "claude-code", "s2": "codex", "s3": "claude-code"}
COMMON = ("}", "", "    return", "end")
FIRST = 1_767_225_600


class Wrong(NamedTuple):
    """A line that was shown as somebody else's."""

    path: str
    text: str
    truth: str
    shown: str
    commit: str


class Town:
    """One clone, its people and agents, and what is true of every line that was ever written there."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed, self.folder, self.dice = seed, folder, random.Random(seed)
        self.truth: dict[str, frozenset[str]] = {}
        self.now, self._numbers = FIRST, 0
        self.known: set[str] = set()
        self.missed: set[str] = set()
        self.retyped: set[str] = set()
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_EDITOR": "true",
            "GIT_SEQUENCE_EDITOR": "true", "LC_ALL": "C", "HOME": str(folder),
            **{f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "Ada Sample"), ("EMAIL", "ada@example.test"))},
        }  # fmt: skip
        self.trail: list[str] = []
        self.said = ""

    def found(self) -> None:
        """Make the clone with its first files."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            assert main(["hook", "install", "--local", "--repo", str(self.folder)]) == 0
        for name in ("a", "b"):
            self.write(name, [self.line(HUMAN) for _ in range(12)])
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "base")

    def git(self, *words: str, data: str = "", **env: str) -> bool:
        """Run git as a person does; whether it succeeded."""
        if self.dice.random() < 0.8:
            self.now += self.dice.choice((1, 60, 3600))
        stamp = {f"GIT_{role}_DATE": f"{self.now} +0000" for role in ("AUTHOR", "COMMITTER")}
        done = subprocess.run(
            ["git", *words], cwd=self.folder, input=data.encode(), capture_output=True, check=False,
            env={**self.env, **stamp, **env}, timeout=120,
        )  # fmt: skip
        self.said = done.stdout.decode("utf-8", "replace")
        errors = done.stderr.decode("utf-8", "replace")
        self.trail.append(f"git {' '.join(words)} -> {done.returncode}")
        if "Traceback" in errors or "not carried" in errors:
            self.trail.append(f"TROUBLE {errors[-300:]}")
        return done.returncode == 0

    def ask(self, *words: str) -> list[str]:
        """The lines that git answers, none where it fails."""
        return self.said.splitlines() if self.git(*words) else []

    def line(self, author: str) -> str:
        """A line that nobody wrote before, or at times one that everybody writes."""
        if self.dice.random() < 0.1:
            return self.dice.choice(COMMON)
        self._numbers += 1
        text = f"{author}:{self._numbers:05d} {self.dice.choice(('alpha', 'beta', 'gamma'))}"
        self.truth[text] = frozenset({author})
        return text

    def lines(self, author: str, most: int = 4) -> list[str]:
        """Some new lines."""
        return [self.line(author) for _ in range(self.dice.randint(1, most))]

    def files(self) -> list[str]:
        """The plain files of the work tree."""
        return sorted(each.name for each in self.folder.iterdir() if each.is_file() and len(each.name) < 9)

    def read(self, name: str) -> list[str]:
        """The lines of a file."""
        content = (self.folder / name).read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        return content.split("\n")[:-1] if content.endswith("\n") else content.split("\n") if content else []

    def write(self, name: str, lines: Sequence[str]) -> None:
        """Put a file into the work tree."""
        (self.folder / name).write_bytes("".join(f"{line}\n" for line in lines).encode())

    def event(self, session: str, moment: Moment, deed: Deed, call: str, edits: tuple[Edit, ...], command: str) -> None:
        """One event of an agent's call."""
        event = ToolEvent(AGENTS[session], session, moment, "tool", deed, str(self.folder), call, "m", edits, command)
        assert append_event(str(self.folder), event) == ""

    def call(self, session: str, edits: tuple[Edit, ...], work: Callable[[], object], command: str = "") -> None:
        """One call of an agent's tool that does `work`."""
        self._numbers += 1
        deed: Deed = "shell" if command else "edit"
        if not (edits and edits[0].new is not None and self.dice.random() < 0.15):  # some hooks miss the beginning
            self.event(session, "before", deed, f"call{self._numbers}", edits, command)
        work()
        self.event(session, "after", deed, f"call{self._numbers}", edits, command)

    def looked(self, tips: Sequence[str] = ("HEAD",)) -> tuple[list[Wrong], Counter[str]]:
        """Every line of some commits beside the truth: who was told wrong, and how many were told and missed first."""
        wrong: list[Wrong] = []
        counts: Counter[str] = Counter()
        with closing(wiring.open_repository(str(self.folder))) as reader, attribution_records(reader) as records:
            for tip in dict.fromkeys(tips):
                id_ = reader.commit_id(tip)
                for path, text, span in _told(reader, state_at(reader, records, "", id_), id_):
                    self._judge(path, text, span, wrong, counts)
        for text in self.retyped:
            self.truth.pop(text, None)
        self.retyped.clear()
        return wrong, counts

    def _judge(self, path: str, text: str, span: Span, wrong: list[Wrong], counts: Counter[str]) -> None:
        truth = self.truth.get(text)
        if truth is None:
            return
        shown = span.claim.session if span.claim and span.kind in ("ai", "mixed") else ""
        is_wrong = span.kind == "human_attested" or (shown and shown not in truth)
        is_wrong = is_wrong or (span.kind == "ai" and HUMAN in truth)
        if is_wrong:
            wrong.append(Wrong(path, text, "/".join(sorted(truth)), f"{span.kind} {shown}", span.commit))
        elif HUMAN not in truth and text not in self.known:
            if shown:
                self.known.add(text)
                counts["missed"] -= text in self.missed
                counts["told"] += 1
                self.missed.discard(text)
            elif text not in self.missed:
                self.missed.add(text)
                counts["missed"] += 1
        elif HUMAN not in truth and not shown:
            self.known.discard(text)
            self.missed.add(text)
            counts["lost"] += 1


def _told(reader: GitRepository, files: Sequence[FileLines], tip: str) -> Iterator[tuple[str, str, Span]]:
    """Each line of the files at a commit, with what is known of it."""
    for path, spans in files:
        text = (reader.read(tip, path) or b"").decode("utf-8", "replace").split("\n")
        for span in spans:
            for number in range(span.first, span.last + 1):
                if number <= len(text):
                    yield path, text[number - 1].rstrip("\r"), span
