"""`paraph blame`: who, or what, wrote each line of a file?"""

from __future__ import annotations

import shlex
from importlib import import_module
from typing import TYPE_CHECKING

import click

from paraph.cli.blame_words import Asked, parted, read_words
from paraph.cli.options import Options, common
from paraph.cli.terminal_text import safe
from paraph.core.model.refs import ATTRIBUTION_REF, REMOTE_ATTRIBUTION_SPACE

if TYPE_CHECKING:
    from paraph.wiring.blame import BlamedFile

CUT = "This clone is shallow: lines from before its first commit are unknown (`git fetch --unshallow`)."


class BlameCommand(click.Command):
    """A command whose words are git's but for the common options, in any order."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let click see our options alone, and hand it all others as words."""
        ours, theirs = parted(args)
        return super().parse_args(ctx, [*ours, "--", *theirs])


@click.command("blame", cls=BlameCommand, options_metavar="[OPTIONS OF GIT BLAME]")
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[REV] [--] FILE")
@common("text", "json")
def command(words: tuple[str, ...], options: Options) -> int:
    """Tell who, or what, wrote each line of FILE: git blame, with what is known of AI in a gutter beside it.

    The flags are those of git blame: -L, -w, -M, -C, --since, --ignore-rev, --ignore-revs-file (and the setting
    blame.ignoreRevsFile), -e, -s, -t, -l, -f, -n, -b, --root, --abbrev, --date, --first-parent, --contents, and
    --porcelain, --line-porcelain and --incremental, which say the same in further headers (`paraph-kind` and others)
    before each line, so that whoever reads git's formats can read these.

    The gutter tells a line's kind, and the tool: AI, mixed, human (where a person attested it) or unknown, which does
    not mean that a person wrote it. A star marks what a commit claims of all its lines, where no record in
    refs/notes/ai tells which; a tilde marks weak evidence. -v adds the model, the session and the strength.
    """
    asked = read_words(list(words))
    if asked.form and options.format == "json":
        raise click.UsageError(f"--json and --{asked.form} contradict each other")
    from paraph import wiring
    from paraph.adapters.git.blame import BlameRequest, abbreviation
    from paraph.wiring.blame import blame_file, unfetched_records

    request = BlameRequest(asked.path, asked.revisions, asked.words, asked.form or "porcelain", asked.contents)
    with wiring.open_repository(options.repository) as reader:
        found = blame_file(reader, request, lambda: import_module("paraph.cli.blame_text"))
        is_text = not asked.form and options.format == "text"
        digits = asked.shown.digits or (abbreviation(reader, _commits(found)) + 1 if is_text else 0)
        remote = unfetched_records(reader, found) if is_text else ""
    _show(found, asked, digits, options)
    if found.is_cut:
        options.talk(CUT)
    if remote:
        options.talk(_fetch(remote))
    return 0


def _fetch(remote: str) -> str:
    spec = shlex.quote(f"+{ATTRIBUTION_REF}:{REMOTE_ATTRIBUTION_SPACE}{remote}")
    spec = spec if spec.startswith("'") else f"'{spec}'"
    return f"Records of lines may be at the remote: git fetch {safe(shlex.quote(remote), 80)} {safe(spec, 200)}"


def _commits(found: BlamedFile) -> list[str]:
    return [commit for commit in found.blamed.heads if commit.strip("0")]


def _show(found: BlamedFile, asked: Asked, digits: int, options: Options) -> None:
    if options.format == "json":
        from paraph.cli.blame_json import document

        options.json(document(found))
        return
    if asked.form:
        import sys

        from paraph.cli.blame_porcelain import porcelain

        sys.stdout.flush()
        sys.stdout.buffer.write(porcelain(found))
        return
    from paraph.cli.blame_text import legend, shown

    text = "\n".join(shown(found, asked.shown, digits, options))
    if text:
        options.data(text)
        options.talk(legend(options.style_of_talk))
