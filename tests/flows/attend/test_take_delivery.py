"""A webhook is kept with its jobs before it is answered, once, and is believed nothing but who sent it."""

from __future__ import annotations

import pytest

from office import KEY, MAIN, Bureau
from paraph.core.errors import InputError
from paraph.flows.attend.take_delivery import take_delivery
from paraph.ports.forge import ForgedError


def tasks(bureau: Bureau) -> list[str]:
    found = [job.key for job in bureau.log.jobs]
    bureau.log.jobs.clear()
    return found


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("change", {"number": "7"}, [f"attend:{KEY}#7"]),
        ("change", {"head": "a" * 40}, []),
        ("change", {"head": "a" * 40, "said": {"numbers": "7,8"}}, [f"attend:{KEY}#7", f"attend:{KEY}#8"]),
        ("push", {"ref": MAIN}, [f"settle:{KEY}"]),
        ("push", {"ref": "refs/heads/work"}, []),
        ("comment", {"number": "7", "said": {"comment": "9"}}, [f"comment:{KEY}#7:9"]),
        ("merge_group", {"ref": "refs/heads/q", "head": "b" * 40}, [f"merge_group:{KEY}:{'b' * 40}"]),
        ("deployment", {"id": "d1", "head": "b" * 40}, [f"deployment:{KEY}:d1"]),
        ("people", {}, ["people:github"]),
        ("people", {"repository": ""}, ["people:github"]),
        ("protection", {}, [f"protection:{KEY}"]),
        ("repository", {}, ["repositories:github"]),
        ("change", {"number": "7", "repository": "github:acme/other"}, ["repositories:github"]),
        ("nothing", {}, []),
    ],
)
def test_what_is_looked_at_again(bureau: Bureau, kind: str, fields: dict[str, str], expected: list[str]) -> None:
    bureau.deliver(kind, **fields)
    assert tasks(bureau) == expected


def test_one_that_comes_again_does_nothing(bureau: Bureau) -> None:
    bureau.deliver(number="7", id="one")
    assert tasks(bureau) == [f"attend:{KEY}#7"]
    bureau.deliver(number="8", id="one")
    assert tasks(bureau) == []
    found = bureau.board.delivery("github", "one")
    assert found is not None
    assert b'"number": "7"' in found.body


def test_a_push_tells_who_brought_a_head(bureau: Bureau) -> None:
    first, second, third = ("1" * 40, "2" * 40, "3" * 40)
    bureau.deliver("push", ref="refs/heads/work", head=first, said={"sender": "github:eve"})
    bureau.deliver(number="7", head=first, said={"sender": "github:ada", "action": "opened"})
    bureau.deliver(number="7", head=second, said={"sender": "github:ben", "action": "synchronize", "before": first})
    bureau.deliver(number="7", head=third, said={"sender": "github:ben", "action": "labeled"})
    known = bureau.ledger(KEY).introducers([first, second, third])
    assert known == {first: "github:eve", second: "github:ben"}


def test_what_is_not_genuine_leaves_nothing(bureau: Bureau) -> None:
    _, body = bureau.forge.delivery(number="7")
    with pytest.raises(ForgedError):
        take_delivery(bureau.office, "github", {}, body)
    with pytest.raises(ForgedError) as caught:
        bureau.deliver(number="7", id="")
    assert caught.value.status == 400
    with pytest.raises(InputError):
        take_delivery(bureau.office, "gitlab", {}, body)
    assert (tasks(bureau), bureau.log.kept.deliveries) == ([], {})
