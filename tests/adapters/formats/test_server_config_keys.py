"""Does the published schema of config.yaml say what its reader takes?"""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from paraph.adapters.formats.server_config_keys import config_schema

FULL = {
    "url": "https://paraph.example.test",
    "database_env": "PARAPH_DATABASE",
    "forges": [{"kind": "git", "folder": "/srv/git"}],
    "asking": {"hours": {"critical": 2}},
}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(config_schema())
    assert list(Draft202012Validator(config_schema()).iter_errors(FULL)) == []


@pytest.mark.parametrize(
    "wrong",
    [{"databse": "x"}, {"forges": []}, {"forges": [{"kind": "svn"}]}, {"forges": [{"kind": "git", "token": "secret"}]}],
)
def test_what_the_reader_refuses_the_schema_refuses(wrong: dict[str, object]) -> None:
    assert list(Draft202012Validator(config_schema()).iter_errors({**FULL, **wrong}))
