"""`paraph evidence add`: which report speaks of this change, and which machine signs it?"""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.evidence_send import Destination, send
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
    Word(("--kind",), "kind", "Of this kind: tests, scan, …; without a FILE such a report is written.", "NAME"),
    Word(("--passed",), "has_passed", "With --kind: it passed."),
    Word(("--failed",), "has_failed", "With --kind: it failed."),
    Word(("--fetch",), "fetches", "First take in what others signed."),
    Word(("--push",), "pushes", "Send it along at once, joined with what others sent."),
    Word(("--remote",), "remote", "The remote for --fetch and --push.", "NAME"),
    Word(("--server",), "server", "Send it to this server, which signs it, instead of signing it here.", "URL"),
    Word(("--repository",), "at_server", "With --server: what it is called there (github:acme/shop).", "KEY"),
    Word(("--token-file",), "token_file", "With --server: a file with a token of the scope evidence.", "FILE"),
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

    FILE is JUnit's XML or SARIF, whose outcome and figures are written down as a test-result; an in-toto Statement
    (test-result v0.1 or SVR v0.2), which is signed as it stands; or a DSSE envelope that is signed already; `-` is
    stdin. With --kind and --passed or --failed there is no FILE: a test-result is written, for the head. CHANGE is
    that of `paraph gate`. With --server the file goes to a server, which signs it with its own key. A report counts
    from a robot of the people file, and from a person who had no hand in the change. Exit codes: 0 added, also where
    it says that something failed, 2 it would not count, 4 kept but not sent.
    """
    kind, metrics = given.pop("kind"), given.pop("metrics")
    has_passed, has_failed = given.pop("has_passed"), given.pop("has_failed")
    server = Destination(*(given.pop(name) for name in ("server", "at_server", "token_file")))
    is_written = has_passed or has_failed or bool(metrics)
    if file is None or is_written:
        return _write(options, file, change, kind, metrics, given, has_passed=has_passed, has_failed=has_failed)
    content = _content(file)
    if server.is_named:
        return send(options, server, content, change or "HEAD", kind or "")
    given |= {"change": change, "person": None, "is_agreed": True}
    with signing(options, given) as at:
        facts = at.judged().facts
        return _added(at, _report(at, facts, content, kind or ""), facts)


def _write(
    options: Options, change: str | None, more: str | None, kind: str | None, metrics: tuple[str, ...],
    given: dict[str, Any], *, has_passed: bool, has_failed: bool,
) -> int:  # fmt: skip
    """A test-result of the words that were given, and of no file."""
    if kind is None:
        raise click.UsageError("name the FILE of a report; or write one: --kind NAME with --passed or --failed")
    if more is not None or has_passed == has_failed:
        raise click.UsageError("--kind NAME takes --passed or --failed, and no FILE")
    figures = _figures(metrics)
    given |= {"change": change, "person": None, "is_agreed": True}
    with signing(options, given) as at:
        facts = at.judged().facts
        return _added(at, _written(at, facts, kind, figures, has_passed=has_passed), facts)


def _content(file: str) -> bytes:
    from paraph.adapters.formats.named_file import read_named_or_stdin
    from paraph.adapters.formats.report_file import MOST_BYTES

    return read_named_or_stdin(file, MOST_BYTES)


def _report(at: Signing, facts: Facts, content: bytes, kind: str) -> Envelope:
    from paraph.adapters.formats.report_file import format_of, read_tool_report
    from paraph.flows.signing.report_evidence import read_report, written_report

    form = format_of(content)
    if form == "statement":
        if kind:
            raise click.UsageError("--kind names what JUnit or SARIF is; a statement says so itself")
        return read_report(content)
    return written_report(at.reader, facts.change, read_tool_report(content, form, at.now, kind))


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
