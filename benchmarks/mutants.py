"""Which small changes of a module would be faults that its tests ought to notice?

The operators are those that matter for a program that must not say yes by mistake: a condition that always or
never holds, one part of it left out, a comparison flipped, `and` for `or`, a statement, call or filter removed,
another constant. Text for people is not changed, nor are annotations: the type checker sees those.
(The usual set since Offutt et al., "An experimental determination of sufficient mutant operators", 1996.)
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

_FLIPPED: dict[type[ast.AST], ast.AST] = {
    ast.Lt: ast.LtE(), ast.LtE: ast.Lt(), ast.Gt: ast.GtE(), ast.GtE: ast.Gt(), ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(), ast.Is: ast.IsNot(), ast.IsNot: ast.Is(), ast.In: ast.NotIn(), ast.NotIn: ast.In(),
    ast.And: ast.Or(), ast.Or: ast.And(), ast.Add: ast.Sub(), ast.Sub: ast.Add(), ast.Mult: ast.FloorDiv(),
    ast.Div: ast.Mult(), ast.FloorDiv: ast.Mult(), ast.Mod: ast.Mult(), ast.BitAnd: ast.BitOr(),
    ast.BitOr: ast.BitAnd(), ast.BitXor: ast.BitOr(), ast.LShift: ast.RShift(), ast.RShift: ast.LShift(),
}  # fmt: skip
_OPPOSITE = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}
_CLEANERS = {"strip", "lstrip", "rstrip", "lower", "casefold"}
_WRAPPERS = {"tuple", "list", "frozenset", "set", "dict", "str", "iter", "len", "repr", "float", "int", "bool", "super"}
_WORD = re.compile(r"[^\s{}]+")
_UNSEEN = {"annotation", "returns", "decorator_list", "type_params", "format_spec"}
_IGNORED = (ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal)


class Mutant(NamedTuple):
    """One change: where, in words, and how (`holder.field`, at `place` of a list, becomes `new`).

    `lines` are those of the statement: whoever runs one of them comes to the change.
    """

    line: int
    lines: range
    words: str
    holder: ast.AST
    field: str
    place: int | None
    new: ast.AST


def mutants(tree: ast.Module) -> Iterator[Mutant]:
    """All changes of a module, in the order of its lines."""
    yield from _below(tree, range(0))


@contextmanager
def changed(mutant: Mutant) -> Iterator[None]:
    """While this is entered, the tree that the mutant was taken from holds the change."""
    old = _place(mutant, mutant.new)
    try:
        yield
    finally:
        _place(mutant, old)


def _place(mutant: Mutant, node: Any) -> Any:
    if mutant.place is None:
        old = getattr(mutant.holder, mutant.field)
        setattr(mutant.holder, mutant.field, node)
        return old
    nodes = getattr(mutant.holder, mutant.field)
    old, nodes[mutant.place] = nodes[mutant.place], node
    return old


def _below(holder: ast.AST, lines: range) -> Iterator[Mutant]:
    for field, value in ast.iter_fields(holder):
        if field in _UNSEEN:
            continue
        for place, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if not isinstance(node, ast.AST) or _is_no_code(holder, node):
                continue
            here = _lines(node) if isinstance(node, ast.stmt) else lines
            for words, new in (*_in_field(holder, field, node), *_of(node)):
                located = ast.fix_missing_locations(ast.copy_location(new, node))
                yield Mutant(getattr(node, "lineno", 0), here, words, holder, field, place, located)
            yield from _below(node, here)


def _lines(statement: ast.stmt) -> range:
    """The lines of a statement, of one that holds others those before them."""
    body = getattr(statement, "body", None) or getattr(statement, "cases", None)
    if not body:
        return range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    first = getattr(body[0], "lineno", statement.lineno + 1)
    return range(statement.lineno, max(first, statement.lineno + 1))


def _is_no_code(holder: ast.AST, node: ast.AST) -> bool:
    """Imports, docstrings, what only the type checker reads, and the literal parts of text."""
    if isinstance(node, _IGNORED) or (isinstance(holder, ast.JoinedStr) and isinstance(node, ast.Constant)):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id in ("Literal", "Callable")
    if isinstance(holder, ast.Call) and isinstance(holder.func, ast.Name) and holder.func.id == "cast":
        return node is holder.args[0]
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _in_field(holder: ast.AST, field: str, node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if field == "test" and isinstance(holder, ast.If | ast.IfExp):
        yield f"never: if {_said(node)}", ast.Constant(value=False)
        yield f"always: if {_said(node)}", ast.Constant(value=True)
    if field == "ifs":
        yield f"no filter: if {_said(node)}", ast.Constant(value=True)


def _of(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for kind, change in _CHANGES:
        if isinstance(node, kind):
            for new in change(node):
                yield f"{_said(node)} -> {_said(new)}", new


def _said(node: ast.AST) -> str:
    words = " ".join(ast.unparse(node).split())
    return words if len(words) <= 90 else f"{words[:89]}…"


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for index, operator in enumerate(node.ops):
        ops = [*node.ops[:index], _FLIPPED[type(operator)], *node.ops[index + 1 :]]
        yield ast.Compare(left=node.left, ops=ops, comparators=node.comparators)  # type: ignore[arg-type]


def _bool_op(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(op=_FLIPPED[type(node.op)], values=node.values)  # type: ignore[arg-type]
    for index in range(len(node.values)):
        rest = [*node.values[:index], *node.values[index + 1 :]]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(op=node.op, values=rest)


def _bin_op(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in _FLIPPED:
        yield ast.BinOp(left=node.left, op=_FLIPPED[type(node.op)], right=node.right)  # type: ignore[arg-type]


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(value=not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value=value + 1)
    elif isinstance(value, str) and _WORD.fullmatch(value):
        yield ast.Constant(value=f"{value}XX")


def _return(node: ast.Return) -> Iterator[ast.AST]:
    """Nothing instead of something; a constant, or an empty tuple, is changed or as good as nothing."""
    if node.value is not None and not isinstance(node.value, ast.Constant) and ast.unparse(node.value) != "()":
        yield ast.Return(value=ast.Constant(value=None))


def _statement(node: ast.stmt) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Assign) or isinstance(node.targets[0], ast.Subscript | ast.Attribute):
        yield ast.Pass()


def _call(node: ast.Call) -> Iterator[ast.AST]:
    function = node.func
    if isinstance(function, ast.Attribute):
        if function.attr in _CLEANERS:
            yield function.value
    elif isinstance(function, ast.Name):
        if function.id in _OPPOSITE:
            yield ast.Call(func=ast.Name(_OPPOSITE[function.id], ast.Load()), args=node.args, keywords=node.keywords)
        if function.id in ("min", "max") and len(node.args) == 2:
            yield from node.args
        elif function.id not in _WRAPPERS | {*_OPPOSITE} and len(node.args) == 1 and not node.keywords:
            yield from [] if isinstance(node.args[0], ast.Starred) else node.args


_CHANGES: tuple[tuple[Any, Any], ...] = (
    (ast.Compare, _compare),
    (ast.BoolOp, _bool_op),
    (ast.BinOp, _bin_op),
    (ast.UnaryOp, _unary),
    (ast.Constant, _constant),
    (ast.Return, _return),
    (ast.Expr | ast.AugAssign | ast.Assign | ast.Raise | ast.Continue | ast.Break, _statement),
    (ast.Call, _call),
)
