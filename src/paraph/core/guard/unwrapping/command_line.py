"""What does a command line come to, once everything that runs something else has been opened?"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import pairwise

from paraph.core.guard.folders import ADRIFT, Trail
from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Opaque, Runnable, Sight, Text, base_name
from paraph.core.guard.shell.commands import KNOWN, Command, read_shell
from paraph.core.guard.shell.words import HOLE
from paraph.core.guard.unwrapping.standard_input import with_standard_input
from paraph.core.guard.unwrapping.unknown_programs import commands_of_unknown
from paraph.core.guard.unwrapping.variables_and_settings import run_by_git_settings, run_by_variables
from paraph.core.model.regex import regex

Reader = Callable[[str], str | None]
MAX_STEPS = 3_000
MAX_CHARACTERS = 600_000
MAX_THROUGH = 24
MAX_FILES = 60
_WRITING = frozenset({">", ">>", ">|", "&>", "&>>"})
_DESTRUCTIVE = regex(
    r"\b(?:destroy|delete|drop|truncate|terminate|purge|uninstall|shred|mkfs\w*|wipefs|rmtree|flushall|force-unlock|rb)\b"
    r"|\brm\s|--force|reset\s+--hard|\bdd\s|-auto-approve",
    2,
)


_THROUGH = names("builtin command time noglob nocorrect")
_ADRIFT = regex(r"\bshow-toplevel\b|\bautocd\b|\btrap\b[^\n]*\b(?:cd|pushd|popd)\b")
_LEAVING = regex(r"\b(?:cd|pushd|popd|chdir)\b|[$`]")
_DESTROYING = regex(
    r"(?:\b|\\[nt])(?:destroy|drop (?:table|database|schema)|truncate|terminate-instances|purge|uninstall|shred|"
    r"mkfs\w*|wipefs|rmtree|flushall|delete-\w+|force-unlock)\b|\brm\s+-\w*r\w*\s+[\"']?[/~*.]|push\s+(?:-f|--force)",
    2,
)


class Walk:
    """Opens one text layer by layer; `written` gives scripts written earlier, in the same text first."""

    def __init__(self, written: Reader) -> None:
        self.reader = written
        self.made: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.renamed: dict[str, str] = {}
        self.waiting: deque[Runnable] = deque()
        self.characters = 0
        self.steps = 0
        self.files = 0
        self.is_exceeded = False
        self.visited: list[str] = []
        self.broken: list[Text] = []

    def sights(self, text: Text) -> Iterator[Sight | Opaque]:
        """Every command that would run, those that run others too, in the order in which they are opened."""
        self.waiting.append(text)
        while self.waiting:
            self.steps += 1
            if self.steps > MAX_STEPS:
                self.is_exceeded = True
                return
            seen = self.waiting.popleft()
            if isinstance(seen, Text):
                self._open(seen)
            elif isinstance(seen, Opaque):
                yield seen
            elif seen.words:
                yield seen._replace(visited=tuple(dict.fromkeys(self.visited)))
                self._follow(seen)

    def written(self, path: str) -> str | None:
        """The text of a script: as written in this text, else as the caller knows it."""
        if path in self.made:
            return self.made[path]
        plain = path.removeprefix("./")
        if plain in self.made:
            return self.made[plain]
        self.files += 1
        self.is_exceeded = self.is_exceeded or self.files > MAX_FILES
        return None if self.is_exceeded else self.reader(path)

    def _open(self, text: Text) -> None:
        self.characters += len(text.text)
        if self.characters > MAX_CHARACTERS or len(text.sight.through) > MAX_THROUGH:
            self.is_exceeded = True
            return
        if text.language:
            from paraph.core.guard.unwrapping.script_code import read_code

            self.waiting.extend(read_code(text))
            return
        script = read_shell(text.text, self._variables(text))
        if script.is_broken:
            self.broken.append(text)
        trail, chosen = Trail(text.sight.folder), list(text.sight.variables)
        for command in script.commands:
            self._take(command, text.sight, trail, chosen)
        self.visited.extend(trail.visited)
        if _ADRIFT.search(text.text):
            self.visited.append(ADRIFT)

    def _variables(self, text: Text) -> dict[str, str]:
        values = dict(KNOWN)
        values.update(text.sight.variables)
        for number, word in enumerate(text.arguments[:10]):
            values[str(number)] = word
        if text.arguments:
            values["@"] = values["*"] = " ".join(text.arguments[1:])
        return values

    def _take(self, command: Command, sight: Sight, trail: Trail, chosen: list[tuple[str, str]]) -> None:
        self._note_writing(command)
        folder = trail.at(command.shells, command.joined)
        command = with_standard_input(command, self.written)
        words = command.words
        if not words:
            if command.redirects:
                self.waiting.append(sight._replace(words=(":",), command=command, folder=folder))
            chosen.extend(command.assigned)
            self.waiting.extend(run_by_variables(command.assigned, sight))
            return
        if words[0] == "alias":
            self._note_aliases(words[1:])
        elif words[0] == "export":
            told = [(name, value) for name, _, value in (word.partition("=") for word in words[1:]) if value]
            chosen.extend(told)
            self.waiting.extend(run_by_variables(told, sight))
        elif words[0] in _RENAMING:
            self._note_renamed(words)
        name = words[0]
        if name in self.aliases:
            words = (*self.aliases[name].split(), *words[1:])
        if base_name(name) in self.renamed:
            words = (self.renamed[base_name(name)], *words[1:])
        self.waiting.extend(run_by_variables(command.assigned, sight))
        variables = (*chosen, *command.assigned)
        self.waiting.append(sight._replace(words=words, command=command, folder=folder, variables=variables))
        self._note_choice(words, chosen)
        self._walk_on(words, command, variables, trail)

    def _walk_on(
        self, words: tuple[str, ...], command: Command, variables: tuple[tuple[str, str], ...], trail: Trail
    ) -> None:
        name = base_name(words[0])
        while (name in _THROUGH or (name.startswith("-") and words is not command.words)) and len(words) > 1:
            words = words[1:]
            name = base_name(words[0])
        trail.after(words, command.joined, command.then, is_sure=command.is_sure)
        has_left = name == "eval" and _LEAVING.search(" ".join(words)) is not None
        if name in ("source", "."):
            text = self.written(words[1]) if len(words) > 1 else None
            has_left = text is None or _LEAVING.search(text) is not None
        if has_left or HOLE in name or name in ("z", "zi", "j") or any(name == "CDPATH" for name, _ in variables):
            trail.lost()

    @staticmethod
    def _note_choice(words: tuple[str, ...], chosen: list[tuple[str, str]]) -> None:
        if len(words) > 3:
            from paraph.core.guard.environments import selected

            choice = selected(words)
            if choice:
                chosen.append(choice)

    def _note_aliases(self, words: tuple[str, ...]) -> None:
        for word in words:
            name, equals, value = word.partition("=")
            if equals:
                self.aliases[name] = value

    def _note_renamed(self, words: tuple[str, ...]) -> None:
        """A program that is copied, linked or remembered under another name stays what it is."""
        plain = [word for word in words[1:] if not word.startswith("-")]
        if len(plain) == 2:
            old, new = map(base_name, plain)
            if old != new and new and HOLE not in old:
                self.renamed[new] = self.renamed.get(old, old)

    def _note_writing(self, command: Command) -> None:
        """Keep what the text writes into a file, for when it runs that file."""
        from paraph.core.guard.shell.output import printed, received

        name = base_name(command.words[0]) if command.words else ""
        if name == "tee":
            text = received(command)
            for path in command.words[1:]:
                if text is not None and not path.startswith("-"):
                    self.made[path.removeprefix("./")] = text
        if name in ("curl", "wget"):
            self._note_fetched(command)
        for redirect in command.redirects:
            if redirect.operator in _WRITING and redirect.target and HOLE not in redirect.target:
                text = printed(command)
                path = redirect.target.removeprefix("./")
                if text is not None:
                    self.made[path] = (self.made.get(path, "") + "\n" if ">>" in redirect.operator else "") + text

    def _note_fetched(self, command: Command) -> None:
        """A file that is fetched runs as if it were piped into a shell."""
        options = [after for word, after in pairwise(command.words) if word in ("-o", "-O", "--output")]
        targets = [redirect.target for redirect in command.redirects if redirect.operator in _WRITING]
        for path in (*options, *targets):
            self.made[path.removeprefix("./")] = "curl it | sh"

    def _follow(self, sight: Sight) -> None:
        if len(sight.through) >= MAX_THROUGH:
            self.is_exceeded = True
            return
        name = base_name(sight.words[0])
        if name == "git":
            self.waiting.extend(run_by_git_settings(sight))
        self.waiting.extend(commands_of_unknown(sight))
        for module in _openers(name, sight.words[0]):
            found = module(sight, self.written)
            if found is not None:
                self.waiting.extend(found)


def _openers(name: str, word: str) -> Iterator[Callable[[Sight, Reader], Iterator[Runnable] | None]]:
    from paraph.core.guard.unwrapping.wrappers import unwrapped

    yield lambda sight, _: unwrapped(sight)
    if name in _RUNNING or "/" in word or "." in word or name.rstrip("0123456789.") in _RUNNING:
        from paraph.core.guard.unwrapping.interpreters import interpreted

        yield interpreted
    if name in _REMOTE:
        from paraph.core.guard.unwrapping.remote_machines import remote_commands

        yield lambda sight, _: remote_commands(sight)
    if name in _CLIENTS:
        from paraph.core.guard.unwrapping.database_clients import client_texts

        yield client_texts
    if name in _TARGETS:
        from paraph.core.guard.unwrapping.recipes import recipes

        yield recipes


_RUNNING = names(
    "sh bash dash zsh ksh ksh93 mksh ash fish rbash yash tcsh csh pwsh powershell eval source . python pypy "
    "ipython perl ruby node nodejs bun deno php lua osascript awk gawk mawk rails manage.py "
    "django-admin artisan flask Rscript julia tclsh groovy"
)
_REMOTE = names(
    "ssh mosh autossh docker podman nerdctl docker-compose kubectl oc k lxc gcloud fly flyctl vagrant heroku nix devbox"
)
_RENAMING = names("cp ln mv install hash")
_CLIENTS = names(
    "psql pgcli mysql mariadb mycli sqlite3 sqlcmd cqlsh duckdb snowsql usql cockroach clickhouse-client "
    "clickhouse prisma wrangler mongosh mongo"
)
_TARGETS = names("make gmake npm yarn pnpm bun just")


def looks_destroying(text: str) -> bool:
    """Whether a word stands in a text that is hardly used but for destroying."""
    return _DESTROYING.search(text) is not None


def looks_destructive(text: str) -> bool:
    """Whether a destructive word stands in a text that cannot be read."""
    return _DESTRUCTIVE.search(text) is not None
