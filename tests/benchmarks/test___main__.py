from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import SimpleNamespace

import pytest

from benchmarks import __main__ as bench
from benchmarks.row import Row, Setting, within
from benchmarks.timing import Sample


def test_what_is_asked() -> None:
    assert bench.asked([]) == (list(bench.MODULES), Setting())
    assert bench.asked(["gate", "--quick", "--seed", "4"]) == (["gate"], Setting(quick=True, seed=4))
    assert bench.asked(["--repo", "r"]) == (list(bench.WITH_REPOSITORY), Setting(repository="r"))


@pytest.mark.parametrize("words", [["nothing"], ["decide", "--repo", "r"]])
def test_figures_that_are_not_there(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        bench.asked(words)
    assert left.value.code == 2


@pytest.mark.parametrize(("limit", "code"), [(2.0, 0), (0.5, 1)])
def test_a_missed_figure_is_an_exit_code(
    limit: float, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def figures(_: Setting) -> Iterator[Row]:
        yield within("a figure", Sample((1.0,)), limit, "ms")

    monkeypatch.setattr(bench, "import_module", lambda _: SimpleNamespace(figures=figures))
    assert bench.main(["gate"]) == code
    out = capsys.readouterr().out
    assert "a figure" in out
    assert "load before" in out


def test_every_module_has_figures() -> None:
    for name in bench.MODULES:
        assert callable(import_module(f"benchmarks.{name}").figures)
