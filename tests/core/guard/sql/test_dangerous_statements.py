"""Which SQL is destructive, in whatever clothes, and which is not?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.guard.sql.dangerous_statements import MAX_TEXT, destructive_sql, judged_sql

DESTRUCTIVE = [
    ("DROP TABLE users", "sql.drop-table", "users"),
    ("drop table if exists a.b cascade;", "sql.drop-table", "a.b"),
    ('DROP TABLE "Mixed Case"', "sql.drop-table", "Mixed Case"),
    ("DROP TABLE [dbo].[x]", "sql.drop-table", "dbo.x"),
    ("DROP DATABASE `prod`", "sql.drop-database", "prod"),
    ("drop schema s cascade", "sql.drop-schema", "s"),
    ("DROP OWNED BY bob", "sql.drop-schema", "by"),
    ("DROP VIEW v", "sql.drop", "v"),
    ("DROP INDEX CONCURRENTLY i", "sql.drop", "i"),
    ("DROP USER ada", "sql.access", "ada"),
    ("DROP POLICY p ON t", "sql.protection", "p"),
    ("TRUNCATE t", "sql.truncate", "t"),
    ("TRUNCATE TABLE ONLY t RESTART IDENTITY", "sql.truncate", "t"),
    ("DELETE FROM t", "sql.delete-all", "t"),
    ("DELETE t", "sql.delete-all", "t"),
    ("DELETE FROM t WHERE 1=1", "sql.delete-all", "t"),
    ("DELETE FROM t WHERE NOT (1 > 2) AND ('a' = 'a')", "sql.delete-all", "t"),
    ("DELETE FROM t WHERE id = 3 OR true", "sql.delete-all", "t"),
    ("DELETE FROM t WHERE id = id RETURNING id", "sql.delete-all", "t"),
    ("DELETE FROM t WHERE name LIKE '%'", "sql.delete-all", "t"),
    ("DELETE FROM t WHERE EXISTS (SELECT 1)", "sql.delete-all", "t"),
    ("DELETE /* WHERE id = 1 */ FROM t -- WHERE id = 1", "sql.delete-all", "t"),
    ("UPDATE t SET a = 1", "sql.update-all", "t"),
    ("UPDATE ONLY t SET a = 1 WHERE 1", "sql.update-all", "t"),
    ("WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d", "sql.delete-all", "t"),
    ("WITH d AS (SELECT 1) UPDATE t SET a = 1", "sql.update-all", "t"),
    ("EXPLAIN ANALYZE DELETE FROM t", "sql.delete-all", "t"),
    ("IF OBJECT_ID('x') IS NOT NULL DROP TABLE x\nGO\n", "sql.drop-table", "x"),
    ("SELECT 1\nDROP TABLE x\nGO", "sql.drop-table", "x"),
    ("BEGIN TRY DROP TABLE x END TRY", "sql.drop-table", "x"),
    ("DO $$ BEGIN EXECUTE 'DROP TABLE x'; END $$;", "sql.drop-table", "x"),
    ("DO $body$ BEGIN IF true THEN DROP TABLE x; END IF; END $body$", "sql.drop-table", "x"),
    ("EXEC('DROP TABLE x')", "sql.drop-table", "x"),
    ("PREPARE s FROM 'DROP TABLE x'", "sql.drop-table", "x"),
    ("EXECUTE IMMEDIATE 'DROP ' || name", "sql.unclear", ""),
    ("/*!50000 DROP TABLE x */", "sql.drop-table", "x"),
    ("SELECT 5--1; DROP TABLE x", "sql.drop-table", "x"),
    ("SELECT 'it\\'s'; DROP TABLE x; -- '", "sql.drop-table", "x"),
    ("SELECT a #> b; DROP TABLE x", "sql.drop-table", "x"),
    ("/* /* */ DROP TABLE x; -- */", "sql.drop-table", "x"),
    ("DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\nDELIMITER ;\nDROP TABLE y;", "sql.drop-table", "y"),
    ("CREATE OR REPLACE TABLE t (a int)", "sql.drop-table", "t"),
    ("MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED BY SOURCE THEN DELETE", "sql.delete-all", "t"),
    ("ALTER TABLE t DROP a", "sql.drop-column", "t"),
    ("ALTER TABLE IF EXISTS ONLY s.t ADD b int, DROP COLUMN IF EXISTS a", "sql.drop-column", "s.t"),
    ("ALTER TABLE t DROP PARTITION p0", "sql.drop-partition", "t"),
    ("ALTER TABLE t DISABLE ROW LEVEL SECURITY", "sql.protection", "t"),
    ("GRANT ALL ON t TO bob", "sql.access", "t"),
    ("REVOKE SELECT ON t FROM bob", "sql.access", "t"),
    ("ALTER ROLE bob SUPERUSER", "sql.access", "bob"),
    ("CREATE USER bob", "sql.access", "bob"),
    ("\\i other.sql\n", "sql.unclear", ""),
    ("SELECT 1 \\gexec\n", "sql.unclear", ""),
    ("source other.sql", "sql.unclear", ""),
    ("SELECT 'never closed", "sql.unclear", ""),
    ("SELECT 1 /* never closed", "sql.unclear", ""),
    ("PURGE BINARY LOGS TO 'x'", "sql.drop", ""),
]
HARMLESS = [
    "",
    ";;",
    "SELECT * FROM t FOR UPDATE",
    "SELECT 'DROP TABLE x'",
    'SELECT "drop" FROM t',
    "-- DROP TABLE x\nSELECT 1",
    "/* DROP TABLE x */ SELECT 1",
    "SELECT $$DROP TABLE x$$",
    "INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a = 1",
    "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 1",
    "CREATE TABLE t (a int REFERENCES b ON DELETE CASCADE ON UPDATE SET NULL)",
    "DELETE FROM t WHERE id = 3",
    "DELETE FROM t WHERE id = $1",
    "DELETE FROM t WHERE a BETWEEN 1 AND 2 AND true",
    "DELETE FROM t WHERE false OR id IN (1, 2)",
    "UPDATE t SET a = 1 WHERE id = 2",
    "CREATE TEMP TABLE x (a int); DELETE FROM x; DROP TABLE x",
    "CREATE FUNCTION f() RETURNS void AS $$ DELETE FROM t $$ LANGUAGE sql",
    "DELIMITER $$\nCREATE TRIGGER x BEFORE DELETE ON t FOR EACH ROW BEGIN UPDATE a SET b = 1 WHERE id = 1; END$$\n",
    "SELECT truncate(1.2)",
    "ALTER TABLE t ADD COLUMN a int",
    "ALTER TABLE t ALTER COLUMN a DROP DEFAULT",
    "ALTER TYPE e ADD VALUE 'x'",
    "SELECT arr[1], doc->>'a' FROM ${schema}.t WHERE a = :name",
]
MIGRATING = [
    ("ALTER TABLE t RENAME TO u", "sql.rename"),
    ("RENAME TABLE a TO b", "sql.rename"),
    ("ALTER TABLE t ALTER COLUMN a TYPE bigint", "sql.alter-type"),
    ("ALTER TABLE t MODIFY a BIGINT", "sql.alter-type"),
    ("ALTER TABLE t ADD COLUMN a int NOT NULL", "sql.not-null"),
    ("ALTER TABLE t ALTER COLUMN a SET NOT NULL", "sql.not-null"),
    ("ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES b (id)", "sql.lock"),
    ("ALTER TABLE t DROP CONSTRAINT f", "sql.drop-constraint"),
    ("CREATE INDEX i ON t (a)", "sql.lock"),
    ("VACUUM FULL t", "sql.lock"),
    ("LOCK TABLE t", "sql.lock"),
]


@pytest.mark.parametrize(("text", "rule", "target"), DESTRUCTIVE, ids=[text[:40] for text, *_ in DESTRUCTIVE])
def test_what_destroys_is_told(text: str, rule: str, target: str) -> None:
    assert (rule, target) in {(danger.rule, danger.target) for danger in destructive_sql(text)}


@pytest.mark.parametrize("text", HARMLESS, ids=[text[:40] for text in HARMLESS])
def test_what_destroys_nothing_is_silent(text: str) -> None:
    assert destructive_sql(text) == ()


@pytest.mark.parametrize(("text", "rule"), MIGRATING, ids=[text[:40] for text, _ in MIGRATING])
def test_a_migration_answers_for_more(text: str, rule: str) -> None:
    assert [found.danger.rule for found in judged_sql(text)] == [rule]
    assert destructive_sql(text) == ()


def test_a_table_that_the_migration_itself_made_is_locked_for_nobody() -> None:
    text = "CREATE TABLE t (a int); CREATE INDEX i ON t (a); ALTER TABLE t ADD b int NOT NULL; VACUUM t"
    assert judged_sql(text) == ()


def test_lines_are_those_of_the_statements() -> None:
    text = "SELECT 1;\n\n/* a\n b */ DROP TABLE a;\nDO $$\nBEGIN\n DROP TABLE b;\nEND $$;"
    assert [(found.danger.target, found.line) for found in judged_sql(text)] == [("a", 4), ("b", 6)]


def test_an_excerpt_holds_no_texts() -> None:
    (danger,) = destructive_sql("UPDATE users SET password = 'hunter2'")
    assert danger.excerpt == "UPDATE users SET password = '…'"


def test_databases_and_schemas_are_denied_and_the_rest_is_asked() -> None:
    answers = {danger.answer for text, *_ in DESTRUCTIVE for danger in destructive_sql(text)}
    assert answers == {"deny", "ask"}
    assert destructive_sql("DROP SCHEMA s")[0].answer == "deny"


def test_a_text_too_long_is_not_passed() -> None:
    assert [danger.rule for danger in destructive_sql(" " * (MAX_TEXT + 1))] == ["sql.unclear"]


def test_thousands_of_verbs_in_one_statement_end_soon() -> None:
    assert "sql.unclear" in {danger.rule for danger in destructive_sql("(DROP" * 4_000)}


HOSTILE = [
    "'\\'" * 20_000, "".join(f"$t{number}$ " for number in range(10_000)), "[a" * 30_000,
    "/*" * 30_000 + "*/" * 30_000, "${a" * 20_000, "/**/" * 30_000, "`'\"" * 20_001, "E'\\'" * 20_000,
    "DO $$ DO $a$ " * 5_000, "(" * 50_000, "EXECUTE '" * 10_001,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_hostile_texts_take_time_in_proportion(text: str) -> None:
    found = {danger.rule for danger in destructive_sql(f"{text}; DROP TABLE zzz")}
    assert found & {"sql.unclear", "sql.drop-table"}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="'\"`$/*-#\\;() \nabEDROPTABLEselect1=", max_size=60))
def test_no_text_breaks_it_and_a_plain_drop_behind_it_is_never_lost(noise: str) -> None:
    found = destructive_sql(f"{noise}\nx\nDROP TABLE zzz")
    hidden = any(sign in noise for sign in "'\"`$/*\\#-eE")
    assert hidden or "zzz" in {danger.target for danger in found}
