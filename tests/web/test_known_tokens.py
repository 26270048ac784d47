"""Is a token looked up once in a few seconds, and one that was taken back refused at once?"""

from __future__ import annotations

from paraph.core.errors import Problem, ReadError
from paraph.ports.accounts import Token
from paraph.ports.ledger import Row
from paraph.testing.memory_accounts import MemoryAccounts
from paraph.web.known_tokens import KEPT_SECONDS, USED_SECONDS, KnownTokens
from web.app import NOW, Stand

TOKEN = Token("6" * 64, "ci", ("read",), (), "kim", NOW, NOW + 90)


class Accounts(MemoryAccounts):
    """Counts what is looked up; `between` happens while it is."""

    looked, between = 0, staticmethod(lambda: None)

    def token(self, digest: str) -> Token | None:
        self.looked += 1
        found = super().token(digest)
        self.between()
        return found


def known(stand: Stand) -> tuple[KnownTokens, Accounts]:
    stand.log.record((), (), [Row(TOKEN)])
    accounts = Accounts(stand.log)
    return KnownTokens(accounts, lambda: stand.now), accounts


def test_it_is_looked_up_again_after_a_few_seconds() -> None:
    stand = Stand()
    tokens, accounts = known(stand)
    assert tokens.recent(TOKEN.digest) is None
    assert tokens.find(TOKEN.digest) == TOKEN
    assert tokens.recent(TOKEN.digest) == TOKEN
    stand.now += KEPT_SECONDS
    assert tokens.recent(TOKEN.digest) is None
    assert accounts.looked == 1


def test_what_has_expired_is_not_recent() -> None:
    stand = Stand()
    tokens, _ = known(stand)
    stand.now += 89
    assert tokens.find(TOKEN.digest) is not None
    stand.now += 1
    assert (tokens.recent(TOKEN.digest), tokens.find(TOKEN.digest)) == (None, None)


def test_what_is_taken_back_is_forgotten_also_while_it_is_looked_up() -> None:
    tokens, accounts = known(Stand())
    assert tokens.find(TOKEN.digest) == TOKEN
    tokens.forget(TOKEN.digest)
    assert tokens.recent(TOKEN.digest) is None
    accounts.between = lambda: tokens.forget(TOKEN.digest)
    assert tokens.find(TOKEN.digest) is not None, "it was good when it was asked for"
    assert tokens.recent(TOKEN.digest) is None


def test_when_it_was_used_is_kept_once_an_hour() -> None:
    stand = Stand()
    tokens, accounts = known(stand)
    stand.log.record((), (), [Row(TOKEN._replace(expires_at=NOW + 2 * USED_SECONDS))])
    seen = []
    for seconds in (0, USED_SECONDS - 1, 1):
        stand.now += seconds
        tokens.find(TOKEN.digest)
        seen.append(accounts.tokens()[0].used_at - NOW)
    assert seen == [0, 0, USED_SECONDS]


def test_a_full_disk_keeps_nobody_from_reading() -> None:
    tokens, accounts = known(Stand())

    def fail(digest: str, now: int) -> None:
        raise ReadError(Problem("P0801", "the disk is full"))

    accounts.use_token = fail  # type: ignore[method-assign]
    assert tokens.find(TOKEN.digest) == TOKEN
