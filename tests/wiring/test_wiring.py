from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph import wiring
from paraph.core.errors import InputError
from paraph.core.model.decision import Verdict
from paraph.ports.documents import SourceText
from paraph.ports.question import Evaluation, Question

POLICY = "version: 1\nmode: enforce\nrules:\n  - {name: review, require: [{signoff: {count: 1, proof: review}}]}\n"
PEOPLE = "people: [{id: ada, accounts: ['email:ada@example.test']}, {id: ben, accounts: ['email:ben@example.test']}]\n"
RULES = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE}


def test_a_change_is_answered_with_its_facts_and_the_text_of_its_rules(git_repo: GitRepo) -> None:
    git_repo.commit("rules", RULES)
    git_repo.switch("work")
    git_repo.commit("work", {"a": "x\n"})
    found = wiring.answer(Question(repository=str(git_repo.path)))
    assert (found.decision.verdict, found.facts.repository.name) == (Verdict.WAIT, "repo")
    assert found.texts == {".paraph/policy.yaml": POLICY}
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
    answers = [(subject, each) for subject, each in wiring.answer_each(question) if isinstance(each, Evaluation)]
    found = [(subject, each.decision.is_enforced) for subject, each in answers]
    assert found == [("second", True), ("rules", False)]


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
