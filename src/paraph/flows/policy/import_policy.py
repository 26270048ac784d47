"""Which policy asks what a foreign file asks? Bytes in, a written policy and the account of it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from paraph.core.policy.foreign.codeowners import import_codeowners
from paraph.core.policy.foreign.notes import Imported
from paraph.core.policy.foreign.policybot import import_policybot
from paraph.core.policy.globs import Flavour
from paraph.core.policy.owners_read import read_owners
from paraph.core.policy.source import Document
from paraph.ports.documents import SourceText

Origin = Literal["policy-bot", "codeowners"]


def origin_of(file: str) -> Origin:
    """What a file is, by its name."""
    return "codeowners" if file.rpartition("/")[2].upper() == "CODEOWNERS" else "policy-bot"


def import_policy(
    content: bytes, file: str, origin: Origin, read_yaml: Callable[[SourceText], Document], flavour: Flavour = "github"
) -> Imported:
    """Import `content`, which people know as `file`. Raises InputError for what its own system would refuse."""
    if origin == "codeowners":
        return import_codeowners(read_owners(content, file, flavour))
    return import_policybot(read_yaml(SourceText(file, content)))
