"""What does the API say, in which shape?

These are the shapes of version 1: a field may be added, none is taken away or given another meaning. Times are epoch
seconds in UTC, 0 for never; an empty text says that there is none.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from paraph.ports.board import ChangeState


class Flaw(Struct):
    """One thing wrong; `code` is looked up in the reference of problems."""

    code: str
    what: str
    fix: str
    line: int = 0
    column: int = 0


class Problems(Struct):
    """Why a request was not done (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    problems: list[Flaw]
    detail: str = ""


class Repository(Struct):
    """One repository that the server looks after."""

    key: str
    kind: str
    name: str
    url: str
    target: str
    identity: str
    is_on: bool
    seen_at: int
    trouble: str


class Repositories(Struct):
    """All of them."""

    repositories: list[Repository]


class Change(Struct):
    """One change as it was decided last. `decision`, `facts` and `policy` are SHA-256 in hex of the documents that the
    log keeps, `entry` the entry that says so."""

    repository: str
    number: str
    version: int
    title: str
    author: str
    person: str
    url: str
    source: str
    target: str
    head: str
    base: str
    tree: str
    state: ChangeState
    is_draft: bool
    verdict: str
    waits_for: str
    tier: str
    summary: str
    assistance: str
    ai_share: float
    ai_lines: int
    minutes: int
    owed_by: list[str]
    decision: str
    facts: str
    policy: str
    entry: int | None
    opened_at: int
    waiting_since: int
    decided_at: int
    landed_at: int
    landed: str
    kind: Literal["change", "record"]


class Changes(Struct):
    """A page of changes, the newest first; `next` is the cursor of the page that follows, empty on the last one."""

    changes: list[Change]
    total: int
    next: str


class Source(Struct):
    """One file of a policy, as it was in force."""

    file: str
    digest: str
    text: str


class PolicyText(Struct):
    """The policy that a change was decided by."""

    digest: str
    sources: list[Source]


class Receipt(Struct):
    """One entry of the log, verbatim, and its proof: a C2SP `tlog-proof@v1` that anybody can verify offline."""

    index: int
    entry: str
    proof: str


class Receipts(Struct):
    """The entries that speak of a change."""

    receipts: list[Receipt]


class Entry(Struct):
    """One entry of the log, verbatim; `leaf` is its RFC 6962 leaf hash in hex."""

    index: int
    entry: str
    leaf: str


class Entries(Struct):
    """A span of the log; `size` is how many entries it has altogether."""

    entries: list[Entry]
    size: int


class NewNote(Struct, forbid_unknown_fields=True):
    """A few words for the log. `repository` is the key of the one that they are about, empty for all."""

    text: str
    repository: str = ""


class Noted(Struct):
    """A note is in the log, durably: the entry verbatim, which holds a salted commitment to the words; its RFC 6962
    leaf hash in hex; the size of the smallest tree that has it; and, where it was asked for, its proof."""

    index: int
    entry: str
    leaf: str
    size: int
    proof: str = ""


class Accepted(Struct):
    """What was taken into the log: the statement's id, its kind, who counts for it, its entry and its proof."""

    statement: str
    kind: str
    by: str
    entry: int
    proof: str
    changes: list[str]


class NewToken(Struct, forbid_unknown_fields=True):
    """What a machine is to be let do: `scopes` of read, evidence, records, deploy; `repositories` by key, none for
    all; `days` until it expires."""

    name: str
    scopes: list[Literal["read", "evidence", "records", "deploy"]]
    repositories: list[str] = []
    days: int = 90


class Token(Struct):
    """A token. `id` is the SHA-256 in hex of it; it is itself known to nobody but whoever was given it."""

    id: str
    name: str
    scopes: list[str]
    repositories: list[str]
    made_by: str
    made_at: int
    expires_at: int
    used_at: int


class MadeToken(Struct):
    """A fresh token: `secret` is shown this once."""

    token: Token
    secret: str


class Tokens(Struct):
    """All of them."""

    tokens: list[Token]


class Asked(Struct):
    """One required answer that one person was asked for."""

    id: str
    repository: str
    number: str
    head: str
    requirement: str
    person: str
    asked_at: int
    due_at: int
    minutes: int
    proof: str
    deputy: str
    state: str
    by: str
    why: str


class Asks(Struct):
    """Some of them, in the order they were made."""

    asks: list[Asked]


class Me(Struct):
    """Who asks: a person with their roles, or a token with its scopes."""

    person: str
    name: str
    roles: list[str]
    token: str
    scopes: list[str]
    repositories: list[str]


class Deployable(Struct):
    """Whether what lies between two commits may be deployed to an environment: `allow`, `wait`, `deny` or
    `cannot_tell`. Deploy on `allow` alone. `decision` is what is owed at deploy, as `paraph gate --json` writes it;
    null where it did not come to that."""

    verdict: Literal["allow", "wait", "deny", "cannot_tell"]
    summary: str
    environment: str
    base: str
    head: str
    decision: dict[str, Any] | None


class NewRecord(Struct, forbid_unknown_fields=True):
    """A change that never becomes a diff. `assistance` says how AI took part, `tools` with what, `rollback` how it is
    undone, `environment` where it is done; each may be left out where the text says it."""

    title: str
    text: str
    environment: str = ""
    assistance: Literal["", "none", "assisted", "generated", "autonomous", "unknown"] = ""
    tools: list[str] = []
    rollback: str = ""


Data = dict[str, Any]
