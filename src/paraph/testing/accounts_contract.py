"""What must every keeper of accounts do, whatever its rows are kept in?

The suite of tests by which a new store shows that it is one. It needs pytest.
"""

from __future__ import annotations

from threading import Thread

from paraph.adapters.store.server_rows import SESSIONS_SECONDS
from paraph.ports.accounts import AccountRow, Accounts, LoginLink, Passkey, Session, Token
from paraph.ports.ledger import Ledger, Row
from paraph.testing.ledger_contract import notes

SESSION = Session("5" * 64, "ada", "github:ada", "c" * 32, 100, 900, 100)
TOKEN = Token("6" * 64, "ci", ("read", "evidence"), ("github:sample/web",), "ada", 100, 900)
PASSKEY = Passkey(
    "id-1", "ada", "sk-ecdsa-sha2-nistp256@openssh.com AAAA", "laptop", 100, accounts=("github:ada", "oidc:x|7")
)
LINK = LoginLink("7" * 64, "ada", 200)


def put(log: Ledger, *values: AccountRow) -> None:
    log.record((), rows=[Row(value) for value in values])


class AccountsContract:
    """Inherit from it, and give fixtures `log`, an empty ledger, and `accounts`, which reads its rows."""

    def test_nobody_is_known_at_first(self, accounts: Accounts) -> None:
        assert (accounts.session("x"), accounts.token("x"), accounts.use_link("x", 0)) == (None, None, None)
        assert (accounts.tokens(), accounts.passkeys()) == ([], [])
        assert accounts.take_pending("\ud800\0") == b""

    def test_a_session_is_replaced_and_ended(self, log: Ledger, accounts: Accounts) -> None:
        put(log, SESSION, SESSION._replace(digest="8" * 64))
        assert accounts.session(SESSION.digest) == SESSION
        put(log, SESSION._replace(fresh_at=300))
        assert accounts.session(SESSION.digest) == SESSION._replace(fresh_at=300)
        put(log, SESSION._replace(expires_at=0))
        assert accounts.session(SESSION.digest) is None
        assert accounts.session("8" * 64) is not None

    def test_what_waits_in_a_session_is_given_out_once(self, log: Ledger, accounts: Accounts) -> None:
        put(log, SESSION._replace(pending=b"\0challenge"))
        assert accounts.take_pending(SESSION.digest) == b"\0challenge"
        assert accounts.take_pending(SESSION.digest) == b""
        assert accounts.session(SESSION.digest) == SESSION

    def test_what_is_kept_in_a_session_brings_none_back(self, log: Ledger, accounts: Accounts) -> None:
        put(log, SESSION)
        assert accounts.keep_pending(SESSION.digest, b"first")
        assert accounts.keep_pending(SESSION.digest, b"\0second")
        assert accounts.session(SESSION.digest) == SESSION._replace(pending=b"\0second")
        put(log, SESSION._replace(expires_at=0))
        assert not accounts.keep_pending(SESSION.digest, b"third")
        assert accounts.session(SESSION.digest) is None
        assert not accounts.keep_pending("\ud800\0", b"x")

    def test_a_token_is_replaced_and_ended(self, log: Ledger, accounts: Accounts) -> None:
        other = TOKEN._replace(digest="0" * 64, scopes=(), repositories=(), made_at=200)
        put(log, other, TOKEN)
        assert accounts.tokens() == [TOKEN, other]
        put(log, TOKEN._replace(used_at=500))
        assert accounts.token(TOKEN.digest) == TOKEN._replace(used_at=500)
        put(log, TOKEN._replace(expires_at=0))
        assert accounts.tokens() == [other]

    def test_when_a_token_was_used_is_kept_and_brings_none_back(self, log: Ledger, accounts: Accounts) -> None:
        put(log, TOKEN)
        accounts.use_token(TOKEN.digest, 700)
        assert accounts.tokens() == [TOKEN._replace(used_at=700)]
        put(log, TOKEN._replace(expires_at=0))
        accounts.use_token(TOKEN.digest, 800)
        assert accounts.tokens() == []

    def test_whoever_logs_in_clears_away_what_expired_long_ago(self, log: Ledger, accounts: Accounts) -> None:
        old, now = SESSION._replace(digest="9" * 64), 900 + SESSIONS_SECONDS
        put(log, old, LINK)
        put(log, SESSION._replace(started_at=now, expires_at=now + 9))
        assert accounts.session(old.digest) == old
        put(log, SESSION._replace(started_at=now + 1, expires_at=now + 9))
        assert accounts.session(old.digest) is None
        assert accounts.session(SESSION.digest) is not None

    def test_passkeys_name_their_entry(self, log: Ledger, accounts: Accounts) -> None:
        log.record(notes(3), rows=[Row(PASSKEY, 2), Row(PASSKEY._replace(id="id-2", person="bob", made_at=50), 1)])
        assert accounts.passkeys("ada") == [PASSKEY._replace(entry=2)]
        assert [each.id for each in accounts.passkeys()] == ["id-2", "id-1"]
        put(log, PASSKEY._replace(entry=2, counter=7, revoked_at=300))
        assert accounts.passkeys("ada") == [PASSKEY._replace(entry=2, counter=7, revoked_at=300)]

    def test_a_link_works_once_and_in_time(self, log: Ledger, accounts: Accounts) -> None:
        put(log, LINK, LINK._replace(digest="late"))
        assert accounts.use_link("late", 200) is None
        assert accounts.use_link(LINK.digest, 199) == LINK._replace(used_at=199)
        assert accounts.use_link(LINK.digest, 199) is None

    def test_of_many_who_come_at_once_one_is_served(self, log: Ledger, accounts: Accounts) -> None:
        put(log, SESSION._replace(pending=b"once"), LINK)
        served = list[object]()

        def come() -> None:
            served.append(accounts.use_link(LINK.digest, 100))
            served.append(accounts.take_pending(SESSION.digest) or None)

        threads = [Thread(target=come) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(served) == 16
        assert sorted(map(repr, filter(None, served))) == sorted([repr(LINK._replace(used_at=100)), repr(b"once")])
