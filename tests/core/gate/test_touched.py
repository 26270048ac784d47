from __future__ import annotations

import pytest

from core.gate.situations import CYD, DOT, case, change, facts, judged, signoff, signoff_need
from paraph.core.gate.touched import circles, owed_elsewhere, owed_paths
from paraph.core.model.change import ChangedFile
from paraph.core.model.decision import State
from paraph.core.model.facts import OwnerGroup, Ownership

TWO = change(files=(ChangedFile("pay/a.py"), ChangedFile("web/b.ts")))
PAY, WEB = OwnerGroup(("@cyd", "@dot")), OwnerGroup(("@shop/web",))
OWNERS = (Ownership("pay/a.py", (PAY,)), Ownership("web/b.ts", (WEB,)))
NEED = signoff_need(owners="touched", binding="owned")


def state_of(*signed: object, owners: tuple[Ownership, ...] = OWNERS, count: int = 1) -> State:
    need = signoff_need(count, owners="touched", binding="owned")
    return judged(need, facts(TWO, owners=owners, signoffs=signed)).state


def test_every_group_answers() -> None:
    assert state_of(signoff("cyd"), signoff("ben")) is State.SATISFIED
    assert state_of(signoff("cyd")) is State.PENDING
    assert state_of(signoff("ben")) is State.PENDING
    assert state_of(signoff("eve"), signoff("ben")) is State.PENDING


def test_an_owned_answer_holds_for_the_owners_paths_only() -> None:
    pay = signoff("cyd", holds=(), owned_paths=("pay/a.py",))
    assert state_of(pay, signoff("ben")) is State.SATISFIED
    assert state_of(pay, signoff("ben", holds=(), owned_paths=("pay/a.py",))) is State.PENDING
    assert state_of(pay, signoff("ben", holds=(), owned_paths=("web/b.ts",))) is State.SATISFIED


def test_somebody_answers_for_what_nobody_owns() -> None:
    unowned = OWNERS[:1]
    assert state_of(signoff("cyd", holds=(), owned_paths=("pay/a.py",)), owners=unowned) is State.PENDING
    assert state_of(signoff("cyd"), owners=unowned) is State.SATISFIED
    assert state_of(signoff("eve"), owners=()) is State.SATISFIED
    assert state_of(owners=()) is State.PENDING
    ownerless = (Ownership("pay/a.py", (PAY,)), Ownership("web/b.ts", (OwnerGroup(()),)))
    assert state_of(signoff("cyd", holds=(), owned_paths=("pay/a.py",)), owners=ownerless) is State.PENDING
    assert state_of(signoff("cyd"), owners=ownerless) is State.SATISFIED
    pay, rest = (
        signoff(who, holds=(), owned_paths=(path,)) for who, path in (("cyd", "pay/a.py"), ("eve", "web/b.ts"))
    )
    assert state_of(pay, rest, owners=unowned) is State.SATISFIED


def test_an_optional_group_covers_nothing() -> None:
    optional = (OWNERS[0], Ownership("web/b.ts", (OwnerGroup(("@shop/web",), is_optional=True),)))
    assert state_of(signoff("cyd", holds=(), owned_paths=("pay/a.py",)), owners=optional) is State.PENDING
    assert state_of(signoff("cyd"), owners=optional) is State.SATISFIED


@pytest.mark.parametrize(("count", "group", "wanted"), [(1, 1, 1), (2, 1, 2), (1, 2, 2), (3, 2, 3)])
def test_the_larger_count_holds(count: int, group: int, wanted: int) -> None:
    owners = (Ownership("pay/a.py", (OwnerGroup(("@cyd", "@dot"), group),)),)
    found = circles(signoff_need(count, owners="touched"), case(facts(TWO, owners=owners)))
    assert [circle.wanted for circle in found] == [wanted, count]


@pytest.mark.parametrize("counts", [(1, 2), (2, 1), (2, 2)])
def test_the_larger_count_of_a_joined_group_holds(counts: tuple[int, int]) -> None:
    first, second = (OwnerGroup(("@cyd", "@dot"), count) for count in counts)
    owners = (Ownership("pay/a.py", (first,)), Ownership("web/b.ts", (second,)))
    assert [circle.wanted for circle in circles(NEED, case(facts(TWO, owners=owners)))] == [2]


def test_groups_are_joined_by_section_and_owners() -> None:
    money, other = OwnerGroup(("@cyd", "@dot"), 1, "money"), OwnerGroup(("@dot", "@cyd"), 2, "money")
    plain = OwnerGroup(("@cyd", "@dot"))
    owners = (Ownership("pay/a.py", (money, plain)), Ownership("web/b.ts", (other,)), Ownership("gone", (WEB,)))
    found = circles(NEED, case(facts(TWO, owners=owners)))
    assert [(circle.wanted, sorted(circle.paths), circle.words) for circle in found] == [
        (2, ["pay/a.py", "web/b.ts"], "of the owners of pay/a.py and 1 more [money] (@dot and @cyd)"),
        (1, ["pay/a.py"], "of the owners of pay/a.py (@cyd and @dot)"),
    ]


