"""How often is an honest sign-off lost? `python -m campaign.real_merges REPOSITORY… [--seed N] [--most N]`.

For each real merge M of a first-parent history, with parents P and H, somebody is taken to have signed H when the
branch stood up to five movements before P. Then the base moved on: what a clean merge of the base, or a clean rebase,
makes of H is one tree. A sign-off that does not hold for it, though the base left alone what H changes, is a false
block. Where the base did touch the same files the reviewed difference is another one: by the law that asks for a new
answer, and is counted apart.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

from paraph import wiring
from paraph.adapters.git.reader import GitRepository
from paraph.core.attest.predicates import Scope
from paraph.core.model.change import Change, ChangedFile
from paraph.flows.statements.signed_content import SignedContent
from paraph.ports.repository import Reviewed

TARGET = "refs/heads/main"
IDENTITY = "5a" * 16
MOST_MOVED = 5


class Merge(NamedTuple):
    """A merge of a history: its tree, the tip that it went into, and the head that it brought."""

    id: str
    tree: str
    base: str
    head: str


def merges(folder: str) -> Iterator[Merge]:
    """The first-parent merges of two lines of work, newest first."""
    words = ("log", "--first-parent", "--merges", "--format=%H %T %P", "HEAD")
    done = subprocess.run(["git", "-C", folder, *words], capture_output=True, check=True)
    for line in done.stdout.decode().splitlines():
        id_, tree, *parents = line.split()
        if len(parents) == 2:
            yield Merge(id_, tree, *parents)


def tried(reader: GitRepository, folder: str, merge: Merge, dice: random.Random) -> str:
    """What became of a sign-off on one merge: `held`, `touched`, `conflict`, `other tree` or what went wrong."""
    now = reader.merged(merge.base, merge.head)
    if now.tree is None:
        return "conflict"
    before, moved = _moved(folder, merge, dice)
    then = reader.merged(before, merge.head)
    if then.tree is None:
        return "conflict"
    was, is_ = reader.reviewed(before, then.tree), reader.reviewed(merge.base, now.tree)
    scope = Scope(IDENTITY, TARGET, before, merge.head, then.tree, was.diff)
    change = Change(merge.base, merge.head, TARGET, tree=now.tree, merge="clean", files=_files(is_), diff=is_.diff)
    content = SignedContent(reader, change)
    content.prepare([scope])
    held = content.held(scope)
    if "tree" in (held.holds or ()) and not held.is_spent:
        return "held" if now.tree == merge.tree else "held, and something else landed"
    changed = {each.path for each in (*was.files, *is_.files)}
    if moved and changed & _touched(reader, before, merge.base):
        return "touched"
    return "spent" if held.is_spent else f"lost: {held.why or held.holds}"


def _moved(folder: str, merge: Merge, dice: random.Random) -> tuple[str, int]:
    """Where the branch stood when it was signed, and how many movements lie between."""
    words = ("rev-list", "--first-parent", f"--max-count={MOST_MOVED}", "--parents", merge.base, f"^{merge.head}")
    done = subprocess.run(["git", "-C", folder, *words], capture_output=True, check=True)
    links = [line.split() for line in done.stdout.decode().splitlines()]
    links = [link for link in links if len(link) > 1]
    if not links:
        return merge.base, 0
    number = dice.randint(1, len(links))
    return links[number - 1][1], number


def _touched(reader: GitRepository, old: str, new: str) -> set[str]:
    return {each.path for each in reader.reviewed(old, reader.tree_id(new)).files}


def _files(reviewed: Reviewed) -> tuple[ChangedFile, ...]:
    return tuple(
        ChangedFile(each.path, each.old_mode, each.new_mode, each.old_blob, each.new_blob) for each in reviewed.files
    )


def measured(folder: str, seed: int, most: int) -> Counter[str]:
    """What became of the sign-offs on the newest merges of one repository."""
    dice, found = random.Random(seed), Counter[str]()
    with closing(wiring.open_repository(folder)) as reader:
        for number, merge in enumerate(merges(folder)):
            if number >= most:
                break
            found[tried(reader, folder, merge, dice)] += 1
    return found


def told(found: Counter[str]) -> tuple[str, float]:
    """The counts in words, and the share of false blocks among honest sign-offs on untouched files."""
    lost = sum(count for what, count in found.items() if what.startswith(("lost", "spent")))
    honest = lost + sum(count for what, count in found.items() if what.startswith("held"))
    share = lost / honest if honest else 0.0
    words = ", ".join(f"{count:,} {what}" for what, count in found.most_common())
    return f"{sum(found.values()):,} merges: {words}; false blocks {lost:,} of {honest:,} = {share:.3%}", share


def main(words: list[str]) -> int:
    """Measure repositories one after the other; 1 where half a per cent or more was lost."""
    parser = argparse.ArgumentParser(prog="python -m campaign.real_merges", description=__doc__)
    parser.add_argument("repositories", nargs="+", metavar="REPOSITORY")
    parser.add_argument("--seed", type=int, default=20_260_101)
    parser.add_argument("--most", type=int, default=1_000_000, help="merges of each repository")
    given = parser.parse_args(words)
    total = Counter[str]()
    for folder in given.repositories:
        started = time.monotonic()
        found = measured(folder, given.seed, given.most)
        total += found
        print(f"{folder}: {told(found)[0]}; {time.monotonic() - started:.0f} s, seed {given.seed}", flush=True)
    print(f"in all: {told(total)[0]}")
    return int(told(total)[1] >= 0.005)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
