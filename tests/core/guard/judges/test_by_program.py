"""Is each command looked at by the judges that know its kind, and a plain one by none?"""

from __future__ import annotations

import pytest

from core.guard.commands import sight
from paraph.core.guard.judges.by_program import judges_of


@pytest.mark.parametrize(
    ("command", "judges"),
    [
        ("npm test", []),
        ("rm x", ["judge_files", "judge_tampering"]),
        ("npm test > x", ["judge_files", "judge_tampering", "judge_secret"]),
        ("git push", ["judge_tampering", "judge_git"]),
        ("mkfs.ext4 x", ["judge_disk"]),
        ("psql x", ["judge_database"]),
        ("curl x", ["judge_database", "judge_secret"]),
    ],
)
def test_the_judges(command: str, judges: list[str]) -> None:
    given = sight(command)

    assert [judge.__name__ for judge in judges_of(given.words[0], given)] == judges
