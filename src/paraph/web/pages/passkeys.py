"""Which passkeys does somebody have, and how do they add one?"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from litestar import Response, get, post

from paraph.flows.answer.enrol import enrol, may_enrol, revoke
from paraph.web.forms import Form
from paraph.web.guards import requires
from paraph.web.here import At
from paraph.web.page import JSON, as_json, page, redirect
from paraph.web.pages.answer import encoded, keep_pending, passkey_reader, pending, session_of, site_of

PATH = "/me/passkeys"
_CHALLENGE_BYTES = 32


class ShownPasskey(NamedTuple):
    """One passkey as its owner sees it: `line` is what a people file would say of it."""

    id: str
    name: str
    made_at: int
    revoked_at: int
    entry: int
    line: str


class PasskeysView(NamedTuple):
    """A person's passkeys, and whether their login is fresh enough to add one (`why_not` says why not)."""

    person: str
    host: str
    passkeys: tuple[ShownPasskey, ...]
    why_not: str = ""


@get(PATH, guards=[requires()], sync_to_thread=True)
def passkeys(here: At) -> Response[bytes]:
    """One's own passkeys."""
    from paraph.core.errors import InputError

    shown = tuple(
        ShownPasskey(each.id, each.name, each.made_at, each.revoked_at, each.entry, each.public)
        for each in here.office.accounts.passkeys(here.viewer.person)
    )
    why = ""
    try:
        may_enrol(here.office, session_of(here))
    except InputError as error:
        why = f"{error.problems[0].what}: {error.problems[0].fix}"
    return page(here, "passkeys.html", PasskeysView(here.viewer.person, site_of(here).host, shown, why))


@post(f"{PATH}/prepare", guards=[requires("author")], sync_to_thread=True)
def prepare_passkey(here: At) -> Response[bytes]:
    """What a browser needs to make a passkey."""
    office, session, site = here.office, session_of(here), site_of(here)
    may_enrol(office, session)
    challenge = office.random(_CHALLENGE_BYTES)
    keep_pending(here, session, {"what": "make", "challenge": challenge.hex()})
    given = {
        "challenge": encoded(challenge),
        "host": site.host,
        "title": office.config.name,
        # an id of the relying party's, that tells an authenticator nothing of who it is (Web Authentication, 14.6.1)
        "user": encoded(sha256(f"{site.host}/{here.viewer.person}".encode()).digest()),
        "person": here.viewer.person,
        "name": here.viewer.name,
        "passkeys": [each.id for each in office.accounts.passkeys(here.viewer.person) if not each.revoked_at],
    }
    return Response(as_json(given), media_type=JSON)


@post(f"{PATH}/finish", guards=[requires("author")], sync_to_thread=True)
def finish_passkey(here: At, form: Form) -> Response[bytes]:
    """Enrol the passkey that a browser made."""
    challenge = bytes.fromhex(pending(here, "make")["challenge"])
    made = passkey_reader().made(form.one("answer").encode(), challenge, site_of(here))
    enrol(here.office, session_of(here), made, form.one("name"))
    return Response(as_json({"next": f"{PATH}?added={made.id}"}), media_type=JSON)


@post(f"{PATH}/revoke", guards=[requires("author")], sync_to_thread=True)
def revoke_passkey(here: At, form: Form) -> Response[bytes]:
    """Have a passkey of one's own count no more."""
    revoke(here.office, here.viewer.person, form.one("id"), here.viewer.person)
    return redirect(PATH)


HANDLERS = (passkeys, prepare_passkey, finish_passkey, revoke_passkey)
