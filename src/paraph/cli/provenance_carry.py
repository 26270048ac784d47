"""`paraph provenance carry`: what do new commits have from the old ones that they were made of?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from paraph.cli.line_words import WORDS
from paraph.cli.options import Options, common
from paraph.core.detect.lines.tool_names import stated_tool, tool_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.core.model.attribution import Attribution

SCHEMA = "paraph/provenance-carry/v1"


@click.command("carry")
@click.argument("old")
@click.argument("new")
@click.option("--base", metavar="COMMIT", help="What NEW stands on: only commits above it were written anew.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Tell what would be written, and write nothing.")
@common("text", "json")
def command(options: Options, old: str, new: str, base: str | None, *, is_dry_run: bool) -> int:
    """Carry what is known of lines from the commits of OLD to those of NEW, which replaces it.

    For a squash, a rebase or a cherry-pick that a forge, or a clone without hooks, has made: the records of the new
    commits are made from git's objects alone. Lines that are still there keep what was known of them, all others stay
    unknown; records that the new commits have already are joined, and their word counts more.

    Without --base, the first commit of NEW that has the author and date of one of OLD begins what was written anew;
    where there is none, it is the last commit alone. Name the base after a split, or another cut.
    """
    from paraph.flows.provenance.carry_branch import Rewrite, carry_branch
    from paraph.wiring.rewrites import rewriting

    with rewriting(options.repository) as at:
        tips = [at.reader.commit_id(each) for each in (old, new)]
        floor = at.reader.commit_id(base) if base else ""
        found = carry_branch(at.history, Rewrite(floor or tips[1], tips[0], floor or tips[0], tips[1]))
        if not is_dry_run:
            at.records.add(found)
    if options.format == "json":
        options.json(_document(tips[0], tips[1], found, is_dry_run=is_dry_run))
    else:
        options.data("\n".join(_text(found, is_dry_run=is_dry_run)))
    return 0


def _text(found: Sequence[Attribution], *, is_dry_run: bool) -> list[str]:
    if not found:
        return ["Nothing to carry: no line of the new commits is one of which an old commit tells more."]
    lines = [f"{each.commit[:12]}  {_counts_in_words(each)}" for each in found]
    would = "would get" if is_dry_run else "got"
    whose = ("1 commit", "its") if len(found) == 1 else (f"{len(found)} commits", "their")
    return [*lines, f"{whose[0]} {would} what was known of {whose[1]} lines."]


def _counts_in_words(record: Attribution) -> str:
    counts = _counts(record)
    return ", ".join(f"{counts[kind]:,} {word}" for kind, word in WORDS.items() if counts[kind])


def _counts(record: Attribution) -> dict[str, int]:
    from paraph.core.detect.lines.tally import counts_of, total_of

    return total_of(counts_of(file.spans) for file in record.files)._asdict()


def _document(old: str, new: str, found: Sequence[Attribution], *, is_dry_run: bool) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "old": old,
        "new": new,
        "written": not is_dry_run,
        "commits": [{"commit": each.commit, "lines": _counts(each), "files": _files(each)} for each in found],
    }


def _files(record: Attribution) -> list[dict[str, object]]:
    return [
        {
            "path": file.path, "first": span.first, "last": span.last, "kind": span.kind,
            "tool": tool_name(span.claim.tool) if span.claim else "",
            "stated_tool": stated_tool(span.claim.tool) if span.claim else "",
            "session": span.claim.session if span.claim else "",
        }
        for file in record.files
        for span in file.spans
    ]  # fmt: skip
