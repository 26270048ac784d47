"""Which store, key and policy decide whether what was said to a tool is kept? Imports stand inside functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.adapters.git.reader import GitRepository
    from paraph.flows.ledger.retain_prompts import Means, Read

NO_LEDGER = "The policy retains prompts, but there is no ledger here to keep them in: they were dropped."
NO_KEY = (
    "The policy retains prompts, but there is no key to encrypt them with: they were dropped. "
    "`paraph provenance key` makes one."
)


class Keeper:
    """Keeps the messages of notes as they pass, where the policy says so and there are a ledger and a key."""

    def __init__(self, reader: GitRepository, *, is_dry: bool) -> None:
        self.kept = self.secrets = self.too_large = 0
        self.is_wanted, self.why_not = _is_wanted(reader)
        self._means: Means | None = None
        if self.is_wanted and not is_dry:
            self._means, self.why_not = _means(reader)

    def keep(self, commit: str, note: bytes) -> None:
        """Keep what a note carries, before it is written anew. Raises ReadError where that fails."""
        if self._means is None or b'"messages"' not in note:
            return
        from paraph.adapters.formats.git_ai_messages import messages_in
        from paraph.flows.ledger.retain_prompts import retain_prompts

        done = retain_prompts(self._means, commit, messages_in(note))
        self.kept += done.kept
        self.secrets += done.secrets
        self.too_large += done.too_large

    def close(self) -> None:
        """Close the ledger."""
        if self._means is not None:
            self._means.ledger.close()


def key_path(reader: GitRepository) -> str:
    """Where the key lies that retained prompts are encrypted with."""
    return f"{reader.private_area()}/prompts.key"


def make_prompts_key(reader: GitRepository) -> tuple[str, bool]:
    """Make that key where there is none; its place, and whether it is new."""
    import os

    from paraph.adapters.signers.sealed import make_key

    os.makedirs(reader.private_area(), mode=0o700, exist_ok=True)
    return key_path(reader), make_key(key_path(reader))


def read_prompts(reader: GitRepository, revision: str) -> Iterator[Read]:
    """What is kept of what was said for a commit. Raises InputError where there is no ledger, or no key for it."""
    from contextlib import closing

    from paraph.adapters.signers.sealed import read_key, unseal
    from paraph.core.errors import InputError, Problem
    from paraph.flows.ledger.retain_prompts import retained_prompts
    from paraph.wiring.ledger import open_ledger

    key = read_key(key_path(reader))
    if key is None:
        fix = "put its copy back at that place; one that is made anew opens nothing"
        raise InputError(Problem("P1027", f"the key {key_path(reader)} is not there", fix))
    commit = reader.commit_id(revision)
    with closing(open_ledger(reader.folder).ledger) as ledger:
        yield from retained_prompts(ledger, commit, lambda sealed, about: unseal(key, sealed, about))


def _is_wanted(reader: GitRepository) -> tuple[bool, str]:
    """Whether the policy says so, and why that cannot be told, in words."""
    from paraph.core.errors import ParaphError
    from paraph.ports.question import Question
    from paraph.wiring import governance

    try:
        branch = reader.default_branch()
        question = Question(repository=reader.folder, change=f"{branch}..{branch}")  # nothing: as of its tip
        policy = governance(reader, question).policy
    except ParaphError as error:
        problem = error.problems[0]
        fix = f" (fix: {problem.fix})" if problem.fix else ""
        return False, f"Whether the policy retains prompts cannot be told, so they are dropped: {problem.what}{fix}"
    return policy is not None and policy.is_retaining_prompts, ""


def _means(reader: GitRepository) -> tuple[Means | None, str]:
    import os
    import time

    from paraph.adapters.signers.sealed import read_key, seal
    from paraph.flows.ledger.retain_prompts import Means
    from paraph.wiring.ledger import has_ledger, open_ledger

    if not has_ledger(reader.private_area()):
        return None, NO_LEDGER
    key = read_key(key_path(reader))
    if key is None:
        return None, NO_KEY
    ledger = open_ledger(reader.folder).ledger
    return Means(ledger, lambda content, about: seal(key, content, about), os.urandom, int(time.time())), ""
