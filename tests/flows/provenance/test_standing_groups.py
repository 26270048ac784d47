from __future__ import annotations

from paraph.core.model.attribution import LineCounts
from paraph.flows.provenance.standing_groups import by_folder, by_kind, by_tier
from policy_text import read

TIERS = """
version: 1
mode: shadow
tiers:
  high:
    - paths: [src/auth/**]
rules:
  - name: say who wrote it
    require:
      - declaration: true
"""
STANDING = {
    "README.md": LineCounts(unknown=5),
    "src/app.py": LineCounts(ai=7, unknown=1),
    "src/auth/login.py": LineCounts(mixed=1, unknown=9),
    "data.bin2": LineCounts(ai=1),
}


def test_folders_with_most_lines_of_ai_go_first() -> None:
    assert list(by_folder(STANDING).items()) == [
        ("src/", LineCounts(ai=7, mixed=1, unknown=10)), (".", LineCounts(ai=1, unknown=5)),
    ]  # fmt: skip


def test_a_file_counts_for_each_of_its_kinds() -> None:
    found = by_kind(STANDING)
    assert found["code"] == LineCounts(ai=7, mixed=1, unknown=10)
    assert found["auth"] == LineCounts(mixed=1, unknown=9)
    assert found["docs"] == LineCounts(unknown=5)
    assert found["other"] == LineCounts(ai=1)
    assert not any(":" in kind for kind in found)


def test_tiers_are_those_of_the_policy() -> None:
    found = by_tier(STANDING, read(TIERS))
    assert list(found) == ["high", "medium"]
    assert found["high"] == LineCounts(mixed=1, unknown=9)
    assert by_tier(STANDING, None) == {}
