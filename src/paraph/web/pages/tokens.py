"""Which programs may call the API, and how is one let in, or shut out?"""

from __future__ import annotations

from typing import NamedTuple

from litestar import Response, get, post

from paraph.core.errors import InputError, Problem
from paraph.ports.accounts import SCOPES, Token
from paraph.web.api.shapes import NewToken
from paraph.web.api.tokens import fresh_token, take_back
from paraph.web.forms import Form
from paraph.web.guards import requires
from paraph.web.here import At, Here
from paraph.web.page import page, redirect

PATH = "/tokens"
DAYS = 90
_MOST_DIGITS = 4


class TokensView(NamedTuple):
    """Every token without its secret; `secret` is that of the one that was just made, which is shown this once."""

    tokens: tuple[Token, ...]
    scopes: tuple[str, ...]
    repositories: tuple[str, ...]
    days: int = DAYS
    secret: str = ""
    made: str = ""


@get(PATH, guards=[requires("administrator", "auditor")], sync_to_thread=True)
def tokens(here: At) -> Response[bytes]:
    """All tokens."""
    return page(here, "tokens.html", _view(here))


@post(PATH, guards=[requires("administrator")], sync_to_thread=True)
def make(here: At, form: Form) -> Response[bytes]:
    """Make one, and show its secret this once."""
    days = form.one("days") or str(DAYS)
    if not (days.isascii() and days.isdigit() and len(days) <= _MOST_DIGITS):
        raise InputError(Problem("P1352", "the days of a token are no number", "give a number from 1 to 366"))
    repositories = [each for each in form.all("repository") if each]
    asked = form.all("scope")
    scopes = [each for each in SCOPES if each in asked]
    new = NewToken(name=form.one("name"), scopes=scopes, repositories=repositories, days=int(days))
    made, secret = fresh_token(here, new)
    return page(here, "tokens.html", _view(here)._replace(secret=secret, made=made.name))


@post(f"{PATH}/revoke", guards=[requires("administrator")], sync_to_thread=True)
def revoke(here: At, form: Form) -> Response[bytes]:
    """Take one back."""
    take_back(here, form.one("id"))
    return redirect(PATH)


def _view(here: Here) -> TokensView:
    known = tuple(each.key for each in here.office.board.repositories() if each.is_on)
    return TokensView(tuple(here.office.accounts.tokens()), SCOPES, known)


HANDLERS = (tokens, make, revoke)
