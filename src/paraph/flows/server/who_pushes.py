"""Who pushes, as far as this server can know?"""

from __future__ import annotations

from collections.abc import Callable

from paraph.core.attest.timestamps import day_of
from paraph.core.attest.validity import why_not
from paraph.core.model.person import Directory

CheckPush = Callable[[str, bytes, bytes], bool]  # public key, certificate, signature


def signer_of_push(directory: Directory, message: bytes, signature: bytes, check: CheckPush, now: int) -> str:
    """An account of the person whose key signed a push certificate, empty where it is nobody's, or does not count now.

    The accounts of one person are equal: the first stands for them. A person without one cannot be named.
    """
    day = day_of(now)
    for person in directory.people:
        for key in person.keys:
            if person.accounts and not why_not(key, (day,)) and check(key.public, message, signature):
                return person.accounts[0]
    return ""
