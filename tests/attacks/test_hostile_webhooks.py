"""Does any webhook, forged or signed, break the server, make it remember something wrong, or cost it much?"""

from __future__ import annotations

import pytest

from forges.fake_github import APP_ID, SECRETS, app_signer
from hostile_webhooks import KEY, TAKEN, TOKEN, Hostile, change, github, hostile
from paraph.adapters.forges.github.forge import GitHub
from paraph.adapters.forges.gitlab.forge import GitLabForge
from paraph.adapters.http.client import HttpClient
from paraph.ports.board import ConnectedRepository
from paraph.ports.config import ForgeSettings
from paraph.ports.ledger import Row
from web.app import Stand

pytestmark = pytest.mark.enable_socket
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def stand() -> Stand:
    http = HttpClient([NOBODY])
    github_ = ForgeSettings("github", NOBODY, app_id=str(APP_ID), webhook_secrets=SECRETS)
    gitlab_ = ForgeSettings("gitlab", NOBODY, token="none", webhook_secrets=(TOKEN,))
    made = Stand(forges={
        "github": GitHub(github_, http, app_signer(), lambda: float(made.now)),
        "gitlab": GitLabForge(gitlab_, http, lambda: float(made.now)),
    })  # fmt: skip
    made.log.record((), (), [Row(ConnectedRepository(KEY, "github", "acme/app", "17"))])
    return made


@pytest.mark.parametrize("one", [*hostile()], ids=lambda one: f"{one.forge}: {one.name}")
def test_it_is_refused_or_does_nothing(stand: Stand, one: Hostile) -> None:
    headers, body = one.make()
    answer = stand.browser().post(f"/hooks/{one.forge}", headers=headers, content=body)
    assert answer.status_code in one.right, answer.text[:300]
    assert stand.log.bodies == []
    if answer.status_code not in TAKEN:
        assert (stand.log.jobs, stand.log.kept.deliveries) == ([], {})
    assert {job.task for job in stand.log.jobs} <= {"attend", "repositories"}


def test_what_is_replayed_under_its_name_does_nothing_and_under_another_asks_for_the_same_look(stand: Stand) -> None:
    body = change()
    for name in ("a", "a", "b", "c"):
        assert stand.browser().post("/hooks/github", headers=github(body, name), content=body).status_code == 202
    assert [job.key for job in stand.log.jobs] == [f"attend:{KEY}#7"]
    assert len(stand.log.kept.deliveries) == 3
