"""Can a plan, a manifest or a migration be dressed so that what it destroys is passed over?"""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import plan_samples as samples
from paraph.adapters.formats.manifests import read_manifest_plan
from paraph.adapters.formats.plan_file import read_plan
from paraph.core.errors import InputError
from paraph.core.guard.plan.approval import answered
from paraph.core.guard.plan.judge import judge_plan
from paraph.core.guard.plan.model import Plan, PlanForm
from paraph.core.guard.sql.dangerous_statements import destructive_sql

DATABASE = "aws_db_instance.main"
GONE = samples.change(DATABASE, "delete", before={"id": "x"})
HELD = samples.resource(DATABASE)
SAVED = samples.saved_plan([GONE], [HELD])
DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: %s}\n"
NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata: {name: prod}\n"
CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"


def _answer(plan: Plan) -> str:
    return answered(judge_plan(plan), None)


def _dressed(content: bytes, **more: Any) -> bytes:
    return json.dumps({**more, **json.loads(content)}).encode()


def _with_actions(actions: Any) -> bytes:
    return samples.plan([{**GONE, "change": {"actions": actions}}])


@pytest.mark.parametrize(
    "actions",
    [
        ["obliterate"],
        ["delete", "delete"],
        ["create", "delete", "update"],
        ["DELETE"],
        ["no-op", "delete"],
        ["read", "delete"],
        [],
        "delete",
        None,
        [["delete"]],
        {"delete": True},
    ],
)
def test_actions_that_nobody_knows_are_asked_about(actions: Any) -> None:
    assert _answer(read_plan(_with_actions(actions), "p.json")) == "ask"


@pytest.mark.parametrize(
    "content",
    [
        samples.plan([GONE])[:-30],
        samples.plan([GONE], errored=True),
        samples.plan([GONE], errored="true"),
        samples.plan([GONE], complete="false"),
        samples.plan([GONE], format_version="2.0"),
        samples.plan([GONE], format_version="1evil"),
        samples.plan([GONE], format_version=1.2),
        samples.plan([GONE])[:-1] + b', "resource_changes": []}',
        samples.plan([]) + samples.plan([GONE]),
        samples.plan([]) + b"\n" + samples.plan([GONE]),
        samples.state([HELD]),
        b"",
        b"{}",
        b"[]",
        b"null",
        _dressed(samples.plan([GONE]), steps=[], changeSummary={}),
        _dressed(samples.plan([GONE]), Changes=[], StackId="x"),
        b'{"format_version": "1.2", "resource_changes": ' + b"[" * 100_000,
        b"PK\x03\x04" + b"x" * 300,
        SAVED[:200],
        SAVED + SAVED,
        samples.saved_plan([], [HELD]) + SAVED,
    ],
)
def test_what_is_no_whole_plan_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        read_plan(content, "p")


@pytest.mark.parametrize("form", ["sql", "pulumi", "cloudformation"])
def test_a_plan_that_is_called_something_else_is_refused(form: PlanForm) -> None:
    with pytest.raises(InputError):
        read_plan(samples.plan([GONE]), "p.json", form)


def test_a_plan_that_tells_nothing_of_what_its_state_holds_is_asked_about() -> None:
    assert _answer(read_plan(samples.plan([], [HELD], resource_changes=None, planned_values={}), "p.json")) == "ask"


def test_actions_that_a_plan_runs_are_asked_about() -> None:
    invoked = [{"address": "action.aws_ec2_stop_instance.x", "type": "aws_ec2_stop_instance"}]

    assert _answer(read_plan(samples.plan([], action_invocations=invoked), "p.json")) == "ask"


@pytest.mark.parametrize("name", ["tfplan", "tfstate"])
def test_a_part_that_stands_twice_is_refused(name: str) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(SAVED)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info.filename))
        with pytest.warns(UserWarning, match="Duplicate"):
            new.writestr(name, old.read(name))

    with pytest.raises(InputError):
        read_plan(out.getvalue(), "p")


@pytest.mark.parametrize("count", ["0", "0x0", "0.0", "-0", "0o0"])
def test_nothing_is_nothing_in_each_spelling(count: str) -> None:
    plan = read_manifest_plan([("o", (DEPLOYMENT % 3).encode())], [("n", (DEPLOYMENT % count).encode())])

    assert _answer(plan) == "ask"


