"""Which person of a server's directory is at this machine?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.flows.attend.office import Office


def person_here(office: Office) -> str:
    """The id of whoever runs this process: by the address that git knows them by, or the account of the machine; else
    an administrator, else the first of the directory. Empty where nobody is in it. Raises InputError and ReadError."""
    from paraph.adapters.git.hook_input import login
    from paraph.adapters.git.own import setting
    from paraph.flows.attend.people import everybody

    people = [each for each in everybody(office).people if not each.has_left]
    mine = {f"email:{setting(office.config.data, 'user.email').lower()}", login(), f"login:{login().partition(':')[2]}"}
    first = [each for each in people if mine & set(each.accounts)]
    first += [each for each in people if "administrator" in each.roles]
    return next((each.id for each in (*first, *people)), "")
