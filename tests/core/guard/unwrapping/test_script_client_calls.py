"""Are calls in code seen that delete by a client, run what they make, or write over files?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from kubernetes import client; client.CoreV1Api().delete_namespace(1)", ["code.delete"]),
        ("import redis; redis.Redis().flushall()", ["code.delete"]),
        ("import requests; requests.delete(1)", ["code.delete"]),
        ("import requests; requests.get(1)", []),
        ("import pandas as pd; x.drop_duplicates()", []),
        ("x = [1]; x.remove(1); d.delete()", []),
        ("import os; os.system(chr(114))", ["code.made"]),
        ("exec(open(1).read())", ["code.made"]),
        ("print(chr(114))", []),
        ("open('terraform.tfstate', 'w')", ["files.state"]),
        ("open('out.txt', 'w')", []),
        ("open('terraform.tfstate').read()", []),
        ("from pathlib import Path; Path('.claude/settings.json').write_text(1)", ["own.files"]),
        ("import os; [os.remove(f) for f in os.listdir('.')]", ["files.root"]),
    ],
)
def test_the_rows_that_speak(code: str, found: list[str]) -> None:
    assert rules(f'python3 -c "{code}"') == found
