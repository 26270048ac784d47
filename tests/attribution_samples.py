"""How does a test say which tool wrote which lines of a commit, in the notes of a repository?"""

from __future__ import annotations

from gitbuild import GitRepo
from paraph.adapters.formats.git_ai_form import GitAiForm
from paraph.adapters.git.attribution_notes import AttributionNotes
from paraph.core.model.attribution import Attribution, Claim, FileLines, LineKind, Span

RECORDS = "refs/notes/ai"


def record(
    commit: str, files: dict[str, tuple[int, int]], kind: LineKind = "ai", tool: str = "claude-code"
) -> Attribution:
    """What a tool wrote of a commit: of each path the first and the last line."""
    claim = Claim("ai", tool=tool, model="m", session="c1") if kind != "human_attested" else Claim(
        "human", person="Ada Sample <ada@example.test>")  # fmt: skip
    lines = (FileLines(path, (Span(*ends, kind, claim),)) for path, ends in sorted(files.items()))
    return Attribution(commit, tuple(lines))


def note(repo: GitRepo, revision: str, files: dict[str, tuple[int, int]], kind: LineKind = "ai") -> str:
    """Put such a record into the notes of a repository; the full id of its commit."""
    commit = repo.rev(revision)
    with AttributionNotes(str(repo.path), form=GitAiForm()) as notes:
        notes.add([record(commit, files, kind)])
    return commit


def rewrite(repo: GitRepo, revision: str, content: bytes) -> None:
    """Put any bytes in the place of a record."""
    repo.git("notes", "--ref", RECORDS, "add", "-f", "-F", "-", revision, stdin=content)
