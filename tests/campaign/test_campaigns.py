"""Is every campaign found by its file, and its outcome told?"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from campaign import __main__ as campaigns
from campaign.outcome import Outcome


def test_a_campaign_is_a_file() -> None:
    found = campaigns.campaigns()
    assert {"failing_disk", "kill_writers", "power_cut"} <= found.keys()
    for module in found.values():
        assert module.WHAT
        assert module.RUNS > 0


@pytest.mark.parametrize(("failures", "code", "word"), [((), 0, "all held"), (("run 3: lost",), 1, "1 FAILED")])
def test_what_came_out_is_told(
    failures: tuple[str, ...], code: int, word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[int, int]] = []

    def run(runs: int, seed: int) -> Outcome:
        asked.append((runs, seed))
        return Outcome(runs, failures, "a note")

    monkeypatch.setattr(campaigns, "campaigns", lambda: {"some": SimpleNamespace(WHAT="x", RUNS=7, run=run)})
    assert campaigns.main(["some", "--seed", "5"]) == code
    assert campaigns.main(["--runs", "2"]) == code
    assert asked == [(7, 5), (2, 20_260_101)]
    told = capsys.readouterr().out
    assert word in told
    assert "seed 5" in told
    assert "a note" in told


def test_an_unknown_campaign_is_refused() -> None:
    with pytest.raises(SystemExit):
        campaigns.main(["nonsense"])
