"""Which webhooks does somebody send who wants to break the server, and what may be answered?

Most are signed as they should be: whoever knows the secret, or sits at the forge, must not break anything either.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from forges.fake_github import SECRETS
from paraph.adapters.forges.github.webhook import signature

KEY = "github:acme/app"
TOKEN = "the token of GitLab's webhooks"
REFUSED = frozenset({400, 401, 411, 413, 415, 431})
TAKEN = frozenset({202})
LARGEST = 25 << 20


class Asked(NamedTuple):
    """Headers and body."""

    headers: dict[str, str]
    body: bytes


class Hostile(NamedTuple):
    """One request to `/hooks/FORGE`, made when it is asked for, and the statuses that are right."""

    name: str
    forge: str
    make: Callable[[], Asked]
    right: frozenset[int]


def github(body: bytes, delivery: str = "", event: str = "pull_request", **more: str) -> dict[str, str]:
    """The headers of a genuine one; by `more` names, with _ for -, another value or none."""
    said = {
        "content-type": "application/json", "x-github-event": event, "x-github-delivery": delivery or "one",
        "x-hub-signature-256": signature(body, SECRETS[0]),
    }  # fmt: skip
    said |= {name.replace("_", "-"): value for name, value in more.items()}
    return {name: value for name, value in said.items() if value}


def gitlab(_: bytes, delivery: str = "", **more: str) -> dict[str, str]:
    """The same of GitLab."""
    said = {"content-type": "application/json", "x-gitlab-token": TOKEN, "idempotency-key": delivery or "one"}
    said |= {name.replace("_", "-"): value for name, value in more.items()}
    return {name: value for name, value in said.items() if value}


def change(**more: Any) -> bytes:
    """A pull request of a repository that is looked after."""
    pull = {"number": 7, "head": {"sha": "a" * 40, "ref": "x"}, "base": {"ref": "main"}}
    said = {"action": "opened", "number": 7, "pull_request": pull, "repository": {"full_name": "acme/app", "id": 17}}
    return json.dumps({**said, "sender": {"login": "ada"}, **more}).encode()


BODIES: dict[str, tuple[Callable[[], bytes], frozenset[int]]] = {
    "empty": (lambda: b"", REFUSED),
    "no JSON": (lambda: b"\x00\xff" * 50, REFUSED),
    "half of it": (lambda: change()[:-9], REFUSED),
    "a byte order mark": (lambda: b"\xef\xbb\xbf" + change(), REFUSED),
    "a list": (lambda: b"[" + change() + b"]", REFUSED),
    "a word": (lambda: b'"x"', REFUSED),
    "null": (lambda: b"null", REFUSED),
    "NaN": (lambda: b'{"number": NaN}', REFUSED),
    "infinite": (lambda: b'{"number": -Infinity}', REFUSED),
    "beyond floats": (lambda: b'{"number": 1e999999}', REFUSED),
    "a lone surrogate": (lambda: rb'{"action": "\ud800"}', REFUSED),
    "twice the same key": (lambda: b'{"number": 1, "number": 2}', REFUSED),
    "deep lists": (lambda: b"[" * 1_000_000 + b"]" * 1_000_000, REFUSED),
    "deep objects": (lambda: b'{"a":' * 200_000 + b"1" + b"}" * 200_000, REFUSED),
    "many digits": (lambda: b'{"number": ' + b"9" * 200_000 + b"}", REFUSED),
    "packed without saying so": (lambda: gzip.compress(bytes(1 << 20)), REFUSED),
    "many keys": (lambda: json.dumps({f"k{n}": n for n in range(30_000)}).encode(), REFUSED | TAKEN),
    "a long name": (lambda: change(sender={"login": "a" * 1_000_000}), REFUSED | TAKEN),
    "a number of 2^63": (lambda: change(number=2**63, pull_request={"number": 2**63}), REFUSED | TAKEN),
    "a number below nothing": (lambda: change(number=-1, pull_request={"number": -1}), REFUSED | TAKEN),
    "numbers that are none": (lambda: change(number=True, pull_request={"number": 1.5}), REFUSED | TAKEN),
    "another repository": (lambda: change(repository={"full_name": "../../etc", "id": 2**63}), REFUSED | TAKEN),
    "nothing where something was": (lambda: change(pull_request=None, repository=None, sender=None), REFUSED | TAKEN),
    "lists where objects were": (lambda: change(pull_request=[], repository=[], sender=[[]]), REFUSED | TAKEN),
    "control characters": (lambda: change(action="\x1b[2J\x00\u202e", sender={"login": "a\nb"}), REFUSED | TAKEN),
    "too large": (lambda: change(body="x" * LARGEST), REFUSED),
    "large": (lambda: change(body="x" * (9 << 20)), REFUSED | TAKEN),
}


HEADS: dict[str, dict[str, str]] = {
    "unsigned": {"x_hub_signature_256": ""},
    "SHA-1 alone": {"x_hub_signature_256": "", "x_hub_signature": "sha1=" + "0" * 40},
    "signed for another body": {"x_hub_signature_256": signature(change() + b" ", SECRETS[0])},
    "half a signature": {"x_hub_signature_256": signature(change(), SECRETS[0])[:40]},
    "another's secret": {"x_hub_signature_256": signature(change(), "guessed")},
    "signed by nothing": {"x_hub_signature_256": signature(change(), "")},
    "a delivery with a path": {"x_github_delivery": "../../x"},
    "a delivery without end": {"x_github_delivery": "a" * 5_000},
    "no delivery": {"x_github_delivery": ""},
    "an event of symbols": {"x_github_event": "a;b"},
    "a form": {"content_type": "application/x-www-form-urlencoded"},
    "packed": {"content_encoding": "gzip"},
    "packed twice": {"content_encoding": "gzip, br"},
}
GITLAB_HEADS: dict[str, dict[str, str]] = {
    "no token": {"x_gitlab_token": ""},
    "a guessed token": {"x_gitlab_token": "guessed"},
    "a signature of nothing": {"x_gitlab_token": "", "webhook_signature": "v1,"},
    "packed": {"content_encoding": "deflate"},
}


def hostile(run: int = 0) -> Iterator[Hostile]:
    """All of them; each has a delivery of its own, in each run another."""

    def genuine(headers: Callable[..., dict[str, str]], make: Callable[[], bytes], name: str) -> Asked:
        body = make()
        return Asked(headers(body, name), body)

    def with_head(headers: Callable[..., dict[str, str]], more: dict[str, str]) -> Asked:
        return Asked(headers(change(), **more), change())

    def bomb(**more: str) -> Asked:
        body = gzip.compress(bytes(16 << 20), 1)
        return Asked(github(body, f"bomb-{run}", **more), body)

    for number, (name, (make, right)) in enumerate(BODIES.items()):
        for forge, headers in (("github", github), ("gitlab", gitlab)):
            yield Hostile(name, forge, partial(genuine, headers, make, f"{run}-{number}"), right)
    for name, more in HEADS.items():
        yield Hostile(name, "github", partial(with_head, github, {"x_github_delivery": f"{run}-h", **more}), REFUSED)
    for name, more in GITLAB_HEADS.items():
        yield Hostile(name, "gitlab", partial(with_head, gitlab, more), REFUSED)
    yield Hostile("a bomb", "github", partial(bomb, content_encoding="gzip"), REFUSED)
    yield Hostile("a bomb that does not say so", "github", bomb, REFUSED)
