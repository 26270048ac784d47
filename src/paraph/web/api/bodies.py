"""How does the description of the API tell of bodies that are taken as they come?"""

from __future__ import annotations

from dataclasses import dataclass

from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema


def _body(description: str, *kinds: str) -> RequestBody:
    content = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))
    return RequestBody(description=description, content=dict.fromkeys(kinds, content), required=True)


@dataclass
class ReportBody(Operation):
    """A report of some tool."""

    def __post_init__(self) -> None:
        self.request_body = _body("JUnit, SARIF, or a DSSE envelope", "application/xml", "application/json")


@dataclass
class JsonBody(Operation):
    """A DSSE envelope."""

    def __post_init__(self) -> None:
        self.request_body = _body("a DSSE envelope", "application/json")
