from __future__ import annotations

from pathlib import Path

import pytest

from asking_samples import fetch
from flows.filed.samples import FILING, work
from office import FIRST, IDENTITY, KEY, Bureau, make_bureau
from paraph.core.model.facts import Deployment
from paraph.flows.attend.errands import attend_job
from paraph.flows.attend.kept import kept
from paraph.flows.filed.file_record import file_record
from paraph.flows.filed.judge_record import judge_record, proposal_of
from paraph.ports.board import Fence, KeptReview
from paraph.ports.jobs import Postponed, Task
from paraph.ports.ledger import Row


def filed(bureau: Bureau) -> str:
    number = file_record(bureau.office, KEY, FILING)
    work(bureau)
    return number


def reviewed(bureau: Bureau, number: str, by: str) -> None:
    row = bureau.row(number)
    change = bureau.entries("judged")[-1]
    review = KeptReview(KEY, f"page-{by}", number, f"page:{by}", "approved", row.target, row.base, row.head, row.tree,
                        change["diff"], row.tier, bureau.now, len(bureau.log.bodies))  # fmt: skip
    bureau.log.record((), [attend_job(KEY, number)], [Row(review)])
    work(bureau)


def test_a_review_on_its_page_allows_it(bureau: Bureau) -> None:
    number = filed(bureau)
    reviewed(bureau, number, "ben")
    assert bureau.row(number).verdict == "allow"
    assert [each.state for each in bureau.board.asks(repository=KEY, number=number)][-1] in ("answered", "void")


def test_its_author_cannot_allow_it(bureau: Bureau) -> None:
    number = filed(bureau)
    reviewed(bureau, number, "ada")
    assert bureau.row(number).verdict == "wait"


def test_judging_again_says_nothing_new(bureau: Bureau) -> None:
    number = filed(bureau)
    size, row = bureau.log.head().size, bureau.row(number)
    bureau.log.record((), [attend_job(KEY, number)])
    work(bureau)
    assert (bureau.log.head().size, bureau.row(number)) == (size, row)


def test_the_answer_stands_when_the_branch_moves_on(bureau: Bureau) -> None:
    number = filed(bureau)
    reviewed(bureau, number, "ben")
    bureau.work.commit("elsewhere", {"src/z.py": "z = 1\n"})
    fetch(bureau)
    bureau.log.record((), [attend_job(KEY, number)])
    work(bureau)
    assert bureau.row(number).verdict == "allow"


def test_a_policy_of_no_use_cannot_tell(bureau: Bureau) -> None:
    number = filed(bureau)
    bureau.work.commit("break it", {".paraph/policy.yaml": "rules: 3\n"})
    fetch(bureau)
    for _ in range(2):
        bureau.log.record((), [attend_job(KEY, number)])
        work(bureau)
    assert (bureau.row(number).verdict, bureau.row(number).decision) == ("cannot_tell", "")


def test_a_copy_that_cannot_be_read_is_tried_again(bureau: Bureau) -> None:
    number = filed(bureau)
    row = bureau.row(number)
    bureau.log.record((), rows=[Row(bureau.repository._replace(place="/nowhere"))])
    task = Task("attend", {}, "k", Fence("k", 1))
    with pytest.raises(Postponed):
        judge_record(bureau.office, task, row)
    assert bureau.row(number).verdict == "cannot_tell"


def test_a_record_stands_as_a_change_that_its_author_brought(bureau: Bureau) -> None:
    proposal = proposal_of(bureau.row(filed(bureau)))
    assert (proposal.author, proposal.pushers, proposal.labels) == (
        "email:ada@example.test", ("email:ada@example.test",), ("record",)
    )  # fmt: skip


def test_a_rule_for_an_environment_is_of_records_too(tmp_path: Path) -> None:
    policy = f"""\
version: 1
identity: {IDENTITY}
mode: enforce
rules:
  - {{name: careful, when: {{environment: [production]}}, require: [{{signoff: {{count: 1, proof: review}}}}]}}
"""
    with make_bureau(tmp_path, files={**FIRST, ".paraph/policy.yaml": policy}) as bureau:
        fetch(bureau)
        filings = [FILING._replace(environment=each) for each in ("production", "test")]
        numbers = [file_record(bureau.office, KEY, each) for each in filings]
        work(bureau)
        assert [bureau.row(each).verdict for each in numbers] == ["wait", "cannot_tell"]
        found = kept(bureau.office, bureau.row(numbers[0]))
        assert "none of 1 enforced rules binds" in bureau.row(numbers[1]).summary
        assert found.facts.deployment == Deployment("production")
