"""Does this value name an AI, which tool, and which model?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from paraph.core.model.provenance import Strength
from paraph.core.model.regex import regex

LONGEST_VALUE = 300

_TOOLS: tuple[tuple[str, str], ...] = (
    (r"claude[ -]code", "claude-code"),
    (r"(?:github |microsoft |ms )?copilot", "github-copilot"),
    (r"chat-?gpt[\w.-]*", "chatgpt"),
    (r"(?:openai )?codex", "codex"),
    (r"gemini[ -]cli", "gemini-cli"),
    (r"gemini[ -]code[ -]assist", "gemini-code-assist"),
    (r"(?:google )?gemini", "gemini"),
    (r"(?:google )?antigravity", "antigravity"),
    (r"cursor(?:[ -]ai)?", "cursor"),
    (r"aider", "aider"),
    (r"open-?hands|opendevin", "openhands"),
    (r"roo[ -]code", "roo-code"),
    (r"cline", "cline"),
    (r"kilo[ -]?code", "kilo-code"),
    (r"ampcode", "amp"),
    (r"(?:charm )?crush", "crush"),
    (r"open-?code", "opencode"),
    (r"qwen[ -]code[r]?", "qwen-code"),
    (r"factory[ -]droid", "factory-droid"),
    (r"augment[ -]code", "augment"),
    (r"kiro", "kiro"),
    (r"(?:jetbrains )?junie", "junie"),
    (r"windsurf", "windsurf"),
    (r"amazon[ -]q", "amazon-q"),
    (r"lovable", "lovable"),
    (r"tabnine", "tabnine"),
    (r"codeium", "codeium"),
    (r"letta[ -]code", "letta-code"),
)
# names of people and everyday words: they count where what follows leaves no doubt
_DOUBTFUL: tuple[tuple[str, str], ...] = (
    (r"claude", "claude-code"),
    (r"devin", "devin"),
    (r"jules", "jules"),
    (r"cody", "cody"),
    (r"zed", "zed"),
    (r"goose", "goose"),
    (r"amp", "amp"),
    (r"roo", "roo-code"),
    (r"warp", "warp"),
    (r"droid", "factory-droid"),
    (r"replit", "replit"),
    (r"bard", "bard"),
)
_FAMILIES: tuple[tuple[str, str], ...] = (
    ("claude|opus|sonnet|haiku|fable|mythos", "claude-code"),
    ("gpt|o[1-9]", "chatgpt"),
    ("gemini", "gemini"),
    ("glm", "glm"),
    ("kimi", "kimi"),
    ("qwen", "qwen"),
    ("deepseek", "deepseek"),
    ("grok", "grok"),
    ("llama", "llama"),
    ("mistral|codestral|devstral", "mistral"),
    ("minimax", "minimax"),
)
_VERSION = r"v?\d[\w.]*(?:-[\w.]+)*"
_MODEL = regex(
    r"(?<![\w.-])(?:[a-z][\w.-]*/)*(?:"
    rf"(?:claude[ -])?(?:opus|sonnet|haiku|fable|mythos)(?:[ -]{_VERSION})?"
    rf"|claude[ -]{_VERSION}(?:[ -](?:opus|sonnet|haiku))?"
    rf"|gpt[ -]?(?:oss|{_VERSION})(?:[ -](?:codex|mini|nano|pro|turbo|{_VERSION}))*|o[1-9](?:-(?:mini|pro|preview))?"
    rf"|gemini[ -](?:{_VERSION})(?:[ -](?:pro|flash|ultra|lite))*"
    rf"|(?:glm|kimi|llama|grok|minimax|mistral|codestral|devstral)[ -]?[a-z]{{0,3}}{_VERSION}"
    r"(?:[ -](?:air|fast|code|flash))?"
    rf"|qwen[ -]?(?:\d[\w.]*(?:-[\w.]+)*|coder(?:-[\w.]+)*)"
    rf"|deepseek(?:[ -](?:coder|chat|r\d|{_VERSION}|pro|flash))*"
    r")(?![\w@])",
    re.IGNORECASE,
)


def _any_of(entries: tuple[tuple[str, str], ...]) -> str:
    return "|".join(f"(?P<t{index}>{pattern})" for index, (pattern, _) in enumerate(entries))


_TOOL = regex(rf"(?<![\w@./-])(?:{_any_of(_TOOLS)})(?![\w@]|\.\w)", re.IGNORECASE)
_DOUBTFUL_NAME = regex(rf"(?<![\w@./-])(?:{_any_of(_DOUBTFUL)})(?![\w@]|\.\w)", re.IGNORECASE)
_FAMILY = regex(rf"(?:{_any_of(_FAMILIES)})", re.IGNORECASE)
_UNMISTAKABLE = regex(
    r"\s*(?:[:(/,;\[|]|\+ )|\s+(?:code|cli|ai|bot|agent|assistant|llm|with|via|for|and|to|in|on|desktop|web|v?\d)\b",
    re.IGNORECASE,
)
_LIST = regex(r"[,;&]|\s\+\s|\sand\s")
_SCRIPT = regex(r"^openstack/|\.(?:py|sh|pl|rb|js|ts|go|c|rs|exe|ya?ml|jinja2?)(?!\w)", re.IGNORECASE)
_REFUSAL = regex(
    r"\b(?:must not|mustn't|(?:is|are|was|were) not|not (?:allowed|accepted|used|permitted)|forbidden|never|banned|"
    r"prohibited|should not|don't|do not)\b",
    re.IGNORECASE,
)
_KERNEL = regex(r"([a-z][\w .+-]{0,40}):\s*(?!//)([^\s\[].*)", re.IGNORECASE)


class Named(NamedTuple):
    """The tools that a value names, its model if any, and how sure it is that an AI is meant."""

    tools: tuple[str, ...]
    model: str | None
    strength: Strength


@lru_cache(maxsize=4096)
def named_ai(value: str) -> Named | None:
    """Read the value of `Assisted-by` or `Generated-by` that holds no person's address.

    None where it names a person, a script or nothing known, or says that an AI was not used.
    """
    value = value[:LONGEST_VALUE].strip()
    if not value or _SCRIPT.search(value) or _REFUSAL.search(value):
        return None
    model = model_in(value)
    tools = tools_in(value)
    if tools or model:
        return Named(tools, model, "strong")
    lone = _DOUBTFUL_NAME.match(value)
    if not lone or lone.end() != len(value):
        return None
    tool = _which(lone, _DOUBTFUL)
    return Named((tool,), None, "strong" if tool == "claude-code" else "weak")


def tools_in(text: str) -> tuple[str, ...]:
    """The tools that a short text names without doubt, in order; in each part of a list a model stands for
    its maker's tool only where no tool is named."""
    parts = _LIST.split(text[:LONGEST_VALUE])
    return tuple(dict.fromkeys(tool for part in parts for tool in _tools_of(part)))


