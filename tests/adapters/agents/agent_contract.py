"""What must hold for every agent whose calls are read and answered: each adapter's own test inherits it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, ClassVar

import pytest

from golden_file import assert_golden
from paraph.adapters.agents.messages.answers import Answer
from paraph.adapters.agents.messages.payload import UnreadableError, read_payload
from paraph.adapters.agents.setup.agents_found import config_of
from paraph.adapters.agents.setup.hook_config import call
from paraph.adapters.agents.setup.install import Target, installing, removing, state, write
from paraph.adapters.agents.which_agent import CLAUDE_LIKE, adapter, agent_of
from paraph.core.model.capture import Edit, ToolEvent
from paraph.core.model.guard import GuardVerdict

PAYLOADS = Path(__file__).parent / "payloads"
FOLDER = "/srv/shop"
PRICE = f"{FOLDER}/src/price.py"
UNKNOWN = "ToolCallWanted"
DESTROY = "terraform destroy -auto-approve"
REASON = "it destroys the shop"
ODD: tuple[Any, ...] = (None, 5, True, [], [[]], {}, {"a": []}, "", "\ud800", "a\0b", {"command": 5, "path": [5]})


def payload(agent: str, name: str) -> dict[str, Any]:
    """One of the messages of an agent."""
    return read_payload((PAYLOADS / agent / f"{name}.json").read_bytes())


class AgentContract:
    """A subclass names the agent, and says how it shows a no and what it can be asked."""

    name: ClassVar[str]
    session: ClassVar[str] = "sample-session"
    edit: ClassVar[tuple[Edit, ...]] = (Edit(PRICE, "old = 1", "new = 2"),)
    edit_before: ClassVar[tuple[Edit, ...] | None] = None
    can_ask: ClassVar[bool] = False
    folder: ClassVar[str] = FOLDER

    def is_denied(self, answer: Answer) -> bool:
        raise NotImplementedError

    def is_asked(self, answer: Answer) -> bool:
        return False

    def event(self, name: str) -> ToolEvent:
        return adapter(self.name).event_of(payload(self.name, name))

    def names(self) -> list[str]:
        return sorted(path.stem for path in (PAYLOADS / self.name).iterdir())

    def target(self, folder: Path, program: str = "paraph") -> Target:
        return Target(config_of(self.name), str(folder), program)

    def test_its_messages_are_known_by_their_shape(self) -> None:
        assert {agent_of(payload(self.name, name), self.name) for name in self.names()} == {self.name}
        if self.name not in CLAUDE_LIKE:
            calls = [name for name in self.names() if name != "other"]
            hints = ["", "claude-code", "windsurf"]
            assert {agent_of(payload(self.name, name), hint) for name in calls for hint in hints} == {self.name}

    @pytest.mark.parametrize("moment", ["before", "after"])
    def test_a_command_is_read(self, moment: str) -> None:
        event = self.event(f"shell_{moment}")
        assert (event.agent, event.moment, event.deed, event.command) == (self.name, moment, "shell", DESTROY)
        assert (event.session, event.cwd, event.edits) == (self.session, self.folder, ())
        assert event.tool

    @pytest.mark.parametrize("moment", ["before", "after"])
    def test_an_edit_is_read(self, moment: str) -> None:
        event = self.event(f"edit_{moment}")
        expected = self.edit_before if moment == "before" and self.edit_before is not None else self.edit
        assert (event.agent, event.moment, event.deed, event.edits) == (self.name, moment, "edit", expected)
        assert event.command == ""

    def test_what_a_remote_tool_is_sent_is_read(self) -> None:
        event = self.event("remote_before")
        assert (event.moment, event.deed) == ("before", "other")
        assert "DROP TABLE orders" in event.content

    def test_an_event_that_is_no_call_is_let_be(self) -> None:
        event = self.event("other")
        assert (event.moment, event.deed, event.command, event.edits) == ("other", "other", "", ())

    @pytest.mark.parametrize("name", ["shell", "edit"])
    def test_a_call_comes_along_with_an_event_that_nobody_knows(self, name: str) -> None:
        known = self.event(f"{name}_before")
        event = adapter(self.name).event_of(of_no_known_event(payload(self.name, f"{name}_before")))
        assert (event.moment, event.deed, event.event) == ("other", name, UNKNOWN)
        assert (event.command, event.edits) == (known.command, known.edits)

    @pytest.mark.parametrize("name", ["shell_before", "edit_before", "remote_before"])
    def test_it_is_never_told_that_a_call_is_allowed(self, name: str) -> None:
        answer = adapter(self.name).answer(GuardVerdict("silent"), self.event(name))
        assert (answer.code, answer.talk) == (0, "")
        assert answer.output in ("", '{"cancel": false}\n')

    @pytest.mark.parametrize("name", ["shell_before", "edit_before", "remote_before"])
    def test_a_call_is_denied_with_the_reason(self, name: str) -> None:
        answer = adapter(self.name).answer(GuardVerdict("deny", REASON), self.event(name))
        assert self.is_denied(answer)
        assert REASON in answer.output + answer.talk
        assert not answer.output or isinstance(json.loads(answer.output), dict)

    @pytest.mark.parametrize("name", ["shell_before", "edit_before", "remote_before"])
    def test_a_call_is_asked_about_or_denied(self, name: str) -> None:
        answer = adapter(self.name).answer(GuardVerdict("ask", REASON), self.event(name))
        assert self.is_asked(answer) != self.is_denied(answer)
        assert REASON in answer.output + answer.talk
        assert self.is_asked(answer) or "cannot ask" in answer.output + answer.talk
        if name == "shell_before":
            assert self.is_asked(answer) is self.can_ask

    def test_whatever_is_missing_or_of_another_kind_is_a_finding_or_nothing(self) -> None:
        for name in self.names():
            for changed in variants(payload(self.name, name)):
                try:
                    event = adapter(self.name).event_of(changed)
                except UnreadableError:
                    continue
                assert isinstance(event, ToolEvent)
                event.command.encode()
                assert event.deed != "shell" or event.command
                assert event.deed != "edit" or event.edits

    def test_its_configuration_comes_and_goes(self, tmp_path: Path) -> None:
        target = self.target(tmp_path)
        assert state(target) == "absent"
        changes = installing(target)
        written = "".join(f"== {os.path.relpath(each.path, tmp_path)}\n{each.after}" for each in changes)
        assert_golden(f"agents/{self.name}.txt", written)
        write(changes)
        assert state(target) == "current"
        assert not any(each.is_any for each in installing(target))
        write(removing(target))
        assert state(target) == "absent"
        assert list(tmp_path.iterdir()) == []
        assert not any(each.is_any for each in removing(target))

    def test_another_version_of_ours_is_renewed_in_its_place(self, tmp_path: Path) -> None:
        write(installing(self.target(tmp_path, "/opt/paraph/bin/paraph")))
        assert state(self.target(tmp_path)) == "outdated"
        write(installing(self.target(tmp_path)))
        assert state(self.target(tmp_path)) == "current"
        assert all(each.after and "/opt/" not in each.after for each in installing(self.target(tmp_path)))
        write(removing(self.target(tmp_path, "/elsewhere/paraph")))
        assert state(self.target(tmp_path)) == "absent"

    def test_before_a_call_every_failure_blocks_and_after_it_none(self, tmp_path: Path) -> None:
        text = "".join(each.after or "" for each in installing(self.target(tmp_path)))
        called = call(self.name, "paraph")
        assert f"{called} || exit 2" in text or f"{called} || printf" in text
        assert f"{called} --after || " not in text


def of_no_known_event(message: dict[str, Any]) -> dict[str, Any]:
    """The same message by an event whose name no version had that is known."""
    names = ("hook_event_name", "hookEventName", "agent_action_name", "hookName")
    key = next((each for each in names if each in message), "hook_event_name")
    return {("toolCallWanted" if name == "preToolUse" else name): each for name, each in message.items()} | {
        key: UNKNOWN
    }


def variants(whole: dict[str, Any]) -> list[dict[str, Any]]:
    """A message with each field missing, and with each of an odd kind, two levels deep."""
    found = []
    for key, value in whole.items():
        found.append({name: each for name, each in whole.items() if name != key})
        found += [whole | {key: odd} for odd in ODD]
        if isinstance(value, dict):
            found += [whole | {key: inner} for inner in variants(value)]
    return found
