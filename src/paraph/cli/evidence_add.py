"""`paraph evidence add`: which report speaks of this change, and which machine signs it?"""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.option_words import QUESTION, Word
from paraph.cli.options import Options, accepting, common
from paraph.cli.signing import Signing, signing

if TYPE_CHECKING:
    from paraph.core.attest.envelope import Envelope
    from paraph.core.model.facts import Facts

_KEPT = ("target", "policy", "org_policy", "directory")
WORDS = (
    *(word for word in QUESTION if word.name in _KEPT),
    Word(("--key",), "key", "Sign with this key: a robot's, in PEM or as OpenSSH has it, or a person's.", "FILE"),
    Word(("--kind",), "kind", "Write a report of this kind instead of reading one: tests, mutation, …", "NAME"),
    Word(("--passed",), "has_passed", "With --kind: it passed."),
    Word(("--failed",), "has_failed", "With --kind: it failed."),
    Word(("--fetch",), "fetches", "First take in what others signed."),
    Word(("--push",), "pushes", "Send it along at once, joined with what others sent."),
    Word(("--remote",), "remote", "The remote for --fetch and --push.", "NAME"),
)


@click.command("add")
@click.argument("file", required=False)
@click.argument("change", required=False)
@accepting(*WORDS)
@click.option(
    "--metric", "metrics", metavar="NAME=VALUE", multiple=True, help="With --kind: a figure; may be repeated."
)
@common("text", "json")
def command(options: Options, file: str | None, change: str | None, **given: Any) -> int:
    """Sign a report on the head of a change, or on the tree that would land, and add it to the notes.

    FILE is an in-toto Statement (test-result v0.1 or SVR v0.2), which is signed as it stands, or a DSSE envelope that
    is signed already; `-` is stdin. With --kind there is no FILE: a test-result is written, for the head. CHANGE is
    that of `paraph gate`. A report counts from a robot of the people file, and from a person who had no hand in the
    change. Exit codes: 0 added, also where it says that something failed, 2 it would not count, 4 kept but not sent.
    """
    kind, metrics = given.pop("kind"), given.pop("metrics")
    has_passed, has_failed = given.pop("has_passed"), given.pop("has_failed")
    if kind is None and (file is None or has_passed or has_failed or metrics):
        raise click.UsageError("name the FILE of a report; or write one: --kind NAME with --passed or --failed")
    if kind is not None and (change is not None or has_passed == has_failed):
        raise click.UsageError("--kind NAME takes --passed or --failed, and no FILE")
    figures = _figures(metrics)
    report = _report(file) if kind is None and file is not None else None
    given |= {"change": change if report else file, "person": None, "is_agreed": True}
    with signing(options, given) as at:
        facts = at.judged().facts
        return _added(at, report or _written(at, facts, kind, figures, has_passed=has_passed), facts)


def _report(file: str) -> Envelope:
    from paraph.adapters.formats.named_file import read_named_or_stdin
    from paraph.flows.signing.report_evidence import MOST_BYTES, read_report

    return read_report(read_named_or_stdin(file, MOST_BYTES))


def _written(at: Signing, facts: Facts, kind: str, figures: dict[str, float], *, has_passed: bool) -> Envelope:
    from paraph.core.attest.predicates import EvidencePredicate, Measured
    from paraph.flows.signing.report_evidence import written_report

    metrics = tuple(Measured(name, value) for name, value in figures.items())
    said = EvidencePredicate((kind,), "passed" if has_passed else "failed", "", at.now, metrics)
    return written_report(at.reader, facts.change, said)


def _figures(metrics: tuple[str, ...]) -> dict[str, float]:
    """The figures of `NAME=VALUE`, each name once."""
    found: dict[str, float] = {}
    for each in metrics:
        name, _, value = each.partition("=")
        figure = _figure(value)
        if not name.strip() or not isfinite(figure):
            raise click.UsageError(f"{each!r} is no figure: write --metric NAME=0.86")
        if found.setdefault(name.strip(), figure) != figure:
            raise click.UsageError(f"--metric {name.strip()} is given twice")
    return found


def _figure(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return nan


def _added(at: Signing, report: Envelope, facts: Facts) -> int:
    from paraph.core.attest.statement import statement_in
    from paraph.core.attest.timestamps import day_of
    from paraph.flows.signing.asserted import asserted
    from paraph.flows.signing.report_evidence import Bench, add_report, refuse_other_content, sign_report
    from paraph.wiring.signing import reporter, signature_checker

    statement = statement_in(report)
    refuse_other_content(statement, facts.change)
    checker = signature_checker()
    if not report.signatures:
        report = sign_report(report, reporter(at.reader, facts.people, at.wish.key), checker)
    made = add_report(at.notes, report, facts, Bench(checker, day_of(at.now)))
    return at.tell(made, asserted(statement.scope, statement.predicate), facts)
