"""What the forge enforces is on record, and what became weaker is told."""

from __future__ import annotations

import json
from pathlib import Path

from fake_forge import GUARDED
from office import KEY, make_bureau, server_config
from paraph.core.attest.canonical import canonical
from paraph.flows.attend.protection import weakened
from paraph.ports.config import AskSettings
from paraph.ports.ledger import Job


def test_protection_that_is_switched_off_and_on(tmp_path: Path) -> None:
    asking = AskSettings(escalate_to=("cleo",))
    with make_bureau(tmp_path, config=server_config(tmp_path, asking=asking)) as bureau:
        told: list[dict[str, str]] = []
        for guard in (GUARDED, GUARDED, GUARDED._replace(requires_check=False, bypass=("team ops",)), GUARDED):
            bureau.forge.guards[KEY] = guard
            bureau.log.record((), [Job("protection", canonical({}), "protection")])
            bureau.run({"notify": lambda task: told.append(dict(task.arguments))})
        weaker = [each["weaker"] for each in bureau.entries("protection")]
        assert weaker == [[], ["our check is not required any more", "may go past it now, too: team ops"], []]
        assert [each["person"] for each in told] == ["cleo"]
        kept = bureau.board.repository(KEY)
        assert kept is not None
        assert json.loads(kept.protection)["requires_check"] is True


def test_what_cannot_be_read_any_more_is_weaker_too() -> None:
    before, now = GUARDED._asdict(), GUARDED._replace(requires_check=None)._asdict()
    assert len([*weakened(before, now)]) == 1
    assert [*weakened({}, now)] == []
    assert [*weakened(now, before)] == []
