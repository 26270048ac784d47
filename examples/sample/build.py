"""How is the sample shop made? `python examples/sample/build.py [--seed N] [--output FILE]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

if not __package__:  # started as a file, not as a module
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from examples.sample.cases import open_branches
from examples.sample.history import History

SEED = 1
BUNDLE = Path(__file__).with_name("shop.bundle")


def build(seed: int, bundle: Path) -> None:
    """Write the shop of this seed as a git bundle; the same seed always gives the same objects."""
    history = History(seed)
    history.live()
    open_branches(history)
    with tempfile.TemporaryDirectory() as scratch:
        history.stream.write_bundle(bundle, Path(scratch) / "shop.git")


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--output", type=Path, default=BUNDLE)
    given = parser.parse_args()
    build(given.seed, given.output)
    print(f"{given.output}: seed {given.seed}")


if __name__ == "__main__":
    main()
