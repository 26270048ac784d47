"""Whatever is sent to the API, does it answer as its description says, and never with an error of its own?

Requests are drawn by schemathesis from the OpenAPI document that the server itself hands out, good ones and bad ones,
and are sent in-process to a server with a repository and changes. Half of them name what is really there, so that not
everything ends at a 404.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import quote

from campaign.outcome import Outcome

WHAT = "the API answers as it is described, and has no error of its own, whatever is sent"
RUNS = 20_000
"""Requests."""
_TESTS = Path(__file__).parents[1] / "tests"
SCOPES = ("read", "evidence", "records", "deploy")
_OURS = ("authorization", "cookie", "host", "content-encoding")
"""Headers that say who asks, and whom: what becomes of bad ones is tried elsewhere."""


def run(runs: int, seed: int) -> Outcome:
    """Every operation of the description in turn, with good requests and with bad ones."""
    sys.path.insert(0, str(_TESTS))
    from gitbuild import isolated_environment

    before = dict(os.environ)
    with TemporaryDirectory() as home, TemporaryDirectory() as folder:
        os.environ.update(isolated_environment(Path(home)))
        try:
            return _tried(Path(folder), runs, seed)
        finally:
            os.environ.clear()
            os.environ.update(before)


def _tried(folder: Path, runs: int, seed: int) -> Outcome:
    import schemathesis
    from schemathesis.generation import GenerationMode

    from web.api.desk import decided

    answers: Counter[int] = Counter()
    failures: list[str] = []
    with decided(folder) as (stand, bureau, number), stand.browser() as browser:
        schema = schemathesis.openapi.from_dict(browser.get("/api/v1/openapi.json").json())
        found: list[Any] = list(schema.get_all_operations())
        ways = [(each.ok(), mode) for each in found for mode in GenerationMode]
        known, send = _known(bureau, number), _sender(stand, answers)
        for place, (operation, mode) in enumerate(ways):
            many = max(1, (runs - answers.total()) // (len(ways) - place))
            flaw = _flaw(_Way(operation, mode, many, seed + place), known, send)
            failures += [f"seed {seed + place}: {operation.label}, {mode.value}: {flaw}"] if flaw else []
    notes = ", ".join(f"{count:,} of {status}" for status, count in sorted(answers.items()))
    return Outcome(answers.total(), tuple(failures), notes)


class _Way(NamedTuple):
    """One operation with good or bad requests: how many, and drawn by which seed."""

    operation: Any
    mode: Any
    many: int
    seed: int


def _known(bureau: Any, number: str) -> dict[str, str]:
    """What is really there, by the names of parameters, as a request writes it."""
    from office import KEY

    tip = bureau.work.rev("main")
    return {"key": quote(KEY, safe=""), "number": number, "repository": KEY, "commit": tip, "to": tip}


def _sender(stand: Any, answers: Counter[int]) -> Callable[[Any], Any]:
    """Sends a case by whoever may: tokens are an administrator's, everything else is a machine's."""
    import requests

    from web.app import token

    machine, kim = stand.browser(headers=token(stand, *SCOPES, lasts=1 << 30)), stand.browser("kim")

    def send(case: Any) -> Any:
        browser, more = (kim, kim.csrf()) if "/tokens" in case.operation.path else (machine, {})
        ready = requests.Request(**case.as_transport_kwargs(base_url=stand.office.config.url)).prepare()
        headers = {name: value for name, value in ready.headers.items() if name.lower() not in _OURS}
        answer = browser.request(ready.method, ready.url, headers={**headers, **more}, content=ready.body)
        answers[answer.status_code] += 1
        return answer

    return send


def _flaw(way: _Way, known: dict[str, str], send: Callable[[Any], Any]) -> str:
    """What is wrong with the smallest request that is not answered as it should be; empty for nothing."""
    from hypothesis import HealthCheck, Phase, given, settings, strategies
    from hypothesis import seed as seeded
    from hypothesis.errors import Unsatisfiable
    from schemathesis.checks import not_a_server_error
    from schemathesis.core.failures import FailureGroup
    from schemathesis.specs.openapi import checks

    wanted: list[Any] = [
        not_a_server_error,
        checks.status_code_conformance, checks.content_type_conformance, checks.response_headers_conformance,
        checks.response_schema_conformance,
    ]  # fmt: skip
    how = settings(
        max_examples=way.many, database=None, deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )  # fmt: skip

    @seeded(way.seed)
    @how
    @given(case=way.operation.as_strategy(generation_mode=way.mode), is_known=strategies.booleans())
    def check(case: Any, *, is_known: bool) -> None:
        for given_ in (case.path_parameters, case.query):
            given_.update({name: known[name] for name in set(given_ or ()) & known.keys() if is_known})
        case.validate_response(send(case), checks=wanted)

    try:
        check()
    except Unsatisfiable:  # there is no bad request of an operation that takes nothing
        return ""
    except FailureGroup as found:
        return "; ".join(f"{each.title}: {each.message}" for each in found.exceptions).replace("\n", " ")[:1_000]
    except Exception as error:  # noqa: BLE001 - whatever it is, the request was not answered
        return f"{type(error).__name__}: {error}"[:1_000]
    return ""
