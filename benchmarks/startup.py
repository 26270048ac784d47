"""What does it cost to start? `paraph --version` and others against `python -c pass`, each a process of its own.

Run it as `python -m benchmarks.startup [RUNS]`. The commands take turns, so that a busy machine slows them alike;
figures are medians. The exit code is 1 where the limit is missed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

RATIO = 5.0
RUNS = 41
SCRIPT = str(Path(sys.executable).with_name("paraph"))
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "paraph --version": [SCRIPT, "--version"],
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "import of all that gate needs": [
        sys.executable,
        "-c",
        "import paraph.cli.gate, paraph.flows.evaluate_change, paraph.adapters.git.reader",
    ],
    "paraph --help": [SCRIPT, "--help"],
}


def milliseconds(runs: int) -> dict[str, float]:
    """Median wall time of each command over so many turns."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            before = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            taken[name].append((time.perf_counter() - before) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> int:
    """Print the table; 1 where `--version` costs more than the limit."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    medians = milliseconds(runs)
    least = medians["python -c pass"]
    load = os.getloadavg()[0]
    print(f"start-up, medians of {runs} runs in turn, load average {load:.1f}")
    for name, median in medians.items():
        print(f"  {name:32} {median:8.1f} ms {median / least:6.1f} x")
    is_kept = medians["paraph --version"] <= RATIO * least
    print(f"  limit: --version at most {RATIO:.0f} x: {'kept' if is_kept else 'MISSED'}")
    return 0 if is_kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
