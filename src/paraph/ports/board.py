"""What does the server know of every change that is under way, and who was asked?

All of it follows from the ledger, the repositories and the forges, and is written as rows of `Ledger.record`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from paraph.core.model.asking import Ask, Load

ChangeState = Literal["open", "landed", "closed", "alarm"]
ForgeKind = Literal["github", "gitlab", "git"]


class ConnectedRepository(NamedTuple):
    """One repository that the server looks after. `key` is `github:OWNER/NAME`, `gitlab:GROUP/NAME` or `git:NAME`.

    `id` is the forge's own number of it (empty on plain git), so that a rename keeps it. `place` is the folder of a
    bare repository on plain git, else empty: a mirror is kept below the server's data. `target` is the full ref of its
    default branch. `account` is what opens it: a GitHub installation's number. `identity` is its random identity.
    """

    key: str
    kind: ForgeKind
    name: str
    id: str = ""
    place: str = ""
    url: str = ""
    target: str = "refs/heads/main"
    account: str = ""
    identity: str = ""
    is_on: bool = True
    protection: bytes = b""
    """What protects its branches, as JSON (`flows.attend.protection`); empty until it was read."""
    seen_at: int = 0
    trouble: str = ""
    """Why it could not be read the last time, empty where it could."""


class ChangeRow(NamedTuple):
    """One change as it was last decided. A row is put in the place of an older one only by a higher `version`.

    `owed_by` are the ids of the people whose turn it is (whoever was asked, and authors who owe something), `minutes`
    what reading is reckoned to take, `decision` the digest of the kept decision (JSON), `facts` and `policy` those of
    what it was made of, `entry` the entry that says so. `opened_at`, `waiting_since`, `landed_at` are epoch seconds,
    0 for never. `kind` tells a change of code from a filed change record.
    """

    repository: str
    number: str
    version: int
    title: str = ""
    author: str = ""
    person: str = ""
    """The author's id in the directory, empty where nobody is."""
    url: str = ""
    source: str = ""
    target: str = ""
    head: str = ""
    base: str = ""
    tree: str = ""
    state: ChangeState = "open"
    is_draft: bool = False
    verdict: str = "cannot_tell"
    waits_for: str = ""
    tier: str = ""
    summary: str = ""
    assistance: str = "unknown"
    ai_share: float = 0.0
    ai_lines: int = 0
    minutes: int = 0
    owed_by: tuple[str, ...] = ()
    decision: str = ""
    facts: str = ""
    policy: str = ""
    entry: int | None = None
    opened_at: int = 0
    waiting_since: int = 0
    decided_at: int = 0
    landed_at: int = 0
    landed: str = ""
    kind: Literal["change", "record"] = "change"


class Turns(NamedTuple):
    """Whose turn it is on a change, now that people were asked: what `ChangeRow.owed_by` is from now on. It says
    nothing where the row is of another `version` meanwhile, and makes no new one."""

    repository: str
    number: str
    version: int
    people: tuple[str, ...]


class ReadMark(NamedTuple):
    """That a person marked one file of one revision as read: `path` with the blob shown; `at` 0 takes it back."""

    repository: str
    number: str
    person: str
    path: str
    blob: str
    at: int


class KeptReview(NamedTuple):
    """A forge's review, or a page's, with the content that was there when it came: what a sign-off of proof `review`
    rests on. `base`, `tree` and `diff` are those of the change at that moment; `entry` says so in the ledger."""

    repository: str
    id: str
    number: str
    account: str
    state: str
    target: str
    base: str
    head: str
    tree: str
    diff: str
    tier: str
    at: int
    entry: int = -1


class Delivery(NamedTuple):
    """One webhook as it came, kept before it is answered. `id` is the forge's own, unique within `forge`. A store may
    forget what came more than 30 days before the newest one."""

    forge: str
    id: str
    event: str
    received_at: int
    body: bytes
    done_at: int = 0


class Posted(NamedTuple):
    """An effect on the outside that was done: `key` names it once (a check of a head, the comment of a change),
    `digest` is of what was said, `external` the forge's own id of it."""

    key: str
    digest: str
    external: str
    at: int


class AskRow(NamedTuple):
    """An ask to be put down, or in the place of the one with the same id."""

    ask: Ask


class Fence(NamedTuple):
    """Write only while this job is still its worker's: `job` with the token that the claim gave out."""

    job: str
    token: int


class Setting(NamedTuple):
    """Something that the server remembers under a name; empty bytes forget it."""

    name: str
    value: bytes


BoardRow = (
    ConnectedRepository | ChangeRow | Turns | ReadMark | KeptReview | Delivery | Posted | AskRow | Fence | Setting
)
"""What `Ledger.record` keeps for the server, beside the rows of `ports.ledger`."""


class ChangeQuery(NamedTuple):
    """Which changes are asked for, the newest first. None does not ask; `owed_by` and `person` are people's ids;
    `before` is the `decided_at` of the last one seen, to page on, and `beyond` its repository and number: those that
    were decided in the same second stand in that order."""

    repository: str | None = None
    state: ChangeState | None = None
    verdict: str | None = None
    owed_by: str | None = None
    person: str | None = None
    head: str | None = None
    landed_since: int | None = None
    before: int | None = None
    beyond: tuple[str, str] | None = None
    most: int = 200
    kind: Literal["change", "record"] | None = None


class Board(Protocol):
    """Reads what the rows say. Any method may raise ReadError."""

    def repositories(self) -> list[ConnectedRepository]:
        """Every repository that was ever connected, by its key."""
        ...

    def repository(self, key: str) -> ConnectedRepository | None:
        """One of them."""
        ...

    def change(self, repository: str, number: str) -> ChangeRow | None:
        """One change."""
        ...

    def changes(self, query: ChangeQuery) -> list[ChangeRow]:
        """Those that the query asks for."""
        ...

    def count_changes(self, query: ChangeQuery) -> int:
        """How many there are, whatever `most`, `before` and `beyond` say."""
        ...

    def read_marks(self, repository: str, number: str) -> list[ReadMark]:
        """The marks that stand."""
        ...

    def reviews(self, repository: str, number: str) -> list[KeptReview]:
        """The reviews of a change, in the order of their entries."""
        ...

    def delivery(self, forge: str, id_: str) -> Delivery | None:
        """One webhook."""
        ...

    def posted(self, key: str) -> Posted | None:
        """What was done under a key."""
        ...

    def asks(
        self, *, repository: str | None = None, number: str | None = None, person: str | None = None,
        is_open: bool = False, due_before: int | None = None,
    ) -> list[Ask]:  # fmt: skip
        """The asks of a change, of a person, or all, in the order they were made."""
        ...

    def loads(self) -> list[Load]:
        """Everybody who is asked for something now."""
        ...

    def setting(self, name: str) -> bytes:
        """What is remembered under a name, empty for nothing."""
        ...
