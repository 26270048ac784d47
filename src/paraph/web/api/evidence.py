"""POST /api/v1/repositories/…/evidence and …/statements: how do reports and signed statements come in?

A report of JUnit or SARIF is bound to the commit that is named, and signed by this server's own robot; a statement that
is signed already is taken as it is. What a person says of a change needs that person's key: the token, or the session,
only carries it, and adds nothing to what it proves.
"""

from __future__ import annotations

from typing import Annotated

from litestar import post
from litestar.params import QueryParameter, RawBody

from paraph.adapters.formats.report_file import MOST_BYTES, format_of, read_tool_report
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope
from paraph.core.attest.predicates import Scope
from paraph.core.attest.statement import write_statement
from paraph.core.model.regex import regex
from paraph.flows.answer.accept import accept_bytes
from paraph.flows.answer.standing import standing
from paraph.flows.answer.take_report import TakenReport, take_report
from paraph.flows.signing.report_evidence import read_report, sign_report
from paraph.web.api import shapes
from paraph.web.api.answers import change_of, refused
from paraph.web.api.bodies import JsonBody, ReportBody
from paraph.web.guards import machines, requires
from paraph.web.here import At, Here
from paraph.wiring.robot import robot
from paraph.wiring.signing import signature_checker

_ID = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_KIND = regex(r"[a-z][a-z0-9-]{0,39}")
_MOST_ENVELOPE = 1 << 18
Commit = Annotated[str, QueryParameter(max_length=64, description="full id of the commit that was tested")]
Tree = Annotated[str, QueryParameter(max_length=64, description="full id of the tree that was tested")]
Kind = Annotated[str, QueryParameter(max_length=40, description="what a policy asks for: `tests`, `scan`, …")]


@post(
    "/repositories/{key:str}/evidence", guards=[machines("evidence")], sync_to_thread=True, operation_id="add_evidence",
    request_max_body_size=MOST_BYTES, operation_class=ReportBody,
)  # fmt: skip
def add_evidence(here: At, body: RawBody, commit: Commit = "", tree: Tree = "", kind: Kind = "") -> shapes.Accepted:
    """Add a report: JUnit's XML, SARIF, or an in-toto statement in a DSSE envelope that is signed already."""
    repository = here.repository()
    envelope = _envelope(here, body, Scope("", "", "", commit, tree), kind)
    taken = take_report(here.office, repository, envelope)
    here.site.server.jobs.wake()
    return _accepted(taken)


@post(
    "/repositories/{key:str}/changes/{number:str}/statements", guards=[requires("author", scope="records")],
    sync_to_thread=True, operation_id="add_statement", request_max_body_size=_MOST_ENVELOPE, operation_class=JsonBody,
)  # fmt: skip
def add_statement(here: At, body: RawBody) -> shapes.Accepted:
    """Add a statement on a change, signed elsewhere by the person whom it names: a DSSE envelope, as `paraph signoff`
    makes it. The signature is its authority; whoever brings it adds none."""
    row = change_of(here)
    found = accept_bytes(here.office, standing(here.office, row.repository, row.number), body)
    here.site.server.jobs.wake()
    statement = found.statement
    return shapes.Accepted(
        statement.id, statement.kind, found.by.holder, found.receipt.index, found.receipt.text(), [row.number]
    )


HANDLERS = (add_evidence, add_statement)


def _envelope(here: Here, body: bytes, scope: Scope, kind: str) -> Envelope:
    """The report in an envelope that is signed. Raises InputError."""
    form = format_of(body)
    if form == "statement":
        envelope = read_report(body)
        if not envelope.signatures:
            raise refused(
                "this report is not taken: it is a statement that nobody signed",
                "sign it: `paraph evidence add FILE --key KEY`",
            )
        return envelope
    if not _ID.fullmatch(scope.head) or not (_ID.fullmatch(scope.tree) or not scope.tree):
        raise refused(
            "this report is not taken: it does not say of which commit it is", "give `commit`, and `tree`, in full"
        )
    if kind and not _KIND.fullmatch(kind):
        raise refused(
            "this report is not taken: its kind is no word", "give `kind` as the policy writes it: tests, scan, …"
        )
    said = read_tool_report(body, form, here.office.clock(), kind)
    unsigned = Envelope(write_statement("evidence", scope, "", said.at, "", said), PAYLOAD_TYPE, ())
    return sign_report(unsigned, robot(here.office.config.data), signature_checker())


def _accepted(taken: TakenReport) -> shapes.Accepted:
    proof = taken.receipt.text() if taken.receipt else ""
    statement = taken.statement
    return shapes.Accepted(statement.id, statement.kind, taken.signer, taken.entry, proof, list(taken.numbers))
