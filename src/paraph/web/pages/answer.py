"""How does somebody answer for a change on its page: with a passkey, or, where that is enough, without?"""

from __future__ import annotations

import json
import time
from base64 import b64decode, b64encode, urlsafe_b64encode
from typing import Any

from litestar import Response, post

from paraph.core.errors import InputError, Problem
from paraph.flows.answer.accept import accept_signature
from paraph.flows.answer.form import KINDS, AnswerForm, unfit
from paraph.flows.answer.prepare import Prepared, prepare
from paraph.flows.answer.review import review_on_page
from paraph.flows.answer.standing import standing
from paraph.ports.accounts import Passkey, Session
from paraph.ports.passkeys import PasskeyReader, Site
from paraph.web.forms import Fields, Form
from paraph.web.guards import requires
from paraph.web.here import At, Here
from paraph.web.page import JSON, as_json, redirect
from paraph.web.paths import change_path

SETTLES_SECONDS = 3.0
_LOOKS_SECONDS = 0.05
_PREFIX = "answer-"
_MOST_DIGITS = 15


@post("/r/{key:str}/-/changes/{number:str}/answer", guards=[requires("author")], sync_to_thread=True)
def answer(here: At, form: Form) -> Response[bytes]:
    """An answer without a key: a review, where the policy takes one."""
    said = answer_form(form)
    if said.kind not in ("approve", "request-changes"):
        what = f"a {said.kind.replace('-', ' ')} has to be signed"
        fix = "use a passkey (the page needs JavaScript for that), or the command line: the page shows the command"
        raise InputError(Problem("P1371", what, fix))
    if any(text.strip() for _, text in said.answers):
        fix = "sign with a passkey, or with `paraph signoff`; or take the answers out"
        raise InputError(Problem("P1379", "answers are kept with a signature alone, and this has none", fix))
    at = standing(here.office, here.key, here.number, said.revision)
    review_on_page(here.office, at, here.viewer.person, "approve" if said.kind == "approve" else "request-changes")
    _decided_anew(here, said.revision)
    return redirect(f"{change_path(here.key, here.number)}?answered=1")


@post("/r/{key:str}/-/changes/{number:str}/answer/prepare", guards=[requires("author")], sync_to_thread=True)
def prepare_answer(here: At, form: Form) -> Response[bytes]:
    """The statement that a form becomes, for a passkey to sign."""
    said = answer_form(form)
    office, session = here.office, session_of(here)
    keys = passkeys_of(here)
    at = standing(office, here.key, here.number, said.revision)
    made = prepare(office, at, here.viewer.person, said)
    keep_pending(here, session, {
        "what": "sign", "key": here.key, "number": here.number, "revision": said.revision, "kind": made.kind,
        "payload": b64encode(made.payload).decode(),
    })  # fmt: skip
    challenge = passkey_reader().challenge(made.namespace, made.message)
    given = {"challenge": encoded(challenge), "host": site_of(here).host, "passkeys": [each.id for each in keys],
             "sentence": made.sentence}  # fmt: skip
    return Response(as_json(given), media_type=JSON)


@post("/r/{key:str}/-/changes/{number:str}/answer/finish", guards=[requires("author")], sync_to_thread=True)
def finish_answer(here: At, form: Form) -> Response[bytes]:
    """The passkey's answer: the statement is kept where it counts, and the change is decided anew."""
    office, waiting = here.office, pending(here, "sign")
    if (waiting["key"], waiting["number"]) != (here.key, here.number):
        raise _lost()
    response, reader = form.one("answer").encode(), passkey_reader()
    id_ = reader.credential(response)
    key = next((each for each in passkeys_of(here) if each.id == id_), None)
    if key is None:
        raise InputError(Problem("P1372", "this passkey is not yours here", "use one that you have enrolled"))
    made = Prepared(waiting["kind"], b64decode(waiting["payload"]), "")
    at = standing(office, here.key, here.number, waiting["revision"])
    signature = reader.signature(response, key.public, made.namespace)
    accepted = accept_signature(office, at, made.payload, key.public, signature)
    _decided_anew(here, waiting["revision"])
    done = {"next": f"{change_path(here.key, here.number)}?signed={accepted.statement.id}",
            "statement": accepted.statement.id, "entry": accepted.receipt.index}  # fmt: skip
    return Response(as_json(done), media_type=JSON)


