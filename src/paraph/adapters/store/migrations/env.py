"""On which connection do the migrations run? On the one that `migrate` has opened and locked, in its transaction."""

from __future__ import annotations

from alembic import context

from paraph.adapters.store import server_tables

metadata = server_tables.jobs.metadata
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
