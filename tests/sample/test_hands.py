"""Does the demo show who wrote which line, and an agent that is stopped, on any shop?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from examples import demo, hands
from examples.sample.build import build
from examples.stage import Colleague, Stage
from paraph.adapters.formats.terraform_plan import read_terraform_plan
from paraph.cli.main import main

IDA = Colleague("ida", "Ida Sample", "ida@example.test")
DENIED = '"permissionDecision": "deny"'


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The clone of the story and what was shown of it, in a shop of another seed."""
    folder = tmp_path_factory.mktemp("shop")
    build(7, folder / "shop.bundle")
    shop = demo.clone(folder / "shop.bundle", folder / "demo")
    printed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.print", lambda *words, **_: printed.extend(f"{word}\n" for word in words))
        hands.tell(Stage(shop / "hands", 100), demo.say)
    return shop / "hands" / "shop", "".join(printed)


def gutters(said: str) -> list[str]:
    """The gutter of every `paraph blame` that was shown, a letter a line."""
    blames = re.findall(r"\$ paraph blame .*\n((?:[●·].*│.*\n)+)", said)
    return ["".join("A" if "● claude-code" in line else "." for line in blame.splitlines()) for blame in blames]


def test_the_gutter_is_right_before_and_after_git_has_rewritten_the_commits(told: tuple[Path, str]) -> None:
    assert gutters(told[1]) == ["..AA", "..AAA"]
    assert demo.git(told[0], "rev-list", "--count", "main..round-up").strip() == "1"


def test_a_declaration_that_the_record_contradicts_is_named(told: tuple[Path, str]) -> None:
    assert re.search(r"◷ wait.*a declaration that is true", " ".join(told[1].split()))
    assert "! contradiction: declared none (ai-assistance: none)" in told[1]
    assert "Assisted-by: claude-code" in demo.git(told[0], "log", "-1", "--format=%B", "round-up")


def test_what_would_destroy_an_environment_is_denied_and_on_record(
    told: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = " ".join(told[1].split())
    assert said.count(DENIED) == said.count("It is not run.") == 2
    assert "seen through sh infra/recreate.sh" in said
    assert main(["guard", "log", "--json", "--repo", str(told[0])]) == 0
    assert capsys.readouterr().out.count("terraform.destroy") == 2
    assert "✗ deny ../plan.json: Terraform plan" in said


def test_nothing_of_the_story_is_left_over(told: tuple[Path, str]) -> None:
    assert demo.git(told[0], "status", "--porcelain") == ""
    assert "nothing against it" in told[1]


def test_the_plan_is_one_that_can_be_read() -> None:
    made = hands.plan([("sample_queue", "one"), ("sample_queue", "two")])
    read = read_terraform_plan(json.dumps(made).encode(), "plan.json")
    assert [change.address for change in read.changes] == ["sample_queue.one", "sample_queue.two"]


def test_the_first_lines_are_shown_and_the_rest_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Stage(tmp_path / "stage", 80).headed(IDA, "printf 'a\\nb\\nc\\n'", 2)
    assert capsys.readouterr().out == "\nida$ printf 'a\\nb\\nc\\n'\na\nb\n…\n"
