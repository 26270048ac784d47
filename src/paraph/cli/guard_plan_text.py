"""How is a judged plan shown: what it does, what speaks against it, and who approved it?"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from paraph.cli.terminal_text import Style, count, safe, width, wrap
from paraph.core.guard.plan.model import Plan
from paraph.core.guard.plan.state_memory import REFUSING
from paraph.core.model.guard import Danger, GuardAnswer
from paraph.flows.guard.review_plan import Review

SCHEMA = "paraph/guard-plan/v1"
EXIT_CODES: dict[GuardAnswer, int] = {"silent": 0, "deny": 1, "ask": 3}
MOST_SHOWN = 100
_DEEDS = (
    ("delete", "destroyed"), ("replace", "replaced"), ("forget", "forgotten"), ("unknown", "unclear"),
    ("create", "created"), ("update", "changed"),
)  # fmt: skip
_FORMS = {
    "terraform": "Terraform plan", "kubernetes": "Kubernetes manifests", "sql": "SQL migration",
    "pulumi": "Pulumi preview", "cloudformation": "CloudFormation change set",
}  # fmt: skip


def review_lines(file: str, review: Review, style: Style, *, is_short: bool = False) -> Iterator[str]:
    """A review as lines of text for people; `is_short` leaves out what is in order."""
    yield f"{_mark(review, style)}  {safe(file)}: {_summary(review.plan)}"
    is_lifted = review.answer == "silent"
    for danger in review.dangers[:MOST_SHOWN]:
        yield from _danger_lines(danger, style, is_lifted=is_lifted)
    if len(review.dangers) > MOST_SHOWN:
        yield f"  … and {len(review.dangers) - MOST_SHOWN:,} more (--json has all)"
    if not is_short or not is_lifted:
        yield from (style.dim(line) for line in _origin_lines(review))
    yield from _approval_lines(review, style)


def _mark(review: Review, style: Style) -> str:
    if review.answer == "deny":
        return style.bad("✗ deny")
    if review.answer == "ask":
        return style.open("◷ ask")
    return style.good("✓ approved" if review.dangers else "✓ nothing destructive")


def _summary(plan: Plan) -> str:
    if plan.form == "sql":
        return _FORMS["sql"]
    found = Counter(change.deed for change in plan.changes)
    told = [f"{found[deed]:,} {word}" for deed, word in _DEEDS if found[deed]]  # type: ignore[index]
    return f"{_FORMS[plan.form]}, {', '.join(told) or 'no change'}, of {count(len(plan.managed), 'resource')}"


def _danger_lines(danger: Danger, style: Style, *, is_lifted: bool) -> Iterator[str]:
    mark = "✗" if danger.answer == "deny" else "◷"
    paint = style.dim if is_lifted else style.bad if danger.answer == "deny" else style.open
    first, *rest = wrap(_told(danger), width(), "  x ", "    ")
    yield f"  {paint(mark)} {first[4:]}"
    yield from rest
    if danger.excerpt:
        yield style.dim(f"    {safe(danger.excerpt, 200)}")


def _told(danger: Danger) -> str:
    """What is struck, and how; of a line of SQL the line first."""
    target, what = safe(danger.target, 200), safe(danger.what, 1000)
    line, found, rest = what.partition(": ")
    if target and found and line.startswith("line "):
        return f"{line}, {target}: {rest}"
    return f"{target} {what}" if target else what


def _origin_lines(review: Review) -> Iterator[str]:
    plan = review.plan
    yield f"  sha256 {plan.digest}"
    if plan.lineage:
        serial = f", serial {plan.serial}" if plan.serial is not None else ""
        yield f"  state  {safe(plan.lineage, 200)}{serial}"
    elif plan.form == "terraform" and not review.knows_state:
        yield "  state  not compared: this JSON does not name it (give the saved plan, --against or --environment)"


def _approval_lines(review: Review, style: Style) -> Iterator[str]:
    approval = review.approval
    if approval is not None:
        day = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(approval.at))
        how = "signed" if review.is_signed else "not signed"
        reason = f": {safe(approval.reason, 500)}" if approval.reason else ""
        yield f"  {style.good('✓')} approved by {safe(approval.by, 100)}, {day}, {how}{reason}"
    if review.answer == "silent":
        return
    if any(danger.rule in REFUSING for danger in review.dangers):
        fix = "plan again from the right state; where this one is right: --approve --accept-state"
        yield f"  {style.link('fix:')} {fix}"
    else:
        reason = " --reason …" if review.answer == "deny" else ""
        yield f"  {style.link('fix:')} change the plan, or have somebody approve it: --approve{reason}"


def review_document(file: str, review: Review) -> dict[str, object]:
    """A review as plain data; it holds addresses and words, and no value of a resource."""
    plan, approval = review.plan, review.approval
    found = Counter(change.deed for change in plan.changes)
    return {
        "schema": SCHEMA,
        "file": file,
        "form": plan.form,
        "sha256": plan.digest,
        "answer": review.answer,
        "exit_code": EXIT_CODES[review.answer],
        "environment": review.question.environment,
        "state": {"lineage": plan.lineage, "serial": plan.serial, "managed": len(plan.managed)},
        "counts": {word: found[deed] for deed, word in _DEEDS},  # type: ignore[index]
        "dangers": [
            {name: getattr(danger, name) for name in ("rule", "answer", "target", "what", "excerpt")}
            for danger in review.dangers
        ],
        "approval": approval
        and {
            "by": approval.by, "at": approval.at, "reason": approval.reason, "is_signed": review.is_signed,
            "is_state_accepted": approval.is_state_accepted,
        },
    }  # fmt: skip
