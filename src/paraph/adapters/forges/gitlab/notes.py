"""How is something said at a merge request, once and edited, and who is asked to review it?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from paraph.adapters.forges.fields import cut, flag, items, text, whole
from paraph.adapters.forges.gitlab.api import GitLabApi, listed, needed
from paraph.adapters.forges.gitlab.names import account_of, change_path, login_of, note_path
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import Comment, ForgeError

MARK = "\n\n<!-- paraph: the comment of this change -->"
MOST_BYTES = 900_000
_KEPT_SECONDS = 30
_FOREVER = 86_400
_COMMAND = re.compile(r"^([\s>]*)/(?=[A-Za-z])", re.MULTILINE)


def say(api: GitLabApi, repository: ConnectedRepository, number: str, words: str, external: str) -> str:
    """Write or edit the one note of ours; its number."""
    path = f"{change_path(repository, number)}/notes"
    body = {"body": cut(disarmed(words), MOST_BYTES) + MARK}
    known = external if external.isdigit() else ""
    try:
        if known:
            return _edited(api, f"{path}/{known}", body)
    except ForgeError as error:
        if not error.is_gone:
            raise
    if found := _ours(api, path):
        return _edited(api, f"{path}/{found}", body)
    return needed(whole(api.write("POST", path, body), "id"), "the note")


def _edited(api: GitLabApi, path: str, body: Mapping[str, str]) -> str:
    return needed(whole(api.write("PUT", path, body), "id"), "the note")


def disarmed(words: str) -> str:
    """Words in which no line is a quick action: GitLab would do what it says, as us ("Quick actions")."""
    return _COMMAND.sub(r"\1\\/", words)


def comment(api: GitLabApi, repository: ConnectedRepository, id_: str) -> Comment:
    """A note as it is now. GitLab does not say who edited it: one that was edited counts as edited by another."""
    api.hold()
    said = api.read(note_path(repository, id_))
    needed(whole(said, "id"), "the note")
    made, changed = text(said, "created_at"), text(said, "updated_at")
    return Comment(id_, account_of(said, "author"), text(said, "body"), is_edited=made != changed)


def ask(api: GitLabApi, repository: ConnectedRepository, number: str, accounts: Sequence[str]) -> None:
    """Add reviewers to those that there are; who is one already, or opened it, is left alone."""
    logins = list(dict.fromkeys(filter(None, map(login_of, accounts))))
    if not logins:
        return
    api.hold()
    path = change_path(repository, number)
    said = api.last_read(path, _KEPT_SECONDS) or api.read(path)
    known = {text(each, "username").lower(): whole(each, "id") for each in items(said, "reviewers")}
    author = text(said, "author", "username").lower()
    new = [login for login in logins if login.lower() not in known and login.lower() != author]
    ids = [id_ for id_ in (_user(api, login) for login in new) if id_]
    if ids:
        body = {"reviewer_ids": [int(id_) for id_ in (*filter(None, known.values()), *ids)]}
        needed(whole(api.write("PUT", path, body), "iid"), "the merge request")
        api.forget(path)


def own_account(api: GitLabApi) -> Mapping[str, Any]:
    """The account of our token."""
    found = api.last_read("/user", _FOREVER) or api.read("/user")
    needed(whole(found, "id"), "the token's account")
    return found  # type: ignore[no-any-return]


def _user(api: GitLabApi, login: str) -> str:
    """The number of a user, empty where GitLab has none of that name."""
    path = f"/users?username={login}"
    known = api.last_read(path, _FOREVER)
    found = listed(known if known is not None else api.read(path), "/users")
    return next((whole(each, "id") for each in found if text(each, "username").lower() == login.lower()), "")


def _ours(api: GitLabApi, path: str) -> str:
    own = whole(own_account(api), "id")
    for said in api.pages(path, {"sort": "asc", "order_by": "created_at"}):
        is_ours = whole(said, "author", "id") == own and MARK.strip() in text(said, "body")
        if is_ours and not flag(said, "system"):
            return whole(said, "id")
    return ""
