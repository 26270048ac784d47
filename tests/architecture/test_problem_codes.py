"""Does every problem code mean one thing, and is it raised where that thing is found out?"""

from __future__ import annotations

import re
from pathlib import Path

from architecture.tree import SOURCE, python_files

CODE = re.compile(r'"(P\d{4})"')
BANDS = {
    "P01": "files in YAML, policies, their checks and their tests",
    "P02": "the people file, the service catalogue, the declaration file",
    "P03": "facts and decision documents",
    "P04": "CODEOWNERS and imports",
    "P05": "git",
    "P06": "the command line",
    "P07": "bugs of our own, statements, keys and signatures",
    "P08": "the ledger",
    "P09": "servers and local hooks",
    "P10": "lines and who wrote them, records of that, coding agents",
    "P11": "the guard",
    "P12": "the server: what it attends to, keeps, runs, and calls",
    "P13": "the server: whom it asks, its pages, and their answers",
}
# The modules that say one thing of several places. Everywhere else a second module means a second meaning.
SHARED = {
    "P0109": {"adapters/formats/yaml.py", "core/policy/reading.py"},
    "P0121": {
        "adapters/directories/calendars.py", "adapters/directories/files.py", "adapters/directories/forge_teams.py",
        "core/policy/read.py", "core/policy/read_conditions.py",
        "core/policy/read_requirements.py", "core/policy/read_values.py", "core/policy/reading.py",
        "flows/policy/policy_cases.py",
    },
    "P0122": {
        "core/policy/read.py", "core/policy/read_requirements.py", "core/policy/read_values.py",
        "core/policy/reading.py",
    },
    "P0124": {"core/policy/read_conditions.py", "core/policy/read_values.py"},
    "P0125": {"core/policy/compile.py", "core/policy/read_values.py"},
    "P0127": {"core/policy/read_names.py", "core/policy/read_values.py", "flows/policy/policy_cases.py"},
    "P0132": {
        "core/policy/read_conditions.py", "core/policy/read_requirements.py", "core/policy/read_signoff.py",
        "core/policy/read_values.py",
    },
    "P0137": {"cli/gate_facts_only.py", "cli/policy_files.py"},
    "P0150": {"core/policy/review.py", "core/policy/review_rules.py"},
    "P0154": {"core/policy/review.py", "core/policy/review_people.py"},
    "P0260": {"core/detect/declaration_file.py", "flows/gate/evaluate_change.py"},
    "P0505": {"adapters/git/change.py", "adapters/git/reader.py", "adapters/git/resolve.py"},
    "P0512": {
        "adapters/git/difference.py", "adapters/git/objects.py", "adapters/git/resolve.py", "adapters/git/runner.py",
    },
    "P0514": {"adapters/git/history.py", "adapters/git/records.py", "adapters/git/walk.py"},
    "P0602": {"cli/gate_question.py", "cli/gate_facts_only.py", "cli/gate_answer.py", "cli/gate_history.py"},
    "P0604": {"adapters/formats/named_file.py", "cli/owners.py", "cli/policy_files.py"},
    "P0605": {"adapters/formats/named_file.py", "cli/owners.py"},
    "P0731": {"adapters/directories/held_keys.py", "flows/keys/edit_keys.py"},
    "P1305": {"flows/asking/ask_another.py", "flows/asking/hand_on.py"},
    "P1306": {"flows/asking/ask_another.py", "flows/asking/hand_on.py"},
    "P1307": {"flows/asking/ask_another.py", "flows/asking/hand_on.py"},
}  # fmt: skip


def homes(files: tuple[Path, ...], top: Path) -> dict[str, set[str]]:
    """The modules in which each code stands."""
    found: dict[str, set[str]] = {}
    for path in files:
        for code in CODE.findall(path.read_text(encoding="utf-8")):
            found.setdefault(code, set()).add(path.relative_to(top).as_posix())
    return found


def test_a_code_has_one_meaning() -> None:
    codes = homes(python_files(SOURCE), SOURCE)
    changed = {code: codes.get(code) for code, shared in SHARED.items() if codes.get(code) != shared}
    assert changed == {}, "a module came or went: does the code still mean one thing?"
    several = {code: sorted(where) for code, where in codes.items() if len(where) > 1 and code not in SHARED}
    assert several == {}, "it has another meaning in each of these"


def test_a_code_stands_in_a_band() -> None:
    codes = homes(python_files(SOURCE), SOURCE)
    assert len(codes) > 300
    assert {code for code in codes if code[:3] not in BANDS} == set()


def test_a_second_home_is_found(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text('Problem("P0999", "x")')
    assert homes(tuple(sorted(tmp_path.glob("*.py"))), tmp_path) == {"P0999": {"a.py", "b.py"}}
