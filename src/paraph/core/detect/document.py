"""What does `paraph detect` answer about one commit, as plain data?"""

from __future__ import annotations

from paraph.core.detect.claim_list import claim_document, claim_list
from paraph.core.detect.message import Reading
from paraph.core.model.decision import AssistanceFound, Finding
from paraph.core.model.provenance import Declaration, Signal

DETECTION_SCHEMA = "paraph/detection/v1"


def detection_document(
    commit: str, found: AssistanceFound, reading: Reading, findings: tuple[Finding, ...]
) -> dict[str, object]:
    """One JSON object; keys are always the same, lists may be empty."""
    return {
        "schema": DETECTION_SCHEMA,
        "commit": commit,
        "assistance": found.value,
        "because": found.because,
        "tools": list(found.tools),
        "roles": list(dict.fromkeys(signal.role for signal in reading.signals)),
        "models": list(dict.fromkeys(signal.model for signal in reading.signals if signal.model)),
        "signals": [_signal(signal) for signal in reading.signals],
        "declarations": [_declaration(each) for each in reading.declarations],
        "findings": [{"kind": finding.kind, "text": finding.text} for finding in findings],
        "claims": [claim_document(each) for each in claim_list(reading)],
    }


def _signal(signal: Signal) -> dict[str, object]:
    return {
        "tool": signal.tool,
        "role": signal.role,
        "strength": signal.strength,
        "source": signal.source,
        "rule": signal.rule,
        "text": signal.text,
        "model": signal.model,
    }


def _declaration(declaration: Declaration) -> dict[str, object]:
    return {
        "assistance": declaration.assistance.value,
        "source": declaration.source,
        "text": declaration.text,
        "tools": list(declaration.tools),
        "share": declaration.share,
    }
