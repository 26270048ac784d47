"""Is the API what its description says, and the description what it was?"""

from __future__ import annotations

import json

import pytest

from golden_file import assert_golden
from web.app import Stand

pytestmark = pytest.mark.enable_socket


def test_the_description_is_as_it_was(stand: Stand) -> None:
    answer = stand.browser().get("/api/v1/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert_golden("web/openapi.json", answer.text + "\n")


def test_every_operation_says_what_it_may_refuse(stand: Stand) -> None:
    paths = json.loads(stand.browser().get("/api/v1/openapi.json").text)["paths"]
    operations = {each["operationId"]: each for path in paths.values() for each in path.values()}
    assert {"changes", "decision", "receipts", "add_evidence", "make_token"} <= set(operations)
    for name, operation in operations.items():
        assert {"400", "401", "403", "404", "503"} <= set(operation["responses"]), name
        assert operation["security"] == [{"token": []}], name
    assert not any("signoff" in each for each in operations)
