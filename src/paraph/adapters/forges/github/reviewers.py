"""Who is asked for a review on GitHub, and who cannot be?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paraph.adapters.forges.fields import whole
from paraph.adapters.forges.github.api import GitHubApi, RefusedError, needed
from paraph.adapters.forges.github.app import Access
from paraph.adapters.forges.github.names import login_of
from paraph.core.errors import Problem
from paraph.core.model.proposal import Proposal
from paraph.ports.forge import ForgeError

MOST = 15
"""GitHub takes no more requested reviewers at once."""


def still_to_ask(proposal: Proposal, accounts: Sequence[str]) -> tuple[str, ...]:
    """The logins that can be asked: not the author, nobody twice, no account of elsewhere, as many as there is room."""
    out = {login_of(account).lower() for account in (proposal.author, *proposal.asked)}
    wanted: list[str] = []
    for login in map(login_of, accounts):
        if login and login.lower() not in out and not login.endswith("[bot]"):
            out.add(login.lower())
            wanted.append(login)
    return tuple(wanted[: max(0, MOST - len(proposal.asked))])


def ask_reviewers(api: GitHubApi, access: Access, path: str, number: str, logins: Sequence[str]) -> None:
    """Ask them. Where GitHub refuses one, it refuses all: then each is asked alone.

    Raises ForgeError that names those who cannot be asked, after all others were.
    """
    try:
        _ask(api, access, path, number, logins)
    except RefusedError as error:
        if error.status != 422 or len(logins) == 1:
            raise
        refused = [login for login in logins if not _asked_alone(api, access, path, number, login)]
        if refused:
            raise _cannot_be_asked(refused) from error


def _asked_alone(api: GitHubApi, access: Access, path: str, number: str, login: str) -> bool:
    try:
        _ask(api, access, path, number, [login])
    except RefusedError as error:
        if error.status != 422:
            raise
        return False
    return True


def _ask(api: GitHubApi, access: Access, path: str, number: str, logins: Iterable[str]) -> None:
    body = {"reviewers": list(logins)}
    answer = api.write(access, "POST", f"{path}/pulls/{number}/requested_reviewers", body, "told")
    needed(whole(answer, "number") == number, "the number of the pull request")


def _cannot_be_asked(logins: Iterable[str]) -> ForgeError:
    what = f"GitHub does not let {', '.join(logins)} be asked for a review"
    return ForgeError(Problem("P1273", what, "give them access to the repository"))
