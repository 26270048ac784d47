"""What does a plan say it will do, whichever tool wrote it?

One model for Terraform and OpenTofu plans, Pulumi previews, CloudFormation change sets and differences of Kubernetes
manifests. It holds addresses and words and none of the values that the resources have: these may be secret.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from paraph.core.model.guard import Danger
from paraph.core.model.noun import noun
from paraph.core.model.regex import regex

Deed = Literal["none", "read", "create", "update", "replace", "delete", "forget", "unknown"]
PlanForm = Literal["terraform", "kubernetes", "sql", "pulumi", "cloudformation"]
PLAN_FORMS: tuple[PlanForm, ...] = ("terraform", "kubernetes", "sql", "pulumi", "cloudformation")
DESTRUCTIVE: frozenset[Deed] = frozenset({"delete", "replace"})

_NUMBER = regex(r"\[[^\]]*(?:\]|$)")


class PlannedChange(NamedTuple):
    """What will happen to one resource.

    `previous` is the address that it had before a move. `reason` is the tool's own word for why, `because` are the
    attributes that force a replacement. `lowered` says in words which protections fall with this change, `told` what
    makes its end worse (no last snapshot is taken), `said` what the tool planned where `deed` is unknown.
    """

    address: str
    type: str
    deed: Deed
    name: str = ""
    module: str = ""
    reason: str = ""
    previous: str = ""
    provider: str = ""
    is_deposed: bool = False
    because: tuple[str, ...] = ()
    lowered: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    said: str = ""
    is_open: bool = False


class Managed(NamedTuple):
    """One resource that exists before the plan runs, and the addresses that it depends on."""

    address: str
    type: str
    module: str = ""
    provider: str = ""
    needs: tuple[str, ...] = ()


@noun
class Plan:
    """A plan as it was read. `digest` is the SHA-256 of its file in hex, `managed` what exists before it runs.

    `lineage` and `serial` name the state that it was made from, empty and None where the plan does not tell.
    `protected` are addresses that must not be destroyed by their own configuration, None where it is not in the plan.
    `is_destroying` is that the whole plan was asked to destroy. `dangers` were seen while it was read.
    """

    form: PlanForm
    digest: str
    changes: tuple[PlannedChange, ...] = ()
    managed: tuple[Managed, ...] = ()
    lineage: str = ""
    serial: int | None = None
    targets: tuple[str, ...] = ()
    is_complete: bool = True
    is_destroying: bool = False
    backend: str = ""
    protected: tuple[str, ...] | None = None
    dangers: tuple[Danger, ...] = ()


def without_index(address: str) -> str:
    """An address without the keys of `count` and `for_each`, which stand in brackets (`a.b["x.y[0]"].c` is `a.b.c`)."""
    if "[" not in address:
        return address
    if '"' not in address:
        return _NUMBER.sub("", address)
    kept: list[str] = []
    is_inside = is_quoted = is_escaped = False
    for sign in address:
        if not is_inside:
            is_inside = sign == "["
            kept += "" if is_inside else sign
        elif is_escaped:
            is_escaped = False
        elif sign == "\\":
            is_escaped = is_quoted
        elif sign == '"':
            is_quoted = not is_quoted
        elif sign == "]" and not is_quoted:
            is_inside = False
    return "".join(kept)
