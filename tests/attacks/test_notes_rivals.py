"""Does a forged record at a commit hide another one that tells of AI: of another remote, or in another folder?"""

from __future__ import annotations

import json

import pytest

from attacks.field import DOCS, Field
from attacks.test_notes_gate import told
from attribution_samples import RECORDS
from paraph.cli.main import main

PERSON = "h_" + "3" * 14


def notes_of(field: Field, *entries: str) -> str:
    """A commit of notes whose tree has some entries, as `git mktree` takes them."""
    tree = field.repo.git("mktree", stdin="".join(f"{each}\n" for each in entries))
    return field.repo.git("commit-tree", tree, "-m", "notes")


def blobs(field: Field, head: str) -> tuple[str, str]:
    """A record that attests the line to a person, and one that gives it to a tool."""
    human, tool = told(head, key=PERSON), told(head)
    return (
        field.repo.git("hash-object", "-w", "--stdin", stdin=human),
        field.repo.git("hash-object", "-w", "--stdin", stdin=tool),
    )


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("how", ["remotes", "folders"])
def test_ai_evidence_is_not_hidden(field: Field, how: str, turned: bool, capfd: pytest.CaptureFixture[str]) -> None:
    head = field.repo.commit("plain", DOCS)
    one, two = reversed(blobs(field, head)) if turned else blobs(field, head)
    if how == "remotes":
        for name, blob in (("a", one), ("b", two)):
            field.repo.git("update-ref", f"refs/notes/ai-remote/{name}", notes_of(field, f"100644 blob {blob}\t{head}"))
    else:
        below = field.repo.git("mktree", stdin=f"100644 blob {one}\t{head[2:]}\n")
        made = notes_of(field, f"100644 blob {two}\t{head}", f"040000 tree {below}\t{head[:2]}")
        field.repo.git("update-ref", RECORDS, made)
    answered = field.gate()
    assert answered.decision["assistance"] == "assisted"
    assert "note_twice" in answered.findings
    capfd.readouterr()
    assert main(["--repo", str(field.repo.path), "detect", "main..topic", "--lines", "--json"]) == 0
    document = json.loads(capfd.readouterr().out)
    assert "note_twice" in {each["kind"] for each in document["findings"]}
    assert [span["kind"] for file in document["files"] for span in file["spans"]] == ["mixed"]


def test_what_all_remotes_say_is_said_once(field: Field) -> None:
    head = field.repo.commit("plain", DOCS)
    _, tool = blobs(field, head)
    for name in "ab":
        made = notes_of(field, f"100644 blob {tool}\t{head}")
        field.repo.git("update-ref", f"refs/notes/ai-remote/{name}", made)
    answered = field.gate()
    assert answered.decision["assistance"] == "generated"
    assert "note_twice" not in answered.findings
