"""Where are the facts of a decision kept, so that anybody can make it again?"""

from __future__ import annotations

import os

from paraph.core.errors import InputError, Problem
from paraph.core.model.facts import Facts


def keep_facts(facts: Facts, path: str) -> None:
    """Write a facts document that only its owner can read: it holds names and addresses.

    Raises InputError where it cannot be written.
    """
    from paraph.adapters.formats.documents import facts_file

    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(facts_file(facts))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problem = Problem("P0614", f"--write-facts {path}: {reason}", "name a file that can be written")
        raise InputError(problem) from None
