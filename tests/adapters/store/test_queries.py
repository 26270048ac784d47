"""Are the kept texts of the statements those that follow from the tables?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from golden_file import IS_UPDATING
from paraph.adapters.store import session
from paraph.adapters.store.queries import compiled

KEPT = Path(session.__file__).with_name("texts.json")
DATABASES = ("postgresql", "sqlite")


def test_the_kept_texts_are_those_of_the_tables() -> None:
    made = json.dumps({name: compiled(name) for name in DATABASES}, indent=1, sort_keys=True) + "\n"
    if IS_UPDATING:
        KEPT.write_text(made, encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == made, "the tables or statements have changed: UPDATE_GOLDEN=1"


def test_both_databases_have_the_same_statements() -> None:
    one, other = (compiled(name) for name in DATABASES)
    assert one.keys() - other.keys() == {"defer", "hasten"}
    assert other.keys() <= one.keys()
    for key in other:
        text = one[key]
        assert text.count("%s") == other[key].count("?"), key


@pytest.mark.parametrize("name", DATABASES)
def test_no_value_is_written_into_a_text(name: str) -> None:
    for key, text in compiled(name).items():
        literals = re.findall(r"'[^']*'", text)
        assert literals == {"fork": ["'FORKED'"], "add job": ["'waiting'"]}.get(key, []), key
