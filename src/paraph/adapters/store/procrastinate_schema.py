"""How does a PostgreSQL database get the tables of Procrastinate? In the transaction that makes those of the log.

Which of its migrations a database has is kept in our `settings`: Procrastinate ships them as files, in order of their
names, beside a whole schema (https://procrastinate.readthedocs.io/en/stable/howto/production/migrations.html).
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, select

from paraph.adapters.store.server_tables import settings

PREFIX = "procrastinate_"
"""What the name of each of its tables begins with."""

_SETTING = "procrastinate schema"
_DEFER_WAITING = """
SELECT procrastinate_defer_jobs_v1(array_agg(
    ROW('paraph', task, 0, key, NULL, jsonb_build_object('job', id), NULL)::procrastinate_job_to_defer_v1
)) FROM jobs WHERE state = 'waiting' HAVING count(*) > 0
"""


def apply_procrastinate(connection: Connection) -> None:
    """Make its tables, or bring them up to date. Raises SQLAlchemyError or the driver's error."""
    driver: Any = connection.connection.driver_connection
    sql = files("procrastinate") / "sql"
    every = sorted(each.name for each in (sql / "migrations").iterdir() if each.name.endswith(".sql"))
    row = connection.execute(select(settings.c.value).where(settings.c.name == _SETTING)).first()
    if row is not None:
        last = bytes(row[0]).decode()
        for name in every:
            if name > last:
                driver.execute((sql / "migrations" / name).read_text("utf-8"))
        connection.execute(settings.update().where(settings.c.name == _SETTING).values(value=every[-1].encode()))
        return
    if driver.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()[0] is None:
        driver.execute((sql / "schema.sql").read_text("utf-8"))
        driver.execute(_DEFER_WAITING)
    connection.execute(settings.insert().values(name=_SETTING, value=every[-1].encode()))
