from __future__ import annotations

import json

from paraph.core.detect.document import DETECTION_SCHEMA, detection_document
from paraph.core.detect.message import SILENT, read_message
from paraph.core.model.decision import AssistanceFound, Finding

KEYS = [
    "schema", "commit", "assistance", "because", "tools", "roles", "models", "signals", "declarations", "findings",
    "claims",
]  # fmt: skip


def test_a_silent_commit_has_every_key() -> None:
    document = detection_document("c1", AssistanceFound("unknown", "nothing"), SILENT, ())
    assert list(document) == KEYS
    assert document["schema"] == DETECTION_SCHEMA == "paraph/detection/v1"
    assert document["signals"] == document["tools"] == []


def test_all_that_was_found_is_plain_data() -> None:
    reading = read_message("x\n\nAssisted-by: Crush:glm-5.2\nAI-Assistance: assisted\nAI-Share: 10%")
    found = AssistanceFound("assisted", "why", ("crush",))
    document = json.loads(json.dumps(detection_document("c1", found, reading, (Finding("k", "t", commit="c1"),))))
    assert document["roles"] == ["helped"]
    assert document["models"] == ["glm-5.2"]
    assert document["signals"][0]["rule"] == "assisted"
    assert [each["share"] for each in document["declarations"]] == [None, 0.1]
    assert document["findings"] == [{"kind": "k", "text": "t"}]
    assert document["signals"] == [
        {
            "tool": "crush", "role": "helped", "strength": "strong", "source": "trailer", "rule": "assisted",
            "text": "Assisted-by: Crush:glm-5.2", "model": "glm-5.2",
        }
    ]  # fmt: skip
    assert document["declarations"][1] == {
        "assistance": "assisted", "source": "trailer", "text": "ai-assistance: assisted; ai-share: 10%", "tools": [],
        "share": 0.1,
    }  # fmt: skip


def test_each_model_is_named_once_and_none_where_none_is_known() -> None:
    reading = read_message("x\n\nAssisted-by: Crush:glm-5.2\nAssisted-by: Codex\nAssisted-by: Crush:glm-5.2")
    assert detection_document("c1", AssistanceFound("assisted", "why"), reading, ())["models"] == ["glm-5.2"]
