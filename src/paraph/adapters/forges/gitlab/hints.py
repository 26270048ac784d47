"""What does an event of GitLab's make us look at again?

The events and their fields are those of docs.gitlab.com, "Webhook events", "Group webhooks" and "System hooks". Only
what is used is read; an event that is not known, or says too little, is a hint of nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from paraph.adapters.forges.fields import branch, commit, full_ref, text, whole
from paraph.adapters.forges.gitlab.names import account_of, key_of, note_id
from paraph.ports.forge import Hint, HintKind

Said = Mapping[str, Any]
_KINDS: Mapping[str, HintKind] = {
    "push": "push", "tag_push": "push",
    "user_add_to_group": "people", "user_remove_from_group": "people", "user_update_for_group": "people",
    "user_add_to_team": "people", "user_remove_from_team": "people", "user_update_for_team": "people",
    "user_create": "people", "user_destroy": "people", "user_rename": "people", "group_destroy": "people",
    "group_rename": "people", "subgroup_create": "people", "subgroup_destroy": "people",
    "project_create": "repository", "project_destroy": "repository", "project_rename": "repository",
    "project_transfer": "repository", "project_update": "repository",
}  # fmt: skip
_WORDS = 40


def hint_of(delivery: str, said: Said, own: str) -> Hint:
    """The hint of one event. What our own account (`own`) says is an echo: nothing."""
    event = _word(said, "object_kind") or _word(said, "event_name")
    plain = Hint(delivery, event or "unknown", _KINDS.get(event, "nothing"), key_of(said, "project"))
    told = {"action": _word(said, "object_attributes", "action"), "sender": _sender(said)}
    plain = plain._replace(said={name: value for name, value in told.items() if value})
    read = _READERS.get(event)
    return read(plain, said, own) if read is not None and plain.repository else plain


def _sender(said: Said) -> str:
    login = text(said, "user_username")
    return account_of(said, "user") or (account_of({"username": login}) if login else "")


def _change(hint: Hint, said: Said, _: str, part: str = "object_attributes") -> Hint:
    number = whole(said, part, "iid")
    if not number:
        return hint
    head, ref = commit(said, part, "last_commit", "id"), branch(said, part, "target_branch")
    found = hint._replace(kind="change", number=number, head=head, ref=ref)
    before = commit(said, part, "oldrev")
    return _saying(found, {"before": before, "after": head if before else ""})


def _note(hint: Hint, said: Said, own: str) -> Hint:
    number, note = whole(said, "merge_request", "iid"), whole(said, "object_attributes", "id")
    if text(said, "object_attributes", "noteable_type") != "MergeRequest" or not number or not note:
        return hint
    author = hint.said.get("sender", "")
    if own and author == own:
        return hint
    found = hint._replace(kind="comment", number=number, head=commit(said, "merge_request", "last_commit", "id"))
    return _saying(found, {"comment": note_id(number, note), "author": author})


def _pipeline(hint: Hint, said: Said, _: str) -> Hint:
    head = commit(said, "object_attributes", "sha") or commit(said, "commit", "id")
    if not head:
        return hint
    number = whole(said, "merge_request", "iid")
    return hint._replace(kind="change", number=number, head=head)


def _job(hint: Hint, said: Said, _: str) -> Hint:
    head = commit(said, "sha")
    return hint._replace(kind="change", head=head) if head else hint


def _push(hint: Hint, said: Said, _: str) -> Hint:
    more = {"before": commit(said, "before")}
    return _saying(hint._replace(head=commit(said, "after"), ref=full_ref(said, "ref")), more)


def _deployment(hint: Hint, said: Said, _: str) -> Hint:
    number = whole(said, "deployment_id")
    if text(said, "status") != "blocked" or not number:
        return hint
    environment = text(said, "environment")[:255]
    found = hint._replace(kind="deployment", head=commit(said, "commit_id") or _last_part(text(said, "commit_url")))
    return _saying(found, {"deployment": number, "environment": environment})


def _last_part(url: str) -> str:
    return commit({"id": url.rpartition("/")[2]}, "id")


def _saying(hint: Hint, more: Mapping[str, str]) -> Hint:
    return hint._replace(said={**hint.said, **{name: value for name, value in more.items() if value}})


def _word(said: Said, *path: str) -> str:
    value = text(said, *path)
    return value if value.isascii() and value.replace("_", "").isalnum() and len(value) <= _WORDS else ""


_READERS: Mapping[str, Callable[[Hint, Said, str], Hint]] = {
    "merge_request": _change,
    "note": _note,
    "pipeline": _pipeline,
    "build": _job,
    "push": _push,
    "tag_push": _push,
    "deployment": _deployment,
}
