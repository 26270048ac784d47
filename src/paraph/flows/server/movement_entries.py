"""What does the ledger say of a movement that was asked for?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from paraph.core.attest.predicates import Statement
from paraph.core.errors import InputError, Problem
from paraph.core.ledger.entry import entry
from paraph.core.model.digest import sha256_hex
from paraph.flows.ledger.keep_facts import SALT_BYTES, kept, personal
from paraph.flows.ledger.spending import named_in_entry
from paraph.flows.server.judge_movement import Judged
from paraph.flows.server.judge_part import Part
from paraph.flows.server.serving import Desk
from paraph.flows.server.take_records import TakenRecord
from paraph.ports.ledger import Attributed, Introduced, KeptStatement, Movement, Row

MOST_TIPS = 64
FIRST = "the first commit, as named when the server was set up"
WATCHED = "no rule of the policy is enforced"


class Record(NamedTuple):
    """Entries with the rows that follow from them."""

    entries: list[bytes]
    rows: list[Row]

    def add(self, content: bytes, *values: Any) -> None:
        """One entry and the rows that belong to it."""
        self.rows.extend(Row(value, len(self.entries)) for value in values)
        self.entries.append(content)


def statement_entry(now: int, statement: Statement, signed: KeptStatement) -> bytes:
    """That a statement came in; its bytes are kept beside the log. `now` is epoch seconds."""
    scope = statement.scope
    return entry(
        "statement",
        now,
        statement=statement.id,
        of=statement.kind,
        target=scope.target,
        base=scope.base,
        head=scope.head,
        tree=scope.tree,
        diff=scope.diff,
        envelope=sha256_hex(signed.envelope),
    )


def add_statement(record: Record, desk: Desk, statement: Statement, signed: KeptStatement) -> None:
    """Enter a statement with its row."""
    record.add(statement_entry(desk.now, statement, signed), signed)


def add_pushed(record: Record, desk: Desk, account: str, commits: Iterable[str], tips: Iterable[str]) -> None:
    """That somebody brought commits: who, as a commitment that can be erased."""
    ids, named = tuple(commits), list(tips)
    who = personal(account.encode("utf-8", "backslashreplace"), desk.random(SALT_BYTES))
    content = entry("pushed", desk.now, by=who.digest, commits=len(ids), tips=named[:MOST_TIPS])
    record.add(content, who, *(Introduced(commit, account) for commit in ids))


def add_records(record: Record, desk: Desk, taken: Sequence[TakenRecord], notes: str = "") -> None:
    """Enter what records of lines say now: their digests and counts, and the commit of `notes` that holds them; no word
    of people or prompts."""
    for each in taken:
        lines = each.counts._asdict()
        content = entry("attributed", desk.now, commit=each.commit, digest=each.digest, lines=lines, notes=notes)
        ai_lines = each.counts.ai + each.counts.mixed
        rows = [Attributed(each.commit, each.digest, 0, ai_lines)] if each.digest else []
        record.add(content, *rows)


def add_judged(
    record: Record, desk: Desk, judged: Judged, git_version: str, governed_at: str, withheld_by: str = ""
) -> None:
    """What was decided of a movement, with all that is needed to decide it again.

    `governed_at` is the commit from which the policy was read, `withheld_by` the ref for whose sake the whole push is
    refused: nothing of a refused push may land.
    """
    parts = [_part(record, desk, each) for each in judged.parts]
    update = judged.update
    fields: dict[str, Any] = {
        "ref": update.ref,
        "old": update.old,
        "new": update.new,
        "form": judged.form,
        "verdict": judged.verdict.value,
        "statements": list(dict.fromkeys(id_ for part in judged.parts for id_ in part.used)),
        "spends": named_in_entry([id_ for part in judged.parts for id_ in _used_first(part)]),
        "git": git_version,
    }
    fields |= parts[0] if len(parts) == 1 else {"parts": parts} if parts else {}
    if len(parts) != 1 and update.new and judged.may_land:
        tree = desk.reader.tree_id(desk.receiving.commit_of(update.new))
        fields["change"] = {"base": update.old, "head": update.new, "tree": tree, "diff": ""}
    said = {"withheld_by": withheld_by, "excepted": _excepted(judged), "governed_at": governed_at}
    said["why"] = judged.recorded or judged.why
    fields |= {name: value for name, value in said.items() if value}
    state: Literal["refused", "decided"] = "refused" if withheld_by or not judged.may_land else "decided"
    verdict = judged.verdict.value
    try:
        content = entry("decided", desk.now, **fields)
    except InputError as error:
        what = f"{len(parts)} landings at once are more than one entry of the ledger holds"
        raise InputError(Problem("P0919", what, "push them in several steps")) from error
    record.add(content, Movement(update.ref, update.old, update.new, state, verdict, 0))


def _used_first(part: Part) -> list[str]:
    """What a landing uses up; what only speaks of the same content is found again by that."""
    return sorted(part.spends, key=lambda id_: id_ not in part.used)


def _excepted(judged: Judged) -> str:
    """Why a movement passes that no policy allowed."""
    if not judged.is_excepted:
        return ""
    return FIRST if judged.form == "genesis" else WATCHED


def _part(record: Record, desk: Desk, part: Part) -> dict[str, Any]:
    """One landing as it stands in the entry; the documents behind it become blobs of the record."""
    found = part.evaluation
    change, decision = found.facts.change, found.decision
    keeping = kept(found.facts, found.policy, found.sources, desk.random(SALT_BYTES), desk.write_facts)
    record.rows.extend(Row(blob) for blob in keeping.blobs)
    return {
        "new": part.new,
        "form": part.form,
        "change": {"base": part.base, "head": part.head, "tree": change.tree or "", "diff": change.diff},
        "verdict": decision.verdict.value,
        "tier": decision.tier.value,
        **({"lost": list(part.lost)} if part.lost else {}),
        **keeping.fields,
    }
