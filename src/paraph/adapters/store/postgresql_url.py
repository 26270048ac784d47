"""Which connection does the address of a PostgreSQL database ask for?

SQLAlchemy reads such addresses, and a hook that appends one entry would pay more for its import than for all else. What
libpq reads alike (PostgreSQL documentation, "Connection URIs") is read by it; any other address is left to SQLAlchemy,
so that migrations and the log never mean two databases.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from psycopg.conninfo import conninfo_to_dict

from paraph.core.model.regex import regex

_SCHEME = "postgresql+psycopg://"
_ALIKE = regex(
    r"postgresql\+psycopg://(?:(?P<user>[^:@/?#\s\[]*)(?P<password>:[^:@/?#\s]*)?@)?(?P<host>[A-Za-z0-9.-]*)(?P<port>:[0-9]+)?"
    r"/(?P<name>[^@%/?#&=\s\\]*)(?:\?(?P<query>[^@%+#\s]*))?\Z"
)
_PASSWORD = regex(r"(?<=://)([^:@/]*):[^@]*@")


class Address(NamedTuple):
    """The arguments of a connection, and the address as it may be shown: without a password."""

    arguments: dict[str, Any]
    shown: str


def read_address(url: str) -> Address:
    """Raises whatever the library raises that cannot read it."""
    found = _ALIKE.match(url)
    names = [each.partition("=")[0] for each in (found["query"] or "").split("&")] if found else []
    if found is None or len(set(names)) < len(names) or not {"password", "user", "port", "dbname"}.isdisjoint(names):
        return _by_sqlalchemy(url)
    arguments = conninfo_to_dict("postgresql://" + url.removeprefix(_SCHEME))
    return Address({**arguments}, _PASSWORD.sub(r"\1:***@", url))


def _by_sqlalchemy(url: str) -> Address:
    from sqlalchemy import make_url
    from sqlalchemy.dialects.postgresql.psycopg import dialect

    found = make_url(url)
    make_dialect: Any = dialect
    _, arguments = make_dialect().create_connect_args(found)
    return Address(arguments, found.render_as_string(hide_password=True))
