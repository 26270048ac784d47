"""Does the demo show what was printed, only shorter?"""

from __future__ import annotations

from pathlib import Path

import pytest

from examples import guarded
from examples.stage import Colleague, Stage, excerpt, make_key
from paraph.adapters.signers.local import LocalSigner

SAID = """\
remote: paraph: refused
remote:
remote: one
remote:   more of one
remote:
remote: two
To server.git
"""


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("paraph", "one", "two"), SAID.replace("remote:\n", "\n").splitlines()),
        (("paraph",), ["remote: paraph: refused", "…"]),
        (("one more of one",), ["…", "remote: one", "remote:   more of one", "…"]),
        (("paraph", "two"), ["remote: paraph: refused", "…", "remote: two", "To server.git"]),
        ((), ["…"]),
    ],
)
def test_what_is_left_out_is_marked_once(words: tuple[str, ...], shown: list[str]) -> None:
    assert excerpt(SAID, lambda paragraph: paragraph.startswith(words)) == shown


def test_who_types_is_who_git_and_the_server_see(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_DIR", "SSH_AUTH_SOCK", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, "mine")
    stage = Stage(tmp_path / "stage", 80)
    code, said = stage.typed(Colleague("ida", "Ida Sample", "ida@example.test"), "git var GIT_AUTHOR_IDENT; exit 3")
    assert (code, said.partition(">")[0]) == (3, "Ida Sample <ida@example.test")
    assert capsys.readouterr().out == f"\nida$ git var GIT_AUTHOR_IDENT; exit 3\n{said}"
    variables = "$HOME/$GIT_DIR/$SSH_AUTH_SOCK/$XDG_CONFIG_HOME/$REMOTE_USER"
    assert stage.quiet(None, f"echo {variables}").strip() == f"{stage.folder}/home////"
    with pytest.raises(SystemExit, match="ended with 1"):
        stage.quiet(None, "exit 1")


def test_a_key_of_our_own_making_signs(tmp_path: Path) -> None:
    make_key(tmp_path / "ida")
    public = (tmp_path / "ida.pub").read_text().strip()
    assert LocalSigner(str(tmp_path / "ida")).public == public
    assert (tmp_path / "ida").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("head", ["0" * 40, "f" * 40])
def test_the_altered_byte_is_in_the_last_entry_about_a_change(head: str, tmp_path: Path) -> None:
    entries = tmp_path / "export" / "tile" / "entries" / "000.p"
    entries.mkdir(parents=True)
    (entries / "3").write_bytes(f"one {head} two {head} three".encode())
    tile, place, other = guarded.a_byte(tmp_path / "export", head)
    assert (tile, place) == ("export/tile/entries/000.p/3", 49)
    assert other != head[0]
    with pytest.raises(SystemExit, match="no entry speaks of"):
        guarded.a_byte(tmp_path / "export", "a" * 40)


def test_a_shop_without_such_changes_is_told_so(tmp_path: Path) -> None:
    said: list[str] = []

    class Empty(Stage):
        """A stage without a shop around it."""

        def run(self, who: Colleague | None, line: str, given: str = "") -> tuple[int, str]:
            text = '{"people": {"people": [], "levels": []}}'
            (self.folder / "facts.json").write_text(text)
            return 0, line + given

    guarded.tell(Empty(tmp_path / "stage", 80), {}, lambda *lines: said.extend(lines))
    assert said == [
        "Sign-offs and pushes",
        "No two open changes of this shop could be settled by signatures of people.",
    ]
