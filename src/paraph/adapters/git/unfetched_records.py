"""From which remote could records of lines come that this clone never fetches?"""

from __future__ import annotations

from paraph.adapters.git.location import Location
from paraph.adapters.git.runner import attempt
from paraph.core.model.refs import ATTRIBUTION_REF

ASKED = r"^remote\..*\.(url|fetch)$"


def unfetched_at(location: Location) -> str:
    """The name of a remote, `origin` before others, where no remote's refspec names records; empty elsewhere.

    See git-config(1), `remote.<name>.fetch`.
    """
    output = attempt(location.asked_at, "config", "-z", "--get-regexp", ASKED).output.decode("utf-8", "replace")
    remotes: list[str] = []
    for field in output.split("\0"):
        key, _, value = field.partition("\n")
        name, _, what = key.removeprefix("remote.").rpartition(".")
        if what == "fetch" and value.lstrip("+").partition(":")[0] in {ATTRIBUTION_REF, "refs/notes/*", "refs/*"}:
            return ""
        if what == "url" and name:
            remotes.append(name)
    return "origin" if "origin" in remotes else next(iter(remotes), "")
