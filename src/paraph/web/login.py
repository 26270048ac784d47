"""How does somebody log in and out?

Who begins at a provider carries the state, the nonce and the verifier in a signed cookie until they come back; nothing
is written for whoever only knocks. Who comes back as a person of the directory gets a session of a new secret.
"""

from __future__ import annotations

from urllib.parse import quote

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from paraph.core.errors import InputError, Problem
from paraph.core.model.noun import noun
from paraph.core.policy.lookup import AccountHolder
from paraph.flows.attend.given_away import is_given_away
from paraph.ports.accounts import LoginLink
from paraph.ports.identity import Identified, IdentityProvider
from paraph.ports.ledger import Row
from paraph.web.guards import everybody, requires
from paraph.web.here import Asking, At, Here
from paraph.web.login_cookie import LASTS_SECONDS, NAME, read_begun, sealed
from paraph.web.page import own_path, page, redirect
from paraph.web.people import LINK
from paraph.web.rates import Rate
from paraph.web.sessions import cookie, cookie_name, digest_of, end_session, fresh_secret, start_session
from paraph.wiring.serve import Server

LINK_SECONDS = 3_600
_SHOWN = 200


@noun
class Way:
    """One button of the login page."""

    name: str
    title: str


@noun
class LoginView:
    """What the login page shows; `next` is where they wanted to go."""

    ways: tuple[Way, ...]
    is_link_login: bool
    next: str


@noun
class StrangerView:
    """An account that is nobody's here: who they are by their provider, and the lines that would change that."""

    name: str
    accounts: tuple[str, ...]
    holder: AccountHolder
    lines: tuple[str, ...]


@get("/login", guards=[everybody], sync_to_thread=True)
def login(here: At, request: Asking) -> Response[bytes]:
    """The ways to log in."""
    wanted = own_path(request.query_params.get("next", "/"))
    if here.viewer.is_known:
        return redirect(wanted)
    providers = here.site.server.providers
    ways = tuple(Way(name, providers[name].title) for name in sorted(providers))
    return page(here, "login.html", LoginView(ways, here.office.config.is_link_login, wanted))


@get("/login/{provider:str}", guards=[everybody], sync_to_thread=True)
def begin(here: At, request: Asking, provider: FromPath[str]) -> Response[bytes]:
    """Send the browser to a provider. A link and no form: browsers hold what a form leads to, all the way, to the
    policy that lets forms lead to this site alone."""
    tries(request).take(request)
    begun = _provider(here, provider).begin(_back(here, provider))
    kept = sealed(here.office, provider, own_path(request.query_params.get("next", "/")), begun.kept)
    back = cookie(here.office, kept, NAME, LASTS_SECONDS)
    return Response(b"", status_code=303, headers={"location": begun.url}, cookies=[back])


@get("/login/{provider:str}/back", guards=[everybody], sync_to_thread=True)
def finish(here: At, request: Asking, provider: FromPath[str]) -> Response[bytes]:
    """Take in whoever a provider sends back."""
    tries(request).take(request)
    office, trusted = here.office, _provider(here, provider)
    begun = read_begun(office, request.cookies.get(cookie_name(office, NAME), ""), provider)
    asked = {name: value for name, value in request.query_params.items() if isinstance(value, str)}
    found = trusted.finish(begun.kept, _back(here, provider), asked, office.clock())
    index = here.site.people.index()
    held = ((account, index.person_of(account)) for account in found.accounts)
    account, person = next(((each, one) for each, one in held if one is not None), ("", None))
    gone = cookie(office, "", NAME, 0)
    if person is None or person.has_left:
        view = _stranger(found, index.holder_of(found.accounts[0]))
        return page(here, "stranger.html", view, status=403, cookies=(gone,))
    if account == found.accounts[0] and is_given_away(office, account, found.number, person):
        fix = f"an administrator adds `{account.partition(':')[0]}-id:{found.number}` to the accounts of whom it is now"
        raise InputError(Problem("P1216", f"{account} belongs to somebody else than before", fix))
    secret = start_session(office, person.id, account, request.cookies.get(cookie_name(office), ""))
    return redirect(begun.next, cookies=(cookie(office, secret), gone))


@get("/login/link", guards=[everybody], sync_to_thread=True)
def use_link(here: At, request: Asking) -> Response[bytes]:
    """Log in by a link that was printed on this machine; it works once."""
    office = here.office
    if not office.config.is_link_login:
        raise NotFoundException
    tries(request).take(request)
    link = office.accounts.use_link(digest_of(request.query_params.get("key", "")), office.clock())
    person = here.site.people.person(link.person) if link else None
    if link is None or person is None:
        fix = "print a new one on the server's machine: paraph serve says how"
        raise InputError(Problem("P1332", "this link was used already, or is too old", fix))
    secret = start_session(office, person.id, f"{LINK}{link.digest[:16]}", request.cookies.get(cookie_name(office), ""))
    return redirect(own_path(request.query_params.get("next", "/")), cookies=(cookie(office, secret),))


@post("/logout", guards=[requires()], sync_to_thread=True)
def logout(here: At) -> Response[bytes]:
    """End this session."""
    if here.viewer.session is not None:
        end_session(here.office, here.viewer.session)
    return redirect("/login", cookies=(cookie(here.office, "", lasts=0),))


HANDLERS = (login, begin, finish, use_link, logout)


def login_link(server: Server, person: str) -> str:
    """A link that logs a person of the directory in once, within an hour. Raises ReadError."""
    office = server.office
    secret = fresh_secret(office)
    link = LoginLink(digest_of(secret), person, office.clock() + LINK_SECONDS)
    office.log.record((), (), [Row(link)])
    return f"{office.config.url.rstrip('/')}/login/link?key={quote(secret, safe='')}"


def tries(request: Asking) -> Rate:
    """The bucket of those who log in."""
    rate: Rate = request.app.state.login_rate
    return rate


def _provider(here: Here, name: str) -> IdentityProvider:
    found = here.site.server.providers.get(name)
    if found is None:
        raise NotFoundException
    return found


def _back(here: Here, name: str) -> str:
    return f"{here.office.config.url.rstrip('/')}/login/{quote(name, safe='')}/back"


def _stranger(found: Identified, holder: AccountHolder) -> StrangerView:
    accounts = tuple(each[:_SHOWN] for each in found.accounts)
    return StrangerView(found.name[:_SHOWN], accounts, holder, (f"accounts: [{', '.join(accounts)}]",))
