from __future__ import annotations

from pathlib import Path

import pytest

from paraph.adapters.formats.policy_file import read_policy_files
from paraph.core.errors import InputError
from paraph.ports.documents import SourceText
from policy_text import GOOD, read

OWN = SourceText("policy.yaml", GOOD.encode())
ORG = SourceText("org.yaml", b"mode: enforce\nlevels: [junior, mid, senior]\nrules: [{name: all, deny: no}]\n")


def test_one_file_or_both(tmp_path: Path) -> None:
    assert read_policy_files(OWN) == read(GOOD)
    for _ in range(2):
        both = read_policy_files(OWN, ORG, cache=tmp_path)
        assert [rule.name for rule in both.rules][:2] == ["org/all", "repo/senior sign-off"]
    assert [rule.name for rule in read_policy_files(None, ORG).rules] == ["org/all"]


def test_nothing_is_no_policy() -> None:
    with pytest.raises(InputError) as caught:
        read_policy_files(None)
    assert caught.value.problems[0].code == "P0137"
