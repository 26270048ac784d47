"""What would a call destroy that is no shell command: an edit of hooks, SQL or a command for a remote tool?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from paraph.core.guard.judges.remote_tools import is_remote, named_hits, plain_name, program_of, told_hits
from paraph.core.guard.judges.tampering import is_guarding
from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Sight
from paraph.core.guard.table.row_hit import RowHit
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import Danger, GuardSettings
from paraph.core.model.regex import regex

MAX_TEXTS = 200
_SQL = regex(
    r"\s*(?:/\*.{0,2000}?\*/\s*|--[^\n]*\n\s*)*(?:select|insert|update|delete|drop|truncate|alter|create|grant|revoke|"
    r"with|begin|set|do|merge|exec|execute|call|rename|use|start|lock|vacuum|explain|commit|rollback|analyze|copy|"
    r"declare|if|while|replace|attach|detach|optimize|kill|flush|reset|show|values)\b",
    18,
)
_COMMANDS = names(
    "command cmd script cli_command shell commandline command_line code run bash args argv input keys text stdin"
)
_CODE = names("code script")
_END = "END-OF-CODE"
_PROSE = names(
    "title description message comment comments prompt reason explanation summary subject question header label labels "
    "activeform todos old_string new_string pattern regex"
)
# Tools that write, say or look for a text, and run none.
_TELLING = regex(
    r"search|grep|glob|todo|plan|ask_?user|question|think|note|memory|write|edit|replace|create_file|patch|issue|"
    r"comment|pull_request|web_?fetch|task|agent|read_file|slack|mail",
    2,
)
_LEADING = "\ufeff \t\r\n;("

Reader = Callable[[str], str | None]


def judge_call(event: ToolEvent, settings: GuardSettings, written: Reader) -> Iterator[Danger]:
    """The dangers in the edits and the content of a call."""
    from paraph.core.guard.judge import dangers_of

    for edit in event.edits:
        if is_guarding(edit.path):
            yield from dangers_of(
                RowHit("own.files", edit.path), Sight((event.tool or "edit", edit.path)), event.cwd, settings
            )
    place = Sight((event.tool,))
    for hit in named_hits(event):
        yield from dangers_of(hit, place, event.cwd, settings)
    told, is_whole = _told(event.content) if event.content else ([], True)
    if not is_whole:
        yield from dangers_of(RowHit("run.too-large"), place, event.cwd, settings)
    for key, text in told:
        yield from _argument(event, key.lower(), text.lstrip(_LEADING), settings, written)


def _argument(event: ToolEvent, key: str, text: str, settings: GuardSettings, written: Reader) -> Iterator[Danger]:
    from paraph.core.guard.judge import dangers_of, judge_command

    is_words_of_program = key in _COMMANDS and bool(program_of(event.tool)) and is_remote(event)
    is_telling = key in _PROSE or _TELLING.search(plain_name(event.tool)) is not None
    if not is_telling and not is_words_of_program and _SQL.match(text):
        yield from _sql(event, text, settings)
    elif event.deed != "edit" and key in _COMMANDS:
        for command in _commands(event, key, text):
            yield from judge_command(command, event.cwd, settings, written)
    if is_remote(event):
        for hit in told_hits(event, key, text):
            yield from dangers_of(hit, Sight((event.tool, text)), event.cwd, settings)


def _commands(event: ToolEvent, key: str, text: str) -> Iterator[str]:
    """The ways in which a tool may run a text: as a command, as code, as arguments of the program it stands for."""
    yield text
    if key in _CODE:
        yield f"python3 - <<'{_END}'\n{text}\n{_END}\n"
    program = program_of(event.tool) if is_remote(event) else ""
    if program and not text.startswith(program):
        yield f"{program} {text}"


def _sql(event: ToolEvent, text: str, settings: GuardSettings) -> Iterator[Danger]:
    from paraph.core.guard.judge import dangers_of
    from paraph.core.guard.sql.dangerous_statements import destructive_sql

    for danger in destructive_sql(text):
        hit = RowHit(danger.rule, danger.target, what=danger.what)
        yield from dangers_of(hit, Sight((danger.excerpt or text[:200],), (event.tool,)), event.cwd, settings)


def _inside(text: str) -> list[object]:
    """What a text holds that is JSON itself, as some agents send arguments."""
    try:
        return [json.loads(text)]
    except (ValueError, RecursionError):
        return []


def _told(content: str) -> tuple[list[tuple[str, str]], bool]:
    """The texts in the arguments of a call with the keys they stand behind, and whether these are all; the content
    itself where it is no JSON."""
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return [("command", content)], True
    found: list[tuple[str, str]] = []
    waiting: list[tuple[str, object]] = [("command", tree)]
    while waiting and len(found) < MAX_TEXTS:
        key, value = waiting.pop()
        if isinstance(value, str):
            found.append((key, value))
            if value.lstrip()[:1] in ("{", "[", '"'):
                waiting.extend((key, one) for one in _inside(value))
        elif isinstance(value, dict):
            waiting.extend((str(name), one) for name, one in value.items())
        elif isinstance(value, list):
            texts = [one for one in value if isinstance(one, str)]
            if len(texts) == len(value) > 1:
                found.append((key, " ".join(texts)))
            waiting.extend((key, one) for one in value)
    return found, not waiting
