"""Which command does a variable or a setting name that a program runs: `PAGER=…`, `git -c core.sshCommand=…`?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Runnable, Sight, Text
from paraph.core.guard.unwrapping.wrappers import inside

_RUNNING = names(
    "PAGER GIT_PAGER MANPAGER EDITOR VISUAL GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_SSH_COMMAND GIT_SSH GIT_EXTERNAL_DIFF "
    "GIT_ASKPASS SSH_ASKPASS SUDO_ASKPASS GIT_PROXY_COMMAND RSYNC_RSH PROMPT_COMMAND LESSOPEN BROWSER SHELL MAKEFLAGS "
    "npm_config_script_shell CARGO_BUILD_RUSTC_WRAPPER"
)
_GIT_OPTIONS = frozenset({"-c"})


def run_by_variables(assigned: Iterable[tuple[str, str]], sight: Sight) -> Iterator[Runnable]:
    """What variables set for a command, or for those after it, have other programs run."""
    for name, value in assigned:
        if name in _RUNNING and " " in value:
            yield Text(value, inside(sight, name))


def run_by_git_settings(sight: Sight) -> Iterator[Runnable]:
    """What `git -c KEY=VALUE` and `git config KEY VALUE` have git run: an alias of git's own words, or a command."""
    words = sight.words
    for at, word in enumerate(words[1:], 1):
        key, equals, value = word.partition("=")
        if words[at - 1] in _GIT_OPTIONS and equals:
            yield from _setting(key, value, sight)
        elif "." in word and "config" in words[1:at] and at + 1 < len(words):
            yield from _setting(word, words[at + 1], sight)


def _setting(key: str, value: str, sight: Sight) -> Iterator[Runnable]:
    if key.lower().startswith("alias.") and not value.startswith("!"):
        yield Text(f"git {value}", inside(sight, "git alias"))
    elif " " in value and not key.lower().startswith(("user.", "author.", "committer.")):
        yield Text(value.removeprefix("!"), inside(sight, f"git {key}"))
