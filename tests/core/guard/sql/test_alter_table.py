"""What does one ALTER TABLE lose, lock or break?"""

from __future__ import annotations

import pytest

from paraph.core.guard.sql.alter_table import table_dangers
from paraph.core.guard.sql.tokens import statements

CASES = [
    ("DROP COLUMN a", ["sql.drop-column"]),
    ('DROP "A"', ["sql.drop-column"]),
    ("DROP COLUMN a, DROP b", ["sql.drop-column", "sql.drop-column"]),
    ("DROP PRIMARY KEY", ["sql.drop-constraint"]),
    ("TRUNCATE PARTITION p", ["sql.drop-partition"]),
    ("DETACH PARTITION p", ["sql.drop-partition"]),
    ("DISABLE TRIGGER ALL", ["sql.protection"]),
    ("NO FORCE ROW LEVEL SECURITY", ["sql.protection"]),
    ("SET UNLOGGED", ["sql.protection"]),
    ("ALTER a SET DATA TYPE text", ["sql.alter-type"]),
    ("ALTER COLUMN a varchar(10)", ["sql.alter-type"]),
    ("CHANGE a b INT", ["sql.alter-type"]),
    ("ALTER COLUMN a SET DEFAULT 1", []),
    ("ALTER COLUMN a SET NOT NULL", ["sql.not-null"]),
    ("ADD a int NOT NULL", ["sql.not-null"]),
    ("ADD a int NOT NULL DEFAULT 0", []),
    ("ADD COLUMN a serial NOT NULL", []),
    ("ADD CHECK (a > 0)", ["sql.lock"]),
    ("ADD CONSTRAINT c CHECK (a > 0) NOT VALID", []),
    ("ADD CONSTRAINT c UNIQUE USING INDEX i", []),
    ("SET TABLESPACE x", ["sql.lock"]),
    ("SET SCHEMA x", ["sql.rename"]),
    ("RENAME COLUMN a TO b", ["sql.rename"]),
]


@pytest.mark.parametrize(("text", "rules"), CASES, ids=[text for text, _ in CASES])
def test_an_action_is_told(text: str, rules: list[str]) -> None:
    (actions,) = statements(text)
    assert [rule for rule, _ in table_dangers(actions, "t", is_new=False)] == rules


def test_the_words_name_column_and_table() -> None:
    (actions,) = statements("DROP COLUMN IF EXISTS Email")
    assert list(table_dangers(actions, "s.users", is_new=True)) == [
        ("sql.drop-column", "drops the column email of s.users with all that it holds")
    ]
