"""Can records of lines that somebody pushes make the gate ask for less, or say less than it knows?"""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from attacks.field import DOCS, Field
from attribution_samples import RECORDS, note, rewrite
from paraph.adapters.agents.capture.recorded_notes import record_digests
from paraph.core.model.refs import STATEMENTS_REF

SESSION = "s_" + "1" * 14
KEY = f"{SESSION}::t_{'2' * 14}"


def told(base: str, path: str = "docs/a.md", lines: str = "1", key: str = KEY) -> bytes:
    """A note as another tool writes it, of one session."""
    agent = {"agent_id": {"tool": "claude", "id": "c1", "model": "m"}}
    what = {"schema_version": "authorship/3.0.0", "base_commit_sha": base, "sessions": {SESSION: agent}}
    return f"{path}\n  {key} {lines}\n---\n{json.dumps(what)}".encode()


def many_commits(field: Field, count: int) -> list[str]:
    """So many commits on the branch, each with a file of its own."""
    lines = [f"reset refs/heads/topic\nfrom {field.repo.rev('main')}\n"]
    for number in range(count):
        lines.append(f"commit refs/heads/topic\ncommitter A <ada@example.test> {1_790_000_000 + number} +0000\n")
        lines.append(f"data 1\nx\nM 100644 inline docs/{number}.md\ndata 2\n{number % 10}\n\n")
    field.repo.git("checkout", "-q", "main")
    field.repo.git("fast-import", "--quiet", "--force", stdin="".join(lines))
    return field.repo.git("rev-list", "--reverse", "main..topic").split("\n")


def test_many_odd_records_hide_no_record_that_was_changed(field: Field) -> None:
    """What is odd is told up to a number; what was edited since it was put down must be among it."""
    commits = many_commits(field, 60)
    blob = field.repo.git("hash-object", "-w", "--stdin", stdin=told("1" * 40))
    tree = field.repo.git("mktree", stdin="".join(f"100644 blob {blob}\t{commit}\n" for commit in sorted(commits)))
    field.repo.git("update-ref", RECORDS, field.repo.git("commit-tree", tree, "-m", "notes"))
    record_digests(str(field.repo.path / ".git" / "paraph"), {commits[-1]: "5" * 64, "6" * 40: "7" * 64})
    found = field.gate().findings
    assert "note_foreign" in found
    assert "note_changed" in found


@pytest.mark.parametrize("how", ["strip", "human", "junk", "double", "link", "folder", "ref"])
def test_a_record_of_ours_is_missed_however_it_is_taken_away(field: Field, how: str) -> None:
    field.repo.commit("plain", DOCS)
    head = note(field.repo, "topic", {"docs/a.md": (1, 1)})
    assert field.gate().decision["assistance"] == "generated"
    kept = field.repo.git("notes", "--ref", RECORDS, "list", head)
    digest = sha256((field.repo.git("cat-file", "blob", kept) + "\n").encode()).hexdigest()
    record_digests(str(field.repo.path / ".git" / "paraph"), {head: digest})
    assert not [kind for kind in field.gate().findings if kind.startswith("note_")]
    person = told(head, key="h_" + "3" * 14)
    other = field.repo.git("hash-object", "-w", "--stdin", stdin=person)
    entries = {
        "double": f"100644 blob {other}\t{head}\n040000 tree "
        + field.repo.git("mktree", stdin=f"100644 blob {kept}\t{head[2:]}\n") + f"\t{head[:2]}\n",
        "link": f"160000 commit {head}\t{head}\n",
        "folder": f"040000 tree {field.repo.git('mktree', stdin=f'100644 blob {kept}{chr(9)}x')}\t{head}\n",
    }  # fmt: skip
    if how == "strip":
        field.repo.git("notes", "--ref", RECORDS, "remove", head)
    elif how == "ref":
        field.repo.git("update-ref", "-d", RECORDS)
    elif how in entries:
        tree = field.repo.git("mktree", "--missing", stdin=entries[how])
        field.repo.git("update-ref", RECORDS, field.repo.git("commit-tree", tree, "-m", "notes"))
    else:
        rewrite(field.repo, head, person if how == "human" else b"\xff" * 99)
    answered = field.gate()
    assert set(answered.findings) & {"note_changed", "note_stripped"}


ASKS = """\
version: 1
mode: enforce
identity: "0123456789abcdef0123456789abcdef"
rules:
  - {name: ours, when: {not: {assistance: ai}}, require: [{autonomy: {ceiling: autonomous}}]}
  - {name: theirs, when: {assistance: ai}, require: [{signoff: {count: 1}}]}
"""


@pytest.mark.parametrize("damage", ["blob", "tag", "tree", "missing", "empty", "garbage"])
@pytest.mark.parametrize("ref", [RECORDS, STATEMENTS_REF])
def test_notes_that_cannot_be_read_are_not_taken_for_none(field: Field, damage: str, ref: str) -> None:
    """A power cut leaves an empty file where a ref was; git passes over it."""
    field.repo.git("checkout", "-q", "main")
    field.repo.commit("asks", {".paraph/policy.yaml": ASKS})
    field.repo.git("checkout", "-q", "-B", "topic")
    field.repo.commit("plain", DOCS)
    assert field.gate().code == 0
    notes = field.repo.git("commit-tree", "main^{tree}", "-m", "notes")
    field.repo.git("tag", "-a", "-m", "x", "made", notes)
    places = {"blob": "main:docs/a.md", "tag": "refs/tags/made", "tree": "main^{tree}"}
    if damage in places:
        field.repo.git("update-ref", ref, field.repo.rev(places[damage]))
    else:
        field.repo.write(f".git/{ref}", {"missing": "1" * 40 + "\n", "empty": "", "garbage": "x\n"}[damage])
    assert field.gate().code not in (0, 2)
