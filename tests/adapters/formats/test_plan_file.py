"""Which kind of plan is a file?"""

from __future__ import annotations

import json

import pytest

from paraph.adapters.formats.plan_file import read_plan, sniffed
from paraph.core.errors import InputError
from plan_samples import change, plan, saved_plan

PULUMI = json.dumps({"steps": [], "changeSummary": {}}).encode()
CHANGE_SET = json.dumps({"StackId": "arn:x", "Changes": []}).encode()


@pytest.mark.parametrize(
    ("content", "name", "form"),
    [
        (plan(), "plan.json", "terraform"),
        (saved_plan(), "tfplan", "terraform"),
        (PULUMI, "p.json", "pulumi"),
        (CHANGE_SET, "c.json", "cloudformation"),
        (b"DROP TABLE x;", "001.sql", "sql"),
    ],
)
def test_a_file_tells_what_it_is(content: bytes, name: str, form: str) -> None:
    assert read_plan(content, name).form == form


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"a: 1", "x.yaml"),
        (b"---\nkind: X", "x"),
        (b"apiVersion: v1", "x"),
        (b'{"apiVersion": "v1", "kind": "Pod"}', "x.json"),
    ],
)
def test_manifests_are_told(content: bytes, name: str) -> None:
    assert sniffed(content, name) == "kubernetes"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "x", "P1121"),
        (b"hello", "x", "P1121"),
        (b'{"a": 1}', "x", "P1121"),
        (b'{"@level": "info"}\n{"@level": "info"}\n', "x", "P1125"),
        (b'{"sequence": 0}\n{"sequence": 1}\n', "x", "P1125"),
        (b"\xff", "x.sql", "P1121"),
        (json.dumps({"version": 4, "serial": 1, "lineage": "x"}).encode(), "terraform.tfstate", "P1122"),
    ],
)
def test_what_is_no_plan_is_refused(content: bytes, name: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_plan(content, name)
    assert caught.value.problems[0].code == code


def test_what_is_said_counts_more_than_the_look() -> None:
    assert [each.rule for each in read_plan(b"DROP TABLE x", "x", "sql").dangers] == ["sql.drop-table"]
    for form in ("pulumi", "cloudformation", "terraform"):
        with pytest.raises(InputError):
            read_plan(b"[]", "x", form)


def test_dangers_of_sql_name_their_lines() -> None:
    (danger,) = read_plan(b"SELECT 1;\nDROP TABLE x;", "a.sql").dangers
    assert danger.what == "line 2: drops a table with all its rows"


@pytest.mark.parametrize("depth", [100, 300, 500, 700, 900, 960, 980, 1000, 2000])
def test_values_that_are_nested_deep_are_read_or_refused(depth: int) -> None:
    deep = "[" * depth + "]" * depth
    text = plan([change("a.b", "update", before={"x": "before"}, after={"x": "after"})]).decode()
    text = text.replace('"x": "before"', f'"x": {deep}')
    content = text.replace('"x": "after"', f'"x": {"[" * depth + "1" + "]" * depth}')
    try:
        said: str = read_plan(content.encode(), "x").form
    except InputError as error:
        said = error.problems[0].code
    assert said in {"terraform", "P0304", "P1127"}


def test_a_small_plan_on_two_lines_is_no_log() -> None:
    content = json.dumps(json.loads(plan([change("a.b", "delete", before={})])), indent=1).encode()
    assert [each.deed for each in read_plan(content, "x").changes] == ["delete"]
