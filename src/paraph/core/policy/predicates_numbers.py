"""What do the tests that compare a number ask?"""

from __future__ import annotations

from collections.abc import Callable

from paraph.core.model.policy import Comparison, TestValue
from paraph.core.policy.context import Context, Outcome, unknown
from paraph.core.policy.lookup import compare

Run = Callable[[Context], Outcome]
Maker = Callable[[TestValue], tuple[str, Run]]


def bound_of(value: TestValue) -> tuple[Comparison, float]:
    """The bound behind a test. Raises ValueError where no number stands there."""
    if not isinstance(value, Comparison) or isinstance(value.value, str):
        raise ValueError('a comparison such as ">= 25" must stand here')
    return value, float(value.value)


def _number_test(facts: tuple[str, ...], title: str, unit: str, read: Callable[[Context], float]) -> Maker:
    def make(value: TestValue) -> tuple[str, Run]:
        comparison, bound = bound_of(value)
        operator = comparison.operator

        def run(context: Context) -> Outcome:
            unread = context.why_unreadable(*facts)
            if unread:
                return unknown(unread)
            number = read(context)
            return Outcome(compare(number, operator, bound), shown(number, unit))

        return f"{title} {operator} {shown(bound, unit)}", run

    return make


def shown(number: float, unit: str) -> str:
    """A number as people read it: whole where it is, a share in per cent."""
    if unit == "%":
        return f"{number * 100:.4g}%"
    return f"{number:g}{unit and ' ' + unit}" if number < 1_000_000 else f"{int(number)}{unit and ' ' + unit}"


NUMBER_TESTS: dict[str, Maker] = {
    "dependents": _number_test(
        ("files", "dependents"), "dependents", "files", lambda context: context.facts.blast.dependents
    ),
    "partners_missing": _number_test(
        ("files", "cochange"), "partners missing", "files", lambda context: len(context.facts.blast.partners)
    ),
    "files": _number_test(("files",), "changed files", "files", lambda context: len(context.change.files)),
    "lines": _number_test(
        ("files",), "changed lines", "lines", lambda context: context.lines.added + context.lines.deleted
    ),
    "added": _number_test(("files",), "added lines", "lines", lambda context: context.lines.added),
    "deleted": _number_test(("files",), "deleted lines", "lines", lambda context: context.lines.deleted),
    "commits": _number_test(("commits",), "commits", "commits", lambda context: len(context.change.commits)),
    "ai_lines": _number_test(("provenance",), "lines by AI", "lines", lambda context: context.assistance.ai_lines),
    "ai_share": _number_test(("provenance",), "share by AI", "%", lambda context: context.assistance.ai_share),
}
