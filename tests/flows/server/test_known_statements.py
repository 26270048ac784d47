"""Of all that was ever signed, exactly what can speak of a landing is read; vetoes always are."""

from __future__ import annotations

import random

import pytest

from log_samples import memory_ledger
from paraph.core.ledger.entry import entry
from paraph.flows.ledger.spending import is_spent, still_asked
from paraph.flows.server.known_statements import KnownStatements
from paraph.ports.ledger import KeptStatement, Ledger, Row, Spent

MAIN, DEV = "refs/heads/main", "refs/heads/dev"
NOW = 1_000
SPENT_OR_TOLD = ("signoff", "override", "declaration", "owner-transfer")


def kept(id_: str, kind: str = "signoff", target: str = MAIN, **more: object) -> KeptStatement:
    said = KeptStatement(id_, kind, target, "h", "d", NOW + 1, id_.encode(), 0)
    return said._replace(**more)  # type: ignore[arg-type]


def ledger(*statements: KeptStatement, spent: tuple[str, ...] = ()) -> Ledger:
    log = memory_ledger()
    for each in statements:
        log.record([entry("note", NOW)], rows=[Row(each, 0)])
    for id_ in spent:
        log.record([entry("note", NOW)], rows=[Row(Spent(id_), 0)])
    return log


def ids(found: list[KeptStatement]) -> str:
    return "".join(each.id for each in found)


@pytest.mark.parametrize(
    ("statement", "is_found"),
    [
        (kept("a", "declaration"), True),
        (kept("a", "declaration", diff="other"), True),
        (kept("a", "declaration", diff="other", head="c1"), True),
        (kept("a", "declaration", diff="other", head="other"), False),
        (kept("a", "override", diff="other", head="other"), False),
        (kept("a", "override", target=DEV), False),
        (kept("a", "signoff", diff="other", head="other"), True),
        (kept("a", "signoff", expires_at=NOW - 1), False),
        (kept("a", "signoff", diff="other", head="other", expires_at=0), True),
        (kept("a", "veto", diff="other", head="other", expires_at=0), True),
        (kept("a", "veto", target=DEV), False),
        (kept("a", "evidence", "", diff="", head=""), False),
        (kept("a", "evidence", "", diff="", head="", tree="t"), True),
        (kept("a", "evidence", "", diff="", head="c1"), True),
        (kept("a", "withdrawal", diff="other", head="other", takes_back="nobody's"), False),
    ],
)
def test_what_speaks_of_a_change(statement: KeptStatement, is_found: bool) -> None:
    known = KnownStatements(ledger(statement), MAIN, (), NOW)
    assert (ids(known.about("d", "t", ["h", "c1"])) == "a") is is_found
    assert known.is_empty() is (statement.target == DEV)


def test_what_takes_something_back_comes_with_it() -> None:
    back = kept("z", "withdrawal", diff="other", head="other", expires_at=0)
    log = ledger(kept("a"), back._replace(id="y", takes_back="a"), back._replace(takes_back="b"))
    assert ids(KnownStatements(log, MAIN, (), NOW).about("d", "t", [])) == "ay"
    taken = [kept("b"), kept("n", target=DEV)]
    assert ids(KnownStatements(log, MAIN, taken, NOW).about("d", "t", [])) == "ayzb"


def test_a_sign_off_pushed_again_stays_used_up() -> None:
    log = ledger(kept("a"), kept("b"), kept("c", "declaration"), spent=("a", "c"))
    known = KnownStatements(log, MAIN, [kept("a"), kept("b", envelope=b"signed again")], NOW)
    assert ids(known.of_difference("d")) == ids(known.about("d", "t", [])) == "bc"
    assert known.of_difference("d")[0].envelope == b"signed again"
    assert known.of_difference("d")[1].spent_by is None
    assert known.of_difference("") == []


def test_what_one_landing_uses_up_is_not_there_for_the_next() -> None:
    known = KnownStatements(ledger(kept("a"), kept("v", "veto")), MAIN, [kept("b")], NOW)
    assert known.is_signed("d")
    assert not known.is_signed("other")
    rest = known.without(["a"])
    assert ids(rest.of_difference("d")) == "vb"
    assert ids(rest.without(["b"]).about("d", "t", [])) == "v"
    assert not KnownStatements(ledger(kept("a"), spent=("a",)), MAIN, [kept("a")], NOW).is_signed("d")
    assert not KnownStatements(ledger(kept("a")), MAIN, (), NOW + 2).is_signed("d")


@pytest.mark.parametrize("seed", range(20))
def test_nothing_that_could_count_is_left_out(seed: int) -> None:
    chance = random.Random(seed)
    kinds = ("declaration", "signoff", "veto", "override", "owner-transfer", "withdrawal", "evidence")
    pick = chance.choice

    def one(number: int) -> KeptStatement:
        kind = pick(kinds)
        back = f"s{chance.randrange(60)}" if kind == "withdrawal" else ""
        return kept(
            f"s{number}",
            kind,
            pick([MAIN, MAIN, DEV, ""]),
            diff=pick(["d", "e", ""]),
            head=pick("hijk"),
            tree=pick(["t", "u", ""]),
            takes_back=back,
            expires_at=pick([0, NOW - 1, NOW, NOW + 9]),
        )

    every = [one(number) for number in range(60)]
    usable = [each.id for each in every if each.kind in SPENT_OR_TOLD]
    log = ledger(*every[:50], spent=tuple(chance.sample(usable, 8)))
    taken = every[45:]
    before = {each.id: each for each in log.statements()}
    all_ = before | {each.id: each._replace(spent_by=before[each.id].spent_by if each.id in before else None)
                     for each in taken}  # fmt: skip
    live = [each for each in all_.values() if each.target in (MAIN, "") and not is_spent(each)]
    asked = still_asked([each for each in live if not 0 < each.expires_at < NOW], "d")
    found = {each.id: each for each in KnownStatements(log, MAIN, taken, NOW).about("d", "t", ["h", "i"])}
    assert found.items() <= {each.id: each for each in asked}.items()
    speaks = {
        each.id for each in asked
        if each.diff == "d" or each.tree == "t" or each.head in "hi" or each.kind in ("veto", "signoff")
    }  # fmt: skip
    backed = {each.id for each in asked if each.takes_back in speaks}
    assert speaks | backed <= found.keys()
