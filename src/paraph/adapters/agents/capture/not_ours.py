"""Has it been said that what agents do in another user's repository is not recorded?

Nothing can be written down in that repository, so what was said is remembered in the cache of whoever it was said to.
"""

from __future__ import annotations

import os

from paraph.adapters.agents.work_tree import another_users


def not_recorded(path: str) -> str:
    """Why nothing is recorded of a file in another user's repository; empty the second time, and for any other file."""
    top = another_users(os.path.dirname(os.path.realpath(path)))
    if not top or _is_said(top):
        return ""
    return (
        f"what agents do in {top} is not recorded, for its .git belongs to another user: "
        f"give it to who works there (chown), or work in a clone of your own"
    )


def _is_said(top: str) -> bool:
    """Whether it was said before; where nobody can keep that, it is said again."""
    from paraph.core.model.digest import sha256_hex

    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = f"{cache}/paraph/not-recorded"
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
        name = f"{folder}/{sha256_hex(os.fsencode(top))}"
        os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        return True
    except OSError:
        return False
    return False
