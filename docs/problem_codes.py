"""What can be wrong with an input, and how does a call end? Writes `docs/reference/problems.md` from the code."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import paraph
from paraph.cli.main import BROKEN_PIPE, BUG, INTERRUPTED
from paraph.core.errors import InputError, ReadError
from paraph.core.model.decision import EXIT_CODES

PAGE = Path(__file__).with_name("reference") / "problems.md"
_WITH_A_PLACE = ("report", "report_at")
_HAS_A_CODE = re.compile(r"[\"']P\d{4}[\"']")
SOURCE = Path(paraph.__file__).parent
AREAS = {
    "P01": "Policy files, their checks and their tests",
    "P02": "Directory, service catalogue and declaration file",
    "P03": "Facts documents and other JSON",
    "P04": "CODEOWNERS and imports",
    "P05": "Git",
    "P06": "The command line",
    "P07": "Bugs of ours, statements, keys and signatures",
    "P08": "The ledger",
    "P09": "Servers and local hooks",
    "P10": "Lines and who wrote them, coding agents",
    "P11": "The guard",
    "P12": "The server: what it attends to, keeps, runs and calls",
    "P13": "The server: whom it asks, its pages and their answers",
}
HEAD = """\
# Exit codes and problem codes

Generated from the code by `make docs`.

## Exit codes

| code | means |
|---|---|
{codes}

The verdict's own codes come from `gate` and `explain`; other verbs say theirs in the
[reference of commands](commands.md).

## Problem codes

Every problem is told with its code, its place and a fix. In the words below, `…` stands for what differs.
"""


class Message(NamedTuple):
    """One wording of a problem as the source has it."""

    code: str
    what: str


def page() -> str:
    """The whole reference."""
    found = sorted(set(_all_messages()))
    sections = [_section(title, [m for m in found if m.code.startswith(area)]) for area, title in AREAS.items()]
    return "\n".join([HEAD.format(codes=_exit_codes()), *sections])


def _exit_codes() -> str:
    told = {code: f"{verdict.value.replace('_', ' ')}" for verdict, code in EXIT_CODES.items()}
    told[InputError.exit_code] = "the command line, the policy or another input cannot be used"
    told[ReadError.exit_code] += ": something that a decision needs could not be read. Never an allow"
    told |= {BUG: "a bug of ours, with a report to paste", INTERRUPTED: "interrupted", BROKEN_PIPE: "broken pipe"}
    return "\n".join(f"| {code} | {text} |" for code, text in sorted(told.items()))


def _section(title: str, messages: list[Message]) -> str:
    by_code: dict[str, list[str]] = {}
    for code, what in messages:
        by_code.setdefault(code, []).extend([what] if what else [])
    told = {code: "; ".join(dict.fromkeys(texts)) for code, texts in by_code.items()}
    rows = [f"| {code} | {text or 'worded by what was read'} |" for code, text in told.items()]
    return "\n".join([f"### {title}", "", "| code | says |", "|---|---|", *rows, ""])


def _all_messages() -> Iterator[Message]:
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not _HAS_A_CODE.search(text):
            continue
        nodes = list(ast.walk(ast.parse(text)))
        functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
        usual = dict(_usual_codes(functions))
        for function in functions:
            inner = list(ast.walk(function))
            known = dict(_assigned(inner))
            for call in [node for node in inner if isinstance(node, ast.Call)]:
                yield from _messages(call, known, usual)
            yield from _side_by_side(inner)
        yield from (Message(word, "") for word in _codes_alone(nodes))


def _messages(call: ast.Call, known: dict[str, list[str]], usual: dict[str, str]) -> Iterator[Message]:
    code = next((at for at, each in enumerate(call.args) if _is_code(each)), None)
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if called in usual:
        name, said = usual[called] if code is None else _value(call.args[code]), call.args[:1]
    elif code is not None:
        name, after = _value(call.args[code]), call.args[code + 2 if called in _WITH_A_PLACE else code + 1 :]
        said = after[:1] if called in (*_WITH_A_PLACE, "Problem") else after
    else:
        return
    texts = next((texts for each in said if (texts := list(_texts(each, known)))), [""])
    yield from (Message(name, text.replace("|", r"\|")) for text in texts)


def _usual_codes(functions: list[ast.FunctionDef]) -> Iterator[tuple[str, str]]:
    """Functions that word a problem in their first argument and have a code for callers who name none."""
    for function in functions:
        yield from ((function.name, _value(each)) for each in function.args.defaults if _is_code(each))


def _side_by_side(nodes: list[ast.AST]) -> Iterator[Message]:
    """`code, what = "P0000", "words"`."""
    for node in nodes:
        if isinstance(node, ast.Tuple) and len(node.elts) == 2 and _is_code(node.elts[0]):
            yield from (Message(_value(node.elts[0]), text) for text in _texts(node.elts[1], {}))


def _value(node: ast.AST) -> str:
    return str(getattr(node, "value", ""))


def _codes_alone(nodes: list[ast.AST]) -> Iterator[str]:
    yield from (str(node.value) for node in nodes if isinstance(node, ast.Constant) and _is_code(node))


def _is_code(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and len(value) == 5 and value[0] == "P" and value[1:].isdigit()


def _assigned(nodes: list[ast.AST]) -> Iterator[tuple[str, list[str]]]:
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            texts = list(_texts(node.value, {}))
            if texts:
                yield node.targets[0].id, texts


def _texts(node: ast.AST, known: dict[str, list[str]]) -> Iterator[str]:
    """The wordings that an expression may have; nothing where it is made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body, known), *_texts(node.orelse, known))
    elif isinstance(node, ast.Name):
        yield from known.get(node.id, ())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
