"""What does a forge, or a bare repository, say of one proposed change?"""

from __future__ import annotations

from typing import Literal

from paraph.core.model.evidence import Check
from paraph.core.model.noun import noun

ProposalState = Literal["open", "landed", "closed"]
ReviewState = Literal["approved", "changes_requested", "commented", "dismissed"]


@noun
class ForgeReview:
    """An answer that somebody gave at a forge, or on our page, while logged in there: bound to a commit, not signed.

    `account` is `kind:value` as the directory writes accounts, `commit` the full id of the head that was shown, `at`
    epoch seconds. `is_edited` says that somebody else than its author changed its words. `number` is what the forge
    itself knows the account by, empty where it does not say: a login can be given away, the number cannot.
    """

    id: str
    account: str
    state: ReviewState
    commit: str
    at: int
    is_edited: bool = False
    number: str = ""


@noun
class Proposal:
    """One proposed change as its forge states it now: claims, but for what the forge alone can know (who opened it,
    who pushed, who reviewed).

    `repository` is the key of a connected repository, `number` what the forge calls the change there (a branch's short
    name on plain git). `source` and `target` are full refs, `head` a full commit id. Accounts are `kind:value`.
    `landed` is the commit that the forge says it landed as, empty where it has not, `asked` are the accounts whose
    review is asked for. `unread` names facts (of `facts.UNREADABLE`) with why they could not be read.
    """

    repository: str
    number: str
    head: str
    target: str
    source: str = ""
    state: ProposalState = "open"
    title: str = ""
    body: str = ""
    author: str = ""
    url: str = ""
    is_draft: bool = False
    labels: tuple[str, ...] = ()
    landed: str = ""
    reviews: tuple[ForgeReview, ...] = ()
    checks: tuple[Check, ...] = ()
    asked: tuple[str, ...] = ()
    pushers: tuple[str, ...] = ()
    suggestion_acceptors: tuple[str, ...] = ()
    updated_at: int = 0
    unread: tuple[tuple[str, str], ...] = ()
