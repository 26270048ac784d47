"""What whoever pushes reads: narrow, plain, and with the same explanation as at home."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.hook_push_text import alarm_lines, passed_lines, refusal_lines, stop_lines
from paraph.cli.main import main
from paraph.core.model.decision import Verdict
from paraph.flows.server.judge_movement import Judged
from paraph.flows.server.judge_push import Outcome, RefusedRef
from paraph.flows.server.settle_movement import Stop
from paraph.flows.server.take_statements import Taken
from paraph.ports.receiving import RefUpdate
from paraph.ports.server import ServerSettings
from serverside import MAIN, RULES, Server

SETTINGS = ServerSettings("paraph/shop", (MAIN,), MAIN, "sqlite:///x", "/x")
TOLD = "  - {name: told, require: [{declaration: true}]}\n"
UPDATE = RefUpdate(MAIN, "", "1" * 40)
CREATED = Judged(UPDATE, "create", Verdict.ALLOW)


def test_what_goes_in_is_said_in_a_line() -> None:
    first = Judged(UPDATE, "genesis", Verdict.CANNOT_TELL, is_excepted=True)
    outcome = Outcome((CREATED, first), Taken(), ())
    assert passed_lines(outcome) == [
        "paraph: main may move: nothing of it is new", "paraph: main begins with the commit that was named at set-up",
    ]  # fmt: skip
    assert refusal_lines(outcome, SETTINGS) == [] == passed_lines(Outcome((), Taken(), ()))


def test_every_ref_that_stands_in_the_way_is_named() -> None:
    bad = Judged(RefUpdate("refs/heads/x\x1b[2J", "", ""), "forward", Verdict.DENY, (), "a reason", "a way out")
    refusals = (
        RefusedRef("refs/heads/x\x1b[2J", "a reason", "a way out", bad),
        *[RefusedRef(f"r{n}", "no") for n in range(4)],
    )
    lines = refusal_lines(Outcome((bad, CREATED), Taken(), refusals), SETTINGS)
    assert "r0" in lines[0]
    assert "and 2 more" in lines[0]
    assert "\x1b" not in "".join(lines)
    assert "  fix: a way out" in lines
    assert "  main could have moved: push it by itself" in lines
    assert len(refusal_lines(Outcome((), Taken(), refusals * 200), SETTINGS)) < 500


def test_a_refusal_says_the_part_of_paraph_explain_that_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_repo: GitRepo
) -> None:
    policy = RULES[".paraph/policy.yaml"].replace("  - {name: docs", f"{TOLD}  - {{name: docs")
    git_repo.commit("rules", {**RULES, ".paraph/policy.yaml": policy, "src/a.py": "a = 1\n"})
    server = Server(tmp_path / "shop.git", monkeypatch)
    server.begin(git_repo)
    git_repo.switch("work", "main")
    git_repo.commit("change\n\nAI-assistance: none\n", {"src/a.py": "a = 2\n"})
    said = server.ask(git_repo, ("work", MAIN)).said
    monkeypatch.setenv("COLUMNS", "88")
    with redirect_stdout(io.StringIO()) as home:
        assert main(["explain", "main..work", "--repo", str(git_repo.path)]) == 3
    explained, (head, ref, *rest, pointer) = home.getvalue().splitlines(), [line for line in said.splitlines() if line]
    assert (head[:16], ref[:15], pointer[:14]) == ("paraph: refused,", MAIN, "See it at home")
    assert [line for line in rest if line not in explained] == []
    starts = ("◷ wait", "tier ", "assistance", "cheapest way to green", "  1. ", "◷ review")
    places = [next(number for number, line in enumerate(rest) if line.startswith(start)) for start in starts]
    assert places == sorted(places)
    for line in ("change  ", "policy  ", "✓ told", "✓ it merges", "1 rule does not apply (--all shows them)"):
        assert [each for each in explained if each.startswith(line)] != []
        assert [each for each in rest if each.startswith(line)] == []


def test_alarms_and_stops_name_the_ref() -> None:
    assert alarm_lines([Stop(MAIN, "it moved", "look")]) == [
        f"paraph: ALARM, {MAIN}: it moved; it is in the ledger (look)"
    ]
    assert " ".join(stop_lines([Stop(MAIN, "no", "push it")])) == f"paraph: {MAIN} stays where it is: no; push it"