def _decided_anew(here: Here, revision: int) -> None:
    """Wait a moment until a worker has looked at the answer, so that the page that follows shows what became of it."""
    here.site.server.jobs.wake()
    end = time.monotonic() + SETTLES_SECONDS
    while time.monotonic() < end:
        row = here.office.board.change(here.key, here.number)
        if row is None or row.version != revision:
            return
        time.sleep(_LOOKS_SECONDS)


def answer_form(form: Fields) -> AnswerForm:
    """What a form says. Raises InputError (P1363) for a kind or a number that is none."""
    kind = next((each for each in KINDS if each == form.one("kind")), None)
    if kind is None:
        raise unfit("it is not said what kind of answer this is", "load the page again")
    answers = tuple((name.removeprefix(_PREFIX), text) for name, text in form.values if name.startswith(_PREFIX))
    return AnswerForm(
        kind,
        _number(form, "revision"),
        answers,
        reason=form.one("reason"),
        statement=form.one("statement"),
        rules=tuple(each for each in form.all("rule") if each),
        hours=_number(form, "hours", 4),
        ticket=form.one("ticket"),
        assistance=form.one("assistance"),
        tools=tuple(form.one("tools").replace(",", " ").split()),
        prompter=form.one("prompter"),
        owner=form.one("owner"),
        rollback=form.one("rollback") or "none",
    )


def _number(form: Fields, name: str, otherwise: int | None = None) -> int:
    text = form.one(name)
    if not text and otherwise is not None:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise unfit(f"{name} is no number", "load the page again")
    return int(text)


def passkeys_of(here: Here) -> list[Passkey]:
    """The passkeys with which whoever asks may sign. Raises InputError where there are none."""
    found = [each for each in here.office.accounts.passkeys(here.viewer.person) if not each.revoked_at]
    if not found:
        raise InputError(Problem("P1371", "you have no passkey here yet", "add one at /me/passkeys; it takes a minute"))
    return found


def session_of(here: Here) -> Session:
    """The session of whoever asks. Raises InputError where they came otherwise."""
    if here.viewer.session is None:
        raise InputError(Problem("P1372", "only somebody who is logged in can do this", "log in"))
    return here.viewer.session


def keep_pending(here: Here, session: Session, waiting: dict[str, Any]) -> None:
    """Remember what waits to be signed, in the session, until it is taken once. Raises InputError where the session was
    ended meanwhile: it is not brought back."""
    if not here.office.accounts.keep_pending(session.digest, json.dumps(waiting).encode()):
        raise _lost()


def pending(here: Here, what: str) -> dict[str, Any]:
    """What waits in the session, given out once. Raises InputError where it is something else, or nothing."""
    kept = here.office.accounts.take_pending(session_of(here).digest)
    waiting: dict[str, Any] = json.loads(kept) if kept else {}
    if waiting.get("what") != what:
        raise _lost()
    return waiting


def _lost() -> InputError:
    return InputError(Problem("P1373", "this was answered already, or another page took its place", "start again"))


def site_of(here: Here) -> Site:
    """The relying party that our passkeys are for."""
    from urllib.parse import urlsplit

    parts = urlsplit(here.office.config.url)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def passkey_reader() -> PasskeyReader:
    """What reads the answers of browsers."""
    from paraph.wiring.signing import passkey_reader as reader

    return reader()


def encoded(data: bytes) -> str:
    """Bytes as base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


HANDLERS = (answer, prepare_answer, finish_answer)
