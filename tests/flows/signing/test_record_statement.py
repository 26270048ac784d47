from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from paraph.adapters.signers.checker import Checker
from paraph.adapters.signers.local import LocalSigner
from paraph.core.attest.envelope import read_envelope, write_envelope
from paraph.core.attest.predicates import OverridePredicate, Scope, VetoPredicate
from paraph.core.attest.statement import write_statement
from paraph.core.errors import InputError
from paraph.core.model.change import Change, ChangedFile
from paraph.core.model.facts import Facts, Repository
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Key, Person
from paraph.core.model.policy import Policy
from paraph.flows.signing.record_statement import (
    MOST_PATHS,
    Hand,
    find_statement,
    paths_told,
    readable,
    record_statement,
    scope_of,
    sign_again,
)
from paraph.ports.signing import Signer
from paraph.ports.statements import Carried
from signing_samples import make_key

IDENTITY = "0123456789abcdef0123456789abcdef"
SCOPE = Scope(IDENTITY, "refs/heads/main", "b" * 40, "a" * 40, "c" * 40, "d" * 64)
NOW, DAY = 1_786_363_200, "2026-08-10"


class Kept:
    """Keeps envelopes in a list."""

    def __init__(self) -> None:
        self.all: list[Carried] = []

    def carried(self, commits: Iterable[str] | None = None) -> Iterator[Carried]:
        return (each for each in self.all if commits is None or each.commit in commits)

    def add(self, new: Iterable[Carried]) -> None:
        self.all += new


@pytest.fixture
def hands(tmp_path: Path) -> dict[str, Hand]:
    signers: dict[str, Signer] = {}
    for who in ("ada", "ben"):
        make_key(tmp_path / who)
        signers[who] = LocalSigner(str(tmp_path / who))
    people = {who: Person(who, keys=(Key(signer.public),)) for who, signer in signers.items()}
    directory = Directory(tuple(people.values()))
    return {who: Hand(people[who], signers[who], Checker(), directory, DAY) for who in people}


def veto(kept: Kept, hand: Hand, nonce: str = "0" * 32) -> str:
    return record_statement(kept, hand, "veto", SCOPE, VetoPredicate("no"), at=NOW, nonce=nonce).statement.id


def test_what_was_signed_is_kept_at_its_head(hands: dict[str, Hand]) -> None:
    kept = Kept()
    made = record_statement(kept, hands["ada"], "veto", SCOPE, VetoPredicate("no"), at=NOW, nonce="0" * 32)
    assert kept.all == [Carried("a" * 40, made.envelope)]
    assert (made.signed.holder, made.signed.proof, made.statement.person) == ("ada", "signed", "ada")
    assert find_statement(kept, made.statement.id[:8]).statement == made.statement


def test_what_would_not_count_is_not_kept(hands: dict[str, Hand]) -> None:
    kept, ada = Kept(), hands["ada"]
    wrong = ada._replace(signer=hands["ben"].signer)
    with pytest.raises(InputError, match="the signature would not count"):
        veto(kept, wrong)
    revoked = changed(ada.person, keys=(Key(ada.signer.public, revoked=DAY),))
    with pytest.raises(InputError, match="was revoked on 2026-08-10"):
        veto(kept, ada._replace(directory=Directory((revoked,))))
    assert kept.all == []


def test_a_second_person_signs_the_same_bytes(hands: dict[str, Hand]) -> None:
    kept = Kept()
    said = OverridePredicate("fire", "critical", NOW + 9, NOW + 99)
    first = record_statement(kept, hands["ada"], "override", SCOPE, said, at=NOW, nonce="1" * 32)
    second = sign_again(kept, hands["ben"], find_statement(kept, first.statement.id))
    assert (second.statement.id, second.signed.holder) == (first.statement.id, "ben")
    assert len(find_statement(kept, first.statement.id).envelope.signatures) == 2


@pytest.mark.parametrize(("id_", "words"), [("12345", "too short"), ("0" * 64, "there is no statement")])
def test_an_id_names_one_statement(hands: dict[str, Hand], id_: str, words: str) -> None:
    kept = Kept()
    veto(kept, hands["ada"])
    with pytest.raises(InputError, match=words):
        find_statement(kept, id_)


def test_of_several_the_one_meant_is_found(hands: dict[str, Hand]) -> None:
    kept = Kept()
    ids = [veto(kept, hands["ada"], f"{number:032x}") for number in range(3)]
    assert [find_statement(kept, id_.upper()[:16]).statement.id for id_ in ids] == ids


def test_lines_that_are_no_statement_say_nothing(hands: dict[str, Hand]) -> None:
    kept = Kept()
    id_ = veto(kept, hands["ada"])
    envelope = read_envelope(kept.all[0].envelope)
    kept.all += [Carried("a" * 40, b"junk"), Carried("a" * 40, write_envelope(changed(envelope, payload=b"{}")))]
    assert [statement.id for _, statement in readable(kept.carried())] == [id_]


@pytest.mark.parametrize(
    ("identity", "target", "base", "code"),
    [("", "refs/heads/main", "b", "P0759"), (IDENTITY, "", "b", "P0760"), (IDENTITY, "refs/heads/main", "", "P0760")],
)
def test_a_statement_is_bound_to_a_place(identity: str, target: str, base: str, code: str) -> None:
    facts = Facts(Repository("x"), Change(base, "h", target=target, tree="t", diff="d"), 0)
    with pytest.raises(InputError) as caught:
        scope_of(facts, Policy(1, "enforce", (), (), identity=identity))
    assert caught.value.problems[0].code == code


def test_the_scope_is_that_of_the_change() -> None:
    facts = Facts(Repository("x"), Change("b", "h", target="refs/heads/main", tree="t", diff="d"), 0)
    found = scope_of(facts, Policy(1, "enforce", (), (), identity=IDENTITY))
    assert found == Scope(IDENTITY, "refs/heads/main", "b", "h", "t", "d")


def test_as_many_paths_are_told_as_a_statement_holds() -> None:
    def told(*paths: str) -> tuple[str, ...]:
        change = Change("b" * 40, "a" * 40, files=tuple(ChangedFile(each) for each in paths))
        return paths_told(Facts(Repository("shop"), change, NOW))

    assert told("a.py", "odd\nname", "\u202e", "p" * 5_000, "b.py") == ("a.py", "b.py")
    assert len(told(*map(str, range(500)))) == MOST_PATHS
    many = told(*(f"{number:03}" + "ü" * 500 for number in range(200)))
    assert 1 <= len(many) < 20
    assert write_statement("veto", SCOPE, "ada", NOW, "0" * 32, VetoPredicate("no", many))
