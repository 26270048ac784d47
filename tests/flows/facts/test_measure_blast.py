"""Does a change's reach hold what its base says, and what it hides?"""

from __future__ import annotations

from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.adapters.formats.yaml import read_yaml
from paraph.adapters.git.reader import GitRepository
from paraph.adapters.store.files import FileCache
from paraph.core.model.change import ChangedFile
from paraph.core.model.facts import Partner
from paraph.core.tier.catalogue import NOTHING, Catalogue
from paraph.core.tier.catalogue_read import read_catalogue
from paraph.flows.facts.measure_blast import UNSCANNED, UNSHOWN, Measured, measure_blast

FILES = {
    "shop/__init__.py": "",
    "shop/money.py": "",
    "shop/cart.py": "from shop import money\n",
    "shop/web.py": "from shop import cart\nfrom tests import base\n",
    "tests/__init__.py": "",
    "tests/base.py": "",
    "tests/test_cart.py": "import shop.cart\n",
    "lib/a.rb": "",
    "docs/a.md": "",
}


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    made = GitRepo(tmp_path / "repo")
    made.commit("start", FILES)
    return made


def measure(repo: GitRepo, spec: str = "main..HEAD", catalogue: Catalogue = NOTHING) -> Measured:
    with GitRepository(str(repo.path)) as repository:
        change, _ = repository.change(repository.resolve(spec))
        return measure_blast(repository, FileCache(str(repo.path / ".git" / "cache")), change, catalogue)


def file(found: Measured, path: str) -> ChangedFile:
    return next(each for each in found.change.files if each.path == path)


def test_dependents_of_modified_deleted_and_added_files_at_the_base(repo: GitRepo) -> None:
    repo.switch("work")
    repo.commit(
        "work",
        {
            "shop/money.py": None,
            "shop/cart.py": "x = 1\n",
            "shop/new.py": "from shop import cart\n",
            "docs/a.md": "b\n",
        },
    )
    found = measure(repo)
    counts = {each.path: (each.direct_dependents, each.dependents) for each in found.change.files}
    assert counts == {"shop/money.py": (1, 3), "shop/cart.py": (2, 2), "shop/new.py": (0, 0), "docs/a.md": (0, 0)}
    assert found.blast.dependents == 3
    assert found.blast.base == repo.rev("main")
    assert found.blast.examples[-2:] == ("shop/cart.py", "shop/money.py")
    assert found.unreadable == ()


def test_kinds_are_filled_in_and_a_false_test_is_code(repo: GitRepo) -> None:
    repo.switch("work")
    repo.commit("work", {"tests/base.py": "x = 1\n", "tests/test_cart.py": "", "docs/a.md": "b"})
    found = measure(repo)
    assert file(found, "tests/base.py").kinds == ("code", "code:python")
    assert file(found, "tests/test_cart.py").kinds == ("tests",)
    assert file(found, "docs/a.md").kinds == ("docs",)


def test_hidden_characters_are_marked_with_their_line(repo: GitRepo) -> None:
    repo.switch("work")
    repo.commit("work", {"shop/cart.py": "a = 1\nb = '\u202e'\n"})
    marks = [(mark.kind, mark.line) for mark in file(measure(repo), "shop/cart.py").marks]
    assert marks == [("bidi", 2)]


def test_text_that_nobody_is_shown_counts_as_hidden(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.switch("work")
    repo.commit(
        "work", {"a.js": "//\0\nb = 1\n", "docs/a.md": "\0" + "x\n" * 99, "a.png": b"\x89\0", "big.py": "#" * 99}
    )
    monkeypatch.setattr("paraph.flows.facts.measure_blast.MAX_SCANNED_BYTES", 64)
    found = measure(repo)
    assert UNSHOWN in file(found, "a.js").marks
    assert UNSHOWN in file(found, "docs/a.md").marks
    assert UNSCANNED in file(found, "big.py").marks
    assert [mark.kind for mark in file(found, "a.png").marks] == ["binary"]


def test_a_language_without_a_reader_is_named(repo: GitRepo) -> None:
    repo.switch("work")
    repo.commit("work", {"lib/a.rb": "x = 1\n", "shop/cart.py": "\n"})
    assert measure(repo).blast.unread_languages == ("ruby",)


def test_partners_are_missed_and_the_habit_is_kept(repo: GitRepo) -> None:
    for number in range(6):
        repo.commit("both", {"shop/cart.py": f"x = {number}\n", "shop/web.py": f"y = {number}\n"})
    repo.switch("work")
    repo.commit("alone", {"shop/cart.py": "x = 9\n"})
    expected = (Partner("shop/cart.py", "shop/web.py", 7, 7),)
    assert measure(repo).blast.partners == expected
    assert measure(repo).blast.partners == expected
    repo.switch("main")
    repo.commit("later", {"shop/cart.py": "x = 10\n", "shop/web.py": "y = 10\n"})
    repo.switch("more")
    repo.commit("alone", {"shop/cart.py": "x = 11\n"})
    assert measure(repo).blast.partners == (Partner("shop/cart.py", "shop/web.py", 8, 8),)


def test_a_test_or_a_document_may_change_alone(repo: GitRepo) -> None:
    for number in range(6):
        repo.commit("both", {"tests/test_cart.py": f"x = {number}\n", "shop/web.py": f"y = {number}\n"})
    repo.switch("work")
    repo.commit("alone", {"tests/test_cart.py": "x = 9\n"})
    assert measure(repo).blast.partners == ()


def test_services_and_invariants_of_the_catalogue(repo: GitRepo) -> None:
    text = b"services: [{name: cart, paths: [shop/**], criticality: high, invariants: [{id: utc, text: UTC}]}]"
    repo.switch("work")
    repo.commit("work", {"shop/cart.py": "x = 1\n"})
    blast = measure(repo, catalogue=read_catalogue(read_yaml(text, "services.yaml"))).blast
    assert [(each.name, each.criticality, each.via) for each in blast.services] == [("cart", "high", ("shop/cart.py",))]
    assert [each.id for each in blast.invariants] == ["utc"]


def test_content_that_is_missing_makes_dependents_unreadable(repo: GitRepo) -> None:
    repo.switch("work")
    repo.commit("work", {"shop/cart.py": "x = 1\n"})
    blob = repo.rev("main:shop/web.py")
    (repo.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    doubts = {doubt.fact: doubt.why for doubt in measure(repo).unreadable}
    assert "shop/web.py" in doubts["dependents"]
    assert set(doubts) <= {"dependents", "cochange"}
