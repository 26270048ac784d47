"""Threat 1: can a change that carries a tool's trace be declared to be without AI?"""

from __future__ import annotations

import pytest

from attacks.field import DOCS, Field

MARK = "Co-authored-by: Claude <noreply@anthropic.com>"
NONE = "docs: x\n\nAI-Assistance: none\n"


def test_a_declaration_that_nothing_contradicts_is_believed(field: Field) -> None:
    field.repo.commit(NONE, DOCS)
    assert field.gate().decision["assistance"] == "none"


@pytest.mark.parametrize(
    "trace",
    [
        f"{MARK}\n",
        f"{MARK}{' ' * 3_000}\n",
        f"Co-authored-by:{' ' * 3_000}Claude <noreply@anthropic.com>\n",
        "Co-authored-by:\n Claude\n <noreply@anthropic.com>\n",
        "Co-authored-by: Claude <claude@example.com>\n" * 300 + f"{MARK}\n",
        f"x\r{MARK}\r",
        f"x\v{MARK}\n",
        f"x\u2028{MARK}\n",
        "Co\u200b-authored-by: Claude <noreply@anthropic.com>\n",
        "Co\u2011authored-by: Claude <noreply@anthropic.com>\n",
        "C\u043e-authored-by: Claude <noreply@anthropic.com>\n",
        f"\n```\nSigned-off-by: Ada Sample <ada@example.test>\n{MARK}\n```\n",
        "\nAI-Assistance: generated\n",
        "\nAI-Assistance: genreated\n",
        f"\n\0\n{MARK}\n",
    ],
    ids=range(15),
)
def test_a_trace_beside_it_is_not_silenced(field: Field, trace: str) -> None:
    tree = field.repo.rev("main^{tree}")
    raw = f"tree {tree}\nparent {field.repo.rev('main')}\n"
    raw += "".join(f"{role} Ada Sample <ada@example.test> 1790000000 +0000\n" for role in ("author", "committer"))
    made = field.repo.git("hash-object", "-t", "commit", "--literally", "-w", "--stdin", stdin=f"{raw}\n{NONE}{trace}")
    field.repo.git("update-ref", "refs/heads/topic", made)
    answered = field.gate()
    assert answered.decision["assistance"] != "none" or answered.code == 4


@pytest.mark.parametrize("date", ["2001-01-01T00:00:00Z", "2026-05-01T00:00:00Z", "2099-01-01T00:00:00Z"])
@pytest.mark.parametrize("trace", [MARK, "Co-authored-by: Copilot <copilot@github.com>", "Generated-by: Claude Code"])
def test_a_false_date_silences_no_trace(field: Field, trace: str, date: str) -> None:
    tree, stamp = field.repo.rev("main^{tree}"), {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    made = field.repo.git("commit-tree", tree, "-p", "main", stdin=f"{NONE}{trace}\n", env=stamp)
    field.repo.git("update-ref", "refs/heads/topic", made)
    assert field.gate().decision["assistance"] != "none"


@pytest.mark.parametrize(
    "message",
    [
        f"{NONE}{MARK}\nAa:x{' ' * 400_000}x\n",
        f"{NONE}Co-authored-by:{' ' * 400_000}x\n",
        f'Revert "{" " * 400_000}x\n\n{MARK}\n',
        NONE + "\u0315\u0300" * 60_000 + f"\n{MARK}\n",
        NONE + "".join(f"Signed-off-by: {number}{'a' * 900}\n" for number in range(1_000)),
        NONE + "```\n" * 200_000 + MARK,
    ],
    ids=range(6),
)
def test_a_message_of_a_megabyte_is_read(field: Field, message: str) -> None:
    field.repo.commit(message, DOCS)
    assert field.gate().code in {0, 3, 4}
