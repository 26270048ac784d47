"""Which comment of a pull request is ours, and what do others write?"""

from __future__ import annotations

from typing import Any

from paraph.adapters.forges.fields import cut, epoch, text, whole
from paraph.adapters.forges.github.api import GitHubApi, listed, needed
from paraph.adapters.forges.github.app import Access
from paraph.adapters.forges.github.names import account_of
from paraph.ports.forge import Comment, ForgeError

MARK = "<!-- paraph: the comment of this change -->"
_MOST_TEXT = 65_000


def say_comment(api: GitHubApi, access: Access, path: str, number: str, words: str, external: str) -> str:
    """Edit a comment, or make one where it is gone or none is known; its id."""
    body = {"body": f"{cut(words, _MOST_TEXT)}\n\n{MARK}"}
    if external:
        try:
            edited = api.write(access, "PATCH", f"{path}/issues/comments/{external}", body, "told")
            return needed(whole(edited, "id"), "the comment's id")
        except ForgeError as error:
            if not error.is_gone:
                raise
    made = api.write(access, "POST", f"{path}/issues/{number}/comments", body, "told")
    return needed(whole(made, "id"), "the comment's id")


def own_comment(api: GitHubApi, access: Access, path: str, number: str, app_id: str) -> str:
    """The id of the comment that has our mark and that our app wrote, empty where there is none.

    Anybody can copy the mark; nobody else writes as our app.
    """

    def ours(data: Any) -> tuple[str, ...]:
        return tuple(
            whole(each, "id")
            for each in listed(data, "comments")
            if MARK in text(each, "body") and _is_ours(each, app_id)
        )

    pages = api.pages(access, f"{path}/issues/{number}/comments?per_page=100", ours)
    return next((id_ for page in pages for id_ in page), "")


def _is_ours(comment: Any, app_id: str) -> bool:
    return whole(comment, "performed_via_github_app", "id") == app_id and text(comment, "user", "type") == "Bot"


def read_comment(api: GitHubApi, access: Access, path: str, id_: str) -> Comment:
    """A comment as it is now. GitHub does not say who edited it, so any edit counts as another's."""

    def read(data: Any) -> Comment:
        needed(whole(data, "id") == id_, "the comment's id")
        is_edited = epoch(data, "created_at") != epoch(data, "updated_at")
        return Comment(id_, account_of(data, "user"), text(data, "body"), is_edited)

    return api.read(access, f"{path}/issues/comments/{id_}", read)
