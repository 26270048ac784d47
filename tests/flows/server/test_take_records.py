"""Pushes of records of lines: each is put down, and none of them takes a given answer away."""

from __future__ import annotations

import pytest

from attribution_samples import RECORDS, note
from gitbuild import GitRepo
from paraph.flows.server import take_records
from serverside import MAIN, NOTES, POLICY, Server, change, write

Work = GitRepo
STRICT = POLICY + "  - {name: ai, when: {assistance: ai}, require: [{signoff: {count: 2, proof: signed}}]}\n"


def attributed(server: Server) -> list[tuple[str, str, int]]:
    return [(each["commit"], each["digest"], each["lines"]["ai"]) for each in server.entries("attributed")]


def test_each_record_that_a_push_brings_is_put_down(server: Server, work: Work) -> None:
    head = change(work, files={"src/a.py": "a = 1\nb = 2\n", "src/b.py": "c = 3\n"})
    note(work, "work", {"src/a.py": (1, 2), "src/b.py": (1, 1)})
    assert server.ask(work, ("work", "refs/heads/work"), (RECORDS, RECORDS)).code == 0
    ((commit, digest, lines),) = attributed(server)
    assert (commit, lines, len(digest)) == (head, 3, 64)
    assert server.read(lambda ledger: ledger.attributed([head]))[head].digest == digest
    assert "claude" not in str(server.entries("attributed"))
    assert server.ask(work, (RECORDS, "refs/heads/other")).code == 0
    assert len(attributed(server)) == 1


def test_what_is_changed_or_taken_away_is_put_down_too_and_the_first_stays(server: Server, work: Work) -> None:
    head = change(work, files={"src/a.py": "a = 1\nb = 2\n"})
    note(work, "work", {"src/a.py": (1, 1)})
    assert server.ask(work, ("work", "refs/heads/work"), (RECORDS, RECORDS)).code == 0
    note(work, "work", {"src/a.py": (2, 2)})
    assert server.ask(work, (RECORDS, RECORDS)).code == 0
    assert server.ask(work, ("", RECORDS)).code == 0
    first, second, gone = attributed(server)
    assert (first[2], second[2]) == (1, 2)
    assert gone == (head, "", 0)
    assert server.read(lambda ledger: ledger.attributed([head]))[head].digest == first[1]


def test_notes_that_come_after_a_sign_off_void_nothing(server: Server, work: Work) -> None:
    server.take(work, "main", MAIN)
    change(work, files={"src/a.py": "a = 1\nb = 2\n"})
    write(work, "signoff", "ben", "work")
    assert server.ask(work, (NOTES, NOTES), ("work", "refs/heads/work")).code == 0
    note(work, "work", {"src/a.py": (1, 2)})
    assert server.ask(work, (RECORDS, RECORDS), by="cleo").code == 0
    done = server.ask(work, ("work", MAIN))
    assert done.code == 0, done.said


def strict(server: Server, work: Work) -> None:
    """The server asks for two people where AI took part."""
    work.switch("main")
    work.commit("stricter", {".paraph/policy.yaml": STRICT})
    server.take(work, "main", MAIN)


def test_late_notes_bind_no_rule_that_those_who_signed_did_not_face(server: Server, work: Work) -> None:
    strict(server, work)
    change(work, files={"src/a.py": "a = 1\nb = 2\n"})
    write(work, "signoff", "ben", "work")
    assert server.ask(work, (NOTES, NOTES), ("work", "refs/heads/work")).code == 0
    note(work, "work", {"src/a.py": (1, 2)})
    done = server.ask(work, ("work", MAIN), (RECORDS, RECORDS))
    assert done.code == 0, done.said
    assert len(attributed(server)) == 1


def test_notes_that_were_there_before_count(server: Server, work: Work) -> None:
    strict(server, work)
    change(work, files={"src/a.py": "a = 1\nb = 2\n"})
    note(work, "work", {"src/a.py": (1, 2)})
    assert server.ask(work, (RECORDS, RECORDS), ("work", "refs/heads/work")).code == 0
    write(work, "signoff", "ben", "work")
    assert server.ask(work, (NOTES, NOTES)).code == 0
    done = server.ask(work, ("work", MAIN))
    assert done.code == 1
    assert "two people" in done.said
    assert "generated: 100% of the added lines are attributed to AI" in done.said
    write(work, "signoff", "cleo", "work")
    assert server.ask(work, ("work", MAIN), (NOTES, NOTES)).code == 0


def test_taking_records_away_hides_nothing(server: Server, work: Work) -> None:
    work.switch("main")
    work.commit(
        "ask", {".paraph/policy.yaml": POLICY + "  - {name: kept, when: {findings: note_stripped}, deny: no}\n"}
    )
    server.take(work, "main", MAIN)
    change(work)
    note(work, "work", {"src/a.py": (1, 1)})
    assert server.ask(work, (RECORDS, RECORDS), ("work", "refs/heads/work")).code == 0
    assert server.ask(work, ("", RECORDS)).code == 0
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES))
    assert done.code == 1
    assert "note_stripped" in done.said


def test_taking_records_away_makes_nothing_easier(server: Server, work: Work) -> None:
    strict(server, work)
    change(work, files={"src/a.py": "a = 1\nb = 2\n"})
    note(work, "work", {"src/a.py": (1, 2)})
    assert server.ask(work, (RECORDS, RECORDS), ("work", "refs/heads/work")).code == 0
    assert server.ask(work, ("", RECORDS)).code == 0
    write(work, "signoff", "ben", "work")
    done = server.ask(work, ("work", MAIN), (NOTES, NOTES))
    assert done.code == 1
    assert "two people" in done.said


def test_too_many_at_once_are_refused_with_a_clear_line(
    server: Server, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_records, "MOST_RECORDS", 0)
    change(work)
    note(work, "work", {"src/a.py": (1, 1)})
    done = server.ask(work, (RECORDS, RECORDS))
    assert done.code == 1
    assert "it changes 1 records of lines at once, more than 0" in done.said
    assert attributed(server) == []


def test_too_much_at_once_is_refused_before_it_is_read(
    server: Server, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_records, "MOST_BYTES", 100)
    change(work)
    note(work, "work", {"src/a.py": (1, 1)})
    done = server.ask(work, (RECORDS, RECORDS), lands=False)
    assert done.code == 1
    assert "bytes, more than 100" in done.said


def test_what_is_no_tree_of_notes_is_refused(server: Server, work: Work) -> None:
    work.git("update-ref", RECORDS, work.git("hash-object", "-w", "--stdin"))
    done = server.ask(work, (RECORDS, RECORDS), lands=False)
    assert done.code == 1
    assert "its records cannot be read" in done.said
