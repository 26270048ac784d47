"""/api/v1/tokens: which machines may call, and who let them?

Tokens are made and taken back by administrators who are logged in, never by a token. There is no scope with which one
signs, answers, vetoes or overrides: those are people's, and are signed.
"""

from __future__ import annotations

from typing import Annotated

from litestar import delete, get, post
from litestar.params import JSONBody, PathParameter

from paraph.core.ledger.entry import entry
from paraph.ports import accounts
from paraph.ports.ledger import Row
from paraph.web.api import shapes
from paraph.web.api.answers import refused
from paraph.web.guards import requires
from paraph.web.here import At, Here, missing
from paraph.web.sessions import digest_of, fresh_secret

MOST_DAYS = 366
_DAY = 86_400
_MOST_NAME = 100
_MOST_TOKENS = 1_000
_PREFIX = "paraph_"
_ADMINISTERS = requires("administrator")


@get("/tokens", guards=[requires("administrator", "auditor")], sync_to_thread=True, operation_id="tokens")
def tokens(here: At) -> shapes.Tokens:
    """Every token that is known, without its secret."""
    return shapes.Tokens([_shape(each) for each in here.office.accounts.tokens()])


@post("/tokens", guards=[_ADMINISTERS], sync_to_thread=True, operation_id="make_token")
def make_token(here: At, data: JSONBody[shapes.NewToken]) -> shapes.MadeToken:
    """A fresh token; its secret is in this answer, and nowhere else."""
    made, secret = fresh_token(here, data)
    return shapes.MadeToken(_shape(made), secret)


def fresh_token(here: Here, data: shapes.NewToken) -> tuple[accounts.Token, str]:
    """Make a token in the name of whoever asks; it and its secret. Raises InputError."""
    _refuse_bad(here, data)
    office, now = here.office, here.office.clock()
    secret = _PREFIX + fresh_secret(office)
    scopes = tuple(each for each in accounts.SCOPES if each in data.scopes)
    made = accounts.Token(
        digest_of(secret), data.name.strip(), scopes, tuple(dict.fromkeys(data.repositories)), here.viewer.person, now,
        now + data.days * _DAY,
    )  # fmt: skip
    _administer(here, "token-made", made)
    return made, secret


@delete("/tokens/{id_:str}", guards=[_ADMINISTERS], sync_to_thread=True, operation_id="revoke_token", status_code=200)
def revoke_token(here: At, id_: Annotated[str, PathParameter(max_length=64)]) -> shapes.Token:
    """Take a token back; it counts for nothing from now on."""
    return _shape(take_back(here, id_))


def take_back(here: Here, id_: str) -> accounts.Token:
    """Have a token count no more, by its digest. Raises InputError where there is none."""
    found = here.office.accounts.token(id_)
    if found is None:
        raise missing("there is no such token", "the list of them is at /api/v1/tokens")
    _administer(here, "token-revoked", found._replace(expires_at=0))
    return found


HANDLERS = (tokens, make_token, revoke_token)


def _refuse_bad(here: Here, new: shapes.NewToken) -> None:
    known = {each.key for each in here.office.board.repositories()}
    why = ""
    if not 0 < len(new.name.strip()) <= _MOST_NAME or not new.name.isprintable():
        why = f"its name has to be 1 to {_MOST_NAME} characters that can be shown"
    elif not new.scopes:
        why = f"it needs a scope, one of {', '.join(accounts.SCOPES)}"
    elif not 1 <= new.days <= MOST_DAYS:
        why = f"it lasts 1 to {MOST_DAYS} days"
    elif not known.issuperset(new.repositories):
        why = "it names a repository that this server does not look after"
    elif len(here.office.accounts.tokens()) >= _MOST_TOKENS:
        why = f"there are {_MOST_TOKENS:,} already"
    if why:
        raise refused(f"no such token is made: {why}", "send name, scopes, repositories, days")


def _administer(here: Here, what: str, token: accounts.Token) -> None:
    """Every act of an administrator is an entry of the log."""
    said = entry(
        "administered", here.office.clock(), what=what, by=here.viewer.person, token=token.digest, name=token.name,
        scopes=list(token.scopes), repositories=list(token.repositories),
    )  # fmt: skip
    here.office.log.record([said], (), [Row(token)])
    here.site.tokens.forget(token.digest)


def _shape(token: accounts.Token) -> shapes.Token:
    return shapes.Token(
        token.digest, token.name, list(token.scopes), list(token.repositories), token.made_by, token.made_at,
        token.expires_at, token.used_at,
    )  # fmt: skip
