"""What is proposed: which files, commits and people make up one revision of a change?"""

from __future__ import annotations

from typing import Literal

from paraph.core.model.noun import noun
from paraph.core.model.person import Identity

# Modes as git writes them; absent is the side of a difference that has no such file.
ABSENT, PLAIN, EXECUTABLE, SYMLINK, GITLINK = "000000", "100644", "100755", "120000", "160000"

MergeState = Literal["clean", "conflict", "fast_forward", "unknown"]
SignatureState = Literal["good", "bad", "unverified", "none"]
MarkKind = Literal[
    "mode_changed", "executable", "symlink", "gitlink", "bidi", "invisible",
    "odd_name", "alias_name", "attributes", "binary", "lfs_pointer",
]  # fmt: skip


@noun
class Mark:
    """Something about one changed file that a reader of the diff could miss; `line` is 1-based."""

    kind: MarkKind
    detail: str = ""
    line: int | None = None


@noun
class ChangedFile:
    """One path of the raw difference between the target tip and the merge result.

    Modes are git's octal strings (`100644`, `120000`, `160000`), `000000` where the side is absent;
    blobs are full object ids, all zeros where absent. Renames are never folded: a moved file is one
    deletion and one addition. `added_lines` and `deleted_lines` are None for binary content.
    `kinds` None means not yet recognised. `dependents` counts the files that reach this one through
    imports at the base, transitively; None means unread (no graph was asked for).
    Bytes of a path that are not UTF-8 stand as `\\xNN`, and the file carries the mark `odd_name`.
    """

    path: str
    old_mode: str = PLAIN
    new_mode: str = PLAIN
    old_blob: str = ""
    new_blob: str = ""
    added_lines: int | None = 0
    deleted_lines: int | None = 0
    kinds: tuple[str, ...] | None = None
    marks: tuple[Mark, ...] = ()
    direct_dependents: int | None = None
    dependents: int | None = None


@noun
class Commit:
    """One commit between the target tip and the head, as its object states it.

    `author_time` and `commit_time` are seconds since the epoch: claims, never used to decide.
    """

    id: str
    author: Identity
    committer: Identity
    parents: tuple[str, ...] = ()
    message: str = ""
    co_authors: tuple[Identity, ...] = ()
    signature: SignatureState = "unverified"
    signer: str | None = None
    author_time: int = 0
    commit_time: int = 0
    added_lines: int | None = None
    deleted_lines: int | None = None


@noun
class Change:
    """One immutable revision of a proposed change.

    `base` is the target tip, `head` the proposed tip, `tree` the tree of their merge computed in our
    own hands (None unless `merge` is clean or fast_forward). `diff` is the SHA-256 in hex of the reviewed change,
    the bytes of `git diff-tree -r --raw -z --no-renames --full-index base tree`; empty where there is no tree or
    nobody worked it out. Accounts are `kind:value` strings; who prompted the agent may be a directory id, too.
    """

    base: str
    head: str
    target: str = ""
    source: str = ""
    tree: str | None = None
    merge: MergeState = "unknown"
    merge_bases: tuple[str, ...] = ()
    files: tuple[ChangedFile, ...] = ()
    commits: tuple[Commit, ...] = ()
    opener: str | None = None
    pushers: tuple[str, ...] = ()
    suggestion_acceptors: tuple[str, ...] = ()
    prompter: str | None = None
    prompters: tuple[str, ...] = ()
    title: str = ""
    body: str = ""
    labels: tuple[str, ...] = ()
    is_draft: bool = False
    diff: str = ""