def _tools_of(text: str) -> list[str]:
    rest = _MODEL.sub(lambda found: " " * len(found[0]), text)
    found = [(hit.start(), _which(hit, _TOOLS)) for hit in _TOOL.finditer(rest)]
    covered = {start for start, _ in found}
    found.extend(
        (hit.start(), _which(hit, _DOUBTFUL))
        for hit in _DOUBTFUL_NAME.finditer(rest)
        if hit.start() not in covered and _UNMISTAKABLE.match(text, hit.end())
    )
    if not found:
        found = [(hit.start(), _family(hit[0])) for hit in _MODEL.finditer(text)]
    return [tool for _, tool in sorted(found)]


def model_in(text: str) -> str | None:
    """The model that a display name or trailer value names, as it is written there.

    Kernel form `AGENT:MODEL [TOOL...]` gives MODEL whole, where AGENT is a known tool.
    """
    text = text[:LONGEST_VALUE]
    kernel = _KERNEL.fullmatch(text)
    if kernel and (_TOOL.fullmatch(kernel[1]) or _DOUBTFUL_NAME.fullmatch(kernel[1])):
        stated = re.split(r"\s*[\[(<]", kernel[2])[0].strip()
        return stated or None
    found = _MODEL.search(text)
    return found[0] if found else None


def _which(hit: re.Match[str], entries: tuple[tuple[str, str], ...]) -> str:
    return entries[int((hit.lastgroup or "t0")[1:])][1]


def _family(model: str) -> str:
    hit = _FAMILY.search(model)
    return _which(hit, _FAMILIES) if hit else model.lower()
