"""With what does the record of a server begin?"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from paraph.core.ledger.entry import entry
from paraph.ports.ledger import Ledger, Movement, Row
from paraph.ports.receiving import ReceivingRepository
from paraph.ports.server import ServerSettings


def begin_server(
    ledger: Ledger, receiving: ReceivingRepository, settings: ServerSettings, secret: bytes, now: int
) -> int:
    """Enter what is guarded and where every protected ref stands now: the number of entries that were added.

    The secret of the spot checks is committed to by its SHA-256 (it is 32 random bytes). What was entered before is
    not entered again; refs that are protected only now begin now.
    """
    known = {ref for ref in receiving.tips(settings.protected) if next(iter(ledger.movements(ref)), None)}
    tips = {ref: tip for ref, tip in receiving.tips(settings.protected).items() if ref not in known}
    is_new = not any(b'"kind":"genesis"' in content for content in ledger.entries())  # others may share the log
    if not is_new and not tips:
        return 0
    said: dict[str, Any] = {
        "name": settings.name,
        "protected": list(settings.protected),
        "policy_ref": settings.policy_ref,
        "tips": tips,
    }
    if settings.genesis:
        said["first"] = settings.genesis
    rows = [Row(Movement(ref, "", tip, "landed", "", 0), 0) for ref, tip in tips.items()]
    entries = [entry("genesis", now, **said)]
    if is_new and not settings.scope:  # a server has committed to its own when it began
        entries.append(entry("secret", now, of="spot-checks", commitment=sha256(secret).hexdigest()))
    ledger.record(entries, rows=rows)
    return len(entries)
