"""Is it told what made an answer mild?"""

from __future__ import annotations

import pytest

from core.guard.commands import event
from paraph.core.guard.mildness import milder_by
from paraph.core.model.guard import EnvironmentGuard, GuardSettings

DEV = EnvironmentGuard("dev", ("envs/dev",), "silent")
TEST = EnvironmentGuard("test", ("envs/*",), "silent")


@pytest.mark.parametrize(
    ("command", "settings", "told"),
    [
        ("ls", GuardSettings((DEV,)), ()),
        ("terraform destroy", GuardSettings((DEV,)), ()),
        ("cd envs/dev && terraform destroy", GuardSettings((DEV,)), ("environment dev",)),
        ("cd envs/dev && terraform destroy", GuardSettings((DEV, TEST)), ("environment dev", "environment test")),
        ("terraform destroy", GuardSettings(rules=(("terraform.destroy", "ask"),)), ("rule terraform.destroy",)),
    ],
)
def test_what_made_it_mild(command: str, settings: GuardSettings, told: tuple[str, ...]) -> None:
    assert milder_by(event(command), settings, lambda _: None) == told
