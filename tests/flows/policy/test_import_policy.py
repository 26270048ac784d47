from __future__ import annotations

import pytest

from paraph.adapters.formats.yaml import read_yaml
from paraph.core.policy.source import Document
from paraph.flows.policy.import_policy import import_policy, origin_of
from paraph.ports.documents import SourceText


def yaml(source: SourceText) -> Document:
    return read_yaml(source.content, source.file)


@pytest.mark.parametrize(
    ("file", "origin"),
    [
        (".policy.yml", "policy-bot"),
        ("a/.github/CODEOWNERS", "codeowners"),
        ("CODEOWNERS", "codeowners"),
        ("CODEOWNERS/policy.yml", "policy-bot"),
    ],
)
def test_a_file_is_known_by_its_name(file: str, origin: str) -> None:
    assert origin_of(file) == origin


def test_both_origins() -> None:
    bot = b"policy: {approval: [one]}\napproval_rules: [{name: one, requires: {count: 1}}]\n"
    assert "name: one" in import_policy(bot, "p.yml", "policy-bot", yaml).policy
    assert "owners: touched" in import_policy(b"[A]\n* @x\n", "CODEOWNERS", "codeowners", yaml, "gitlab").policy
