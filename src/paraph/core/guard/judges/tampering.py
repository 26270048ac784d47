"""Would this change what guards the session itself: hooks of agents and of git, Paraph's settings and records?"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Sight, base_name
from paraph.core.guard.shell.output import received
from paraph.core.guard.table.row_hit import RowHit
from paraph.core.model.guard import GuardSettings
from paraph.core.model.regex import regex

_OWN = regex(
    r"(?:^|/|\s)(?:\.git/(?:paraph|hooks)|\.claude/(?:settings[^/]*\.json|hooks)|\.codex/(?:hooks\.json|config\.toml|hooks)|"
    r"\.gemini/settings\.json|\.cursor/hooks(?:\.json|/)|\.github/hooks|\.copilot/hooks|\.windsurf/hooks\.json|"
    r"\.codeium/windsurf/hooks\.json|\.kiro/(?:hooks|agents|settings)|\.amazonq/cli-agents|\.clinerules/hooks|Cline/Hooks|"
    r"\.factory/(?:settings\.json|hooks)|github-copilot/policy\.d|\.config/opencode/plugin|managed-settings\.json|"
    r"\.pi/agent/extensions|\.paraph)(?:/|$)|(?:^|/)\.git/(?:paraph|hooks)",
    2,
)
_GIT_SETTINGS = regex(
    r"(?:^|/)(?:\.git/(?:modules/.+/|worktrees/[^/]+/)?config(?:\.worktree)?|\.gitconfig|\.config/git/config)$"
)
_PROGRAM = regex(r"(?:^|bin/)(?:git-)?paraph$")
_PATCHED = regex(r"\*\*\* |--- |\+\+\+ ")
MAX_LINES = 5_000
_SKIPPING = regex(r"-[a-ln-zA-BD-EG-Z]*n[a-zA-Z]*")
_CHANGING = names("rm unlink mv cp tee chmod chown truncate ln install sed dd shred rsync rmdir trash")


def is_guarding(path: str) -> bool:
    """Whether a path holds hooks, settings or records that guard a session."""
    plain = normpath(path.replace("\\", "/").strip())
    return _OWN.search(plain) is not None or _GIT_SETTINGS.search(plain) is not None


def judge_tampering(sight: Sight, cwd: str, settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    """What a command would change of it."""
    name = base_name(sight.words[0])
    if name in _CHANGING:
        for word in _changed(name, sight):
            if is_guarding(_place(word, sight)) or _PROGRAM.search(word):
                yield RowHit("own.files", word)
    if name in ("apply_patch", "patch"):
        patch = received(sight.command) or ""
        yield from (
            RowHit("own.files", line)
            for line in patch.splitlines()[:MAX_LINES]
            if _PATCHED.match(line) and is_guarding(line)
        )
    for redirect in sight.command.redirects:
        if ">" in redirect.operator and (
            is_guarding(_place(redirect.target, sight)) or _PROGRAM.search(redirect.target)
        ):
            yield RowHit("own.files", redirect.target)
    if name == "git":
        yield from _git(sight.words)
        for name, value in sight.variables:
            if name.startswith("GIT_CONFIG") and "core.hookspath" in value.lower():
                yield RowHit("own.hooks", value)


def _place(word: str, sight: Sight) -> str:
    return word if word.startswith(("/", "~")) or not sight.folder else f"{sight.folder}/{word}"


def _changed(name: str, sight: Sight) -> tuple[str, ...]:
    words = tuple(word.partition("of=")[2] if word.startswith("of=") else word for word in sight.words[1:])
    if name == "sed" and not any(word.startswith(("-i", "--in-place")) for word in words):
        return ()
    return words[-1:] if name in ("cp", "install", "rsync") else words


def _git(words: tuple[str, ...]) -> Iterator[RowHit]:
    for at, word in enumerate(words):
        lowered = word.lower()
        if (
            lowered.startswith("--config-env=core.hookspath")
            or (lowered.startswith("core.hookspath=") and words[at - 1] == "-c")
            or (lowered.startswith("core.hookspath") and "config" in words[:at] and not _reads(words))
        ):
            yield RowHit("own.hooks", word)
    if "commit" in words[1:4] and any(_SKIPPING.fullmatch(word) for word in words):
        yield RowHit("own.hooks", "-n", what="passes over git's hooks")
    if "--no-verify" in words and {"commit", "push", "merge"} & set(words):
        yield RowHit("own.hooks", "--no-verify", what="passes over git's hooks")


def _reads(words: tuple[str, ...]) -> bool:
    plain = [
        word for word in words[words.index("config") + 1 :] if not word.startswith("-") and word not in ("get", "list")
    ]
    return len(plain) < 2 and not any(word.startswith("--unset") or word == "unset" for word in words)
