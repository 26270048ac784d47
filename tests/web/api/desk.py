"""A server with one decided change, for the tests of the API."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from office import FIRST, KEY, PEOPLE, Bureau, make_bureau
from paraph.wiring.robot import robot
from web.app import Stand, over

ONE = f"/api/v1/repositories/{quote(KEY, safe='')}"


@contextmanager
def decided(folder: Path) -> Iterator[tuple[Stand, Bureau, str]]:
    """The web, the server behind it, and the number of a change that waits. The server's robot is in its directory."""
    public = robot(str(folder / "data")).public
    people = PEOPLE + f'robots:\n  - {{id: paraph, keys: [{{key: "{public}"}}]}}\n'
    with make_bureau(folder, files={**FIRST, ".paraph/people.yaml": people}) as bureau:
        number = bureau.propose("round", {"src/a.py": "a = 2\n"})
        bureau.deliver(number=number)
        bureau.run()
        yield over(bureau), bureau, number
