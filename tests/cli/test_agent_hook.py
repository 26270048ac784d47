"""An agent that asks is answered, in time and whatever it sent; before a call every trouble blocks."""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from adapters.agents.agent_contract import PAYLOADS, of_no_known_event, payload
from gitbuild import GitRepo
from paraph.adapters.agents.messages.payload import MOST_BYTES
from paraph.adapters.agents.which_agent import NAMES
from paraph.cli import agent_hook
from paraph.cli.main import main
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardAnswer, GuardVerdict

Said = tuple[int, str, str]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Send bytes or an object to the hook; what it ends with and says."""

    def asked(sent: bytes | dict[str, Any], *words: str) -> Said:
        content = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        code = main(["hook", "agent", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return asked


@pytest.fixture
def guard(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the guard say what a test wants, or fail."""

    def says(answer: GuardAnswer | Exception, notice: str = "") -> None:
        def judged(_: ToolEvent) -> tuple[GuardVerdict, list[str]]:
            if isinstance(answer, Exception):
                raise answer
            return GuardVerdict(answer, "it destroys the shop"), [notice]

        monkeypatch.setattr("paraph.wiring.guard.judged_call", judged)

    return says


@pytest.mark.parametrize("name", NAMES)
def test_every_agent_hears_a_no_and_silence(name: str, ask: Any, guard: Any) -> None:
    sent = payload(name, "shell_before")
    guard("deny")
    code, out, err = ask(sent, "--from", name)
    assert "it destroys the shop" in out + err
    assert (code, out) == (2, "") or (code == 0 and ("deny" in out or '"cancel": true' in out))
    guard("silent")
    code, out, err = ask(sent, "--from", name)
    assert (code, err) == (0, "")
    assert out in ("", '{"cancel": false}\n')


@pytest.mark.parametrize("answer", ["deny", "ask"])
@pytest.mark.parametrize("deed", ["shell", "edit"])
@pytest.mark.parametrize("name", NAMES)
def test_a_call_by_an_event_that_nobody_knows_is_judged_as_one_before_its_run(
    name: str, deed: str, answer: GuardAnswer, ask: Any, guard: Any
) -> None:
    sent = of_no_known_event(payload(name, f"{deed}_before"))
    guard(answer)
    code, out, err = ask(sent, "--from", name)
    assert "it destroys the shop" in out + err
    assert code == 2 or (code == 0 and '"cancel": true' in out)
    assert "event ToolCallWanted is not known here; this call is taken as one before its run" in err
    code, out, err = ask(sent, "--from", name, "--after")
    assert (code, err) == (0, "")
    assert out in ("", '{"cancel": false}\n')


@pytest.mark.parametrize("event", ["PreToolUseV2", "preToolUse2", "BeforeToolCall"])
def test_an_event_of_another_version_is_judged_unless_the_hook_is_one_for_after_a_call(
    event: str, ask: Any, guard: Any
) -> None:
    guard("deny")
    sent = payload("claude-code", "shell_before") | {"hook_event_name": event}
    code, _, err = ask(sent)
    assert (code, f"event {event} is not known here" in err) == (2, True)
    assert ask(sent, "--after") == (0, "", "")


def test_an_event_that_asks_for_leave_is_not_judged_again(ask: Any, guard: Any) -> None:
    guard("deny")
    for event in ("PermissionRequest", "PermissionDenied", "PostToolBatch"):
        assert ask(payload("claude-code", "shell_before") | {"hook_event_name": event}) == (0, "", "")


