"""What does a forge show of a decision: a check, remarks on files, one comment?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from paraph.core.gate.cheapest import way_to_green
from paraph.core.gate.unbound import if_enforced
from paraph.core.model.change import ABSENT
from paraph.core.model.decision import Decision, Owed, Verdict
from paraph.core.model.regex import regex
from paraph.flows.attend.office import Office
from paraph.ports.board import ChangeRow
from paraph.ports.forge import Annotation, Report
from paraph.ports.question import Evaluation

MOST_ANNOTATIONS = 50
MOST_REMARKS = 3
LONGEST_TITLE = 120
_DATA = ".json"
_HIDDEN = "<!-- paraph/decision -->"
# what a forge links by itself: an address without a scheme, GitHub's other way to name an issue, GitLab's `!1` and `%1`
_LIVE = regex(r"(?<=www)\.|(?<=\bgh)-(?=\d)|[!%](?=[\w\"])", re.IGNORECASE)
_PRESSED = str.maketrans({character: f"&#{ord(character)};" for character in "\\`*_[]<>&|~$@#"})


def page_of(office: Office, key: str, number: str) -> str:
    """The address of our page of a change, by the address that the operator gave this server."""
    name = quote(number, safe=":")
    name = f"{name.removesuffix(_DATA)}%2Ejson" if name.endswith(_DATA) else name
    return f"{office.config.url.rstrip('/')}/r/{quote(key, safe=':/')}/-/changes/{name}"


def report_of(office: Office, row: ChangeRow, found: Evaluation, external: str) -> Report:
    """The check of a change's head: the decision tree as its summary, remarks rolled up by file."""
    link = page_of(office, row.repository, row.number)
    text = office.forms.write_markdown(found.decision, has_tree=True)
    return Report(
        key=f"{row.repository}#{row.number}",
        head=row.head,
        verdict=Verdict(row.verdict),
        title=_title(row.summary),
        summary=f"{text}\n[Open the change]({link})\n",
        annotations=tuple(_annotations(found))[:MOST_ANNOTATIONS],
        link=link,
        external=external,
        target=row.target,
    )


def comment_of(office: Office, row: ChangeRow, found: Evaluation) -> str:
    """The one comment of a change: how it stands, the next step, where to take it."""
    link = page_of(office, row.repository, row.number)
    if row.state != "open":
        return f"{_HIDDEN}\n{_ended(row)}\n\n[Open the change]({link})\n"
    reply = _reply(office, row)
    text = office.forms.write_markdown(found.decision, has_tree=bool(reply.get("has_tree")))
    said = f"> {plain(str(reply['text']))}\n\n" if reply.get("text") else ""
    return f"{text}\n{said}{_next(found.decision)}[Read it and answer]({link})\n"


def reply_setting(key: str, number: str) -> str:
    """Under which name it is remembered what the last command in a comment is answered with."""
    return f"reply:{key}#{number}"


def _reply(office: Office, row: ChangeRow) -> dict[str, Any]:
    """The answer to a command, as long as the change is what it was then."""
    content = office.board.setting(reply_setting(row.repository, row.number))
    said: dict[str, Any] = json.loads(content) if content else {}
    return said if said.get("head") == row.head else {}


def _ended(row: ChangeRow) -> str:
    commit = f" as `{row.landed[:12]}`" if row.landed else ""
    if row.state == "alarm":
        return f"### 🚨 landed otherwise than it was allowed\n\nIt landed{commit}: {plain(row.summary)}"
    return f"It landed{commit}, as it was approved." if row.state == "landed" else "It was closed."


def _next(decision: Decision) -> str:
    unbound = if_enforced(decision)
    steps = way_to_green((unbound or decision).tree)
    return f"**Next:** {_step(steps[0])}\n\n" if steps else ""


def _step(owed: Owed) -> str:
    who = f", by {plain(' or '.join(owed.by[:3]))}" if owed.by else ""
    mend = f" ({plain(owed.unblocks)})" if owed.unblocks else ""
    return f"{plain(owed.what)}{who}{mend}"


def plain(text: str) -> str:
    """Text on one line as Markdown that renders as that very text, and mentions and links nobody."""
    unlinked = _LIVE.sub(lambda found: f"{found[0]}&#8203;", visible(text).translate(_PRESSED))
    return unlinked.replace("://", ":&#47;/")


def visible(text: str) -> str:
    """Text on one line in which nothing hides, or turns round what stands beside it."""
    return "".join(each if each.isprintable() else " " for each in text)


def _title(text: str) -> str:
    summary = visible(text)
    return summary if len(summary) <= LONGEST_TITLE else f"{summary[: LONGEST_TITLE - 1]}…"


def _annotations(found: Evaluation) -> Iterator[Annotation]:
    """One remark a file: what was found there, then how many of its added lines are an AI's."""
    here = {each.path for each in found.facts.change.files if each.new_mode != ABSENT}
    remarks: dict[str, list[str]] = {}
    for finding in found.decision.findings:
        if finding.path in here:
            remarks.setdefault(str(finding.path), []).append(finding.text)
    counted = dict(_ai_lines(found))
    for path in dict.fromkeys((*remarks, *counted)):
        if path in here:
            said = remarks.get(path, [])
            more = [f"and {len(said) - MOST_REMARKS} more remarks"] if len(said) > MOST_REMARKS else []
            text = "; ".join([*said[:MOST_REMARKS], *more, *([counted[path]] if path in counted else [])])
            yield Annotation(path, 1, 1, visible(text), "warning" if said else "notice")


def _ai_lines(found: Evaluation) -> Iterator[tuple[str, str]]:
    provenance = found.facts.provenance
    paths = provenance.lines.paths if provenance.lines else provenance.claimed_paths
    for each in paths:
        lines = each.ai + each.mixed
        if lines:
            added = lines + each.human_attested + each.unknown
            yield each.path, f"{lines} of {added} added lines are an AI's, or partly"
