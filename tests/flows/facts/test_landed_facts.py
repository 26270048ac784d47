"""Which facts can be read of a landed change?"""

from __future__ import annotations

from flows.history_samples import delta, merged, record, squashed
from paraph.core.model.facts import OwnerGroup, Ownership, Repository
from paraph.core.model.person import Directory
from paraph.core.tier.graph import build_graph
from paraph.flows.facts.landed_facts import Surroundings, change_of, dependents_by_path, facts_of
from paraph.ports.repository import LandedChange

HERE = Surroundings(Repository("shop"), "refs/heads/main", "f" * 40, Directory())


def test_a_merge_is_what_it_brought() -> None:
    landed = merged(7, "a.py", by="ben", authors=("ada", "cleo"))
    change = change_of(landed, HERE)
    assert (change.base, change.head) == landed.landing.parents
    assert [each.author.name for each in change.commits] == ["ada", "cleo"]
    assert (change.merge, change.tree, change.opener) == ("clean", landed.landing.tree, "email:cleo@example.test")


def test_a_single_commit_is_its_own_change() -> None:
    landed = squashed(7, "a.py", message="say\n\nmore")
    change = change_of(landed, HERE)
    assert (change.base, change.head, change.title, change.body) == (
        landed.landing.parents[0],
        landed.landing.id,
        "say",
        "",
    )
    assert change.commits[0].message == "say\n\nmore"
    assert change.merge == "fast_forward"


def test_a_root_has_no_base() -> None:
    assert change_of(LandedChange(record(1, parents=0), (), ()), HERE).base == ""


def test_files_carry_kinds_and_the_dependents_of_the_one_base() -> None:
    graph = build_graph([("b.py", "a.py"), ("c.py", "b.py")], {"a.py", "b.py", "c.py"})
    here = Surroundings(HERE.repository, "", "f" * 40, Directory(), dependents_by_path(graph))
    facts = facts_of(LandedChange(record(1), (), (delta("a.py"), delta("gone.tf", mode="000000"))), here)
    known, gone = facts.change.files
    assert (known.direct_dependents, known.dependents) == (1, 2)
    assert "code:python" in (known.kinds or ())
    assert (gone.dependents, gone.kinds) == (0, ("infrastructure",))
    assert (facts.blast.base, facts.blast.dependents) == ("f" * 40, 2)


def test_a_deleted_file_is_judged_by_the_mode_it_had() -> None:
    gone = delta("docs/a.md")._replace(new_mode="000000", old_mode="100755")
    kept = delta("docs/a.md")._replace(new_mode="000000")
    kinds = [each.kinds for each in facts_of(LandedChange(record(1), (), (gone, kept)), HERE).change.files]
    assert kinds[1] == ("docs",)
    assert kinds[0] != ("docs",)


def test_owners_are_those_of_the_base() -> None:
    def owners_of(path: str) -> Ownership:
        return Ownership(path, (OwnerGroup(("@ada",)),))

    here = Surroundings(HERE.repository, "", "f" * 40, Directory(), owners_of=owners_of)
    assert facts_of(squashed(1, "a.py"), here).owners == (Ownership("a.py", (OwnerGroup(("@ada",)),)),)
    assert facts_of(squashed(1, "a.py"), HERE).owners == ()


def test_the_draw_of_a_replay_is_spread_and_repeatable() -> None:
    first = facts_of(LandedChange(record(1)._replace(id="80000000" + "0" * 32), (), ()), HERE)
    assert first.draw == 0.5
    assert facts_of(LandedChange(record(1)._replace(id="f" * 40), (), ()), HERE).draw != 1.0


def test_an_author_without_address_opened_nothing_that_could_be_named() -> None:
    landed = squashed(1, "a.py")
    nameless = landed._replace(landing=landed.landing._replace(author_email=""))
    assert change_of(nameless, HERE).opener is None
