"""Does a report come into the log once, and only with a signature that counts?"""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.answer.desk import opened
from office import KEY, Bureau
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope
from paraph.core.attest.predicates import EvidencePredicate, Scope
from paraph.core.attest.statement import write_statement
from paraph.core.errors import InputError
from paraph.flows.answer.take_report import take_report
from paraph.flows.signing.report_evidence import sign_report
from paraph.wiring.robot import robot
from paraph.wiring.signing import signature_checker


def report(bureau: Bureau, scope: Scope) -> Envelope:
    said = EvidencePredicate(("tests",), "passed", "", bureau.now)
    unsigned = Envelope(write_statement("evidence", scope, "", bureau.now, "", said), PAYLOAD_TYPE, ())
    return sign_report(unsigned, robot(bureau.office.config.data), signature_checker())


def test_a_robot_that_nobody_named_does_not_count(tmp_path: Path) -> None:
    bureau, number = opened(tmp_path)
    try:
        size = bureau.log.head().size
        envelope = report(bureau, Scope("", "", "", bureau.row(number).head, ""))
        with pytest.raises(InputError, match="would not count"):
            take_report(bureau.office, bureau.repository, envelope)
        assert bureau.log.head().size == size
        assert bureau.board.repository(KEY) is not None
    finally:
        bureau.close()
