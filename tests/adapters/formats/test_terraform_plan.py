"""What does the JSON of a plan say, and which JSON is none?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.formats.plan_contract import SECRET, PlanContract
from paraph.adapters.formats.terraform_plan import MAX_BYTES, read_terraform_plan
from paraph.core.errors import InputError
from plan_samples import change, large_plan, plan, resource


@pytest.mark.parametrize(
    ("actions", "deed"),
    [
        (["no-op"], "none"),
        (["read"], "read"),
        (["create"], "create"),
        (["update"], "update"),
        (["delete"], "delete"),
        (["forget"], "forget"),
        (["delete", "create"], "replace"),
        (["create", "delete"], "replace"),
        (["create", "forget"], "forget"),
        (["delete", "forget"], "unknown"),
        (["explode"], "unknown"),
        ([], "unknown"),
    ],
)
def test_actions_are_read_and_others_are_unknown(actions: list[str], deed: str) -> None:
    (found,) = read_terraform_plan(plan([change("a.b", *actions)]), "p").changes
    assert (found.deed, found.said) == (deed, ", ".join(actions))


def test_a_change_is_read() -> None:
    entry = change(
        'module.m["x"].aws_db_instance.main[0]', "delete", "create",
        before={"skip_final_snapshot": True, "password": "hunter2"}, after={"password": "hunter3"},
        action_reason="replace_because_cannot_update", replace_paths=[["engine", 0, "version"]],
        previous_address="aws_db_instance.old",
    )  # fmt: skip
    (found,) = read_terraform_plan(plan([entry]), "p").changes
    assert (found.type, found.name, found.module) == ("aws_db_instance", "main", "module.m")
    assert found.because == ("engine.0.version",)
    assert (found.reason, found.previous) == ("replace_because_cannot_update", "aws_db_instance.old")
    assert found.told == ("skip_final_snapshot is on: no last snapshot is taken",)
    assert "hunter" not in repr(found)


def test_what_exists_is_read_through_modules() -> None:
    prior = [resource("a.b"), resource("module.m.a.c", "a.b")]
    found = read_terraform_plan(plan([], prior), "p").managed
    assert [(each.address, each.module, each.needs) for each in found] == [
        ("a.b", "", ()), ("module.m.a.c", "module.m", ("a.b",)),
    ]  # fmt: skip


def test_without_a_prior_state_the_changes_tell_what_exists() -> None:
    entries = [change("a.b", "no-op"), change("a.c", "create"), change("a.d", "delete")]
    found = read_terraform_plan(plan(entries, prior_state=None), "p").managed
    assert [each.address for each in found] == ["a.b", "a.d"]


def test_data_sources_are_left_out() -> None:
    entries = [change("a.b", "read", mode="data"), change("a.c", "delete", mode="data")]
    assert read_terraform_plan(plan(entries), "p").changes == ()


@pytest.mark.parametrize("more", [{"complete": False}, {"deferred_changes": [{"reason": "x"}]}])
def test_a_part_says_so(more: dict[str, Any]) -> None:
    assert not read_terraform_plan(plan([], **more), "p").is_complete


REFUSED: list[tuple[str, bytes, str]] = [
    ("a state", json.dumps({"version": 4, "serial": 1, "lineage": "x", "resources": []}).encode(), "P1122"),
    ("a shown state", json.dumps({"format_version": "1.0", "values": {"root_module": {}}}).encode(), "P1122"),
    ("an empty shown state", json.dumps({"format_version": "1.0"}).encode(), "P1122"),
    ("another format", plan(format_version="2.0"), "P1123"),
    ("no format", plan(format_version=None), "P1121"),
    ("a number as format", plan(format_version=1.2), "P1121"),
    ("errored", plan(errored=True), "P1124"),
    ("encrypted", json.dumps({"encrypted_data": "x", "meta": {}}).encode(), "P1131"),
    ("a line of a log", json.dumps({"@level": "info", "@message": "x"}).encode(), "P1125"),
    ("a list", b"[]", "P1121"),
    ("no list of changes", plan(resource_changes={}), "P1127"),
    ("no change in a change", plan([{"address": "a.b"}]), "P1127"),
    ("a key twice", b'{"format_version": "1.2", "errored": true, "errored": false}', "P0303"),
    ("no JSON", b"{", "P0301"),
    ("deep nesting", b"[" * 100_000, "P0304"),
    ("too large", b" " * (MAX_BYTES + 1), "P0302"),
]


@pytest.mark.parametrize(("content", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_whole_plan_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_terraform_plan(content, "p")
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].fix


def test_older_formats_and_newer_minor_ones_are_read() -> None:
    for version in ("0.1", "1.0", "1.99"):
        assert read_terraform_plan(plan(format_version=version), "p").changes == ()


def test_the_sample_of_the_figures_is_as_large_as_they_say() -> None:
    content = large_plan()
    assert 150_000 < len(content) < 190_000
    assert len(read_terraform_plan(content, "p").changes) == 55


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["delete", "a.b", "managed"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["change", "actions", "before", "after", "address", "mode", "values", "root_module"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(JSON, JSON)
def test_odd_shapes_are_read_or_refused(changes: Any, prior: Any) -> None:
    content = plan(resource_changes=changes if changes is not None else [], prior_state=prior)
    try:
        said: str = read_terraform_plan(content, "p").form
    except InputError as error:
        said = error.problems[0].code
    assert said in {"terraform", "P1127"}


class TestTerraformJson(PlanContract):
    """`terraform show -json`."""

    form = "terraform"
    content = plan([change("aws_x.a", "delete", before={"password": SECRET})], [resource("aws_x.a")])


def test_what_holds_data_and_was_deleted_outside_is_shown() -> None:
    drift = [
        change("aws_db_instance.main", "delete"), change("aws_iam_role.a", "delete"),
        change("aws_db_instance.b", "update"), change("aws_db_instance.c", "delete", mode="data"),
    ]  # fmt: skip
    (found,) = read_terraform_plan(plan(resource_drift=drift), "p").dangers
    assert (found.rule, found.target, found.answer) == ("plan.drift", "aws_db_instance.main", "ask")
    assert "somebody deleted it outside" in found.what
    with pytest.raises(InputError, match="without a `change`"):
        read_terraform_plan(plan(resource_drift=[7]), "p")
