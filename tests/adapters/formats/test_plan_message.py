"""What do the bytes of a `tfplan` say?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.adapters.formats.plan_message import read_plan_message
from paraph.core.errors import InputError
from plan_samples import change, message


@pytest.mark.parametrize(
    ("actions", "deed"),
    [
        (["no-op"], "none"),
        (["create"], "create"),
        (["read"], "read"),
        (["update"], "update"),
        (["delete"], "delete"),
        (["delete", "create"], "replace"),
        (["create", "delete"], "replace"),
        (["forget"], "forget"),
        (["create", "forget"], "forget"),
        (["explode"], "unknown"),
    ],
)
def test_actions_have_numbers(actions: list[str], deed: str) -> None:
    (found,) = read_plan_message(message([change("aws_x.a", *actions)]), "p").changes
    assert found.deed == deed


def test_a_change_is_read() -> None:
    entry = change(
        'module.m["a.b"].aws_db_instance.main[0]', "delete", "create",
        before={"skip_final_snapshot": True, "backup_retention_period": 7}, after={"backup_retention_period": 0},
        action_reason="replace_because_cannot_update", replace_paths=[["engine", "version"]], deposed="abc",
        previous_address="aws_db_instance.old",
    )  # fmt: skip
    (found,) = read_plan_message(message([entry]), "p").changes
    assert (found.type, found.name, found.module) == ("aws_db_instance", "main", "module.m")
    assert (found.reason, found.because) == ("replace_because_cannot_update", ("engine.version",))
    assert (found.previous, found.is_deposed) == ("aws_db_instance.old", True)
    assert found.lowered == ("backup_retention_period falls from 7 to 0",)
    assert found.told == ("skip_final_snapshot is on: no last snapshot is taken",)


def test_creations_and_deletions_have_one_value() -> None:
    entries = [
        change("a.b", "create", after={"member": "allUsers"}),
        change("a.c", "delete", before={"force_destroy": True}),
    ]
    created, deleted = read_plan_message(message(entries), "p").changes
    assert (created.is_open, created.told) == (True, ())
    assert (deleted.is_open, deleted.told) == (False, ("force_destroy is on: what is in it goes with it",))


def test_data_sources_are_left_out() -> None:
    assert read_plan_message(message([change("a.b", "read") | {"address": "module.m.data.a.b"}]), "p").changes == ()


def test_the_plan_as_a_whole() -> None:
    found = read_plan_message(message(targets=("a.b",), mode=1), "p")
    assert (found.targets, found.is_destroying, found.backend) == (("a.b",), True, "s3")


def test_another_version_and_an_errored_plan_are_refused() -> None:
    for content, code in ((message(version=4), "P1123"), (message(errored=True), "P1124"), (b"", "P1123")):
        with pytest.raises(InputError) as caught:
            read_plan_message(content, "p")
        assert caught.value.problems[0].code == code


@pytest.mark.parametrize("content", [b"\x0a\xff", b"\xff" * 20, b"\x08\x03\x1a\x05ab", b"\x08\x03\x0b"])
def test_a_broken_message_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        read_plan_message(content, "p")


def test_attributes_that_cannot_be_read_are_said_so() -> None:
    content = message([change("a.b", "update", before={"a": 1}, after={"a": 2})])
    (found,) = read_plan_message(content.replace(b"\x81\xa1a\x02", b"\x81\xa1a\xc1"), "p").changes
    assert found.lowered == ("what it holds cannot be read, so its protections cannot be told",)


WHOLE = message([change("aws_x.a", "delete", before={"a": 1})])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255), st.integers(0, len(WHOLE)))
def test_other_bytes_are_read_or_refused(at: int, other: int, end: int) -> None:
    content = bytearray(WHOLE)
    content[at] ^= other
    try:
        said: str = read_plan_message(bytes(content[:end]), "p").form
    except InputError as error:
        said = error.problems[0].code
    assert said in {"terraform", "P1123", "P1124", "P1127"}
