"""A hook gets into a configuration of others and out of it, and not a byte of theirs changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from paraph.adapters.agents.setup.agents_found import config_of
from paraph.adapters.agents.setup.install import Target, installing, removing, state, switched_off, write
from paraph.core.errors import InputError, ParaphError, ReadError

THEIRS = [
    '{\n  "permissions": {"allow": ["Bash(ls)"]}\n}\n',
    '{"a": 1}',
    '{\r\n\t"a": 1\r\n}\r\n',
    '\ufeff{\n    "hooks": {\n        "PreToolUse": [\n            {"matcher": "B", "hooks": []}\n        ]\n    }\n}',
    '{"hooks": {"PreToolUse": [{"hooks": [{"type": "command", "command": "a"}]}], "Stop": []}, "z": {}}\n',
    '{\n  "hooks": {\n    "PostToolUse": [\n      {"hooks": [{"command": "x"}]}\n    ]\n  },\n  "b": []\n}\n',
]  # fmt: skip
COMMENTED = [
    '{\n  // what we like\n  "theme": "dark", // it is\n}\n',
    '{\n  "theme": "dark" /* it is */\n  // the end\n}\n',
    '// first\n{\n  "hooks": {\n    "BeforeTool": [\n      {"hooks": []}, // theirs\n    ],\n  },\n}\n',
]


def target(folder: Path, agent: str = "claude-code", program: str = "paraph") -> Target:
    return Target(config_of(agent), str(folder), program)


def file_of(each: Target, text: str) -> Path:
    path = Path(each.file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def check_round(each: Target, text: str) -> None:
    path = file_of(each, text)
    write(installing(each))
    assert state(each) == "current"
    assert not any(change.is_any for change in installing(each))
    write(installing(Target(each.config, each.folder, "/opt/paraph")))
    assert state(each) == "outdated"
    write(removing(each))
    assert path.read_bytes().decode() == text


@pytest.mark.parametrize("text", THEIRS)
@pytest.mark.parametrize("agent", ["claude-code", "gemini", "droid"])
def test_what_was_there_comes_back_byte_by_byte(tmp_path: Path, text: str, agent: str) -> None:
    check_round(target(tmp_path, agent), text)


@pytest.mark.parametrize("text", COMMENTED)
def test_comments_stay_where_the_agent_takes_them(tmp_path: Path, text: str) -> None:
    check_round(target(tmp_path, "gemini"), text)


@pytest.mark.parametrize("text", ['{"version": 1, "hooks": {"stop": [{"command": "x"}]}}', '{"version": 2}'])
def test_cursor_s_other_hooks_stay(tmp_path: Path, text: str) -> None:
    check_round(target(tmp_path, "cursor"), text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "P1080"), ('{"a": 1} x', "P1080"), ('{"a": 1,}', "P1080"), ("{\n// why\n}", "P1080"),
        ('{"a": 1, "a": 2}', "P1080"), ("[]", "P1081"), ('{"hooks": []}', "P1081"), ('{"hooks": 5}', "P1081"),
        ('{"hooks": {"PreToolUse": {}}}', "P1081"), ('{"hooks": {"PreToolUse": "x"}}', "P1081"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_edited_stays_as_it_is(tmp_path: Path, text: str, code: str) -> None:
    path = file_of(target(tmp_path), text)
    for work in (installing, removing, state):
        if work is removing and code == "P1081" and text == '{"hooks": 5}':
            continue
        with pytest.raises(ParaphError) as caught:
            work(target(tmp_path))
        assert caught.value.problems[0].code == code
        assert caught.value.problems[0].fix
    assert path.read_text() == text


def test_the_place_of_what_is_wrong_is_told(tmp_path: Path) -> None:
    file_of(target(tmp_path), '{\n  "a": 1\n  "b": 2\n}\n')
    with pytest.raises(InputError) as caught:
        installing(target(tmp_path))
    position = caught.value.problems[0].position
    assert position is not None
    assert (position.line, position.column) == (3, 3)


@pytest.mark.parametrize(("content", "code"), [(b"\xff\xfe{}", "P1085"), (b" " * (1 << 22) + b"{}", "P1085")])
def test_what_is_no_text_stays_as_it_is(tmp_path: Path, content: bytes, code: str) -> None:
    path = file_of(target(tmp_path), "")
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        installing(target(tmp_path))
    assert caught.value.problems[0].code == code


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    Path(target(tmp_path).file).mkdir(parents=True)
    with pytest.raises(ReadError) as caught:
        installing(target(tmp_path))
    assert caught.value.problems[0].code == "P1084"


def test_an_empty_file_is_filled_and_one_that_says_nothing_goes(tmp_path: Path) -> None:
    path = file_of(target(tmp_path), "\n")
    write(installing(target(tmp_path)))
    assert list(json.loads(path.read_text())) == ["hooks"]
    write(removing(target(tmp_path)))
    assert not path.exists()


def test_a_hook_of_others_in_our_group_stays(tmp_path: Path) -> None:
    path = file_of(target(tmp_path), "{}")
    write(installing(target(tmp_path)))
    said: dict[str, Any] = json.loads(path.read_text())
    said["hooks"]["PreToolUse"][0]["hooks"].append({"type": "command", "command": "echo"})
    path.write_text(json.dumps(said))
    assert state(target(tmp_path)) == "outdated"
    write(removing(target(tmp_path)))
    assert json.loads(path.read_text())["hooks"]["PreToolUse"][0]["hooks"] == [{"type": "command", "command": "echo"}]


def test_the_rights_of_a_file_and_a_link_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.json"
    real.write_text("{}")
    real.chmod(0o600)
    path = Path(target(tmp_path).file)
    path.parent.mkdir()
    path.symlink_to(real)
    write(installing(target(tmp_path)))
    assert path.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert "paraph hook agent" in real.read_text()
    assert sorted(each.name for each in tmp_path.iterdir()) == [".claude", "real.json"]


@pytest.mark.parametrize(
    ("agent", "file", "text"),
    [
        ("claude-code", ".claude/settings.json", '{"disableAllHooks": true}'),
        ("gemini", ".gemini/settings.json", '{"hooksConfig": {"enabled": false}}'),
        ("codex", ".codex/config.toml", "[features]\nhooks = false\n"),
        ("droid", ".factory/settings.json", '{"hooksDisabled": true}'),
    ],
)
def test_hooks_that_are_switched_off_are_told(tmp_path: Path, agent: str, file: str, text: str) -> None:
    each = target(tmp_path, agent)
    path = tmp_path / file
    path.parent.mkdir()
    path.write_text(text)
    assert state(each) == "absent"
    write(installing(each))
    assert state(each) == "disabled"
    path.write_text("")
    assert not any(switched_off(each, switch) for switch in each.config.switches)


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / ".claude").write_text("")
    with pytest.raises(ReadError) as caught:
        write(installing(target(tmp_path)))
    assert caught.value.problems[0].code == "P1082"


@pytest.mark.parametrize(
    ("agent", "folder"), [("codex", ".codex"), ("copilot", ".github/hooks"), ("cline", ".clinerules")]
)
def test_a_folder_that_holds_something_else_stays(tmp_path: Path, agent: str, folder: str) -> None:
    write(installing(target(tmp_path, agent)))
    (tmp_path / folder / "own").write_text("")
    write(removing(target(tmp_path, agent)))
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["own"]


def test_the_folders_of_a_home_stay_and_so_does_the_repository_s_own(tmp_path: Path) -> None:
    home, repository = tmp_path / "home", tmp_path / "repository"
    own = Target(config_of("codex"), str(home), "paraph", is_user=True)
    write(installing(own))
    write(removing(own))
    assert [path.name for path in home.iterdir()] == [".codex"]
    write(installing(target(repository, "codex")))
    write(removing(target(repository, "codex")))
    assert list(repository.iterdir()) == []


def test_a_folder_that_is_a_link_stays(tmp_path: Path) -> None:
    repository, elsewhere = tmp_path / "repository", tmp_path / "elsewhere"
    repository.mkdir()
    elsewhere.mkdir()
    (repository / ".codex").symlink_to(elsewhere)
    write(installing(target(repository, "codex")))
    write(removing(target(repository, "codex")))
    assert (list(elsewhere.iterdir()), (repository / ".codex").is_symlink()) == ([], True)
