"""Is a decision shown so that only an allow lets a change in?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forges import github_forms
from forges.github_stage import GitHubStage
from paraph.adapters.forges.github.checks import check_body, rolled_up
from paraph.core.model.decision import Verdict
from paraph.ports.forge import Annotation, Report

HEAD = "1" * 40
PASSING = {"success", "neutral", "skipped"}


def report(**fields: object) -> Report:
    return Report("github:acme/app#1", HEAD, Verdict.WAIT, "Waits for Grace", "Two are missing.")._replace(
        **fields  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("verdict", list(Verdict))
def test_only_an_allow_passes(verdict: Verdict) -> None:
    body = check_body("Paraph", report(verdict=verdict))
    assert body["status"] == "completed"
    assert (body["conclusion"] in PASSING) is (verdict is Verdict.ALLOW)
    assert github_forms.check_run({**body, "head_sha": HEAD}, is_new=True) == ""


@given(st.text(max_size=300), st.text(), st.integers(0, 80_000), st.text(max_size=20))
def test_words_of_any_length_fit(title: str, summary: str, times: int, link: str) -> None:
    body = check_body("Paraph", report(title=title, summary=(summary or "ä") * (1 + times // 8), text="🙂" * times))
    assert github_forms.check_run({**body, "head_sha": HEAD}, is_new=True) in {"", "title and summary cannot be empty"}
    assert "details_url" not in check_body("Paraph", report(link=f"javascript:{link}"))


def test_an_empty_summary_is_the_title() -> None:
    assert check_body("Paraph", report(summary="", title=""))["output"] == {"title": "Paraph", "summary": "Paraph"}
    assert check_body("Paraph", report(summary=""))["output"]["summary"] == "Waits for Grace"


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(-5, 99), st.integers(-5, 99), st.sampled_from(
    ["notice", "warning", "failure"])), max_size=300))  # fmt: skip
def test_remarks_fit_and_the_weightiest_stay(drawn: list[tuple[int, int, int, str]]) -> None:
    given_ = [Annotation(f"f{path}", first, last, "x", level) for path, first, last, level in drawn]  # type: ignore[arg-type]
    rolled = rolled_up(given_)
    assert len(rolled) <= 50
    assert {each.path for each in rolled} <= {each.path for each in given_}
    weights = ["notice", "warning", "failure"]
    assert max((weights.index(each.level) for each in rolled), default=0) == max(
        (weights.index(each.level) for each in given_), default=0
    )


@pytest.mark.enable_socket
def test_remarks_are_sent_once(stage: GitHubStage) -> None:
    number = stage.propose()
    remarks = tuple(Annotation(f"src/f{n % 7}.py", n, n - 1, f"line {n}") for n in range(-1, 70))
    told = report(head=stage.head(number), annotations=remarks, link="https://paraph.example.test/r/1")
    external = stage.forge.show(stage.repository, number, told)
    stage.forge.show(stage.repository, number, told._replace(external=external))
    (check,) = stage.repo.checks
    assert (check["output"]["annotations_count"], check["external_id"]) == (7, told.key)
    assert check["details_url"] == "https://paraph.example.test/r/1"


@pytest.mark.enable_socket
def test_two_changes_of_one_head_have_a_check_each(stage: GitHubStage) -> None:
    head = stage.head(stage.propose())
    stage.acts.propose(head=head, target="release")
    told = [report(key=f"github:acme/app#{number}", head=head, is_again=True) for number in "12"]
    first = [stage.forge.show(stage.repository, "1", each) for each in told]
    assert [stage.forge.show(stage.repository, "1", each) for each in told] == first
    assert len(set(first)) == 2


@pytest.mark.enable_socket
def test_what_is_allowed_for_one_branch_is_not_for_another(stage: GitHubStage) -> None:
    head = stage.head(stage.propose())
    stage.acts.propose("mallory", head=head, target="sandbox")
    told = report(head=head, target="refs/heads/main")
    stage.forge.show(stage.repository, "1", told)
    other = told._replace(key="github:acme/app#2", target="refs/heads/sandbox", verdict=Verdict.ALLOW)
    stage.forge.show(stage.repository, "2", other)
    assert {check["name"]: check["conclusion"] for check in stage.fake.state.latest(stage.repo.checks)} == {
        "Paraph": "action_required", "Paraph (sandbox)": "success",
    }  # fmt: skip


@pytest.mark.enable_socket
def test_nobody_elses_check_is_edited(stage: GitHubStage) -> None:
    number = stage.propose()
    other = stage.acts.conclude(1, "Paraph", "success")
    other["external_id"] = "github:acme/app#1"
    told = report(head=stage.head(number), is_again=True)
    made = stage.forge.show(stage.repository, number, told)
    assert int(made) != other["id"]
    assert other["conclusion"] == "success"
    assert stage.forge.show(stage.repository, number, told._replace(external=str(other["id"]))) not in {
        made, str(other["id"]),
    }  # fmt: skip