@pytest.mark.parametrize("count", ["1", "10", "0x1", "0.5"])
def test_something_is_not_nothing(count: str) -> None:
    plan = read_manifest_plan([("o", (DEPLOYMENT % 3).encode())], [("n", (DEPLOYMENT % count).encode())])

    assert _answer(plan) == "silent"


def test_a_namespace_takes_all_that_is_in_it_though_no_manifest_tells_of_it() -> None:
    plan = read_manifest_plan([("o", f"{NAMESPACE}---\n{CONFIG}".encode())], [("n", CONFIG.encode())])

    assert _answer(plan) == "deny"


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x]\nb: [*a, *a]\n",
        "[" * 5000,
        f"{NAMESPACE}---\n{NAMESPACE}",
        f"{NAMESPACE}metadata: {{name: x}}\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}\n",
        "apiVersion: v1\nkind: List\nitems: null\n",
        "apiVersion: v1\nkind: 5\nmetadata: {name: x}\n",
        "!!python/object:os.system {}\n",
        "a:\n\tb: 1\n",
    ],
)
def test_manifests_that_are_read_in_two_ways_or_without_end_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_manifest_plan([("o", text.encode())], [("n", CONFIG.encode())])


@pytest.mark.parametrize(
    "text",
    [
        "DROP/*x*/TABLE/*y*/users",
        "/* a /* b */ c */ DROP TABLE users",
        "/*!50000 DROP TABLE users */",
        "/*M! DROP TABLE users */",
        "/*M!100100 DROP TABLE users */",
        "SELECT ';'; DROP TABLE users",
        "SELECT E'a\\'b'; DROP TABLE users",
        "SELECT $a$ ' $a$; DROP TABLE users",
        "DO $x$ BEGIN EXECUTE 'DROP TABLE u'; END $x$",
        "DO $$ BEGIN EXECUTE 'DR' || 'OP TABLE users'; END $$",
        "WITH d AS (DELETE FROM users RETURNING 1) SELECT * FROM d",
        "EXPLAIN ANALYZE DELETE FROM users",
        "DELETE FROM users WHERE id = 3 OR true",
        "DELETE FROM users -- WHERE id = 1",
        "MERGE INTO users USING x ON 1=1 WHEN MATCHED THEN DELETE",
        "CREATE OR REPLACE TABLE users AS SELECT 1",
        "PREPARE s FROM @q; EXECUTE s",
        "PREPARE s FROM 'DROP TABLE users'",
        "EXECUTE IMMEDIATE 'DROP TABLE users'",
        "SELECT 1 DELETE FROM users",
        "SELECT 1\nGO\nDROP TABLE users",
        "DELIMITER //\nDROP TABLE users//",
        "COPY users FROM PROGRAM 'rm -rf /'",
        "EXEC xp_cmdshell 'del'",
        "SELECT dblink_exec('x', 'DROP TABLE users')",
        "SELECT drop_chunks('x')",
        "INSERT OVERWRITE TABLE users SELECT 1",
        "SELECT q'[it's]' FROM dual; DROP TABLE users",
        "SELECT 'unclosed; DROP TABLE users",
        "DROP\u00a0TABLE users",
        'SELECT "a\'b"; DROP TABLE users; SELECT "c\'d"',
    ],
)
def test_sql_that_hides_what_it_does_is_seen(text: str) -> None:
    assert destructive_sql(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 'DROP TABLE users'",
        "SELECT * FROM users WHERE name = 'DELETE FROM x'",
        "DELETE FROM users WHERE id = 3",
        "INSERT INTO users VALUES (1, 'TRUNCATE')",
        "UPDATE users SET a = 1 WHERE id = 3",
        "EXPLAIN DELETE FROM users WHERE id = 1",
        "PREPARE p AS SELECT 1",
        "COPY users FROM 'x.csv'",
        "ALTER TABLE users ADD COLUMN a int",
        "/*M not run */ SELECT 1",
        "CREATE TEMP TABLE t AS SELECT 1; DROP TABLE t",
        'select delete_at, "drop" from users',
        "VACUUM ANALYZE",
    ],
)
def test_harmless_sql_is_left_in_peace(text: str) -> None:
    assert destructive_sql(text) == ()
