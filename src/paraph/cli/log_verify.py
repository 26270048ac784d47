"""`paraph log verify`: is this log, or this receipt, what it says it is?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraph.cli.log_ledger import ledger_option, opened_ledger
from paraph.cli.options import Options, common
from paraph.cli.terminal_text import count, safe
from paraph.cli.trouble import problem_entry, problem_lines
from paraph.core.errors import InputError, Problem

if TYPE_CHECKING:
    from paraph.core.ledger.note import NoteKey
    from paraph.flows.ledger.verify_log import Verification
    from paraph.ports.log_source import LogSource
    from paraph.ports.progress import Progress

VERIFY_SCHEMA = "paraph/log-verify/v1"
_KEY_BYTES = 65_536
_FILE_BYTES = 1 << 20


@click.command("verify")
@click.argument("place", required=False, metavar="[DIR|FILE.tlog-proof]")
@click.option("--key", "given_keys", multiple=True, metavar="VKEY|FILE", help="The log's public key, and witnesses'.")
@click.option(
    "--checkpoint", "earlier", metavar="FILE", help="A checkpoint kept from before: the log must go on from it."
)
@click.option("--entry", "entry_file", metavar="FILE", help="The bytes that a receipt is for.")
@ledger_option
@common("text", "json")
def command(
    place: str | None, given_keys: tuple[str, ...], earlier: str | None, entry_file: str | None, ledger: str | None,
    options: Options,
) -> int:  # fmt: skip
    """Verify an export or a receipt, offline, with nothing but the log's public key; or, with neither, the ledger.

    Looked at are the signature, every entry, every tile up to the root, and that it all goes on from --checkpoint.
    The first entry or tile that is not in order is named. Of the ledger itself, its own key is taken.

    Exit codes: 0 verified, 1 not verified, 2 usage, 4 it could not be read.
    """
    keys = _keys(given_keys)
    if place is None:
        with opened_ledger(options, ledger) as opened:
            from paraph.core.ledger.note import read_vkey
            from paraph.wiring.ledger import ledger_source

            source = ledger_source(opened.ledger)
            return _log(source, keys or (read_vkey(opened.vkey),), earlier, options)
    if ledger is not None:
        raise click.UsageError("give a place to verify, or --ledger, not both")
    if not keys:
        raise click.UsageError("give the log's public key by --key: one that lies beside the log proves nothing")
    if entry_file is not None:
        return _receipt(place, entry_file, keys, options)
    if Path(place).is_file():
        raise click.UsageError("give the bytes that the receipt is for by --entry")
    from paraph.wiring.ledger import export_folder

    return _log(export_folder(place), keys, earlier, options)


def _keys(given: tuple[str, ...]) -> tuple[NoteKey, ...]:
    """Keys as they are, or the lines of the files that hold them."""
    from paraph.adapters.formats.named_file import read_named
    from paraph.core.ledger.note import read_vkey

    lines: list[str] = []
    for each in given:
        is_file = Path(each).is_file()
        if not is_file and "+" not in each:
            fix = "give the file with the public key, or the key itself: NAME+ID+BASE64"
            raise InputError(Problem("P1259", f"there is no file {each[:200]}, and it is no key", fix))
        lines += read_named(each, _KEY_BYTES).decode("utf-8", "replace").splitlines() if is_file else [each]
    return tuple(read_vkey(line) for line in lines if line.strip())


def _log(source: LogSource, keys: tuple[NoteKey, ...], earlier: str | None, options: Options) -> int:
    from paraph.adapters.formats.named_file import read_named
    from paraph.flows.ledger.verify_log import verify_log
    from paraph.wiring.ledger import trust

    before = None if earlier is None else read_named(earlier, _FILE_BYTES)
    with ExitStack() as stack:
        found = verify_log(source, trust(keys), before, _watch(stack, options))
    if options.format == "json":
        options.json(_document(found))
    elif found.problems:
        _tell_problems(found.problems, options)
    else:
        options.data(_sentence(found))
    return 1 if found.problems else 0


def _watch(stack: ExitStack, options: Options) -> Callable[[int, int], None]:
    """A bar that is there once the length of the work is known."""
    from paraph.cli.progress import watcher

    bars: list[Progress] = []
    reached = 0

    def watch(done: int, total: int) -> None:
        nonlocal reached
        if not bars:
            bars.append(stack.enter_context(watcher(options)("entries", total)))
        bars[0].advance(done - reached)
        reached = done

    return watch


def _document(found: Verification) -> dict[str, object]:
    head = found.checkpoint
    about = {"origin": head.origin, "size": head.size, "root": head.root.hex()} if head else {}
    more = {"witnesses": list(found.witnesses), "blobs": found.blobs, "earlier_size": found.earlier_size}
    problems = [problem_entry(problem) for problem in found.problems]
    return {"schema": VERIFY_SCHEMA, "is_verified": not problems, **about, **more, "problems": problems}


def _tell_problems(problems: tuple[Problem, ...], options: Options) -> None:
    options.data(
        "\n".join(["not verified", *(line for each in problems for line in problem_lines(each, options.style))])
    )


def _sentence(found: Verification) -> str:
    head = found.checkpoint
    if head is None:
        return "not verified"
    parts = [f"verified: {count(head.size, 'entry', 'entries')} of {safe(head.origin)}, root {head.root.hex()}"]
    if found.earlier_size is not None:
        parts.append(f"goes on from the {count(found.earlier_size, 'entry', 'entries')} of the earlier checkpoint")
    if found.witnesses:
        parts.append(f"witnessed by {safe(', '.join(found.witnesses))}")
    if found.blobs:
        parts.append(f"{count(found.blobs, 'blob')} beside it")
    return "; ".join(parts)


def _receipt(file: str, entry_file: str, keys: tuple[NoteKey, ...], options: Options) -> int:
    from paraph.adapters.formats.named_file import read_named
    from paraph.core.ledger.proofs import read_proof, verify_proof
    from paraph.wiring.ledger import check_note

    proof = read_proof(read_named(file, _FILE_BYTES))
    entry = read_named(entry_file, _FILE_BYTES)
    try:
        vouched, problems = verify_proof(proof, entry, keys, check_note), tuple[Problem, ...]()
    except InputError as error:
        vouched, problems = None, error.problems
    if vouched is None and not problems:
        what = f"these bytes are not what the log has at index {proof.index}"
        problems = (Problem("P0863", what, "compare them with the entry that `paraph log prove --write-entry` keeps"),)
    head = vouched.checkpoint if vouched else None
    if options.format == "json":
        about = {"origin": head.origin, "size": head.size, "root": head.root.hex()} if head else {}
        told = [problem_entry(problem) for problem in problems]
        options.json(
            {"schema": VERIFY_SCHEMA, "is_verified": not told, "index": proof.index, **about, "problems": told}
        )
    elif head is None:
        _tell_problems(problems, options)
    else:
        options.data(f"verified: entry {proof.index} of {safe(head.origin)}, in the log of {head.size:,}")
    return 0 if head else 1
