"""Who signs with `paraph signoff --push` to a forge counts, and what is taken out of the notes still does."""

from __future__ import annotations

from pathlib import Path

from office import FIRST, KEY, MAIN, PEOPLE, Bureau, make_bureau
from paraph.core.attest.predicates import WithdrawalPredicate
from paraph.ports.ledger import Job
from serverside import write

NOTES = "refs/notes/paraph/statements"
RECORDS = "refs/notes/ai"


def waiting(bureau: Bureau, files: dict[str, str] | None = None) -> str:
    """A change that waits for a signature."""
    number = bureau.propose("work", files or {".paraph/notes.md": "n\n"})
    bureau.deliver(number=number)
    bureau.run()
    assert bureau.row(number).verdict == "wait"
    return number


def reconciled(bureau: Bureau) -> None:
    bureau.log.record((), [Job("reconcile", b"{}", "reconcile")])
    bureau.run()


def test_a_signature_in_the_notes_counts_at_the_next_look(bureau: Bureau) -> None:
    number = waiting(bureau)
    id_ = write(bureau.work, "signoff", "ben", "work", at=bureau.now)
    reconciled(bureau)
    assert bureau.row(number).verdict == "allow"
    (said,) = bureau.entries("statement")
    assert (said["statement"], said["of"], said["repository"]) == (id_, "signoff", KEY)
    size = bureau.log.head().size
    reconciled(bureau)
    bureau.deliver("push", ref=NOTES)
    bureau.run()
    assert bureau.log.head().size == size


def test_what_is_deleted_from_the_notes_still_counts_and_a_withdrawal_does(bureau: Bureau) -> None:
    number = waiting(bureau)
    id_ = write(bureau.work, "signoff", "ben", "work", at=bureau.now)
    reconciled(bureau)
    bureau.work.git("update-ref", "-d", NOTES)
    reconciled(bureau)
    assert bureau.row(number).verdict == "allow"
    assert "notes_taken_out" in [each.event for each in bureau.told]
    write(bureau.work, "withdrawal", "ben", "work", at=bureau.now, said=WithdrawalPredicate(id_, "I misread it."))
    reconciled(bureau)
    assert bureau.row(number).verdict == "wait"


def test_what_is_no_good_is_told_and_looked_at_again_when_the_people_change(tmp_path: Path) -> None:
    without = "".join(line for line in PEOPLE.splitlines(keepends=True) if "id: dan" not in line)
    with make_bureau(tmp_path, files={**FIRST, ".paraph/people.yaml": without}) as bureau:
        number = waiting(bureau)
        write(bureau.work, "signoff", "dan", "work", at=bureau.now)
        reconciled(bureau)
        assert (bureau.row(number).verdict, bureau.entries("statement")) == ("wait", [])
        assert "`dan` is nobody in the directory" in "".join(bureau.forge.said.values()).replace("&#96;", "`")
        size = bureau.log.head().size
        reconciled(bureau)
        assert bureau.log.head().size == size
        bureau.work.commit("dan", {".paraph/people.yaml": PEOPLE})
        bureau.deliver("push", ref=MAIN)
        bureau.run()
        assert bureau.row(number).verdict == "allow"


def test_records_of_lines_are_put_down(bureau: Bureau) -> None:
    number = waiting(bureau, {"src/a.py": "a = 2\n"})
    head = bureau.row(number).head
    bureau.work.git("notes", f"--ref={RECORDS}", "add", "-m", "src/a.py\n  s 1\n---\n{}", head)
    reconciled(bureau)
    (said,) = bureau.entries("attributed")
    assert (said["commit"], said["repository"], said["notes"]) == (head, KEY, bureau.work.rev(RECORDS))
    bureau.work.git("notes", f"--ref={RECORDS}", "remove", head)
    reconciled(bureau)
    assert [each["digest"] for each in bureau.entries("attributed")][1:] == [""]
