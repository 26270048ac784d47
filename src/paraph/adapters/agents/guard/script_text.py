"""What stands in the script that a command is about to run?"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable

MOST_BYTES = 200_000
MOST_FILES = 64


def written_below(cwd: str) -> Callable[[str], str | None]:
    """Read the scripts that commands in a folder name, as they are on disk now: None for what is no readable file.

    A file that is longer than 200,000 bytes is cut there, and 64 files are read at most, as a hook must answer in time.
    """
    read = 0

    def text_of(path: str) -> str | None:
        nonlocal read
        read += 1
        if read > MOST_FILES:
            return None
        try:
            descriptor = os.open(
                os.path.join(cwd, os.path.expanduser(path)), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
            )
        except (OSError, ValueError):
            return None
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            return os.read(descriptor, MOST_BYTES).decode("utf-8", "replace")
        except OSError:
            return None
        finally:
            os.close(descriptor)

    return text_of
