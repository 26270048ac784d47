"""Is a plan read, judged and approved with the classes that the wiring picks?"""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.formats import terraform_plan
from paraph.core.errors import InputError
from paraph.wiring.guard_plan import Approving, PlanCall, open_desk
from plan_samples import change, plan, resource, saved_plan

PRIOR = [resource(f"aws_instance.n{number}") for number in range(9)]


def test_a_desk_reviews_and_records(git_repo: GitRepo, tmp_path: Path) -> None:
    git_repo.commit("first", {"a": "b\n"})
    (tmp_path / "tfplan").write_bytes(saved_plan([change("aws_instance.n1", "delete", before={})], PRIOR))
    with open_desk(PlanCall(str(git_repo.path), str(tmp_path / "tfplan"))) as desk:
        review = desk.review()
        made = desk.approve(review, desk.prepared(review, Approving("planned")))
        assert (review.answer, desk.review().answer, made.by) == ("ask", "silent", "Ada Sample <ada@example.test>")


def test_a_repository_that_is_named_has_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_bytes(plan())
    with pytest.raises(InputError):
        open_desk(PlanCall(str(tmp_path / "none"), str(tmp_path / "p.json")))


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terraform_plan, "MAX_BYTES", 1000)
    (tmp_path / "p.json").write_bytes(b"{" + b" " * 5000)
    with pytest.raises(InputError) as caught:
        open_desk(PlanCall(".", str(tmp_path / "p.json")))
    assert caught.value.problems[0].code == "P1120"
