from __future__ import annotations

from paraph.flows.policy.check_policy import check_policy
from paraph.ports.repository import TreeEntry
from policy_text import document, read


def test_the_files_of_the_repository_are_recognised() -> None:
    text = "version: 1\nmode: enforce\nrules: [{name: a, when: {only_kinds: docs}, deny: no}]\n"
    entries = [TreeEntry("docs/a.md", "100644", "0" * 40), TreeEntry("src/b.py", "100644", "0" * 40)]
    (remark,) = check_policy(read(text), (document(text),), None, entries)
    assert remark.problem.what == "no rule covers 1 of 2 paths: src/ (1): a change of only these is `cannot_tell`"
