"""`paraph log reconcile`: is everything that landed on record, and what is not?"""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.log_ledger import ledger_option, opened_ledger
from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count, safe, width, wrap
from paraph.core.errors import InputError, Problem
from paraph.core.model.refs import short_name
from paraph.core.policy.ref_globs import is_protected
from paraph.flows.ledger.reconcile import Finding, Reconciled, Unsettled, accept, heal, reconcile

if TYPE_CHECKING:
    from paraph.adapters.git.reader import GitRepository
    from paraph.ports.ledger import Ledger

RECONCILE_SCHEMA = "paraph/reconcile/v1"
_SHORT = 10


@click.command("reconcile")
@click.option("--ref", "refs", multiple=True, metavar="REF", help="Only this ref; may be repeated.")
@click.option("--since", metavar="REV", help="Leave out what this commit has.")
@click.option("--heal", "heals", is_flag=True, help="Record landings that were allowed and lack only their record.")
@click.option("--accept", "accepted", metavar="OLD..NEW", help="Take an exception on, for the reason given.")
@click.option("--reason", metavar="TEXT", help="Why it is accepted.")
@ledger_option
@common("text", "json")
def command(
    refs: tuple[str, ...], since: str | None, *, heals: bool, accepted: str | None, reason: str | None,
    ledger: str | None, options: Options,
) -> int:  # fmt: skip
    """Prove that landed = recorded + exceptions, from the first-parent history of every protected branch.

    Each exception is listed with what is wrong with it; and, counted nowhere, each landing that lost its trailers on
    the way. Exit codes: 0 none, or all accepted, 1 there are some, 2 usage, 4 git or the ledger does not answer.
    """
    from paraph import wiring

    if (accepted is None) != (reason is None):
        raise click.UsageError("--accept and --reason belong together")
    with closing(wiring.open_repository(options.repository)) as reader, opened_ledger(options, ledger) as opened:
        names = [_full(reader, ref) for ref in refs] or _protected(reader, opened.own)
        if accepted is not None and reason is not None:
            _accept(reader, opened.own, names, accepted, reason, options)
        found = [reconcile(reader, opened.own, name, since=since) for name in names]
        if heals:
            healed = sum(len(heal(opened.own, each.exceptions, int(time.time()))) for each in found)
            options.talk(f"Recorded {count(healed, 'landing')}.")
            found = [reconcile(reader, opened.own, name, since=since) for name in names] if healed else found
    if options.format == "json":
        options.json({"schema": RECONCILE_SCHEMA, **_total(found), "refs": [_document(each) for each in found]})
    else:
        options.data("\n".join(reconciled_lines(found, options)))
    return 1 if any(each.open for each in found) else 0


def reconciled_lines(found: list[Reconciled], options: Options) -> list[str]:
    """Each ref with its exceptions, and the sum in the last line."""
    style, lines = options.style, []
    for each in found:
        older = f", {count(each.before, 'commit')} before the record" if each.before else ""
        tip = safe(each.tip[:_SHORT])
        lines.append(f"{style.bold(safe(short_name(each.ref)))} at {tip}: {each.landed:,} landed{older}")
        for exception in each.exceptions:
            lines += _exception(exception, options)
        for finding in each.findings:
            lines += _finding(finding, options)
    total = _total(found)
    accepted = f" ({total['accepted']:,} accepted)" if total["accepted"] else ""
    last = f"landed {total['landed']:,} = recorded {total['recorded']:,} + exceptions {total['exceptions']:,}{accepted}"
    paint = style.bad if any(each.open for each in found) else style.good
    return [*lines, paint(last)]


def _exception(exception: Unsettled, options: Options) -> list[str]:
    style = options.style
    is_open = exception.accepted is None
    mark = style.bad("✗") if is_open else style.open("!")
    old, new = (safe(each[:_SHORT]) or "nothing" for each in (exception.old, exception.new))
    number = f" ({count(exception.commits, 'commit')})" if exception.commits > 1 else ""
    index = exception.entry if is_open else exception.accepted
    proof = f" (#{index})" if index is not None else ""
    said = safe(exception.why) if is_open else f"accepted: {safe(exception.why)}"
    first, *rest = wrap(f"{old}..{new}{number}  {said}{proof}", width(), "    ")
    return [f"  {mark} {first[4:]}", *rest]


def _finding(finding: Finding, options: Options) -> list[str]:
    """What a landing that is in order lost on its way: told, and counted nowhere."""
    old, new = (safe(each[:_SHORT]) or "nothing" for each in (finding.old, finding.new))
    lost = safe(", ".join(finding.lost))
    first, *rest = wrap(f"{old}..{new}  its messages lost {lost} (#{finding.entry} has it)", width(), "    ")
    return [f"  {options.style.open('!')} {first[4:]}", *rest]


def _total(found: list[Reconciled]) -> dict[str, int]:
    exceptions = [exception for each in found for exception in each.exceptions]
    return {
        "landed": sum(each.landed for each in found),
        "recorded": sum(each.recorded for each in found),
        "exceptions": sum(each.commits for each in exceptions),
        "accepted": sum(each.commits for each in exceptions if each.accepted is not None),
    }


def _document(found: Reconciled) -> dict[str, Any]:
    exceptions, findings = ([each._asdict() for each in every] for every in (found.exceptions, found.findings))
    return {**found._asdict(), "exceptions": exceptions, "findings": findings}


def _full(reader: GitRepository, ref: str) -> str:
    names = {tip.name for tip in reader.tips()}
    full = next((name for name in (ref, f"refs/heads/{ref}") if name in names), None)
    if full is None:
        raise InputError(Problem("P0874", f"there is no branch {ref!r} here", "name a branch of the server"))
    return full


def _protected(reader: GitRepository, ledger: Ledger) -> list[str]:
    """The branches whose movements are on record; where there are none, the default branch."""
    from paraph.wiring.server import settings_of

    settings = settings_of(reader)
    names = [tip.name for tip in reader.tips() if tip.name.startswith("refs/heads/")]
    patterns = settings.protected if settings else ()
    found = [each for each in names if is_protected(each, patterns) or next(ledger.movements(each), None) is not None]
    return found or [reader.default_branch()]


def _accept(reader: GitRepository, ledger: Ledger, names: list[str], span: str, reason: str, options: Options) -> None:
    from paraph.cli.operator import operator

    old, _, new = span.partition("..")
    candidates = [each for name in names for each in reconcile(reader, ledger, name).open]
    found = [each for each in candidates if _is_end(each.old, old) and _is_end(each.new, new)]
    if len(found) != 1 or not reason.strip():
        what = "an exception is accepted for a reason" if found else f"there is no open exception {span!r}"
        raise InputError(Problem("P0875", what, "copy OLD..NEW from the list, and say why: --reason"))
    receipt = accept(ledger, found[0], operator(), reason.strip(), int(time.time()))
    options.talk(f"Entry {receipt.index} says who accepted it, and why.")


def _is_end(commit: str, given: str) -> bool:
    return commit.startswith(given) if given and given != "nothing" else not commit.strip("0")
