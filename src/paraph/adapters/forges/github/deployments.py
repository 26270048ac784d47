"""How is GitHub told that a deployment may go on?"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from paraph.adapters.forges.fields import cut
from paraph.adapters.forges.github.api import GitHubApi
from paraph.adapters.forges.github.app import Access
from paraph.core.errors import Problem
from paraph.core.model.decision import Verdict
from paraph.core.model.regex import regex
from paraph.ports.forge import ForgeError, Hint

MOST_TEXT = 1_024
_TAIL = regex(r"/actions/runs/([1-9][0-9]{0,18})/deployment_protection_rule")
_STATES: Mapping[Verdict, str] = {Verdict.ALLOW: "approved", Verdict.DENY: "rejected"}


def answer(api: GitHubApi, access: Access, path: str, hint: Hint, verdict: Verdict, words: str) -> None:
    """Approve, reject, or leave a note. The address in the webhook is never called: only its run is taken from it, and
    only where it is the API's own address of this repository."""
    environment = hint.said.get("environment", "")
    run = run_of(api.url, path, hint.said.get("callback", ""))
    if not environment:
        raise _odd("the webhook names no environment")
    body = {"environment_name": environment, "comment": cut(words, MOST_TEXT, "…") or str(verdict)}
    if verdict in _STATES:
        body["state"] = _STATES[verdict]
    api.write(access, "POST", f"{path}/actions/runs/{run}/deployment_protection_rule", body)


def run_of(api_url: str, path: str, callback: str) -> str:
    """The run of the workflow that a callback is about. Raises ForgeError for another host, repository or form."""
    start = f"{api_url}{quote(path)}"
    tail = callback[len(start) :] if callback[: len(start)].lower() == start.lower() else ""
    found = _TAIL.fullmatch(tail)
    if found is None:
        raise _odd("the address to answer to is not one of this repository's API")
    return found[1]


def _odd(what: str) -> ForgeError:
    return ForgeError(Problem("P1275", f"a deployment cannot be answered: {what}", "let the deployment run again"))
