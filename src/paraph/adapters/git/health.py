"""What about this repository, and this git, could keep a decision from being made?"""

from __future__ import annotations

import os
import re

from paraph.adapters.git.location import Location
from paraph.adapters.git.runner import attempt
from paraph.ports.health import RepositoryHealth

_VERSION = re.compile(rb"git version (\d{1,4}(?:\.\d{1,4}){1,3})")
_PARTIAL = r"^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$"


def health_of(location: Location) -> RepositoryHealth:
    """Look at the repository without changing it. Raises ReadError when git does not answer at all."""
    place = location.asked_at
    version = _VERSION.match(attempt(place, "version").output)
    partial = attempt(place, "config", "--local", "--get-regexp", _PARTIAL)
    replaced = attempt(place, "for-each-ref", "--format=%(refname)", "refs/replace/")
    return RepositoryHealth(
        git_version=tuple(map(int, version[1].split(b"."))) if version else (),
        is_shallow=bool(location.shallow),
        is_partial=bool(partial.output.strip()),
        replaced=len(replaced.output.split()),
        has_grafts=os.path.isfile(os.path.join(location.common_folder, "info", "grafts")),
    )
