"""What would the merge of these two commits hold, computed in our own hands?"""

from __future__ import annotations

from paraph.adapters.git.runner import Place, ask, attempt
from paraph.ports.repository import Doubt, Merged


def merge_bases(place: Place, base: str, head: str) -> tuple[str, ...]:
    """All best common ancestors, none for unrelated histories. Raises ReadError when commits are missing."""
    outcome = attempt(place, "merge-base", "--all", base, head)
    if outcome.status == 1 and not outcome.output and not outcome.trouble:
        return ()
    if outcome.status:
        ask(place, "merge-base", "--all", base, head)
    return tuple(sorted(outcome.output.decode("ascii").split()))


def merge(place: Place, base: str, head: str) -> Merged:
    """Merge two commits that both moved on since their merge base.

    `place` must be a scratch repository: there is then no attribute, driver or setting to heed.
    """
    outcome = attempt(place, "merge-tree", "--write-tree", "-z", "--name-only", "--messages", base, head)
    first, _, rest = outcome.output.partition(b"\0")
    tree = first.decode("ascii", "replace")
    if outcome.status == 0:
        return Merged("clean", tree)
    if outcome.status == 1:
        names = [name.decode("utf-8", "backslashreplace") for name in rest.partition(b"\0\0")[0].split(b"\0") if name]
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        why = f"it conflicts with its target in {shown}, so there is no merge to review"
        return Merged("conflict", None, Doubt("merge", why, "merge the target into the branch, or rebase it"))
    return Merged("unknown", None, unknown(outcome.trouble))


def unknown(trouble: str) -> Doubt:
    """The doubt for a merge that git refused or could not compute."""
    said = trouble.partition("\n")[0]
    if "unrelated histories" in said:
        return Doubt("merge", "the two histories share no commit", "rebase the work onto its target")
    if "usage:" in trouble or "unknown option" in trouble:
        return Doubt("merge", "this git cannot compute merges apart from a work tree", "install git 2.38 or later")
    return Doubt("merge", f"git could not compute the merge: {said}", "`git fsck` tells whether all is well")
