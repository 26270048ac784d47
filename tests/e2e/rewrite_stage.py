"""Where do tests play rewrites with real git: in a clone with our hooks, or in one without, carried afterwards?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import pytest

from gitbuild import Content, GitRepo
from line_story import claim_of, shown, wrote
from paraph.adapters.agents.capture.journal import append_event
from paraph.adapters.git.reader import GitRepository
from paraph.cli.main import main
from paraph.core.model.attribution import Attribution, FileLines, Span
from paraph.core.model.capture import Edit, ToolEvent
from paraph.core.model.noun import changed
from paraph.wiring.line_records import attribution_records

Mode = Literal["hooks", "objects"]
MODES: tuple[Mode, ...] = ("hooks", "objects")
BASE = "one\ntwo\nthree\nfour\nfive\nsix\n"


class Stage(NamedTuple):
    """A repository on whose `main` stands a person's file `f`, with a branch `work` checked out."""

    repo: GitRepo
    mode: Mode

    def wrote(self, message: str, files: Mapping[str, Content]) -> str:
        """Commit files; the lines that begin with a session's name are on record as its own."""
        with GitRepository(str(self.repo.path)) as reader, attribution_records(reader) as records:
            return wrote(self.repo, records, message, files)

    def git(self, *words: str, **env: str) -> str:
        """Run git as a person would, a minute later; editors leave everything as it is unless told."""
        self.repo.now += 60
        stamp = {f"GIT_{role}_DATE": f"{self.repo.now} +0000" for role in ("AUTHOR", "COMMITTER")}
        return self.repo.git(*words, env={"GIT_EDITOR": "true", "GIT_SEQUENCE_EDITOR": "true", **stamp, **env})

    def rebase(self, todo: str, *words: str) -> str:
        """An interactive rebase whose list of steps a sed script edits."""
        return self.git("rebase", "-i", *words, GIT_SEQUENCE_EDITOR=f"sed -i -e '{todo}'")

    def carried(self, old: str, *words: str, new: str = "HEAD") -> list[str]:
        """Every line of every file at the end; without hooks, after `paraph provenance carry`."""
        if self.mode == "objects":
            self.run("provenance", "carry", old, new, *words)
        return self.shown(new)

    def agent(self, path: str, content: str, session: str) -> None:
        """Let an agent write a file, as its hooks tell it."""
        folder = str(self.repo.path)
        event = ToolEvent("claude-code", session, "before", "Write", "edit", folder, f"{session}{path}", "model-1",
                          (Edit(path, None, content),))  # fmt: skip
        assert append_event(folder, event) == ""
        self.repo.write(path, content)
        assert append_event(folder, changed(event, moment="after")) == ""

    def run(self, *words: str) -> None:
        """Our own command line, which must succeed."""
        assert main([*words, "--repo", str(self.repo.path)]) == 0

    def fails(self, *words: str) -> None:
        """A git command that stops, for a conflict."""
        with pytest.raises(AssertionError):
            self.git(*words)

    def put_down(self, commit: str, path: str, line: int, session: str) -> None:
        """Write a record as another tool would, of one line."""
        told = Attribution(commit, (FileLines(path, (Span(line, line, "ai", claim_of(session)),)),))
        with GitRepository(str(self.repo.path)) as reader, attribution_records(reader) as records:
            records.add([told])

    def shown(self, new: str = "HEAD") -> list[str]:
        """Every line of every file at a commit."""
        with GitRepository(str(self.repo.path)) as reader, attribution_records(reader) as records:
            return shown(self.repo, records, new)


def staged(repo: GitRepo, mode: Mode) -> Stage:
    """The stage, with our hooks or without any."""
    if mode == "hooks":
        assert main(["hook", "install", "--local", "--repo", str(repo.path)]) == 0
    stage = Stage(repo, mode)
    repo.commit("base", {"f": BASE})
    repo.switch("work")
    return stage


def table(text: str) -> list[str]:
    """An expected table, a line for each line."""
    return [line.strip() for line in text.strip().splitlines()]
