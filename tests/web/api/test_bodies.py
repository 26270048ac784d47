"""Does the description name the forms of a body?"""

from __future__ import annotations

from litestar.openapi.spec import RequestBody

from paraph.web.api.bodies import JsonBody, ReportBody


def test_forms() -> None:
    report, envelope = ReportBody().request_body, JsonBody().request_body
    assert isinstance(report, RequestBody)
    assert isinstance(envelope, RequestBody)
    assert (set(report.content), set(envelope.content)) == (
        {"application/xml", "application/json"},
        {"application/json"},
    )
