"""What exactly does somebody assert who signs off this change?"""

from __future__ import annotations

from paraph.core.model.refs import short_name

_SHORT = 12


def sentence(
    *, decision: str, target: str, head: str, tree: str, diff: str, tier: str, files: int, ai_lines: int,
    questions: int, answered: int,
) -> str:  # fmt: skip
    """The one sentence that is shown before signing and stands word for word in the statement.

    Ids are cut to 12 digits: the whole ones stand beside it in the scope.
    """
    if decision != "approve":
        return f"I have read the change {_name(head)} for {short_name(target)} and ask for changes before it lands."
    much = f"{files} {'file' if files == 1 else 'files'}"
    if ai_lines:
        much += f", {ai_lines} {'line' if ai_lines == 1 else 'lines'} of it written by AI"
    asked = f" I was shown {_count(questions)} and answered {_number(answered, questions)}." if questions else ""
    return (
        f"I have read the whole change of {much}, understand what it does, and answer for it going into "
        f"{short_name(target)} exactly as reviewed (head {_name(head)}, merged tree {_name(tree)}, "
        f"difference {_name(diff)}) at tier {tier}.{asked}"
    )


def _name(id_: str) -> str:
    return id_[:_SHORT] or "none"


def _count(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions} questions"


def _number(answered: int, questions: int) -> str:
    if answered == questions:
        return "it" if questions == 1 else "all of them"
    return str(answered) if answered else "none"
