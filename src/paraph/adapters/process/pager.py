"""How is a long text shown on a terminal, page by page?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from paraph.adapters.process.run import executable
from paraph.core.errors import ReadError

PROGRAM = "less"
# quit at the end of a short text, colours as they are, no clearing of the screen
SETTINGS = {"LESS": "FRX", "LV": "-c"}


def page(lines: Iterable[str], *, with_pager: bool) -> None:
    """Write lines to stdout through the user's pager, or as they are where that cannot be started.

    A pager that is left early is no error. `PARAPH_PAGER`, then `PAGER`, name one; `cat` or nothing is none.
    """
    command = os.environ.get("PARAPH_PAGER", os.environ.get("PAGER", PROGRAM)) if with_pager else ""
    path = _found(command)
    if not path:
        for line in lines:
            sys.stdout.write(line + "\n")
        return
    sys.stdout.flush()
    reading, writing = os.pipe()
    environment = {**SETTINGS, **os.environ}
    actions = [(os.POSIX_SPAWN_DUP2, reading, 0), (os.POSIX_SPAWN_CLOSE, writing)]
    pid = os.posix_spawn(path, command.split(), environment, file_actions=actions)
    os.close(reading)
    try:
        with os.fdopen(writing, "w", encoding="utf-8", errors="backslashreplace") as file:
            for line in lines:
                file.write(line + "\n")
    except BrokenPipeError:
        pass
    finally:
        os.waitpid(pid, 0)


def _found(command: str) -> str:
    words = command.split()
    if not words or words[0] == "cat":
        return ""
    try:
        return words[0] if os.path.isabs(words[0]) and os.access(words[0], os.X_OK) else executable(words[0])
    except ReadError:
        return ""
