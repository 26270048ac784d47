"""What would a remote tool destroy, by its own name, or by the operation, the program or the path that it is given?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.guard.judges.tampering import is_guarding
from paraph.core.guard.name_lists import names
from paraph.core.guard.table.row_hit import RowHit
from paraph.core.model.capture import ToolEvent
from paraph.core.model.regex import regex

_DESTROYING = regex(
    r"(?:^|[_\-./])(?:delete|deletes|destroy|drop|terminate|purge|truncate|wipe|reset|flush|flushall|flushdb|uninstall|"
    r"force_push)(?:[_\-./]|$)",
    2,
)
_CAMEL = regex(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = regex(r"[^a-z0-9]+")
_OPERATIONS = names("operation action method verb api_name operation_name command subcommand")
_PLACES = names("path file_path filepath source destination target old_path new_path file filename uri dir directory")
_PROGRAMS = {
    "kubernetes": "kubectl", "kubectl": "kubectl", "k8s": "kubectl", "helm": "helm", "terraform": "terraform",
    "tofu": "tofu", "pulumi": "pulumi", "aws": "aws", "gcloud": "gcloud", "azure": "az", "git": "git", "github": "gh",
    "redis": "redis-cli", "docker": "docker",
}  # fmt: skip
_FORCED = regex(r'"force[_a-z]*"\s*:\s*(?:true|"true"|1)', 2)
_READING = regex(r"(?:^|[_\-./])(?:read|get|list|search|find|view|describe|stat|info|exists|fetch)(?:[_\-./]|$)", 2)
_REMOTE = regex(r"^mcp|__|:", 2)


def plain_name(tool: str) -> str:
    """The name of a tool with its words parted by underscores, as `deleteBranch` has two."""
    return _CAMEL.sub("_", tool)


def is_remote(event: ToolEvent) -> bool:
    """Whether a tool is served by something else than the agent itself."""
    return _REMOTE.search(event.tool) is not None or event.event == "beforeMCPExecution"


def program_of(tool: str) -> str:
    """The program that a remote tool stands for, by its name: `mcp__kubernetes__exec` is `kubectl`; else empty."""
    return next((_PROGRAMS[part] for part in _PARTS.split(plain_name(tool).lower()) if part in _PROGRAMS), "")


def named_hits(event: ToolEvent) -> Iterator[RowHit]:
    """What the name of a tool says that it does."""
    name = plain_name(event.tool)
    if event.deed == "other" and _DESTROYING.search(name):
        yield RowHit("call.destroy", event.tool)
    if program_of(event.tool) == "git" and "push" in name and _FORCED.search(event.content):
        yield RowHit("git.force-unknown")


def told_hits(event: ToolEvent, key: str, text: str) -> Iterator[RowHit]:
    """What one argument of a remote tool asks for: an operation that deletes, or a file that guards the session."""
    if key in _OPERATIONS and " " not in text and _DESTROYING.search(plain_name(text)):
        yield RowHit("call.destroy", text)
    if key in _PLACES and is_guarding(text) and not _READING.search(plain_name(event.tool)):
        yield RowHit("own.files", text)
