"""Which concrete class answers for each port that the flows of a server ask? Imports stand inside functions."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from paraph import wiring

if TYPE_CHECKING:
    from paraph.adapters.store.ledger import StoredLedger
    from paraph.core.model.policy import Policy
    from paraph.flows.attend.office import Forms, Office
    from paraph.ports.config import ServerConfig
    from paraph.ports.jobs import JobRunner

Tell = Callable[..., None]


def office(config: ServerConfig, log: StoredLedger, tell: Tell, open_: ExitStack) -> Office:
    """The flows' office over an open log; what it opens is closed with `open_`. Raises InputError and ReadError."""
    from paraph.adapters.store.accounts import StoredAccounts
    from paraph.adapters.store.board import StoredBoard
    from paraph.adapters.store.scoped import RepositoryLedger
    from paraph.flows.attend.office import Office
    from paraph.wiring.forges import forges, notifiers
    from paraph.wiring.mirrors import mirrors
    from paraph.wiring.server import read_secret
    from paraph.wiring.signing import signature_checker

    board = StoredBoard(log)

    def ledger(key: str) -> RepositoryLedger:
        return RepositoryLedger(log, key)

    copies = mirrors(config.data)
    open_.callback(copies.close)
    return Office(
        log=log,
        ledger=ledger,
        board=board,
        accounts=StoredAccounts(log),
        forges=forges(config, board, ledger, tell),
        mirrors=copies,
        notifiers=notifiers(config, tell),
        check=signature_checker().check,
        config=config,
        own=wiring.named_files(config.policy, config.organisation, config.directory),
        forms=forms(),
        secret=read_secret(config.data),
        random=os.urandom,
        clock=lambda: int(time.time()),
        tell=tell,
        documents=wiring.CachedDocuments(config.data),
    )


def forms() -> Forms:
    """The documents as they are kept."""
    from paraph.adapters.formats.decision_shape import read_decision
    from paraph.adapters.formats.decisions import decision_document
    from paraph.adapters.formats.documents import facts_file, read_facts
    from paraph.adapters.formats.markdown import markdown
    from paraph.adapters.formats.plain_json import write_json
    from paraph.flows.attend.office import Forms
    from paraph.flows.gate.governed_files import policy_of
    from paraph.ports.documents import SourceText

    documents = wiring.CachedDocuments(None)

    def policy(own: bytes | None, organisation: bytes | None) -> Policy | None:
        texts = [None if each is None else SourceText("policy.yaml", each) for each in (own, organisation)]
        return policy_of(documents, *texts)

    return Forms(
        write_facts=facts_file,
        read_facts=read_facts,
        write_decision=lambda decision: write_json(decision_document(decision)).encode(),
        read_decision=read_decision,
        policy=policy,
        write_markdown=markdown,
    )


def jobs(config: ServerConfig, tell: Tell) -> JobRunner:
    """Who does the jobs: Procrastinate where the log is in PostgreSQL, else the leased table."""
    from paraph.wiring.server_home import SQLITE

    if config.database.startswith(SQLITE):
        from paraph.adapters.jobs.leased import LeasedJobs

        return LeasedJobs(config.database.removeprefix(SQLITE), tell)
    from paraph.adapters.jobs.procrastinate import ProcrastinateJobs

    return ProcrastinateJobs(config.database, tell)
