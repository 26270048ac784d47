"""Who has written this history, and under which names?"""

from __future__ import annotations

from paraph.adapters.git.objects import Objects
from paraph.adapters.git.records import LIMITS
from paraph.adapters.git.runner import Place, launch, settle
from paraph.ports.repository import Author

_FIELDS = "%an%n%ae%n%aN%n%aE%n%at"


def authors(place: Place, tip: str, mailmap: str, *, since: int | None = None) -> list[Author]:
    """Identities of the authors of commits below `tip`, most commits first.

    `mailmap` is the id of a mailmap blob or empty; only that one is heeded. The times are claims.
    """
    place = Place(
        ("-c", f"mailmap.blob={mailmap}", "-c", "mailmap.file=/dev/null", *place.arguments), place.environment
    )
    bounds = [f"--since=@{since}"] if since is not None else []
    seen: dict[str, tuple[int, int, int]] = {}
    with launch(place, "log", "--no-show-signature", f"--format={_FIELDS}%x00", *bounds, tip, limits=LIMITS) as running:
        rest = b""
        for chunk in running.chunks():
            whole, _, rest = (rest + chunk).rpartition(b"\0")
            for one in whole.decode("utf-8", "backslashreplace").split("\0"):
                who, _, at = one.strip("\n").rpartition("\n")
                time = int(at) if at.isdecimal() else 0
                count, first, last = seen.get(who, (0, time, time))
                seen[who] = (count + 1, min(first, time), max(last, time))
        settle(running, "log")
    found = [described(who, sums) for who, sums in seen.items() if who]
    return sorted(found, key=lambda one: (-one.commits, one.email, one.name))


def described(who: str, sums: tuple[int, int, int]) -> Author:
    """An author of the four lines that name him, and his count, first and last time."""
    name, email, proper_name, proper_email = who.split("\n")
    return Author(name, email, proper_name, proper_email, *sums)


def mailmap_blob(objects: Objects, tree: str) -> str:
    """The id of `.mailmap` in a tree, empty where there is none or it is no plain file."""
    stored = objects.one(tree, "tree")
    for entry in objects.entries(stored):
        if entry.name == b".mailmap" and entry.mode.startswith("100"):
            return entry.id
    return ""
