"""Would this change what guards the session itself: hooks of agents and of git, Paraph's settings and records?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.guard.hit import Hit
from paraph.core.guard.names import names
from paraph.core.guard.sight import Sight, base_name
from paraph.core.model.guard import GuardSettings
from paraph.core.model.regex import regex

_OWN = regex(
    r"(?:^|/)(?:\.git/(?:paraph|hooks)|\.claude/(?:settings[^/]*\.json|hooks)|\.codex/(?:hooks\.json|config\.toml|hooks)|"
    r"\.gemini/settings\.json|\.cursor/hooks(?:\.json|/)|\.github/hooks|\.copilot/hooks|\.windsurf/hooks\.json|"
    r"\.codeium/windsurf/hooks\.json|\.kiro/(?:hooks|agents|settings)|\.amazonq/cli-agents|\.clinerules/hooks|Cline/Hooks|"
    r"\.factory/(?:settings\.json|hooks)|github-copilot/policy\.d|\.config/opencode/plugin|managed-settings\.json|"
    r"\.pi/agent/extensions|\.paraph)(?:/|$)|(?:^|/)\.git/(?:paraph|hooks)"
)
_CHANGING = names("rm unlink mv cp tee chmod chown truncate ln install sed dd shred rsync rmdir trash")


def is_own(path: str) -> bool:
    """Whether a path holds hooks, settings or records that guard a session."""
    return _OWN.search(path) is not None


def judge_own(sight: Sight, cwd: str, settings: GuardSettings) -> Iterator[Hit]:  # noqa: ARG001 (one shape for all)
    """What a command would change of it."""
    name = base_name(sight.words[0])
    if name in _CHANGING:
        yield from (Hit("own.files", word) for word in _changed(name, sight) if is_own(_place(word, sight)))
    for redirect in sight.command.redirects:
        if ">" in redirect.operator and is_own(_place(redirect.target, sight)):
            yield Hit("own.files", redirect.target)
    if name == "git":
        yield from _git(sight.words)


def _place(word: str, sight: Sight) -> str:
    return word if word.startswith(("/", "~")) or not sight.folder else f"{sight.folder}/{word}"


def _changed(name: str, sight: Sight) -> tuple[str, ...]:
    words = tuple(word.partition("of=")[2] if word.startswith("of=") else word for word in sight.words[1:])
    if name == "sed" and not any(word.startswith(("-i", "--in-place")) for word in words):
        return ()
    return words[-1:] if name in ("cp", "install", "ln", "rsync") else words


def _git(words: tuple[str, ...]) -> Iterator[Hit]:
    for at, word in enumerate(words):
        lowered = word.lower()
        if (lowered.startswith("core.hookspath=") and words[at - 1] == "-c") or (
            lowered.startswith("core.hookspath") and "config" in words[:at] and not _reads(words)
        ):
            yield Hit("own.hooks", word)
    if "--no-verify" in words and {"commit", "push", "merge"} & set(words):
        yield Hit("own.hooks", "--no-verify", what="passes over git's hooks")


def _reads(words: tuple[str, ...]) -> bool:
    plain = [
        word for word in words[words.index("config") + 1 :] if not word.startswith("-") and word not in ("get", "list")
    ]
    return len(plain) < 2 and not any(word.startswith("--unset") or word == "unset" for word in words)
