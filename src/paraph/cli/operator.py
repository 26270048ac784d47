"""Who is at the keyboard of the server, behind a commitment that can be erased?"""

from __future__ import annotations

import secrets

from paraph.flows.ledger.keep_facts import SALT_BYTES, personal
from paraph.ports.ledger import KeptBlob


def operator() -> KeptBlob:
    """The account that this process runs as, `unix:login`, as a personal blob."""
    from paraph.adapters.git.hook_input import login

    return personal(login().encode("utf-8", "backslashreplace"), secrets.token_bytes(SALT_BYTES))
