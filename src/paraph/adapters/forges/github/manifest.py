"""How does a GitHub App come to be by one click? By a manifest, that GitHub turns into an app with its keys.

The steps are those of docs.github.com, "Registering a GitHub App from a manifest": the browser posts the manifest to
GitHub, GitHub sends it back with a code, and the code is good for one hour and one exchange.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from paraph.adapters.forges.fields import text, whole
from paraph.adapters.forges.github.api import GitHubApi, needed
from paraph.core.errors import Problem
from paraph.core.model.regex import regex
from paraph.ports.config import ServerConfig
from paraph.ports.forge import ForgeError

PERMISSIONS = {
    "actions": "read",
    "administration": "read",
    "checks": "write",
    "contents": "read",
    "deployments": "write",
    "members": "read",
    "merge_queues": "read",
    "metadata": "read",
    "pull_requests": "write",
    "statuses": "read",
}
EVENTS = (
    "branch_protection_rule", "check_run", "check_suite", "create", "delete", "deployment_protection_rule",
    "issue_comment", "member", "membership", "merge_group", "organization", "pull_request", "pull_request_review",
    "push", "repository", "repository_ruleset", "status", "team", "team_add", "workflow_run",
)  # fmt: skip
_CODE = regex(r"[0-9A-Za-z_-]{8,128}")


class AppCredentials(NamedTuple):
    """What GitHub hands out once: it has to be put into config.yaml and its files."""

    app_id: str
    slug: str
    url: str
    client_id: str
    client_secret: str
    webhook_secret: str
    private_key: str


def manifest(config: ServerConfig) -> dict[str, Any]:
    """What an app of this server needs; posted as the field `manifest` of a form."""
    url = config.url.rstrip("/")
    return {
        "name": config.name[:34],
        "url": url,
        "description": "No AI-assisted change reaches production unread.",
        "hook_attributes": {"url": f"{url}/hooks/github", "active": True},
        "redirect_url": f"{url}/setup/github",
        "callback_urls": [f"{url}/login/github/back"],
        "public": False,
        "default_permissions": PERMISSIONS,
        "default_events": list(EVENTS),
    }


def form_address(web: str, organisation: str = "") -> str:
    """Where the browser posts the form: at GitHub's pages (`https://github.com`), for an account or an organisation."""
    return f"{web}/organizations/{organisation}/settings/apps/new" if organisation else f"{web}/settings/apps/new"


def convert(api: GitHubApi, code: str) -> AppCredentials:
    """Exchange the code that GitHub sent the browser back with. Raises ForgeError; a code is good only once."""
    if not _CODE.fullmatch(code):
        raise ForgeError(Problem("P1276", "GitHub gives no such code", "begin again with the link of the manifest"))
    said = api.anonymous(f"/app-manifests/{code}/conversions")
    return AppCredentials(
        needed(whole(said, "id"), "the app's id"),
        text(said, "slug"),
        text(said, "html_url"),
        text(said, "client_id"),
        text(said, "client_secret"),
        needed(text(said, "webhook_secret"), "the webhook's secret"),
        needed(text(said, "pem"), "the app's private key"),
    )
