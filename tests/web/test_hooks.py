"""Is a webhook kept before it is answered, once, and none believed that is not genuine?"""

from __future__ import annotations

from typing import Any

import pytest

from fake_forge import FakeForge
from paraph.core.errors import Problem, ReadError
from paraph.ports.board import ConnectedRepository
from paraph.ports.ledger import Row
from web.app import Stand

pytestmark = pytest.mark.enable_socket
KEY = "github:acme/shop"


@pytest.fixture
def forge() -> FakeForge:
    return FakeForge("github")


@pytest.fixture
def stand(forge: FakeForge) -> Stand:
    made = Stand(forges={"github": forge})
    made.log.record((), (), [Row(ConnectedRepository(KEY, "github", "acme/shop"))])
    return made


def test_it_is_kept_with_its_job_and_answered(stand: Stand, forge: FakeForge) -> None:
    headers, body = forge.delivery("change", repository=KEY, number="7")
    browser = stand.browser()
    answers = [browser.post("/hooks/github", headers=headers, content=body) for _ in range(2)]
    assert [each.status_code for each in answers] == [202, 202]
    assert [job.key for job in stand.log.jobs] == [f"attend:{KEY}#7"]
    assert len(stand.log.kept.deliveries) == 1


def test_a_forged_one_is_not_taken(stand: Stand, forge: FakeForge) -> None:
    _, body = forge.delivery("change", repository=KEY, number="7")
    answer = stand.browser().post("/hooks/github", content=body)
    assert answer.status_code == 401
    assert answer.json()["code"] == "P1334"
    assert (stand.log.jobs, stand.log.kept.deliveries) == ([], {})


def test_who_forges_without_end_has_to_wait_and_is_not_read_any_more(stand: Stand, forge: FakeForge) -> None:
    browser = stand.browser()
    _, body = forge.delivery("change", repository=KEY, number="7")
    tried = [browser.post("/hooks/github", content=body).status_code for _ in range(70)]
    assert tried[-1] == 429
    assert 429 not in tried[:50]


def test_who_forges_behind_the_same_proxy_keeps_no_genuine_one_out(stand: Stand, forge: FakeForge) -> None:
    browser = stand.browser()
    headers, body = forge.delivery("change", repository=KEY, number="7")
    assert [browser.post("/hooks/github", content=body).status_code for _ in range(70)][-1] == 429
    assert browser.post("/hooks/github", headers=headers, content=body).status_code == 202
    assert browser.post("/hooks/github", headers=headers, content=b" " * ((1 << 20) + 1)).status_code == 429


def test_what_cannot_be_kept_is_not_answered_as_taken(
    stand: Stand, forge: FakeForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise ReadError(Problem("P0801", "the disk is full"))

    monkeypatch.setattr(type(stand.log), "record", fail)
    headers, body = forge.delivery("change", repository=KEY, number="7")
    answer = stand.browser().post("/hooks/github", headers=headers, content=body)
    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/hooks/gitlab", {}, 404),
        ("/hooks/github", {"content-encoding": "gzip"}, 415),
        ("/hooks/github", {"content-length": str(26 << 20)}, 413),
    ],
)
def test_what_is_refused_before_it_is_read(stand: Stand, path: str, headers: dict[str, str], status: int) -> None:
    assert stand.browser().post(path, headers=headers, content=b"{}").status_code == status
