from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from paraph.cli.main import main
from signing_samples import SigningRepo, at_terminal, signing_repo


@pytest.fixture
def place(tmp_path: Path) -> SigningRepo:
    return signing_repo(tmp_path)


def declare(place: SigningRepo, *words: str, who: str = "cleo") -> int:
    return main(["declare", "work", "--repo", place.folder, "--key", place.key(who), "--yes", *words])


def predicate(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    envelope = json.loads(capsys.readouterr().out)["envelope"]
    found: dict[str, Any] = json.loads(b64decode(envelope["payload"]))["predicate"]
    return found


def test_everything_can_be_said_at_once(place: SigningRepo, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("intent: no cent is lost\nrollback: from the file\n")
    words = ["--assistance", "generated", "--tool", "claude-code:opus", "--tool", "cursor", "--share", "40%"]
    words += ["--prompter", "dan", "--owner", "ada", "--rollback", "rehearsed", "--did", "rollback rehearsed"]
    words += ["--answers", str(answers), "--answer", "rollback=git revert", "--note", "see 12", "--json"]
    assert declare(place, *words) == 0
    said = predicate(capsys)
    assert (said["assistance"], said["share"], said["rollback"]) == ("generated", 0.4, "rehearsed")
    assert [each["name"] for each in said["tools"]] == ["claude-code", "cursor"]
    assert (said["prompter"], said["owner"], said["person"]) == ("dan", "ada", "cleo")
    assert {each["question"]: each["text"] for each in said["answers"]} == {
        "intent": "no cent is lost", "rollback": "git revert",
    }  # fmt: skip


@pytest.mark.parametrize("who", ["ben", "ada"])
def test_nobody_declares_how_another_wrote_a_change(
    place: SigningRepo, capsys: pytest.CaptureFixture[str], who: str
) -> None:
    for words in ([], ["--assistance", "none"], ["--assistance", "generated", "--prompter", who]):
        assert declare(place, *words, who=who) == 2
        said = " ".join(capsys.readouterr().err.split())
        assert f"error[P0770] you ({who}) had no hand in this change, so your declaration would not count" in said
        assert "ask cleo" in said
    assert place.repo.git("for-each-ref", "refs/notes") == ""


def test_whoever_set_an_agent_to_work_declares_for_it(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    place.repo.switch("agent", "main")
    robot = "Claude <noreply@anthropic.com>"
    place.repo.commit("by a tool", {"app/b.py": "B = 1\n"}, author=robot, committer=robot)
    words = ["declare", "agent", "--repo", place.folder, "--key", place.key("ben"), "--yes", "--assistance"]
    assert main([*words, "none"]) == 2
    assert "say who set it to work" in " ".join(capsys.readouterr().err.split())
    assert main([*words, "autonomous", "--prompter", "ada"]) == 2
    assert place.repo.git("for-each-ref", "refs/notes") == ""
    assert main([*words, "autonomous"]) == 0


def test_what_the_commits_declare_need_not_be_said_again(
    place: SigningRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    place.repo.switch("work")
    place.repo.commit("more\n\nAI-assistance: assisted\n", {"app/b.py": "C = 1\n"}, author="Cleo <cleo@example.test>")
    assert declare(place, "--json") == 0
    said = predicate(capsys)
    assert (said["assistance"], said["owner"], said["prompter"]) == ("assisted", "cleo", "cleo")
    assert [each["name"] for each in said["tools"]] == ["claude-code"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--assistance", "none", "--tool", "cursor"), "contradict each other"),
        (("--assistance", "none", "--share", "10"), "contradict each other"),
        (("--assistance", "assisted", "--share", "most"), "no share"),
        (("--assistance", "assisted", "--share", "140%"), "no share"),
        (("--assistance", "assisted", "--owner", "adda"), "did you mean ada?"),
        (("--assistance", "assisted", "--prompter", "xyz"), "nobody called 'xyz'"),
        (("--assistance", "assisted", "--answer", "intend=x"), "did you mean intent?"),
        (("--assistance", "often"), "Invalid value for '--assistance'"),
    ],
)
def test_what_contradicts_or_nobody_knows_is_refused(
    place: SigningRepo, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], text: str
) -> None:
    assert declare(place, *words) == 2
    assert text in " ".join(capsys.readouterr().err.split())
    assert place.repo.git("for-each-ref", "refs/notes") == ""


@pytest.mark.parametrize(("given", "share"), [("40%", 0.4), ("40", 0.4), ("0.4", 0.4), ("1%", 0.01), ("100%", 1)])
def test_a_share_is_a_percentage_or_a_part(
    place: SigningRepo, capsys: pytest.CaptureFixture[str], given: str, share: float
) -> None:
    assert declare(place, "--assistance", "assisted", "--share", given, "--json") == 0
    assert predicate(capsys)["share"] == share


def test_on_a_terminal_the_rest_is_asked(place: SigningRepo) -> None:
    typed = [("  > ", "no cent is lost\n"), *[("  > ", "\n")] * 3]
    typed += [("How did AI", "as\n"), ("AI tools", "\n"), ("A way back", "w\n"), ("Type yes", "yes\n")]
    screen, code = at_terminal(["declare", "work", "--key", place.key("cleo")], typed, place.folder)
    assert code == 0, screen
    assert "an AI tool helped (claude-code); cleo prompted it; cleo can" in " ".join(screen.split())
    assert "a way back is written; I answered 1 question." in " ".join(screen.split())
