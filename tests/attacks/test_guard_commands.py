"""Can an agent that was told no run it all the same in other words, and is everyday work left in peace?"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.guard.commands import answer, rules, verdict

HERE = Path(__file__).parent
SCRIPT = "terraform destroy\n"
SQL = "DROP TABLE users;\n"


def _lines(name: str) -> list[str]:
    r"""The lines of a corpus; `\n` stands for a line break."""
    return [line.replace("\\n", "\n") for line in (HERE / name).read_text("utf-8").splitlines() if line]


@pytest.mark.parametrize("command", _lines("guard_harm.txt"))
def test_other_words_for_it_are_answered(command: str) -> None:
    assert answer(command) in ("ask", "deny")


@pytest.mark.parametrize("command", _lines("guard_everyday.txt"))
def test_everyday_work_is_left_in_peace(command: str) -> None:
    assert verdict(command).dangers == ()


@pytest.mark.parametrize(
    "command",
    [
        "bash < x.sh", "cat x.sh | sh", "cat x.sh | sudo bash", 'sh -c "$(cat x.sh)"', "ssh prod bash -s < x.sh",
        "ssh prod < x.sh", "docker exec -i box sh < x.sh", "at -f x.sh now", "psql -f x.sql", "psql < x.sql",
        "cat x.sql | psql -d shop", "docker exec -i db psql -U app < x.sql", "mysql shop < x.sql",
        "mysql -e 'source x.sql'", "psql --file=x.sql", "sqlite3 shop.db '.read x.sql'", "python3 -m x",
        "psql -c '\\i x.sql'", "crontab x.cron", "python3 < x.py",
    ],
)  # fmt: skip
def test_what_stands_in_a_file_is_read(command: str) -> None:
    code = "import os\nos.system('terraform destroy')\n"
    files = {"x.sh": SCRIPT, "x.sql": SQL, "x.py": code, "x.cron": f"0 3 * * * {SCRIPT}"}

    assert answer(command, files=files) == "deny"


@pytest.mark.parametrize(
    "command",
    [
        "bash < y.sh",
        "psql -f y.sql",
        "cat y.sh | sh",
        "grep x < x.sh",
        "wc -l < x.sql",
        "cat x.sh",
        "python3 -m http.server",
    ],
)
def test_a_file_that_harms_nothing_or_is_not_run_is_left_in_peace(command: str) -> None:
    files = {"x.sh": SCRIPT, "x.sql": SQL, "y.sh": "echo ok\n", "y.sql": "select 1;\n"}

    assert answer(command, files=files) == "silent"


@pytest.mark.parametrize(
    "text", ["{a,b}" * 200, "{" * 5000, "{a," * 3000, "x{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}"]
)
def test_braces_are_expanded_in_bounds(text: str) -> None:
    assert answer(f"echo {text}; terraform destroy") == "deny"


def test_what_is_only_supposed_to_run_is_asked_about_and_not_denied() -> None:
    assert answer("some-runner terraform destroy") == "ask"
    assert answer("some-runner 'terraform destroy'") == "ask"


def test_what_is_supposed_is_not_told_beside_what_is_known() -> None:
    assert rules("python -c \"import os; os.system('terraform destroy')\"") == ["terraform.destroy"]
