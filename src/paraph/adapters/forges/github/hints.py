"""What does an event of GitHub's make us look at again?

The events and their fields are those of docs.github.com, "Webhook events and payloads". Only what is used is read; an
event that is not known, or says too little, is a hint of nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from paraph.adapters.forges.fields import branch, commit, flag, full_ref, is_ref_name, items, text, whole
from paraph.adapters.forges.github.names import account_of, key_of
from paraph.ports.forge import Hint, HintKind

Said = Mapping[str, Any]
_ECHOES = frozenset({"created", "completed"})
_KINDS: Mapping[str, HintKind] = {
    "create": "push", "delete": "push", "push": "push",
    "membership": "people", "team": "people", "team_add": "people", "member": "people", "organization": "people",
    "installation": "repository", "installation_repositories": "repository", "installation_target": "repository",
    "repository": "repository",
    "branch_protection_rule": "protection", "branch_protection_configuration": "protection",
    "repository_ruleset": "protection",
}  # fmt: skip


def hint_of(delivery: str, event: str, said: Said, app_id: str) -> Hint:
    """The hint of one event. What our own app did is an echo: nothing."""
    plain = Hint(delivery, event, _KINDS.get(event, "nothing"), key_of(said, "repository"))
    told = {"action": _word(said, "action"), "sender": account_of(said, "sender")}
    told["installation"] = whole(said, "installation", "id")
    plain = plain._replace(said={name: value for name, value in told.items() if value})
    read = _READERS.get(event)
    return read(plain, said, app_id) if read is not None and plain.repository else plain


def _change(hint: Hint, said: Said, _: str) -> Hint:
    number = whole(said, "pull_request", "number")
    if not number:
        return hint
    more = {"before": commit(said, "before"), "after": commit(said, "after")}
    head = commit(said, "pull_request", "head", "sha")
    found = hint._replace(kind="change", number=number, head=head, ref=branch(said, "pull_request", "base", "ref"))
    return _saying(found, more)


def _review(hint: Hint, said: Said, app_id: str) -> Hint:
    by, editor = account_of(said, "review", "user"), hint.said.get("sender", "")
    edited = editor if hint.said.get("action") == "edited" and by != editor else ""
    more = {"review": whole(said, "review", "id"), "commit": commit(said, "review", "commit_id"), "edited_by": edited}
    return _saying(_change(hint, said, app_id), more)


def _comment(hint: Hint, said: Said, app_id: str) -> Hint:
    number, id_ = whole(said, "issue", "number"), whole(said, "comment", "id")
    is_ours = whole(said, "comment", "performed_via_github_app", "id") == app_id
    if not isinstance(said.get("issue"), dict) or not said["issue"].get("pull_request") or not number or not id_:
        return hint
    by, sender = account_of(said, "comment", "user"), hint.said.get("sender", "")
    edited = sender if hint.said.get("action") == "edited" and by != sender else ""
    if is_ours and sender == by:
        return hint
    return _saying(hint._replace(kind="comment", number=number), {"comment": id_, "author": by, "edited_by": edited})


def _check(hint: Hint, said: Said, app_id: str) -> Hint:
    part = hint.event  # `check_run` and `check_suite` name their object as the event is named
    app, action = whole(said, part, "app", "id"), hint.said.get("action", "")
    if app == app_id and (action in _ECHOES or action == "requested"):
        return hint
    return _of_head(hint, commit(said, part, "head_sha"), said.get(part), text(said, part, "name"))


def _status(hint: Hint, said: Said, _: str) -> Hint:
    return _of_head(hint, commit(said, "sha"), said, text(said, "context"))


def _workflow(hint: Hint, said: Said, _: str) -> Hint:
    part = said.get("workflow_run")
    return _of_head(hint, commit(part, "head_sha"), part, text(part, "name"))


def _of_head(hint: Hint, head: str, part: Any, name: str) -> Hint:
    """A change of which only the head is sure: for changes from forks GitHub names no number."""
    if not head:
        return hint
    numbers = [number for each in items(part, "pull_requests") if (number := whole(each, "number"))]
    found = hint._replace(kind="change", number=numbers[0] if len(numbers) == 1 else "", head=head)
    return _saying(found, {"check": name[:200], "numbers": ",".join(numbers[:50])})


def _push(hint: Hint, said: Said, _: str) -> Hint:
    more = {"before": commit(said, "before"), "forced": "yes" if flag(said, "forced") else ""}
    return _saying(hint._replace(head=commit(said, "after"), ref=full_ref(said, "ref")), more)


def _ref(hint: Hint, said: Said, _: str) -> Hint:
    """`create` and `delete` name the ref without its beginning."""
    space = {"branch": "refs/heads/", "tag": "refs/tags/"}.get(text(said, "ref_type"), "")
    name = text(said, "ref")
    return hint._replace(ref=space + name) if space and is_ref_name(name) else hint


def _merge_group(hint: Hint, said: Said, _: str) -> Hint:
    head, ref = commit(said, "merge_group", "head_sha"), full_ref(said, "merge_group", "head_ref")
    if not head or not ref:
        return hint
    more = {
        "base_ref": full_ref(said, "merge_group", "base_ref"),
        "base_sha": commit(said, "merge_group", "base_sha"),
        "reason": _word(said, "reason"),
    }
    return _saying(hint._replace(kind="merge_group", head=head, ref=ref), more)


def _deployment(hint: Hint, said: Said, _: str) -> Hint:
    callback = text(said, "deployment_callback_url")
    if not callback.isascii() or not callback.isprintable():
        return hint
    numbers = [number for each in items(said, "pull_requests") if (number := whole(each, "number"))]
    name = text(said, "deployment", "ref")
    more = {
        "callback": callback[:1_000],
        "environment": text(said, "environment")[:255],
        "deployment": whole(said, "deployment", "id"),
        "numbers": ",".join(numbers[:50]),
    }
    ref = name if name.startswith("refs/") or not name else f"refs/heads/{name}"
    found = hint._replace(
        kind="deployment", head=commit(said, "deployment", "sha"), ref=ref if is_ref_name(ref) else ""
    )
    return _saying(found._replace(number=numbers[0] if len(numbers) == 1 else ""), more)


def _saying(hint: Hint, more: Mapping[str, str]) -> Hint:
    return hint._replace(said={**hint.said, **{name: value for name, value in more.items() if value}})


def _word(said: Said, name: str) -> str:
    value = text(said, name)
    return value if value.isascii() and value.replace("_", "").isalnum() and len(value) <= 40 else ""


_READERS: Mapping[str, Callable[[Hint, Said, str], Hint]] = {
    "pull_request": _change,
    "pull_request_review": _review,
    "issue_comment": _comment,
    "check_run": _check,
    "check_suite": _check,
    "status": _status,
    "workflow_run": _workflow,
    "push": _push,
    "create": _ref,
    "delete": _ref,
    "merge_group": _merge_group,
    "deployment_protection_rule": _deployment,
}
