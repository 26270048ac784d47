"""What does GitLab enforce on the default branch?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from paraph.adapters.forges.fields import field, flag, items, text
from paraph.adapters.forges.gitlab.api import GitLabApi, listed, trouble
from paraph.adapters.forges.gitlab.names import project_path
from paraph.ports.board import ConnectedRepository
from paraph.ports.forge import ForgeError, Protection


def protection(api: GitLabApi, repository: ConnectedRepository, *, has_checks: bool) -> Protection:
    """By the project's settings, its protected branch, and its approval rules where it has such."""
    project = project_path(repository)
    said = api.read(project)
    if not text(said, "path_with_namespace"):
        raise trouble("GitLab's answer lacks the project")
    name = "only_allow_merge_if_all_status_checks_passed" if has_checks else "only_allow_merge_if_pipeline_succeeds"
    requires = flag(said, name)
    if requires and not has_checks and flag(said, "allow_merge_on_skipped_pipeline"):
        requires = False
    guard = _guard(api, repository)
    return Protection(
        repository.target,
        is_protected=guard is not None,
        requires_check=requires,
        is_pinned=has_checks,
        requires_review=_requires_review(api, project),
        admins_bound=not any(_pushers(guard)) if guard is not None else False,
        allows_force=flag(guard, "allow_force_push") if guard is not None else True,
        bypass=tuple(_pushers(guard)),
        others=tuple(dict.fromkeys(glob for glob in _others(api, project) if glob != repository.target)),
    )


def _others(api: GitLabApi, project: str) -> Iterator[str]:
    """What is protected, as patterns of full refs: GitLab's `*` stands for anything, `/` among it."""
    for each in api.pages(f"{project}/protected_branches"):
        name = text(each, "name")
        if name:
            yield f"refs/heads/{name}"
        if name.endswith("*"):
            yield f"refs/heads/{name}/**"
        if name.startswith("*"):
            yield f"refs/heads/**/{name}"


def _guard(api: GitLabApi, repository: ConnectedRepository) -> Any:
    """The protected branch as GitLab has it; None where it is not protected."""
    short = quote(repository.target.removeprefix("refs/heads/"), safe="")
    try:
        said = api.read(f"{project_path(repository)}/protected_branches/{short}")
    except ForgeError as error:
        if error.is_gone:
            return None
        raise
    if not text(said, "name"):
        raise trouble("GitLab's answer lacks the protected branch")
    return said


def _pushers(guard: Any) -> Iterator[str]:
    """Who may push past merge requests, in GitLab's words."""
    for each in items(guard, "push_access_levels"):
        if field(each, "access_level") != 0 or field(each, "user_id") or field(each, "group_id"):
            yield f"{text(each, 'access_level_description') or 'somebody'} may push"


def _requires_review(api: GitLabApi, project: str) -> bool | None:
    """Whether a rule asks for an approval; None where this GitLab has no rules to read."""
    try:
        rules = listed(api.read(f"{project}/approval_rules"), "approval_rules")
    except ForgeError as error:
        if error.is_gone:
            return None
        raise
    needs = [field(each, "approvals_required") for each in rules]
    return any(isinstance(number, int) and number > 0 for number in needs)
