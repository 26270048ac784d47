from __future__ import annotations

import pytest

from paraph.core.model.noun import changed
from paraph.core.policy.review_paths import review_paths
from policy_text import read

PATHS = ("services/pricing/engine.py", "services/web/app.py", "docs/a.md", "README.md")


def remarks(paths: str, top: str = "") -> list[tuple[str, str, str, int]]:
    text = f"mode: enforce\n{top}rules:\n  - {{name: a, when: {{paths: {paths}}}, require: [{{check: b}}]}}\n"
    found = review_paths(read(text), PATHS)
    return [(each.code, each.what, each.fix, each.position.line if each.position else 0) for each in found]


@pytest.mark.parametrize("paths", ["services/**", "'*.md'", "[services/web/, later/**]", "['services/**', '!docs/b']"])
def test_patterns_that_match_something_are_left_alone(paths: str) -> None:
    assert remarks(paths) == []


@pytest.mark.parametrize(
    ("paths", "wrong", "meant"),
    [
        ("srevices/**", "srevices/**", "services/**"),
        ("services/pricng/*.py", "services/pricng/*.py", "services/pricing/*.py"),
        ("[docs/**, /srevices/web/]", "/srevices/web/", "/services/web/"),
        ("READNE.md", "READNE.md", "README.md"),
    ],
)
def test_a_slip_is_told_what_it_was_meant_to_be(paths: str, wrong: str, meant: str) -> None:
    what = f"the pattern `{wrong}` of `paths` matches no file of the repository"
    assert remarks(paths) == [("P0163", what, f"did you mean `{meant}`?", 3)]


@pytest.mark.parametrize("paths", ["keys/**", "[keys/**, '**/*.pem']", "services/**/*.tf"])
def test_a_list_of_which_nothing_matches(paths: str) -> None:
    ((code, what, fix, _),) = remarks(paths)
    assert code == "P0163"
    assert what.startswith("no pattern of `paths` matches a file of the repository: ")
    assert "yet to come" in fix


def test_kinds_and_tiers_have_patterns_too() -> None:
    top = "kinds: {ours: [srevices/**]}\ntiers: {high: {only_paths: dosc/**}}\n"
    assert [(what.split("`")[1], fix) for _, what, fix, _ in remarks("docs/**", top)] == [
        ("srevices/**", "did you mean `services/**`?"),
        ("dosc/**", "did you mean `docs/**`?"),
    ]


def test_without_paths_there_is_nothing_to_say() -> None:
    assert review_paths(read("mode: enforce\nrules: [{name: a, when: {paths: x}, deny: no}]\n"), ()) == []


def test_an_organisation_speaks_of_other_repositories_too() -> None:
    policy = read("mode: enforce\nrules: [{name: a, when: {paths: keys/**}, deny: no}]\n")
    assert len(review_paths(policy, PATHS)) == 1
    assert review_paths(changed(policy, sources=(*policy.sources, "own.yaml")), PATHS) == []
