from __future__ import annotations

from paraph.flows.provenance.carry_pairs import given, paired
from paraph.ports.repository import CommitRecord


def commit(id_: str, subject: str, time: int = 1, name: str = "Ada") -> CommitRecord:
    return CommitRecord(
        id_, "t", (), name, "ada@example.test", name, "ada@example.test", time, 99, f"{subject}\n\nmore"
    )


def test_author_date_and_subject_tell_a_pair() -> None:
    old = [commit("a", "one"), commit("b", "two")]
    assert paired(old, [commit("y", "two"), commit("x", "one")]) == {"x": ("a",), "y": ("b",)}


def test_another_subject_is_paired_only_where_nothing_else_can_be_meant() -> None:
    old = [commit("a", "one"), commit("b", "two"), commit("c", "three", time=2)]
    assert paired(old, [commit("x", "uno"), commit("z", "tres", time=2)]) == {"z": ("c",)}
    assert paired(old, [commit("y", "two"), commit("x", "uno")]) == {"y": ("b",), "x": ("a",)}


def test_who_is_alike_twice_is_no_pair() -> None:
    assert paired([commit("a", "one"), commit("b", "one")], [commit("x", "one")]) == {}
    assert paired([commit("a", "one")], [commit("x", "one", name="Ben")]) == {}


def test_given_pairs_stand_in_the_order_of_history() -> None:
    assert given([("b", "x"), ("a", "x"), ("a", "x"), ("gone", "y")], ["a", "b"]) == {"x": ("a", "b")}
