from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from flows.history_samples import Steps
from gitbuild import ADA, BEN, GitRepo
from paraph import wiring
from paraph.core.errors import InputError
from paraph.core.gate.case import READING
from paraph.core.model.decision import Verdict
from paraph.ports.documents import SourceText
from paraph.ports.question import Question

POLICY = "version: 1\nmode: enforce\nrules:\n  - {name: review, require: [{signoff: {count: 1, proof: review}}]}\n"
PEOPLE = "people: [{id: ada, accounts: ['email:ada@example.test']}, {id: ben, accounts: ['email:ben@example.test']}]\n"
RULES = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE}


class Watched:
    def __init__(self) -> None:
        self.titles: list[tuple[str, int]] = []
        self.steps = Steps()

    @contextmanager
    def __call__(self, title: str, total: int) -> Iterator[Steps]:
        self.titles.append((title, total))
        yield self.steps


def test_a_change_is_answered_with_its_facts_and_the_text_of_its_rules(git_repo: GitRepo) -> None:
    git_repo.commit("rules", RULES)
    git_repo.switch("work")
    git_repo.commit("work", {"a": "x\n"})
    found = wiring.answer(Question(repository=str(git_repo.path)))
    assert (found.decision.verdict, found.facts.repository.name) == (Verdict.WAIT, "repo")
    assert found.sources == {".paraph/policy.yaml": POLICY}
    assert (git_repo.path / ".git/paraph/cache").is_dir()


def test_a_bare_repository_is_called_by_its_folder(
    git_repo: GitRepo, tmp_path: Path, make_repo: Callable[..., GitRepo]
) -> None:
    head = git_repo.commit("rules", RULES)
    git_repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "shop.git"))
    found = wiring.answer(Question(repository=str(tmp_path / "shop.git"), change=head))
    assert found.facts.repository.name == "shop"


def test_each_landed_change_comes_with_its_subject_the_newest_first(git_repo: GitRepo) -> None:
    git_repo.commit("rules", RULES)
    git_repo.commit("second\n\nwith a body", {"a": "x\n"})
    question = Question(repository=str(git_repo.path), change="main", is_history=True)
    found = [(subject, each.decision.is_enforced) for subject, each in wiring.answer_each(question)]
    assert found == [("second", True), ("rules", False)]


def test_a_draft_watches_its_reading(git_repo: GitRepo) -> None:
    for number in range(3):
        git_repo.commit(f"step {number}", {"a": f"{number}\n"})
    watch = Watched()
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        drafted = wiring.draft(reader, 86_400, watch)
    assert (watch.titles, watch.steps.done) == ([("reading history", wiring.SURVEYED_CHANGES)], 3)
    assert (drafted.proposal.changes, len(drafted.directory.people)) == (3, 1)


def test_a_draft_of_nothing(git_repo: GitRepo) -> None:
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        drafted = wiring.draft(reader, 86_400, Watched())
    assert (drafted.proposal.changes, drafted.directory.people, len(drafted.files)) == (0, (), 4)


def test_a_replay_says_on_what_its_figures_rest(git_repo: GitRepo) -> None:
    head = git_repo.commit("rules", RULES)
    watch = Watched()
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        outcome = wiring.replay(reader, wiring.ReplayRequest(), watch)
    assert (watch.titles, watch.steps.done, outcome.result.changes) == ([("replaying", 1)], 1, 1)
    assert [tally.label for tally in outcome.result.tallies] == [".paraph/policy.yaml"]
    base, asked = outcome.notes
    assert head[:12] in base
    assert READING in asked


@pytest.mark.parametrize(("lines", "hours"), [(0, 5), (24, 5), (25, 6), (250, 15), (10_000, 120)])
def test_the_stated_formula_is_the_one_that_counts(git_repo: GitRepo, lines: int, hours: int) -> None:
    git_repo.commit("rules", RULES)
    git_repo.commit("code", {"a": "x\n" * lines})
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        first = wiring.replay(reader, wiring.ReplayRequest(), Watched())
    git_repo.commit("rules anew", {".paraph/policy.yaml": POLICY + "\n"})
    tally = first.result.tallies[0]
    own = 5 + len((POLICY + PEOPLE).splitlines()) // 25
    assert (tally.signoffs, tally.minutes) == (2, own + hours)
    assert READING == "5 minutes and 1 for each 25 added or deleted lines, 120 at most"


def test_drafted_people_and_policy_are_named_as_such(git_repo: GitRepo) -> None:
    for author in (ADA, BEN):
        git_repo.commit("work", {"a": author}, author=author)
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        outcome = wiring.replay(reader, wiring.ReplayRequest(), Watched())
    assert outcome.notes[:2] == (wiring.DRAFTED_POLICY_NOTE, wiring.DRAFTED_PEOPLE_NOTE)
    assert len(outcome.directory.people) == 2


def test_files_that_the_user_names(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_bytes(b"x: 1\n")
    assert wiring.source_text(str(tmp_path / "p.yaml")) == SourceText(str(tmp_path / "p.yaml"), b"x: 1\n")
    (tmp_path / "big").write_bytes(b" " * (wiring.MAX_SOURCE_BYTES + 1))
    for name, code in (("big", "P0605"), ("", "P0604"), ("none", "P0604"), ("a\0b", "P0604")):
        with pytest.raises(InputError) as caught:
            wiring.source_text(str(tmp_path / name))
        assert caught.value.problems[0].code == code


def test_a_governed_file_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = wiring.CachedDocuments(str(tmp_path))
    source = SourceText("p.yaml", b"x: [1, 2]\n")
    first = documents.document(source)
    monkeypatch.setattr("paraph.adapters.formats.yaml.read_yaml", None)
    assert documents.document(source).root == first.root
    assert documents.directory(None).people == ()


def test_the_default_names_the_people_of_a_history(git_repo: GitRepo) -> None:
    head = git_repo.commit("work", {"a": "x\n"})
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        source, policy, directory = wiring.draft_default(reader, head)
        assert (source.file, policy.mode, len(directory.people)) == ("(built-in policy)", "shadow", 1)
        assert wiring.draft_default(reader, "")[2].people == ()
        assert [found.commit for found in wiring.detect(reader, "HEAD")] == [head]


TARGETS = [(None, True), ("main", True), ("refs/heads/main", True), ("other", False)]


@pytest.mark.parametrize(("branch", "binds"), TARGETS)
def test_a_rule_about_the_target_binds_in_a_replay_of_it(git_repo: GitRepo, branch: str | None, binds: bool) -> None:
    git_repo.commit("rules", RULES)
    git_repo.switch("other")
    rule = git_repo.path / "rule.yaml"
    rule.write_text("version: 1\nmode: enforce\nrules:\n  - {name: frozen, when: {target: main}, deny: no}\n")
    with closing(wiring.open_repository(str(git_repo.path))) as reader:
        request = wiring.ReplayRequest(branch=branch, policies=(str(rule),))
        verdicts = wiring.replay(reader, request, Watched()).result.tallies[0].verdicts
    assert (verdicts["deny"] == 1) is binds
