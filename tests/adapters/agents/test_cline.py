"""Cline's calls are read, and it is answered in its own way: it cannot ask."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from adapters.agents.agent_contract import AgentContract
from paraph.adapters.agents.messages.answers import Answer
from paraph.adapters.agents.setup.install import installing, removing, write
from paraph.core.errors import InputError
from paraph.core.model.capture import Edit


class TestCline(AgentContract):
    name = "cline"
    edit = (Edit("src/price.py", None, "new = 2\n"),)

    def is_denied(self, answer: Answer) -> bool:
        found = json.loads(answer.output)
        return found["cancel"] is True and bool(found["errorMessage"]) and answer.code == 0

    def test_a_program_of_somebody_else_stays(self, tmp_path: Path) -> None:
        own = tmp_path / ".clinerules" / "hooks" / "PreToolUse"
        own.parent.mkdir(parents=True)
        own.write_text("#!/bin/sh\n")
        with pytest.raises(InputError) as caught:
            installing(self.target(tmp_path))
        assert caught.value.problems[0].code == "P1083"
        write(removing(self.target(tmp_path)))
        assert own.read_text() == "#!/bin/sh\n"

    def test_its_programs_can_be_run(self, tmp_path: Path) -> None:
        write(installing(self.target(tmp_path)))
        assert os.access(tmp_path / ".clinerules" / "hooks" / "PreToolUse", os.X_OK)
