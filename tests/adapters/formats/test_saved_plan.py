"""What does the ZIP of a saved plan hold, and which ZIP is none?"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from adapters.formats.plan_contract import SECRET, PlanContract
from paraph.adapters.formats import saved_plan
from paraph.adapters.formats.saved_plan import read_saved_plan
from paraph.core.errors import InputError
from plan_samples import LINEAGE, change, message, resource, state
from plan_samples import saved_plan as made

PROTECTED_JSON = '{"resource": {"aws_db_instance": {"json": {"lifecycle": {"prevent_destroy": true}}}}}'
PROTECTED = 'resource "aws_db_instance" "main" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n'


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_saved_plan(content, "tfplan")
    return caught.value.problems[0].code


def test_plan_state_and_configuration_are_read_together() -> None:
    content = made(
        [change("aws_x.a", "delete", before={})],
        [resource("aws_x.a"), resource("module.m.aws_x.b", "aws_x.a")],
        {
            "m-/main.tf": PROTECTED,
            "m-net.sub/db.tf": PROTECTED,
            "m-/notes.txt": PROTECTED,
            "modules.json": "[]",
            "m-net/more.tf.json": PROTECTED_JSON,
            "m-/plain.tf.json": "{}",
        },
    )
    found = read_saved_plan(content, "tfplan")
    assert found.digest == sha256(content).hexdigest()
    assert (found.lineage, found.serial) == (LINEAGE, 12)
    assert [(each.address, each.module) for each in found.managed] == [
        ("aws_x.a", ""), ("module.m.aws_x.b", "module.m"),
    ]  # fmt: skip
    assert found.protected == (
        "aws_db_instance.main", "module.net.aws_db_instance.json", "module.net.module.sub.aws_db_instance.main",
    )  # fmt: skip
    assert [each.deed for each in found.changes] == ["delete"]


def test_an_archive_that_is_torn_or_holds_no_plan() -> None:
    content = made()
    assert refused(content[: len(content) // 2]) == "P1126"
    assert refused(b"PK\x03\x04") == "P1126"
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("other", b"x")
    assert refused(buffer.getvalue()) == "P1126"


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../b", "a\\b", "C:x"])
def test_a_part_that_lies_outside_is_refused(name: str) -> None:
    assert refused(made(parts={name: b"x"})) == "P1126"


def test_a_part_twice_is_refused() -> None:
    buffer = BytesIO(made())
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(buffer, "a") as archive:
        archive.writestr("tfplan", message())
    assert refused(buffer.getvalue()) == "P1126"


def test_an_encrypted_part_is_refused() -> None:
    content = bytearray(made())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert refused(bytes(content)) == "P1126"


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_plan, "MAX_PART", 100_000)
    assert refused(made(parts={"tfconfig/m-/a.tf": b" " * 200_000})) == "P1126"


def test_a_bomb_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_plan, "MAX_PART", 100_000)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("tfplan", b" " * 200_000)
    content = buffer.getvalue().replace((200_000).to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert refused(content) == "P1126"


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_plan, "MAX_ALL", 3000)
    assert refused(made(config={f"m-/{n}.tf": " " * 500 for n in range(20)})) == "P1126"
    monkeypatch.setattr(saved_plan, "MAX_PARTS", 3)
    assert refused(made()) == "P1126"


def test_a_broken_state_is_refused() -> None:
    assert refused(_with_state(b'{"version": 3}')) == "P1128"
    assert refused(_with_state(b"")) == "P1128"


def _with_state(content: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("tfplan", message())
        archive.writestr("tfstate", content)
    return buffer.getvalue()


def test_a_state_alone_is_enough() -> None:
    assert read_saved_plan(_with_state(state()), "tfplan").protected == ()


class TestSavedPlan(PlanContract):
    """The ZIP of `terraform plan -out`."""

    form = "terraform"
    content = made([change("aws_x.a", "delete", before={"password": SECRET})], [resource("aws_x.a")])
    step = 7
