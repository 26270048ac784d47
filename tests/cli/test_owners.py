from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from paraph.cli.main import main

TEXT = "* @all\n/src/ @acme/dev ada@example.test\n/src/gen/\nbad bad\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repo"
    (root / ".git").mkdir(parents=True)
    (root / "sub").mkdir()
    (root / ".github").mkdir()
    (root / ".github/CODEOWNERS").write_text(TEXT)
    monkeypatch.chdir(root / "sub")
    return root


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["owners", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_path_that_is_there_only_from_here_is_told_how_it_stands_from_the_root(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repo / "sub/a.py").write_text("")
    code, out, err = ask(capsys, "a.py")
    assert (code, out) == (0, "a.py: @all (.github/CODEOWNERS:1 *)\n")
    assert "a.py is not there: paths are read from the root of the repository. Did you mean sub/a.py?" in err
    for typed in ("sub/a.py", "b.py", str(repo / "sub/a.py"), "sub"):
        assert "Did you mean" not in ask(capsys, typed)[2]


def test_one_line_a_path(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ask(capsys, "src/a.py", "./src//gen/x", "b")
    assert code == 0
    assert out.splitlines() == [
        "src/a.py: @acme/dev ada@example.test (.github/CODEOWNERS:2 /src/)",
        "./src//gen/x: nobody (.github/CODEOWNERS:3 /src/gen/)",
        "b: @all (.github/CODEOWNERS:1 *)",
    ]
    assert ".github/CODEOWNERS:4: the line is skipped" in err


def test_json_holds_one_object_a_path(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "--json", "src/a.py", "src/gen/x")
    assert code == 0
    owned, taken = json.loads(out)
    group = {
        "owners": ["@acme/dev", "ada@example.test"], "count": 1, "section": "", "is_optional": False,
        "pattern": "/src/", "line": 2,
    }  # fmt: skip
    assert owned == {
        "path": "src/a.py", "owners": ["@acme/dev", "ada@example.test"], "file": ".github/CODEOWNERS", "line": 2,
        "pattern": "/src/", "section": "", "groups": [group],
    }  # fmt: skip
    assert (taken["owners"], taken["line"], taken["groups"]) == ([], 3, [])


def test_a_path_without_any_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "OWNERS"
    file.write_text("/a @x\n")
    code, out, _ = ask(capsys, "--codeowners", str(file), "b")
    assert (code, out) == (0, f"b: nobody (no line of {file} matches)\n")
    code, out, _ = ask(capsys, "--codeowners", str(file), "--json", "b")
    assert json.loads(out)[0]["line"] is None
    assert json.loads(out)[0]["owners"] == []


def test_gitlab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "OWNERS"
    file.write_text("* @all\n^[Docs]\n*.md @d\n[Ops][2]\n*.md @o @p\n")
    _, out, _ = ask(capsys, "--codeowners", str(file), "--flavour", "gitlab", "a.md")
    assert out == (
        f"a.md: @all ({file}:1 *); @d, optional ({file}:3 *.md in [Docs]); @o @p, 2 of them ({file}:5 *.md in [Ops])\n"
    )
    _, out, _ = ask(capsys, "--codeowners", str(file), "--flavour", "gitlab", "--json", "a.md")
    assert json.loads(out)[0]["owners"] == ["@all", "@d", "@o", "@p"]


@pytest.mark.parametrize("content", [b"src/a\nb\r\n\n", b"src/a\0b\0"])
def test_paths_from_stdin(
    repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    code, out, _ = ask(capsys, "-q", "--json", "-")
    assert code == 0
    assert [entry["path"] for entry in json.loads(out)] == ["src/a", "b"]


def test_a_path_of_any_bytes(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "--json", "src/\udcff")
    assert code == 0
    assert json.loads(out)[0]["path"] == "src/\\xff"
    assert json.loads(out)[0]["line"] == 2


def test_absolute_paths_inside_are_understood(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ask(capsys, "--json", f"{repo}/src/a", "src/gen/../a")
    assert [entry["line"] for entry in json.loads(out)] == [2, 2]


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../b"])
def test_paths_outside_are_refused(repo: Path, capsys: pytest.CaptureFixture[str], path: str) -> None:
    code, out, err = ask(capsys, path)
    assert (code, out) == (2, "")
    assert "P0409" in err


def test_no_file_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ask(capsys, "--repo", str(tmp_path), "a")
    assert (code, out) == (2, "")
    assert "P0406" in err
    code, _, err = ask(capsys, "--codeowners", str(tmp_path / "none"), "a")
    assert code == 2
    assert "P0604" in err


def test_a_link_in_the_repository_is_not_followed(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / ".github/CODEOWNERS").rename(repo / "real")
    (repo / ".github/CODEOWNERS").symlink_to(repo / "real")
    code, out, err = ask(capsys, "a")
    assert (code, out) == (2, "")
    assert "P0604" in err


def test_a_second_file_is_said(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "CODEOWNERS").write_text("* @other\n")
    code, out, err = ask(capsys, "b")
    assert (code, out) == (0, "b: @all (.github/CODEOWNERS:1 *)\n")
    assert "CODEOWNERS says something else" in err


def test_the_folder_of_a_given_file_names_the_forge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".gitlab").mkdir()
    (tmp_path / ".gitlab/CODEOWNERS").write_text("[A]\n* @x\n")
    _, out, _ = ask(capsys, "--codeowners", str(tmp_path / ".gitlab/CODEOWNERS"), "--json", "a/b")
    assert json.loads(out)[0]["section"] == "A"
