"""What would a piece of Python, Perl, Ruby or JavaScript run or delete, as far as its own text tells?

No parser of these languages: the texts in quotes are taken out, and where the code starts programs, each is judged as
a shell would run it. What is put together while it runs is said to be unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.guard.runnable import Opaque, Runnable, Sight, Text
from paraph.core.guard.shell.words import HOLE, ansi_text
from paraph.core.guard.unwrapping.script_client_calls import client_calls
from paraph.core.guard.unwrapping.unknown_programs import commands_in_text
from paraph.core.model.regex import regex

_STARTING = regex(
    r"\bsystem\b|\bpopen\w*|\bPopen\b|\bsubprocess\b|\bcheck_(?:call|output)\b|\bgetoutput\b|\bspawn\w*|\bexec(?:v|l|vp|lp|ve|Sync|File|"
    r"FileSync)?\b|child_process|\bqx\b|%x|\bpty\b|\bBun\.\$|\bexeca\b|\bsh\.|\bDeno\.Command\b|\bposix_spawn|\bopen\b[^\n]{0,80}\||\bOpen3\b|\bshell_exec\b|\bpassthru\b|"
    r"do shell script|\bpexpect\b|\bfabric\b|\brun\(|`"
)
_TEXT = regex(
    r"[rRbBfFuU]{0,2}(?:'''(.*?)'''|\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`)"
    r"|\b(?:qx|q|qq|%x|system)\s*[({/|\[]([^)}/|\]\n\"']*)[)}/|\]]",
    16,
)
_JOINED = regex(r"(?<![(,\[=\s{:+])(?P<quote>[\"'])\s*[+.]\s*[rbf]?(?P=quote)")
_REMOVING = regex(
    r"\b(?:rmtree|rm_rf|rm_r|remove_dir|rmSync|rmdirSync|rimraf(?:\.sync)?|removedirs|remove_tree|rmtree_or_delete|"
    r"fs\.rm|fs\.promises\.rm|FileUtils\.rm\w*)\s*\(?\s*([^\n]{0,200})"
)
_REMOVING_ONE = regex(r"\b(?:os\.remove|os\.unlink|unlink|unlinkSync|File\.delete|os\.rmdir)\s*\(?\s*([^\n]{0,200})")
_SQL = regex(r"\b(?:execute|executemany|executescript|raw|query|exec_driver_sql|do)\s*\(")
_DECODED = regex(
    r"\b(?:exec|eval)\s*\(.{0,200}?(?:b64decode|fromhex|base64|decompress|atob|unhexlify|urlopen|requests\.get|unpack)",
    16,
)
_AWS_CALL = regex(r"\.((?:delete|terminate|destroy|purge|remove|schedule|deregister)(?:_[a-z0-9]+)+)\s*\(")
# A program and its destructive verb near each other, however they are put together.
_TOGETHER = regex(
    r"\b(?:terraform|tofu|terragrunt|pulumi|cdk|kubectl|helm|aws|gcloud|az|gsutil|dropdb|psql)\b.{0,80}?\b(?:destroy|delete|drop|"
    r"terminate|uninstall|purge)(?:\b|[-_])|\b(?:destroy|delete|uninstall)\b.{0,80}?\b(?:terraform|tofu|terragrunt|pulumi|cdk|"
    r"kubectl|helm|aws|gcloud|az)\b",
    16,
)
_QUOTES = regex(r"[\"'`%+,\[\]{}]+|\bf(?=[\"'])")
_SERVICE = regex(r"(?:client|resource)\(\s*['\"]([a-z0-9-]+)['\"]")
MAX_TEXTS = 400


def read_code(text: Text) -> Iterator[Runnable]:
    """What the code would run, as commands and texts of a shell."""
    code = _JOINED.sub("", text.text)
    sight = text.sight
    if _DECODED.search(code):
        yield Opaque("run.decoded", sight)
    if _STARTING.search(code) or text.language == "awk":
        yield from _started(code, sight)
        yield from commands_in_text(_QUOTES.sub(" ", code), sight._replace(is_doubtful=True))
        if _TOGETHER.search(code):
            yield Opaque("run.hidden", sight)
    services = _SERVICE.findall(code)[:5]
    calls = [found[1].replace("_", "-") for found in _AWS_CALL.finditer(code)] if services else []
    yield from (sight._replace(words=("aws", service, call)) for call in calls for service in services)
    yield from client_calls(code, sight, is_told=bool(calls))
    for found in _REMOVING.finditer(code):
        yield sight._replace(words=("rm", "-rf", _first_text(found[1])))
    for found in _REMOVING_ONE.finditer(code):
        yield sight._replace(words=("rm", _first_text(found[1])))
    if _SQL.search(code):
        for value in _texts(code):
            yield sight._replace(words=("(sql)", value))


def _first_text(code: str) -> str:
    found = _TEXT.match(code)
    return _value(found) if found else HOLE


def _value(found: object) -> str:
    groups = found.groups()  # type: ignore[attr-defined]
    return ansi_text(next((group for group in groups if group is not None), "")).replace(HOLE, "")


def _texts(code: str) -> list[str]:
    found: list[str] = []
    for one in _TEXT.finditer(code):
        found.append(_value(one))
        if len(found) >= MAX_TEXTS:
            break
    return found


def _started(code: str, sight: Sight) -> Iterator[Runnable]:
    """Each text as a command line, and texts that follow each other in a list as the words of one."""
    run: list[str] = []
    end = -1
    for count, found in enumerate(_TEXT.finditer(code)):
        if count >= MAX_TEXTS:
            yield Opaque("run.unknown", sight)
            break
        value = _value(found)
        between = code[end : found.start()] if end >= 0 else ""
        if run and between.strip() in (",", ""):
            run.append(value)
        else:
            yield from _line(run, sight)
            run = [value]
        end = found.end()
        if value.strip():
            yield Text(value, sight)
    yield from _line(run, sight)


def _line(run: list[str], sight: Sight) -> Iterator[Runnable]:
    if len(run) > 1 and run[0].strip():
        yield sight._replace(words=tuple(run))
