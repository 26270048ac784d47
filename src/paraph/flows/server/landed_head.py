"""Nobody signed a head: of which branch is what landed a squash or a rebase all the same?

Where a forge moved the branch, its own branch mostly still is there. It is the one whose merge into the old tip is, to
the byte, what landed; where two are, it cannot be told, and nothing is carried.
"""

from __future__ import annotations

from paraph.ports.repository import RepositoryReader

MOST_TIPS = 200


def landed_head(reader: RepositoryReader, base: str, new: str, ref: str) -> str:
    """The head of which base..new is a squash or a rebase, by trees alone; empty where none is, or several are.

    Raises ReadError where the repository cannot be read.
    """
    tips = {each.commit for each in reader.tips()[:MOST_TIPS] if each.name != ref} - {base, new}
    if not tips:
        return ""
    tree, before = reader.tree_id(new), reader.tree_id(base)
    if tree == before:
        return ""
    tips -= {each.id for each in reader.commits(f"{base}..{new}")}
    alike = [tip for tip in sorted(tips) if _is_merged_as(reader, base, tip, tree)]
    return alike[0] if len(alike) == 1 else ""


def _is_merged_as(reader: RepositoryReader, base: str, head: str, tree: str) -> bool:
    merged = reader.merged(base, head)
    return merged.state in ("clean", "fast_forward") and merged.tree == tree
