"""Which concrete class answers for each port of a server? Imports stand inside functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.flows.attend.office import Office
    from paraph.ports.identity import IdentityProvider
    from paraph.ports.jobs import JobRunner


class Server(NamedTuple):
    """What the web and the workers are made of: the flows' office, the ways to log in, and who does the jobs."""

    office: Office
    providers: Mapping[str, IdentityProvider]
    jobs: JobRunner
