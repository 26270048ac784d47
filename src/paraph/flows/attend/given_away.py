"""Is a login at a forge still that of whom we knew by it, or was its name given away?

Forges let a name go when its holder takes another one, and whoever comes first may have it. Their number of an account
never changes hands: the one that came with a name first is kept, and another one is not taken for the same person.
"""

from __future__ import annotations

from paraph.core.model.person import Person
from paraph.core.policy.lookup import normal_account
from paraph.flows.attend.office import Office
from paraph.ports.board import Setting
from paraph.ports.ledger import Row


def is_given_away(office: Office, account: str, number: str, person: Person | None) -> bool:
    """Whether an account (`github:ada`) has another number than when it was seen first; it is kept when it is new.

    The directory has the last word: who is listed with the number, as `github-id:17`, is who it says. An empty number
    says nothing. Raises ReadError.
    """
    if not number or person is None:
        return False
    name, kind = f"number:{normal_account(account)}", account.partition(":")[0]
    known = office.board.setting(name).decode()
    if known == number:
        return False
    if known and f"{kind}-id:{number}" not in person.accounts:
        office.tell("given_away", account=account, why="the forge has another number for this login than before")
        return True
    office.log.record((), (), [Row(Setting(name, number.encode()))])
    return False
