"""On what, and how busy, was it measured?"""

from __future__ import annotations

import os
import platform
import subprocess

from paraph import __version__


def load() -> str:
    """The load averages of the last minute and of five."""
    one, five, _ = os.getloadavg()
    return f"{one:.1f} (five minutes: {five:.1f})"


def state(seed: int) -> str:
    """Processors, versions and seed, in one line."""
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    system = f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} processors"
    return f"paraph {__version__}, Python {platform.python_version()}, git {git}, {system}, seed {seed}"
