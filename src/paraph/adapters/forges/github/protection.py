"""What does GitHub enforce on a branch: by its protection, and by rulesets?

Both count together. A ruleset's bypass list is only told to those who may write it; what is not told is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from paraph.adapters.forges.fields import branch, field, flag, items, text, whole
from paraph.adapters.forges.github.api import GitHubApi, RefusedError, listed
from paraph.adapters.forges.github.app import Access
from paraph.ports.forge import Protection

MOST_RULESETS = 20


class _Side(NamedTuple):
    """What one of the two ways enforces; None where it could not be read."""

    is_protected: bool | None = None
    requires_check: bool | None = None
    is_pinned: bool | None = None
    requires_review: bool | None = None
    admins_bound: bool | None = None
    stops_force: bool | None = None
    bypass: tuple[str, ...] = ()


_NOTHING = _Side(is_protected=False, requires_check=False, is_pinned=False, requires_review=False,
                 admins_bound=False, stops_force=False)  # fmt: skip


def read_protection(api: GitHubApi, access: Access, path: str, ref: str, check_name: str, app_id: str) -> Protection:
    """What is enforced on a branch (a full ref) for the check of this name, by this app. Raises ForgeError where GitHub
    does not answer; what it does not tell us is None."""
    name = quote(ref.removeprefix("refs/heads/"), safe="")
    old = _classic(api, access, f"{path}/branches/{name}/protection", check_name, app_id)
    new = _rulesets(api, access, path, name, check_name, app_id)
    stops_force = _any((old.stops_force, new.stops_force))
    return Protection(
        ref,
        is_protected=_any((old.is_protected, new.is_protected)),
        requires_check=_any((old.requires_check, new.requires_check)),
        is_pinned=_any((old.is_pinned, new.is_pinned)),
        requires_review=_any((old.requires_review, new.requires_review)),
        admins_bound=_any((old.admins_bound, new.admins_bound)),
        allows_force=None if stops_force is None else not stops_force,
        bypass=tuple(dict.fromkeys(old.bypass + new.bypass)),
        others=_others(api, access, path, ref),
    )


def _others(api: GitHubApi, access: Access, path: str, but: str) -> tuple[str, ...] | None:
    """The other branches that are protected, by either way; None where that is not told."""

    def names(data: Any) -> list[str]:
        return [ref for each in listed(data, "branches") if (ref := branch(each, "name")) and ref != but]

    try:
        pages = api.pages(access, f"{path}/branches?protected=true&per_page=100", names)
        return tuple(sorted({name for page in pages for name in page}))
    except RefusedError as error:
        if error.status not in {403, 404}:
            raise
        return None


def _classic(api: GitHubApi, access: Access, path: str, check_name: str, app_id: str) -> _Side:
    def read(data: Any) -> _Side:
        checks = items(data, "required_status_checks", "checks")
        ours = [each for each in checks if text(each, "context") == check_name]
        reviews = field(data, "required_pull_request_reviews", "required_approving_review_count")
        return _Side(
            is_protected=flag(data, "enforce_admins", "enabled") is not None or None,
            requires_check=bool(ours),
            is_pinned=any(whole(each, "app_id") == app_id for each in ours),
            requires_review=isinstance(reviews, int) and reviews > 0,
            admins_bound=flag(data, "enforce_admins", "enabled") is True and bool(ours),
            stops_force=flag(data, "allow_force_pushes", "enabled") is False,
            bypass=tuple(_classic_bypass(data)),
        )

    try:
        return api.read(access, path, read)
    except RefusedError as error:
        if error.status not in {403, 404}:
            raise
        # A branch without protection is a 404 of this text; any other may be one that we are not to know of.
        return _NOTHING if "Branch not protected" in str(error) else _Side()


def _classic_bypass(data: Any) -> Iterator[str]:
    if flag(data, "enforce_admins", "enabled") is not True:
        yield "administrators"
    for kind, name in (("users", "login"), ("teams", "slug"), ("apps", "slug")):
        for each in items(data, "required_pull_request_reviews", "bypass_pull_request_allowances", kind):
            yield f"{kind[:-1]} {text(each, name)} (reviews)"


def _rulesets(api: GitHubApi, access: Access, path: str, name: str, check_name: str, app_id: str) -> _Side:
    def rules(data: Any) -> list[Mapping[str, Any]]:
        return listed(data, "rules")

    try:
        pages = api.pages(access, f"{path}/rules/branches/{name}?per_page=100", rules)
        found = [rule for page in pages for rule in page]
    except RefusedError as error:
        if error.status not in {403, 404}:
            raise
        return _Side()
    if not found:
        return _NOTHING
    by_ruleset = {id_: _bypass(api, access, path, id_) for id_ in _ids(found)[:MOST_RULESETS]}
    checking = [(rule, each) for rule in found for each in _checks(rule) if text(each, "context") == check_name]
    pinned = [(rule, each) for rule, each in checking if whole(each, "integration_id") == app_id]
    # Whoever may go past every ruleset that requires the check is not bound by it.
    bound = [_is_binding(by_ruleset.get(whole(rule, "ruleset_id"))) for rule, _ in pinned or checking]
    return _Side(
        is_protected=True,
        requires_check=bool(checking),
        is_pinned=bool(pinned),
        requires_review=any(_asks_reviews(rule) for rule in found),
        admins_bound=_any(bound),
        stops_force=any(text(rule, "type") == "non_fast_forward" for rule in found),
        bypass=tuple(word for words in by_ruleset.values() for word in words or ()),
    )


def _ids(rules: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(id_ for rule in rules if (id_ := whole(rule, "ruleset_id"))))


def _checks(rule: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return items(rule, "parameters", "required_status_checks")


def _asks_reviews(rule: Mapping[str, Any]) -> bool:
    count = field(rule, "parameters", "required_approving_review_count")
    return text(rule, "type") == "pull_request" and isinstance(count, int) and count > 0


def _bypass(api: GitHubApi, access: Access, path: str, id_: str) -> tuple[str, ...] | None:
    """Words for who may go past a ruleset, None where that is not told."""

    def read(data: Any) -> tuple[str, ...] | None:
        if not isinstance(field(data, "bypass_actors"), list):
            return None
        actors = items(data, "bypass_actors")
        return tuple(
            f"{text(each, 'actor_type')} {whole(each, 'actor_id')} ({text(each, 'bypass_mode')})".replace("  ", " ")
            for each in actors
        )

    try:
        return api.read(access, f"{path}/rulesets/{id_}", read)
    except RefusedError as error:
        if error.status not in {403, 404}:
            raise
        return None


def _is_binding(bypass: tuple[str, ...] | None) -> bool | None:
    return None if bypass is None else not bypass


def _any(values: Iterable[bool | None]) -> bool | None:
    """True where one is, None where one could be, else False."""
    found = list(values)
    return True if True in found else None if None in found else False
