"""Which protections fall, and what is told of numbers that are secret?"""

from __future__ import annotations

from typing import Any

import pytest

from paraph.core.guard.plan.protection import protections

LOWERED: list[tuple[Any, Any, tuple[str, ...]]] = [
    ({"deletion_protection": True}, {"deletion_protection": False}, ("deletion_protection is switched off",)),
    ({"deletion_protection": True}, {}, ("deletion_protection is switched off",)),
    ({"deletionProtection": True}, {"deletionProtection": False}, ("deletionProtection is switched off",)),
    ({"protect": True}, {"protect": None}, ("protect is switched off",)),
    ({}, {"force_destroy": True}, ("force_destroy is switched on: what is in it goes with it",)),
    ({"skip_final_snapshot": False}, {"skip_final_snapshot": True},
     ("skip_final_snapshot is switched on: no last snapshot is taken",)),
    ({"backup_retention_period": 7}, {"backup_retention_period": 0}, ("backup_retention_period falls from 7 to 0",)),
    ({"backup_retention_period": 7}, {}, ("backup_retention_period falls from 7 to 0",)),
    ({"versioning": [{"enabled": True}]}, {"versioning": [{"enabled": False}]},
     ("versioning.enabled is switched off",)),
    ({"settings": [{"backup_configuration": [{"enabled": True}]}]}, {"settings": [{"backup_configuration": []}]},
     ("backup_configuration.enabled is switched off",)),
    ({"deletion_protection": False}, {"deletion_protection": True}, ()),
    ({"backup_retention_period": 7}, {"backup_retention_period": 8}, ()),
    ({"enabled": True}, {"enabled": False}, ()),
    ({"name": "a"}, None, ()),
    (None, {"deletion_protection": False}, ()),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), LOWERED)
def test_what_falls(before: Any, after: Any, expected: tuple[str, ...]) -> None:
    assert protections(before, after).lowered == expected


@pytest.mark.parametrize("hidden", [True, {"backup_retention_period": True}, [{"backup_retention_period": True}]])
def test_a_sensitive_number_is_not_told(hidden: object) -> None:
    facts = protections({"backup_retention_period": 7}, {"backup_retention_period": 1}, hidden)
    assert facts.lowered == ("backup_retention_period is lowered",)


def test_what_makes_an_end_worse() -> None:
    before = {"skip_final_snapshot": True, "deletion_protection": True, "recovery_window_in_days": 0, "password": "x"}
    assert protections(before, None).told == (
        "skip_final_snapshot is on: no last snapshot is taken",
        "deletion_protection is on, and would have to fall first",
        "recovery_window_in_days is 0: nothing brings it back",
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, {"ingress": [{"cidr_blocks": ["0.0.0.0/0"]}]}, True),
        ({"ingress": [{"cidr_blocks": ["0.0.0.0/0"]}]}, {"ingress": [{"cidr_blocks": ["0.0.0.0/0"]}]}, False),
        ({"member": "user:ada@example.test"}, {"member": "allUsers"}, True),
        ({"cidr_block": "10.0.0.0/8"}, {"cidr_block": "10.0.0.0/9"}, False),
        ({"cidr_block": "0.0.0.0/0"}, None, False),
    ],
)
def test_what_is_opened(before: Any, after: Any, expected: bool) -> None:
    assert protections(before, after).is_open is expected


def test_what_is_nested_deep_is_passed_over() -> None:
    deep: Any = {"cidr_blocks": ["0.0.0.0/0"]}
    for _ in range(2000):
        deep = {"a": deep}
    assert protections({"a": {}}, deep).is_open is False
