"""Does each refusal name the file, and say what to do?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from paraph.adapters.formats import plan_refusals as refuse
from paraph.core.errors import InputError

CASES: list[tuple[Callable[..., Any], tuple[str, ...], str]] = [
    (refuse.too_large, ("10 bytes",), "P1120"),
    (refuse.no_plan, ("odd",), "P1121"),
    (refuse.state_for_plan, (), "P1122"),
    (refuse.unknown_format, ("the format '2.0'",), "P1123"),
    (refuse.not_whole, ("the run failed",), "P1124"),
    (refuse.log_of_a_run, (), "P1125"),
    (refuse.no_archive, ("torn",), "P1126"),
    (refuse.broken, ("torn",), "P1127"),
    (refuse.no_state, (), "P1128"),
    (refuse.no_manifest, ("odd", "mend it"), "P1129"),
    (refuse.no_preview, ("odd", "pulumi preview --json"), "P1130"),
    (refuse.encrypted, (), "P1131"),
]


@pytest.mark.parametrize(("function", "words", "code"), CASES, ids=[case[2] for case in CASES])
def test_a_refusal_has_code_file_and_fix(function: Callable[..., Any], words: tuple[str, ...], code: str) -> None:
    with pytest.raises(InputError) as caught:
        function("the-file", *words)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.what.startswith("the-file: ")
    assert problem.fix