@pytest.mark.parametrize(
    ("owner", "members", "unknown"),
    [
        ("@cyd", {"cyd"}, ()),
        ("@org/payments", {"ben"}, ()),
        ("@shop/web", {"ada", "ben"}, ()),
        ("cyd@example.test", {"cyd"}, ()),
        ("@@maintainer", {"cyd"}, ()),
        ("@payments", {"cyd", "dot"}, ()),
        ("@nobody", set(), ("@nobody",)),
        ("@relbot[bot]", set(), ("@relbot[bot]",)),
    ],
)
def test_whom_an_owner_means(owner: str, members: set[str], unknown: tuple[str, ...]) -> None:
    owners = (Ownership("pay/a.py", (OwnerGroup((owner,)),)),)
    circle = circles(NEED, case(facts(TWO, owners=owners)))[0]
    assert (set(circle.members or ()), circle.unknown) == (members, unknown)


def test_a_section_is_read_as_gitlab_reads_it() -> None:
    """Whoever holds the name on another forge is not its owner."""
    owners = (Ownership("pay/a.py", (OwnerGroup(("@cyd", "@payments"), section="money"),)),)
    circle = circles(NEED, case(facts(TWO, owners=owners)))[0]
    assert (circle.members, circle.unknown) == (frozenset({"cyd", "dot"}), ("@cyd",))
    alone = (Ownership("pay/a.py", (OwnerGroup(("@cyd",), section="money"),)),)
    assert circles(NEED, case(facts(TWO, owners=alone)))[0].members == frozenset()


def test_an_unknown_owner_is_said() -> None:
    owners = (Ownership("pay/a.py", (OwnerGroup(("@zoe",)),)),)
    node = judged(NEED, facts(TWO, owners=owners))
    zoe, anybody = (child.owed[0] for child in node.children)
    assert zoe.by == ()
    assert zoe.unblocks == "say in .paraph/people.yaml who @zoe is"
    assert zoe.what == "a sign-off by one of the owners of pay/a.py (@zoe)"
    assert anybody.what == "a sign-off by one person for web/b.ts, which nobody owns"


def test_the_tree_shows_each_group() -> None:
    node = judged(NEED, facts(TWO, owners=OWNERS, signoffs=(signoff("cyd"),)))
    assert [(child.kind, child.state) for child in node.children] == [
        ("owners", State.SATISFIED),
        ("owners", State.PENDING),
    ]
    assert node.owed == ()
    assert node.children[1].owed[0].by == ("ben",)
    assert "Cyd (senior) is not an owner here" in node.found
    assert node.title.startswith("a sign-off by one of the owners of every touched path")


def test_a_change_without_files() -> None:
    empty = facts(change(files=()), owners=OWNERS)
    assert [circle.members for circle in circles(NEED, case(empty))] == [None]
    assert judged(NEED, empty).state is State.PENDING


@pytest.mark.parametrize(
    ("gone", "owner", "counts"),
    [
        ((), None, True),
        (("pay/old.py",), PAY, False),
        (("web/old.ts",), WEB, True),
        (("who/knows.py",), None, False),
        (("pay/old.py", "web/old.ts"), WEB, False),
    ],
)
def test_what_left_the_change_counts_against_its_owner(
    gone: tuple[str, ...], owner: OwnerGroup | None, counts: bool
) -> None:
    known = tuple(Ownership(path, (owner,)) for path in gone[-1:] if owner is not None)
    pay = signoff("cyd", holds=(), owned_paths=("pay/a.py",), gone_paths=gone)
    assert (state_of(pay, signoff("ben"), owners=(*OWNERS, *known)) is State.SATISFIED) == counts


def test_an_owner_answers_for_all_of_their_paths_at_once() -> None:
    owners = (Ownership("pay/a.py", (PAY,)), Ownership("web/b.ts", (OwnerGroup(("@cyd",)),)))
    half = signoff("cyd", holds=(), owned_paths=("pay/a.py",))
    assert state_of(half, signoff("dot"), owners=owners) is State.PENDING
    found = circles(NEED, case(facts(TWO, owners=owners)))
    world = case(facts(TWO, owners=owners))
    assert [owed_paths(each, CYD, world) for each in found] == [frozenset({"pay/a.py", "web/b.ts"})] * 2
    assert owed_paths(found[0], DOT, world) == frozenset({"pay/a.py"})


def test_what_nobody_owned_is_lost_with_whoever_answers_for_the_rest() -> None:
    owners = (OWNERS[0], Ownership("web/old.ts", ()), Ownership("pay/old.py", (PAY,)))
    world = case(facts(TWO, owners=owners))
    rest = circles(NEED, world)[-1]
    assert rest.is_rest
    assert owed_elsewhere(rest, DOT, ("web/old.ts", "pay/old.py", "new"), world) == ["new", "web/old.ts"]
