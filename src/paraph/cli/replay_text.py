"""How is a replay told to people: what would have been asked, of whom, and where do the policies differ?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from paraph.cli.terminal_text import Style, count, safe, wrap
from paraph.core.model.person import Directory
from paraph.core.model.policy import TIERS
from paraph.flows.replay.replay_policy import Difference, Replay
from paraph.flows.replay.replay_tally import SECONDS_A_WEEK, Tally, team_shares

LABEL_WIDTH = 30
COLUMN_WIDTH = 20
ROWS_SHOWN = 8
REASONS_SHOWN = 5
ASSISTANCE = ("autonomous", "generated", "assisted", "none", "unknown")
VERDICTS = ("allow", "wait", "cannot_tell", "deny")


def text(result: Replay, directory: Directory, notes: Sequence[str], columns: int, style: Style) -> str:
    """The whole report as lines of at most `columns` characters where its words allow."""
    if not result.changes:
        return "No change landed in this span, so there is nothing to replay. Try a longer --since, or --all."
    lines = [
        *_headline(result, style),
        "",
        *_table(result, style),
        *_unknown(result, columns, style),
        *_load(result, directory, style),
    ]
    if len(result.tallies) > 1:
        lines += ["", *_differences(result, columns, style)]
    lines += ["", *_alone(result, columns, style), "", style.bold("how to read this")]
    return "\n".join([*lines, *(line for note in notes for line in wrap(note, columns, "  "))])


def _labels(result: Replay) -> list[str]:
    """The policies as columns name them: by file name where that tells them apart."""
    names = [tally.label.rpartition("/")[2] for tally in result.tallies]
    return names if len({*names}) == len(names) else [tally.label for tally in result.tallies]


def weeks_of(result: Replay) -> float:
    """The span of the replayed changes in weeks, at least one: a busy day is no busy week."""
    return max((result.newest - result.oldest) / SECONDS_A_WEEK, 1.0)


def _headline(result: Replay, style: Style) -> list[str]:
    start, end = (datetime.fromtimestamp(at, UTC).date().isoformat() for at in (result.oldest, result.newest))
    single = result.changes - result.merges
    return [
        style.bold(f"{count(result.changes, 'change')} landed from {start} to {end}")
        + f" ({count(result.merges, 'merge')}, {count(single, 'single commit')})"
    ]


def _table(result: Replay, style: Style) -> list[str]:
    header = [
        " " * LABEL_WIDTH + "".join(safe(label, COLUMN_WIDTH - 2).rjust(COLUMN_WIDTH) for label in _labels(result))
    ]
    sections = (
        ("tier", reversed(TIERS), "tiers"),
        ("assistance", ASSISTANCE, "assistance"),
        ("verdict", VERDICTS, "verdicts"),
    )
    lines = [style.bold(header[0])] if len(result.tallies) > 1 else []
    for title, names, attribute in sections:
        lines.append(style.bold(title))
        for name in names:
            counts = [getattr(tally, attribute)[name] for tally in result.tallies]
            if any(counts):
                lines.append(_row(name.replace("_", " "), [_share(n, result.changes) for n in counts]))
    return lines


def _share(number: int, total: int) -> str:
    return f"{number:,} {100 * number / total:6.1f} %"


def _row(name: str, cells: Iterable[str]) -> str:
    return f"  {name:<{LABEL_WIDTH - 2}}" + "".join(cell.rjust(COLUMN_WIDTH) for cell in cells)


def _unknown(result: Replay, columns: int, style: Style) -> list[str]:
    """Of each policy the commonest reasons for which nobody can tell, each with what would end it."""
    lines: list[str] = []
    for label, tally in zip(_labels(result), result.tallies, strict=True):
        if not tally.reasons:
            continue
        of = f", by {safe(label, COLUMN_WIDTH - 2)}" if len(result.tallies) > 1 else ""
        lines += ["", style.bold(f"why nobody can tell{of}") + style.dim(", in changes")]
        for reason, number in tally.reasons.most_common(REASONS_SHOWN):
            lines.append(f"  {number:>7,}  {_cut(reason, columns - 11)}")
            end = tally.unblocks.get(reason, "")
            lines += [style.dim(line) for line in wrap(safe(end, 200), columns, " " * 11)] if end else []
        if len(tally.reasons) > REASONS_SHOWN:
            lines.append(style.dim(f"  and {len(tally.reasons) - REASONS_SHOWN:,} more reasons"))
    return lines


def _load(result: Replay, directory: Directory, style: Style) -> list[str]:
    weeks = weeks_of(result)
    tallies = result.tallies
    lines = [
        "",
        style.bold("sign-offs owed"),
        _row("a week", [f"{tally.signoffs / weeks:,.1f}" for tally in tallies]),
        _row("hours of reading a week", [f"{tally.minutes / 60 / weeks:,.1f}" for tally in tallies]),
        _row("that nobody here could give", [f"{tally.unanswerable:,}" for tally in tallies]),
    ]
    teams_of = {person.id: person.teams for person in directory.people}
    if any(person.teams for person in directory.people):
        lines += _shares("a week, by team", [team_shares(t.person_share, teams_of) for t in tallies], weeks, style)
    by_name = [_by_name(tally.person_share, directory) for tally in tallies]
    return lines + _shares("a week, by person", by_name, weeks, style)


def _by_name(shares: Mapping[str, float], directory: Directory) -> dict[str, float]:
    names = {person.id: person.name for person in directory.people}
    twice = {name for name, number in Counter(names.values()).items() if number > 1 or not name}
    return {id_ if names.get(id_, "") in twice else names.get(id_, id_): share for id_, share in shares.items()}


def _shares(title: str, shares: list[dict[str, float]], weeks: float, style: Style) -> list[str]:
    names = sorted({name for share in shares for name in share}, key=lambda name: (-shares[0].get(name, 0.0), name))
    if not names:
        return []
    lines = [style.bold(f"sign-offs {title}") + style.dim(", if asked evenly")]
    digits = 1 if max(max(share.values(), default=0.0) for share in shares) / weeks >= 1 else 2
    lines += [
        _row(safe(name, LABEL_WIDTH - 3), [f"{share.get(name, 0.0) / weeks:,.{digits}f}" for share in shares])
        for name in names[:ROWS_SHOWN]
    ]
    return [*lines, style.dim(f"  and {len(names) - ROWS_SHOWN} more")] if len(names) > ROWS_SHOWN else lines


def _differences(result: Replay, columns: int, style: Style) -> list[str]:
    first, *_, last = _labels(result)
    lines = [style.bold(f"{safe(first)} → {safe(last)}: {count(result.differing, 'change')} judged differently")]
    for (before, after), number in result.flips.most_common():
        lines.append(f"  {before.replace('_', ' ')} → {after.replace('_', ' ')}: {number:,}")
    for title, reasons in (("asked in addition", result.asks_more), ("no longer asked", result.asks_less)):
        lines += _reasons(title, reasons, columns, style)
    if result.differences:
        lines += ["", style.bold("the newest of them")]
    for difference in result.differences[:ROWS_SHOWN]:
        lines += _difference(difference, columns, style)
    return lines


def _reasons(title: str, reasons: Counter[str], columns: int, style: Style) -> list[str]:
    if not reasons:
        return []
    top = reasons.most_common(ROWS_SHOWN)
    return [style.dim(f"  {title}"), *[f"  {number:>7,}  {_cut(reason, columns - 11)}" for reason, number in top]]


def _difference(difference: Difference, columns: int, style: Style) -> list[str]:
    head = f"  {difference.commit[:10]}  "
    lines = [head + _cut(difference.subject, columns - len(head))]
    if difference.is_flip:
        lines.append("    " + style.open(" → ".join(difference.verdicts).replace("_", " ")))
    if difference.tiers[0] != difference.tiers[1]:
        lines.append("    tier " + " → ".join(difference.tiers))
    lines += [line for what in difference.more[:2] for line in wrap(safe(what, 200), columns, "    + ")]
    return lines + [line for what in difference.less[:2] for line in wrap(safe(what, 200), columns, "    − ")]


def _cut(text: str, most: int) -> str:
    """Text on one line of at most so many characters as they are shown: an escaped one takes several."""
    shown, most = safe(text), max(most, 20)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def _alone(result: Replay, columns: int, style: Style) -> list[str]:
    lines = [style.bold(f"{count(result.alone, 'change')} landed with nobody independent in the history")]
    if result.alone:
        tiers = ", ".join(
            f"{result.alone_by_tier[tier]:,} {tier}" for tier in reversed(TIERS) if result.alone_by_tier[tier]
        )
        lines[0] += f" ({tiers})"
        for commit, subject in result.alone_examples[:3]:
            lines.append(f"  {commit[:10]}  " + _cut(subject, columns - 14))
    if result.unrecorded:
        said = f"{count(result.unrecorded, 'change')} were committed by a forge: who pressed the button is not in git."
        lines += wrap(said, columns, "  ")
    return lines


def document(result: Replay, notes: Sequence[str]) -> dict[str, object]:
    """The report as plain data, schema `paraph/replay/v1`."""
    weeks = weeks_of(result) if result.changes else 0.0
    return {
        "schema": "paraph/replay/v1",
        "changes": result.changes,
        "merges": result.merges,
        "oldest": result.oldest,
        "newest": result.newest,
        "weeks": round(weeks, 3),
        "notes": list(notes),
        "policies": [_tally(tally, weeks) for tally in result.tallies],
        "differing": result.differing,
        "flips": [{"from": a, "to": b, "changes": n} for (a, b), n in result.flips.most_common()],
        "asks_more": dict(result.asks_more.most_common()),
        "asks_less": dict(result.asks_less.most_common()),
        "differences": [each._asdict() for each in result.differences],
        "alone": {
            "changes": result.alone,
            "unrecorded": result.unrecorded,
            "by_tier": dict(result.alone_by_tier),
            "examples": [{"commit": commit, "subject": subject} for commit, subject in result.alone_examples],
        },
    }


def _tally(tally: Tally, weeks: float) -> dict[str, object]:
    return {
        "policy": tally.label,
        "tiers": dict(tally.tiers),
        "assistance": dict(tally.assistance),
        "verdicts": dict(tally.verdicts),
        "cannot_tell": [
            {"reason": reason, "changes": number, "unblocks": tally.unblocks.get(reason, "")}
            for reason, number in tally.reasons.most_common()
        ],
        "rules": dict(tally.rules.most_common()),
        "evidence": dict(tally.evidence.most_common()),
        "signoffs": tally.signoffs,
        "signoffs_a_week": round(tally.signoffs / weeks, 2) if weeks else 0.0,
        "hours_a_week": round(tally.minutes / 60 / weeks, 2) if weeks else 0.0,
        "unanswerable": tally.unanswerable,
        "by_person": {name: round(share, 2) for name, share in tally.person_share.most_common()},
    }
