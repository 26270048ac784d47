"""Which files does a command say that it writes, and which does it not?"""

from __future__ import annotations

from pathlib import Path

import pytest

from paraph.adapters.agents.capture.shell_targets import MOST_TARGETS, shell_targets


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("echo x > a.txt", ["a.txt"]),
        ("echo x >> 'a b.txt'; true", ["a b.txt"]),
        ("echo x >| a.txt 2> err.log", ["a.txt", "err.log"]),
        ("make 2>&1 &> all.log", []),
        ("cat > a.txt <<'END'\nif x > 3: echo y > b.txt\nEND", ["a.txt"]),
        ("cat <<-END > a.txt\n\tbody\n\tEND\necho z > c.txt", ["a.txt", "c.txt"]),
        ("echo x | sudo tee -a a.txt b.txt >/dev/null", ["a.txt", "b.txt"]),
        ("sed -i.bak -e 's/a/b/' src/a.py", ["src/a.py"]),
        ("sed 's/a/b/' src/a.py", []),
        ("perl -pi -e 's/a/b/' a.py", ["a.py"]),
        ("cd sub && echo x > a.txt", ["sub/a.txt"]),
        ("X=1 env echo x > a.txt", ["a.txt"]),
        ("""python3 -c "open('a.py', 'w').write('x')" """, ["a.py"]),
        ("python3 - <<'END'\nfrom pathlib import Path\nPath('src/a.py').write_text('x')\nEND", ["src/a.py"]),
        ("""python3 -c "print(open('a.py').read())" """, []),
        ("python3 fix.py a.py", []),
        ("black src tests && prettier -w a.js", []),
        ("pytest tests/test_a.py", []),
        ('echo x > $HOME/a.txt > "$B" > `c`', []),
        ("git checkout -- a.txt; echo x > a.txt", []),
        ("git -C sub stash pop && echo x > a.txt", []),
        ("git status > a.txt", []),
        ("echo 'x > b.txt'", []),
        ("cat other.py > a.py; cat <<END > b.py\nx\nEND", ["b.py"]),
        ("curl -s https://example.test/x > a.py", []),
        ("cat other.py | tee a.py", []),
        ("cat <<END | tee a.py\nx\nEND", ["a.py"]),
        ("patch a.py < fix.diff", []),
        ("cp b.py a.py; mv c.py d.py", []),
        ("echo x > ", []),
        ("cat <<END\nno end > a.txt", []),
        ("", []),
    ],
)
def test_targets(command: str, names: list[str]) -> None:
    assert shell_targets(command, "/w") == tuple(f"/w/{name}" if name[0] != "/" else name for name in names)


def test_patterns_stand_for_the_files_that_are_there(tmp_path: Path) -> None:
    for name in ("a.py", "b.py", "c.txt"):
        (tmp_path / name).write_text("")
    found = shell_targets("sed -i -e s/x/y/ *.py", str(tmp_path))
    assert {Path(path).name for path in found if Path(path).exists()} == {"a.py", "b.py"}


def test_it_is_bounded() -> None:
    assert shell_targets("x" * (1 << 18) + " > a.txt", "/w") == ()
    assert len(shell_targets("echo " + " ".join(f"> f{number}" for number in range(999)), "/w")) == MOST_TARGETS
