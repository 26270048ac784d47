"""Which document is this, whatever its comments and layout?"""

from __future__ import annotations

from paraph.core.model.digest import sha256_hex
from paraph.core.policy.source import Document, Tree, to_plain


def tree_digest(tree: Tree) -> str:
    """SHA-256, in hex, of the RFC 8785 bytes of the tree's data: comments and layout change nothing."""
    import rfc8785  # costs more to import than a cached policy costs to read

    return sha256_hex(rfc8785.dumps(to_plain(tree)))


def document_digest(document: Document) -> str:
    """The digest that the document carries, or else the one of its tree."""
    return document.digest or tree_digest(document.root)


def layered_digest(organisation: str, repository: str) -> str:
    """One digest for two layers: SHA-256 of the RFC 8785 form of their digests, by name of layer."""
    return sha256_hex(f'{{"organisation":"{organisation}","repository":"{repository}"}}'.encode())