@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_understood_blocks_before_a_call_and_never_after(name: str, ask: Any) -> None:
    whole = (PAYLOADS / name / "shell_before.json").read_bytes()
    for sent in (b"", whole[: len(whole) // 2], b"\xff" + whole, b"[]", b"[" * 100_000):
        code, out, err = ask(sent, "--from", name)
        assert "cannot be understood" in err
        assert code == 2 or json.loads(out)["cancel"] is True
        code, out, err = ask(sent, "--from", name, "--after")
        assert (code, out) == (1, "")
        assert "nothing was recorded" in err


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_command_that_is_not_said_blocks_before_it_only(moment: str, ask: Any) -> None:
    sent = payload("claude-code", f"shell_{moment}") | {"tool_input": {}}
    code, out, err = ask(sent)
    assert (code, out) == (2 if moment == "before" else 1, "")
    assert "does not say which" in err


def test_a_guard_that_breaks_says_so_and_blocks(ask: Any, guard: Any) -> None:
    guard(RuntimeError("no table\x1b"))
    code, out, err = ask(payload("codex", "shell_before"), "--from", "codex")
    assert (code, out) == (2, "")
    assert "a fault of the hook itself (RuntimeError: no table\\x1b)" in err


def test_a_guard_that_takes_too_long_blocks(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent_hook, "SECONDS", 0.05)
    monkeypatch.setattr("paraph.wiring.guard.judged_call", lambda _: time.sleep(30))
    code, _, err = ask(payload("claude-code", "shell_before"))
    assert code == 2
    assert "no answer within 0.05 seconds" in err


def test_after_a_call_the_guard_is_not_asked(ask: Any, guard: Any) -> None:
    guard(RuntimeError("no table"))
    for name in NAMES:
        code, out, _ = ask(payload(name, "shell_after"), "--from", name, "--after")
        assert (code, out) == (0, "")


def test_the_payload_decides_whose_call_it_is(ask: Any, guard: Any) -> None:
    sent = payload("cursor", "shell_before")
    guard("deny")
    code, out, err = ask(sent, "--from", "claude-code")
    assert (code, json.loads(out)["permission"]) == (2, "deny")
    assert err.splitlines() == [
        "it destroys the shop", "paraph: this call is cursor's, though the configuration of claude-code sent it",
    ]  # fmt: skip
    guard("ask")
    code, out, _ = ask(sent, "--from", "claude-code")
    assert (code, json.loads(out)["permission"]) == (0, "ask")


def test_what_the_guard_wants_known_is_said(ask: Any, guard: Any) -> None:
    guard("silent", "the policy is not read yet")
    assert ask(payload("claude-code", "shell_before")) == (0, "", "paraph: the policy is not read yet\n")


def test_an_event_that_is_no_call_is_let_be(ask: Any, guard: Any) -> None:
    guard(RuntimeError("not asked"))
    answers = {name: ask(payload(name, "other"), "--from", name) for name in NAMES}
    assert answers.pop("cline") == (0, '{"cancel": false}\n', "")
    assert set(answers.values()) == {(0, "", "")}


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"toolCall": 5}, '"decision": "block"'),
        ({"toolCall": {"name": "run_command"}}, '"decision": "block"'),
        ({"hookName": "PreToolUse", "preToolUse": 5}, '"cancel": true'),
    ],
)
def test_an_agent_that_heeds_no_exit_code_is_told_of_trouble_in_its_own_way(
    message: dict[str, Any], said: str, ask: Any
) -> None:
    code, out, err = ask(message)
    assert code == 0
    assert said in out
    assert "cannot be understood" in err


@pytest.mark.parametrize("words", [["x"], ["--from"], ["--from="], ["--before"]])
def test_other_words_are_refused(words: list[str], ask: Any) -> None:
    code, _, err = ask({}, *words)
    assert code == 2
    assert "use: paraph hook agent" in err


def test_nothing_to_read_blocks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["hook", "agent"]) == 2
    assert "it is empty" in capsys.readouterr().err

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    assert main(["hook", "agent"]) == 2
    assert "with what an agent sends" in capsys.readouterr().err


def test_a_name_without_end_is_refused(ask: Any) -> None:
    code, _, err = ask(payload("codex", "shell_before") | {"session_id": "x" * 5000})
    assert code == 2
    assert "longer than 4,096 characters" in err


def test_a_message_that_is_too_long_is_read_to_its_end(ask: Any) -> None:
    code, _, err = ask(b" " * (MOST_BYTES + (3 << 20)))
    assert code == 2
    assert "longer than 16 MB" in err
    assert sys.stdin.buffer.read() == b""


def test_an_answer_that_nobody_hears_blocks(ask: Any, guard: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    guard("deny")

    class Closed(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    assert ask(payload("claude-code", "shell_before"))[0] == 2


def test_what_was_done_is_written_down_and_what_was_denied_is_not(
    git_repo: GitRepo, ask: Any, guard: Any, tmp_path: Path
) -> None:
    (git_repo.path / "price.py").write_text("old = 1\n")
    sent = payload("claude-code", "edit_before") | {"cwd": str(git_repo.path)}
    sent["tool_input"] |= {"file_path": str(git_repo.path / "price.py")}
    journal = git_repo.path / ".git" / "paraph" / "capture" / "journal.jsonl"
    guard("deny")
    ask(sent)
    assert not journal.exists()
    guard("silent")
    ask(sent)
    (git_repo.path / "price.py").write_text("new = 2\n")
    ask(sent | {"hook_event_name": "PostToolUse"})
    found = [json.loads(line) for line in journal.read_text().splitlines()]
    assert [(each["kind"], each["agent"], each["call"]) for each in found] == [
        ("before", "claude-code", "sample-call-1"), ("after", "claude-code", "sample-call-1"),
    ]  # fmt: skip
    assert list(found[1]["files"]) == ["price.py"]
    assert not list(tmp_path.glob("*.jsonl"))
