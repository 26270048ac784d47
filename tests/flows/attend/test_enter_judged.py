"""An entry is written where the answer differs, and not where only the base or the hour does."""

from __future__ import annotations

from office import KEY, MAIN, Bureau
from paraph.flows.attend.enter_judged import answer_digest, said_before
from paraph.flows.attend.kept import kept
from paraph.flows.attend.place import place


def test_a_base_that_moves_elsewhere_is_no_new_answer(bureau: Bureau) -> None:
    bureau.deliver("push", ref=MAIN)
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=number)
    bureau.run()
    before = bureau.row(number)
    bureau.work.commit("elsewhere", {"docs/z.md": "z\n"})
    bureau.tick(60)
    bureau.deliver("push", ref=MAIN)
    bureau.run()
    after = bureau.row(number)
    assert (after.base, after.entry, after.decision) == (bureau.work.rev("main"), before.entry, before.decision)
    assert after.version > before.version
    assert len(bureau.entries("judged")) == 1


def test_the_entry_names_nobody(bureau: Bureau) -> None:
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    bureau.deliver(number=number)
    bureau.run()
    (content,) = (each for each in bureau.log.entries() if b'"judged"' in each)
    assert b"example.test" not in content
    plain = [blob.content for blob in bureau.log.blobs.values() if blob.salt is None]
    assert not any(b"ada@example.test" in each or b"Ada Sample" in each for each in plain if b"people:" not in each)
    row = bureau.row(number)
    with place(bureau.office, bureau.repository, is_fetched=False) as at:
        assert said_before(at, row) == answer_digest(kept(bureau.office, row)) != ""
        assert said_before(at, None) == said_before(at, row._replace(entry=None)) == ""
    assert bureau.entries("judged")[0]["repository"] == KEY


def test_a_policy_that_cannot_be_used_is_an_entry_once(bureau: Bureau) -> None:
    bureau.work.commit("broken", {".paraph/policy.yaml": "version: 9\n"})
    number = bureau.propose("work", {"src/a.py": "a = 2\n"})
    for _ in range(2):
        bureau.deliver(number=number)
        bureau.run()
    (said,) = bureau.entries("judged")
    assert (said["verdict"], said["why"][:9]) == ("cannot_tell", "problem P")
    assert bureau.row(number).verdict == "cannot_tell"
