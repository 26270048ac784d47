"""Which command could a program run that the guard does not know, from the words that it is given?

No list of programs that run others is ever whole (`retry`, `xvfb-run`, `watchexec`, `ansible -a`): so each known
program that stands behind an unknown one is looked at as if it ran, and each text with blanks as if it told a command.
It is only supposed to run, and so is asked about, not denied.
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Runnable, Sight, base_name
from paraph.core.guard.shell.words import HOLE
from paraph.core.guard.table.lookup import PARTS
from paraph.core.guard.unwrapping.wrappers import inside
from paraph.core.model.regex import regex

MAX_WORDS = 24
MAX_PIECES = 40
MAX_TEXT = 4_000
# What else destroys, beside the programs of the table; and what runs a text that does.
_RUN = names(
    "rm dd shred mkfs wipefs rmtree srm truncate chmod chown dropdb psql mysql mariadb sqlite3 mongosh mongo redis-cli "
    "sh bash zsh dash sudo doas env python python3 perl ruby node mkfs.ext4 blkdiscard find xargs"
)
_KNOWN = frozenset().union(*PARTS.values()) | _RUN
_AMBIGUOUS = names("init service history console migrate goose k kind up part render eb sam atlas mc oc x copilot sst")
# Programs that take prose, patterns or names of programs, and run none of them.
_SILENT = names(
    "echo printf grep egrep fgrep rg ag ack man info which type whereis whatis apropos tldr cat ls less more head tail "
    "wc sort uniq cut tr diff cmp touch mkdir rmdir cd pushd test [ [[ jq yq logger notify-send say export unset let "
    "return exit alias complete compgen hash set shift stat file du df ps pgrep basename dirname realpath readlink tee "
    "cp mv ln chmod chown rm for select case in function local declare readonly typeset read trap source . git hub gh "
    "glab brew apt apt-get dnf yum pacman apk pip pip3 pipx cargo gem go curl wget ruff mypy eslint prettier "
    "pre-commit codespell cspell shellcheck shfmt hadolint typos bd slack jira linear code open figlet cowsay column "
    "fold awk gawk mawk python python3 perl ruby node dd ssh scp rsync (sql) :"
)
_BARE = names("yarn pnpm bun")
_EDITORS = names("ex vi vim nvim")
_TOLD = names("launchctl gcloud az aws heroku fly flyctl railway npm yarn pnpm bun docker podman kubectl")
_HANDS_ON = names(
    "run exec ssh console shell send-command run-command start-session invoke start dlx rsh run-script submit"
)
_PARTING = regex(r"[\"'`()\[\]!=:,;|&{}\n]+")
_LEADING = names("shell exec spawn system sudo run e 1e sh -c command")
_SED_RUNS = regex(r"^[0-9$,]*e\s+(.+)|s(.)(?:(?!\2).)*\2((?:(?!\2).)+)\2[gip]*e\b")


def commands_of_unknown(sight: Sight) -> Iterator[Runnable]:
    """The commands that a program may run which are given to it; nothing for one that is known to run none."""
    name = base_name(sight.words[0])
    if HOLE in name or sight.is_doubtful:
        return
    if name == "sed":
        yield from _of_sed(sight)
        return
    hands_on = name in _BARE or (name in _TOLD and _HANDS_ON & set(sight.words[1:6]))
    if name in _SILENT or (name in _KNOWN and not hands_on):
        return
    if name in _EDITORS and any(word in ("-c", "-s", "-es") or word.startswith("+") for word in sight.words[1:]):
        yield inside(sight, name)._replace(words=("sed", "-i", *(word for word in sight.words[1:] if word[:1] != "-")))
    place = inside(sight, name)._replace(is_doubtful=True)
    for at, word in enumerate(sight.words[1:MAX_WORDS], 1):
        if " " in word:
            yield from commands_in_text(word, place)
        elif base_name(word) in _KNOWN - _AMBIGUOUS and at + 1 < len(sight.words):
            yield place._replace(words=sight.words[at:])


def commands_in_text(text: str, place: Sight) -> Iterator[Runnable]:
    """The commands that seem to stand in a text of any language: a known program first, and its words behind it."""
    for count, piece in enumerate(_PARTING.split(text[:MAX_TEXT])):
        if count >= MAX_PIECES:
            return
        words = piece.split()
        while words and words[0] in _LEADING:
            words.pop(0)
        if len(words) > 1 and base_name(words[0]) in _KNOWN:
            yield place._replace(words=tuple(words), is_doubtful=True)


def _of_sed(sight: Sight) -> Iterator[Runnable]:
    for word in sight.words[1:6]:
        found = _SED_RUNS.search(word)
        if found:
            yield from commands_in_text(found[1] or found[3], inside(sight, "sed e"))
