"""Are the rows that a policy adds to the catalogue read, or refused with their place?"""

from __future__ import annotations

import pytest

from paraph.core.errors import InputError
from paraph.core.model.agent_row import AgentRow
from paraph.core.policy.layers import read_layers
from paraph.core.policy.read_agents import MOST_ROWS
from policy_text import document, problems, read

RULES = "rules: [{name: a, deny: no}]\n"
ROW = "{id: forge, tool: forge-bot, kind: email, match: forge-bot@example.test}"


def text(*rows: str, rule: str = "a") -> str:
    return f"mode: enforce\nagents: [{', '.join(rows)}]\nrules: [{{name: {rule}, deny: no}}]\n"


def row(**given: str) -> str:
    said = {"id": "forge", "tool": "forge-bot", "kind": "email", "match": "forge-bot@example.test", **given}
    return "{" + ", ".join(f'{key}: "{value}"' for key, value in said.items()) + "}"


def test_everything_that_can_be_said() -> None:
    given = row(role="helped", strength="proof", source="the handbook", **{"from": "2026-01-31", "until": "2026-02-01"})
    (found,) = read(text(given)).agents
    assert found == AgentRow(
        "repo/forge", "forge-bot", "email", "forge-bot@example.test", "helped", "proof",
        1_769_817_600, 1_769_904_000, "the handbook", 2, 10,
    )  # fmt: skip


def test_what_is_not_said() -> None:
    (found,) = read(text(ROW)).agents
    assert (found.role, found.strength, found.start, found.end, found.source) == ("wrote", "strong", None, None, "")
    assert read(f"mode: enforce\n{RULES}").agents == ()


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("", "P0122"),
        ("1", "P0121"),
        (row(kind="regex"), "P0124"),
        (row(role="committed_for_human"), "P0124"),
        (row(strength="sure"), "P0124"),
        (row(colour="red"), "P0120"),
        (row(match="*"), "P1180"),
        (row(match="*@*"), "P1180"),
        (row(match="*@users.noreply.github.com"), "P1180"),
        (row(match="*a*@gmail.com"), "P1180"),
        (row(match="noreply@github.com"), "P1180"),
        (row(kind="author_name", match="a*"), "P1180"),
        (row(kind="key", match="Signed-off-by: *"), "P1180"),
        (row(kind="subject", match="f*"), "P1180"),
        (row(kind="branch", match="feature/*"), "P1180"),
        (f"{ROW}, {ROW}", "P1181"),
        (row(kind="author_name", match="Forge", strength="proof"), "P1182"),
        (row(kind="branch", match="forge/*", strength="proof"), "P1182"),
        (row(kind="footer", match="Made in the forge", strength="proof"), "P1182"),
        (row(**{"from": "yesterday"}), "P1183"),
        (row(**{"from": "2026-02-30"}), "P1183"),
        (row(**{"from": "2026-02-01", "until": "2026-02-01"}), "P1183"),
        (row(match="re:forge.*"), "P1185"),
        (row(match="f" * 201), "P1185"),
        (row(match="f*o*r*g*e*b*o*t*x*y"), "P1185"),
        (row(kind="key", match="X-Forge-Run *"), "P1185"),
        (row(id="org/forge"), "P1185"),
        (row(id="Forge"), "P1185"),
    ],
)
def test_what_is_refused(rows: str, code: str) -> None:
    assert [problem.code for problem in problems(text(rows))] == [code]


def test_too_many_rows() -> None:
    (found,) = problems(text(*(row(id=f"r{number}") for number in range(MOST_ROWS + 1))))
    assert found.code == "P1184"


def test_a_problem_stands_where_the_row_does() -> None:
    lines = f"mode: enforce\nagents:\n  - {ROW}\n  - {row(id='all', match='*')}\n{RULES}"
    (found,) = problems(lines)
    assert found.position is not None
    assert (found.position.line, found.what) == (4, "`*` would take people for forge-bot")


def test_the_rows_of_both_layers_count_under_their_names() -> None:
    org, repo = document(text(ROW), "org.yaml"), document(text(row(id="kiln", tool="kiln"), rule="b"), "repo.yaml")
    assert [each.id for each in read_layers(org, repo).agents] == ["org/forge", "repo/kiln"]
    assert [each.id for each in read_layers(org, None).agents] == ["org/forge"]


def test_a_repository_cannot_put_a_row_in_place_of_the_organisations() -> None:
    weaker = text(row(role="automation", strength="weak"), rule="b")
    org, repo = document(text(ROW), "org.yaml"), document(weaker, "repo.yaml")
    with pytest.raises(InputError) as caught:
        read_layers(org, repo)
    (found,) = caught.value.problems
    assert (found.code, found.position and found.position.file) == ("P1181", "repo.yaml")
    assert found.related is not None
    assert found.related.file == "org.yaml"
