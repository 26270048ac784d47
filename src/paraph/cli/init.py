"""What does a newcomer type first, and what do they see?"""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from pathlib import Path

import click

from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count, safe
from paraph.core.errors import InputError, Problem
from paraph.core.model import places
from paraph.flows.draft.draft_setup import DraftedFile, Setup

PEOPLE_SHOWN = 8
PATIENCE_SECONDS = 1.0
REPLAYED_DAYS = 90
QUIET_DAYS = 30


@click.command("init", short_help="Draft a directory and a policy for this repository, in shadow mode.")
@click.option("--yes", "is_agreed", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Print the files instead of writing them.")
@click.option("--since", metavar="SPAN", default="365d", show_default=True, help="How far back to look for people.")
@common("text", "json")
def command(options: Options, since: str, *, is_agreed: bool, dry_run: bool) -> int:
    """Draft what Paraph needs here from the history, and write it where nothing stands yet.

    The policy starts in shadow mode: it records what it would ask, and blocks nobody.
    """
    from paraph import wiring
    from paraph.cli.duration import seconds_of
    from paraph.cli.progress import watcher

    with closing(wiring.open_repository(options.repository)) as reader:
        root = reader.work_tree()
        setup = wiring.draft(reader, seconds_of(since), watcher(options))
    if not root and not dry_run:
        fix = "run init in a clone of it, or print the files with --dry-run"
        raise InputError(Problem("P0613", "a bare repository has no files to write", fix))
    new = [each for each in setup.files if not root or not os.path.lexists(Path(root) / each.path)]
    kept = [each for each in setup.files if each not in new]
    if options.format == "json":
        options.json(_document(setup, new, kept))
    else:
        options.data(_told(setup, root, new, kept, options))
    if dry_run:
        if options.format == "text":
            shown = [*new, *(each for each in kept if _lacks_field(root, each))]
            options.data("\n".join(f"\n--- {safe(each.path)}\n{each.content}" for each in shown))
        return 0
    if new and (is_agreed or _is_agreed(options)):
        _write(root, new)
        for line in _next(setup, new, int(time.time())):
            options.talk(line)
    elif new:
        options.talk("Nothing was written. Add --yes to write these files, --dry-run to print them.")
    return 0


def _lacks_field(root: str, kept: DraftedFile) -> bool:
    """Whether a pull-request template that was there before does not ask how AI was used."""
    if not kept.path.lower().endswith(".md"):
        return False
    try:
        return "ai assistance" not in (Path(root) / kept.path).read_text("utf-8", "replace").replace("-", " ").lower()
    except OSError:
        return False


def _is_agreed(options: Options) -> bool:
    if options.format != "text":
        return False
    if sys.stdin.isatty():
        return click.confirm("Write these files?", default=True, err=True)
    return _piped_answer() in {"y", "yes"}


def _piped_answer() -> str:
    """The line that another program wrote into our standard input; a pipe that stays silent is not waited for."""
    from select import select

    try:
        is_ready = bool(select([sys.stdin], [], [], PATIENCE_SECONDS)[0])
        return sys.stdin.readline().strip().lower() if is_ready else ""
    except (OSError, ValueError):  # no such input at all, or a console of a system whose `select` knows only sockets
        return ""


def _next(setup: Setup, new: list[DraftedFile], now: int) -> list[str]:
    """What was written, and what to do with it; a replay is advised over a span in which something landed."""
    them = "it" if len(new) == 1 else "them"
    levels = ", correct the assumed levels" if any(each.path == places.PEOPLE for each in new) else ""
    lines = [f"Wrote {count(len(new), 'file')}. Read {them}{levels}, commit {them}."]
    if not setup.newest:
        return [*lines, "Next: paraph gate <branch>   (what a change would need; once some landed, paraph replay)"]
    quiet_days = max(now - setup.newest, 0) // 86_400
    span, which = (REPLAYED_DAYS, "last") if quiet_days < QUIET_DAYS else (REPLAYED_DAYS + quiet_days + 1, "newest")
    asked = f"what this policy would have asked of the {which} three months"
    return [*lines, f"Next: paraph replay --since {span}d   ({asked})"]


def _write(root: str, files: list[DraftedFile]) -> None:
    base = Path(root).resolve()
    for each in files:
        path = base / each.path
        if not path.parent.resolve().is_relative_to(base):
            what = f"{each.path} would be written outside the repository"
            raise InputError(Problem("P0610", what, "remove the link"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(each.content)


def _told(setup: Setup, root: str, new: list[DraftedFile], kept: list[DraftedFile], options: Options) -> str:
    """What was found and is drafted; of what stands there already only that it is kept."""
    style, stands = options.style, {each.path for each in kept}
    lines = [style.bold(_head(setup, has_people=places.PEOPLE not in stands)), ""]
    if places.PEOPLE not in stands and setup.directory.people:
        lines += [*_people(setup, options), ""]
    if places.POLICY not in stands:
        lines += [*_tiers(setup), ""]
    lines += [f"  {style.good('write')}  {each.path:<36} {each.purpose}" for each in new]
    for each in kept:
        field = "; --dry-run prints the AI-usage field that it lacks" if _lacks_field(root, each) else ""
        lines.append(f"  {style.dim('keep')}   {safe(each.path):<36} it is there already{field}")
    return "\n".join(lines)


def _head(setup: Setup, *, has_people: bool) -> str:
    proposal, number = setup.proposal, len(setup.directory.people)
    found = f"; {count(number, 'person', 'people')} found" if has_people else ""
    if proposal.is_measured:
        return f"{count(proposal.changes, 'landed change')} read{found}."
    if proposal.changes:
        return f"Only {count(proposal.changes, 'landed change')} to learn from{found}."
    return f"Nothing was committed yet: this is the plain default. Name your people in {places.PEOPLE}."


def _people(setup: Setup, options: Options) -> list[str]:
    people, lines = setup.directory.people, []
    for person in people[:PEOPLE_SHOWN]:
        domains = f"  knows {', '.join(person.domains)}" if person.domains else ""
        lines.append(f"  {safe(person.id, 24):<24} {person.level} (assumed){domains}")
    if len(people) > PEOPLE_SHOWN:
        lines.append(options.style.dim(f"  and {len(people) - PEOPLE_SHOWN} more"))
    if len(people) == 1:
        lines += ["", f"  With one person nobody is independent: what {safe(people[0].id, 24)} changes, nobody can"]
        lines.append(f"  sign off. Name a second one in {places.PEOPLE} before rules are enforced.")
    return lines


def _shares(kinds: tuple[str, ...], setup: Setup) -> str:
    """Kinds with the share of changes that touch each; those that none did stand together at the end."""
    shares = setup.proposal.shares if setup.proposal.is_measured else {}
    touched = [f"{kind} {100 * shares[kind]:.1f} %" for kind in kinds if shares.get(kind)]
    quiet = [kind for kind in kinds if not shares.get(kind)]
    none = f"{', '.join(quiet)}{' (no change so far)' if shares else ''}" if quiet else ""
    return "; ".join(filter(None, (", ".join(touched), none)))


def _tiers(setup: Setup) -> list[str]:
    proposal = setup.proposal
    by_tier = {
        "critical": [_shares(proposal.critical, setup)],
        "high": [_shares(proposal.high, setup), f"what {proposal.dependents} files or more depend on"],
        "medium": [_shares(proposal.medium, setup)],
    }
    return [f"  {tier:<9} {'; '.join(filter(None, found))}" for tier, found in by_tier.items() if any(found)]


def _document(setup: Setup, new: list[DraftedFile], kept: list[DraftedFile]) -> dict[str, object]:
    return {
        "schema": "paraph/init/v1",
        "changes": setup.proposal.changes,
        "people": len(setup.directory.people),
        "tiers": setup.proposal._asdict(),
        "write": [each._asdict() for each in new],
        "keep": [each.path for each in kept],
    }
