"""Is what landed what was approved, whatever moved the ref?"""

from __future__ import annotations

from typing import Literal, NamedTuple

from paraph.ports.repository import RepositoryReader

LandingForm = Literal["merge", "squash", "rebase", "forward", "other"]
NEAR = 64


class Landing(NamedTuple):
    """One movement of a protected ref beside what was approved for it.

    `form` is how it landed, `other` where the new tip does not have the old one on its first-parent chain.
    `expected_tree` is the merge of the approved head into the old tip, None where there is none; `paths` are those
    in which the landed tree differs from it. `why` says in words what is wrong, empty where nothing is.
    """

    form: LandingForm
    is_approved: bool
    expected_tree: str | None
    found_tree: str
    paths: tuple[str, ...] = ()
    why: str = ""


def landed_as(reader: RepositoryReader, base: str, head: str, new: str) -> Landing:
    """Compare the movement `base` to `new` with what was approved: `head`, merged into `base` in our own hands.

    All three are full commit ids; `base` is empty for the first commit of a ref. Raises ReadError when an object is
    not here.
    """
    form = _form(reader, base, head, new)
    found = reader.tree_id(new)
    merged = reader.merged(base, head) if base else None
    expected = merged.tree if merged else reader.tree_id(head)
    if form == "other":
        why = "the old tip is not on the new tip's first-parent chain"
        return Landing(form, is_approved=False, expected_tree=expected, found_tree=found, why=why)
    if expected is None:
        why = merged.doubt.why if merged and merged.doubt else "what was approved does not merge cleanly any more"
        return Landing(form, is_approved=False, expected_tree=None, found_tree=found, why=why)
    if expected == found:
        return Landing(form, is_approved=True, expected_tree=expected, found_tree=found)
    paths = tuple(each.path for each in reader.difference(expected, found))
    why = f"the landed tree is not the approved one: {_named(paths)}"
    return Landing(form, is_approved=False, expected_tree=expected, found_tree=found, paths=paths, why=why)


def _form(reader: RepositoryReader, base: str, head: str, new: str) -> LandingForm:
    parents = reader.parents(new)
    if base and base not in parents[:1] and not _is_on_chain(reader, base, new):
        return "other"
    if new == head:
        return "forward"
    if parents[:1] == (base,):
        return "merge" if len(parents) > 1 else "squash"
    return "rebase"


def _is_on_chain(reader: RepositoryReader, base: str, tip: str) -> bool:
    """Whether `base` lies on the first-parent chain of `tip`; near tips are walked in one process that runs anyway."""
    at = tip
    for _ in range(NEAR):
        parents = reader.parents(at)
        if not parents:
            return at == base
        if at == base:
            return True
        at = parents[0]
    return reader.is_movement(tip, base)


def _named(paths: tuple[str, ...]) -> str:
    shown = ", ".join(paths[:3])
    return f"{shown} and {len(paths) - 3} more" if len(paths) > 3 else shown
