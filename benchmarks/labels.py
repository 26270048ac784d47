"""How often is the detector right, by role, on commits that a person has read and labelled?

Needs the histories: local clones below one folder, `OWNER+NAME/repo`, `OWNER/NAME` or `NAME` each, also with `.git`.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.row import Row, Setting
from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.message import Reading
from paraph.core.detect.read import read_commit
from paraph.core.model.provenance import Assistance

LABELS = Path(__file__).with_name("labelled_commits.txt")
FIELDS = "%an%x00%ae%x00%cn%x00%ce%x00%ct%x00%B"
LEAST_PRECISION = 0.95


class Labelled(NamedTuple):
    """One commit and what it tells, as `role:tool`; `none_declared` stands alone."""

    repository: str
    commit: str
    told: frozenset[str]


def labelled(text: str) -> list[Labelled]:
    """The lines of the data file."""
    parts = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return [Labelled(repository, commit, frozenset(told)) for repository, commit, *told in parts]


def found(reading: Reading, *, with_weak: bool) -> frozenset[str]:
    """What the detector tells, in the words of the labels."""
    signals = (each for each in reading.signals if with_weak or each.strength != "weak")
    told = {f"{signal.role}:{signal.tool}" for signal in signals}
    for declaration in reading.declarations:
        if declaration.assistance is Assistance.NONE:
            told.add("none_declared")
        elif declaration.source != "trailer":  # a trailer that names a tool is a clue already
            role = "helped" if declaration.assistance is Assistance.ASSISTED else "wrote"
            told.update(f"{role}:{tool}" for tool in declaration.tools or ("unnamed",))
    return frozenset(told)


def folder_of(histories: Path, repository: str) -> Path | None:
    """The local clone of a repository, None where there is none."""
    owner, _, name = repository.partition("/")
    places = (f"{owner}+{name}/repo", f"{owner}/{name}", f"{owner}/{name}.git", name, f"{name}.git")
    return next((histories / place for place in places if (histories / place).is_dir()), None)


def readings(histories: Path, commits: Iterable[Labelled]) -> Iterator[tuple[Labelled, Reading]]:
    """What the detector reads in each commit that is there; a clear line on stderr for what is not."""
    absent: Counter[str] = Counter()
    for one in commits:
        folder = folder_of(histories, one.repository)
        command = ["git", "-C", str(folder), "show", "--no-patch", f"--format={FIELDS}", one.commit]
        shown = subprocess.run(command, capture_output=True, check=False) if folder else None
        if shown is None or shown.returncode:
            absent[one.repository] += 1
            continue
        author, email, committer, address, time, text = shown.stdout.decode("utf-8", "replace").split("\0", 5)
        yield one, read_commit(author, email, committer, address, text, int(time), one.commit, own=NO_ROWS)
    for repository, count in absent.items():
        sys.stderr.write(f"skipped: {count} commits of {repository} are not below {histories}\n")


def tallied(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> dict[str, Counter[str]]:
    """By role how many claims are `right`, `wrong` (found, not labelled) and `missed`; pairs are (labels, found)."""
    tally: dict[str, Counter[str]] = {}
    for told, seen in pairs:
        for claim in told | seen:
            kind = "right" if claim in told and claim in seen else "missed" if claim in told else "wrong"
            tally.setdefault(claim.partition(":")[0], Counter())[kind] += 1
    return tally


def figures(setting: Setting) -> Iterator[Row]:
    """Precision and recall by role, weak clues counted and left out."""
    read = list(readings(Path(setting.histories), labelled(LABELS.read_text(encoding="utf-8"))))
    for title, with_weak in (("any strength", True), ("without weak clues", False)):
        tally = tallied((one.told, found(reading, with_weak=with_weak)) for one, reading in read)
        for role in sorted(tally):
            yield _row(f"{role}, {title}, {len(read)} commits", tally[role])


def _row(what: str, count: Counter[str]) -> Row:
    right, found_, there = count["right"], count["right"] + count["wrong"], count["right"] + count["missed"]
    precision = right / found_ if found_ else None
    told = f"{precision:.1%} precise ({right} of {found_})" if precision is not None else "none found"
    recalled = f"{right / there:.1%} recalled ({right} of {there})" if there else "none labelled"
    is_met = None if precision is None else precision >= LEAST_PRECISION
    return Row(what, told, recalled, precision, f"≥ {LEAST_PRECISION:.0%} precise", is_met)
