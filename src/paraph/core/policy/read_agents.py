"""Which tools of its own does a policy add to the catalogue, and by which clues?"""

from __future__ import annotations

import datetime
from typing import cast

from paraph.core.model.agent_row import AGENT_CLUES, AGENT_PARTS, BARE_CLUES, AgentClue, AgentRow
from paraph.core.model.noun import changed
from paraph.core.model.policy import Policy, Position
from paraph.core.model.provenance import Role, Strength
from paraph.core.model.regex import regex
from paraph.core.model.text_match import text_matches
from paraph.core.policy import read_values as values
from paraph.core.policy.grammar import AGENT, STRENGTH_CHOICES
from paraph.core.policy.read_names import ORGANISATION, REPOSITORY
from paraph.core.policy.reading import Field, Reading, shortened
from paraph.core.policy.source import Tree

MOST_ROWS = 200
MOST_CHARACTERS = 200
MOST_STARS = 8
_ID = regex(r"[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?")
_LITERAL = regex(r"[^\W_]")
# people whom no row may take for a tool
_ANYBODY: dict[AgentClue, tuple[str, ...]] = {
    "email": ("ada@example.test", "1234+ada@users.noreply.github.com", "ada@gmail.com", "noreply@github.com"),
    "author_name": ("ada sample", "ada", "github"),
    "trailer_name": ("ada sample", "ada"),
    "key": ("signed-off-by: ada sample <ada@example.test>", "co-authored-by: ada sample <ada@example.test>",
            "reviewed-by: ada sample <ada@example.test>", "fixes: #1"),
    "footer": ("this says why it was done.", "signed-off-by: ada sample <ada@example.test>"),
    "subject": ("fix the parser", "merge branch 'main' into topic", "feat: add a page", "fix: mend a page"),
    "account": ("ada", "ada-sample"),
    "branch": ("main", "topic", "feature/page", "fix/page"),
}  # fmt: skip


def read_agents(reading: Reading, node: Tree) -> tuple[AgentRow, ...]:
    """The rows behind `agents:`, their ids as they are written; the problems stay in the reading."""
    nodes = reading.items(node, "`agents`")
    if len(nodes) > MOST_ROWS:
        what = f"`agents` has {len(nodes)} rows, more than {MOST_ROWS}"
        reading.report("P1184", node, what, "one `*` can stand for many names")
        return ()
    found: dict[str, AgentRow] = {}
    for each in nodes:
        row = _row(reading, each)
        if row and row.id in found:
            what = f"the row `{shortened(row.id)}` stands on line {found[row.id].line} already"
            reading.report("P1181", each, what, "give it an id of its own")
        elif row:
            found[row.id] = row
    return tuple(found.values())


def layered_agents(policy: Policy, layer: str) -> tuple[AgentRow, ...]:
    """The rows of a policy by the names under which they are shown: `org/…` or `repo/…`."""
    return tuple(changed(row, id=layer + row.id) for row in policy.agents)


def joined_agents(org: Policy, repo: Policy) -> tuple[AgentRow, ...]:
    """The rows of both layers: all of them count."""
    return layered_agents(org, ORGANISATION) + layered_agents(repo, REPOSITORY)


def check_agents(reading: Reading, org: Policy, repo: Policy) -> None:
    """Report rows of a repository that bear the id of one of the organisation's: they would not replace it."""
    theirs = {row.id: row for row in org.agents}
    for row in repo.agents:
        if row.id in theirs:
            there = Position(org.sources[0] if org.sources else "", theirs[row.id].line, theirs[row.id].column)
            what = (
                f"the row `{shortened(row.id)}` is the organisation's ({there.file}:{there.line}), and stays as it is"
            )
            place = Position(reading.document.file, row.line, row.column)
            reading.report_at("P1181", place, what, "give the row an id of its own", there)


def _row(reading: Reading, node: Tree) -> AgentRow | None:
    fields = reading.fields(node, AGENT, "the row of `agents`")
    if not fields:
        return None
    before = len(reading.problems)
    at = reading.at(node)
    row = AgentRow(
        id=_id(reading, fields),
        tool=(values.text_of(reading, fields, "tool") or "").strip(),
        kind=cast("AgentClue", values.choice_of(reading, fields, "kind", AGENT_CLUES) or "email"),
        match=(values.text_of(reading, fields, "match") or "").strip(),
        role=cast("Role", values.choice_of(reading, fields, "role", AGENT_PARTS) or "wrote"),
        strength=cast("Strength", values.choice_of(reading, fields, "strength", STRENGTH_CHOICES) or "strong"),
        start=_day(reading, fields, "from"),
        end=_day(reading, fields, "until"),
        source=values.text_of(reading, fields, "source") or "",
        line=at.line,
        column=at.column,
    )
    if len(reading.problems) == before and all(name in fields for name in AGENT.required):
        _check(reading, fields, row)
    return row if len(reading.problems) == before else None


def _id(reading: Reading, fields: dict[str, Field]) -> str:
    id_ = values.text_of(reading, fields, "id") or ""
    if id_ and not _ID.fullmatch(id_):
        what = f"`id` cannot be `{shortened(id_)}`"
        fix = "take small letters, digits, `.`, `-` and `_`; the layer is put before it where it is shown"
        reading.report("P1185", fields["id"].value, what, fix)
    return id_


def _day(reading: Reading, fields: dict[str, Field], key: str) -> int | None:
    """A day as the epoch second at which it begins in UTC."""
    said = values.text_of(reading, fields, key)
    if said is None:
        return None
    try:
        day = datetime.date.fromisoformat(said.strip())
    except ValueError:
        what = f"`{key}` must be a day, not `{shortened(said)}`"
        reading.report("P1183", fields[key].value, what, "write it as `2026-01-31`")
        return None
    return (day.toordinal() - datetime.date(1970, 1, 1).toordinal()) * 86_400


def _check(reading: Reading, fields: dict[str, Field], row: AgentRow) -> None:
    match = fields["match"].value
    if row.match.startswith("re:") or len(row.match) > MOST_CHARACTERS or row.match.count("*") > MOST_STARS:
        what = f"`match` is a text of at most {MOST_CHARACTERS} characters with at most {MOST_STARS} stars"
        reading.report("P1185", match, what, "`*` stands for anything; there are no regular expressions")
    elif row.kind == "key" and ":" not in row.match:
        reading.report("P1185", match, "a `key` is a whole trailer line", "write for instance `X-Build-Agent: *`")
    elif _fits_anybody(row):
        what = f"`{shortened(row.match)}` would take people for {shortened(row.tool)}"
        reading.report("P1180", match, what, "name the tool's own address, name or line as fully as you can")
    if row.strength == "proof" and row.kind in BARE_CLUES:
        what = f"anybody can write such a {row.kind.replace('_', ' ')}, so it is no proof"
        reading.report(
            "P1182", fields["strength"].value, what, "write `strong`, or match an address, an account or a key"
        )
    if row.start is not None and row.end is not None and row.end <= row.start:
        reading.report("P1183", fields["until"].value, "`until` is not after `from`", "swap them, or delete one")


def _fits_anybody(row: AgentRow) -> bool:
    """Whether a pattern has fewer than three letters or digits of its own, or fits somebody who is no tool."""
    pattern = row.match.casefold()
    few = len(_LITERAL.findall(pattern)) < 3
    return few or any(text_matches(pattern, person) for person in _ANYBODY[row.kind])
