"""Which services, contracts and unwritten rules does a change touch?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paraph.core.model.facts import Invariant, TouchedService
from paraph.core.model.policy import Position
from paraph.core.policy.globs import PathSet
from paraph.core.policy.paths import PathIndex


class Service(NamedTuple):
    """A thing that runs; `criticality` is a word of the organisation's own. Empty `repository`: this one.

    `paths` are None for a service that lives elsewhere."""

    name: str
    paths: PathSet | None
    criticality: str = ""
    repository: str = ""
    team: str = ""
    domain: str = ""


class Contract(NamedTuple):
    """What one service promises to others; `paths` hold the promise (a schema, a client, an event)."""

    name: str
    provider: str
    paths: PathSet
    consumers: tuple[str, ...]


class UnwrittenRule(NamedTuple):
    """Something that must stay true of the files in `paths`, in words."""

    id: str
    text: str
    paths: PathSet
    service: str
    position: Position


class Catalogue(NamedTuple):
    """Everything that the catalogue file says."""

    services: tuple[Service, ...] = ()
    contracts: tuple[Contract, ...] = ()
    invariants: tuple[UnwrittenRule, ...] = ()


NOTHING = Catalogue()
PATHS_SHOWN = 5


def touched_services(catalogue: Catalogue, paths: Iterable[str]) -> tuple[TouchedService, ...]:
    """Services whose own paths changed, then those that a changed contract reaches, each once per contract.

    `via` names up to `PATHS_SHOWN` changed paths.
    """
    index = PathIndex(paths)
    return (*_direct(catalogue, index), *_over_contracts(catalogue, index))


def _direct(catalogue: Catalogue, index: PathIndex) -> Iterator[TouchedService]:
    for service in catalogue.services:
        mask = index.matching(service.paths) if service.paths is not None and not service.repository else 0
        if mask:
            via = index.named(mask, PATHS_SHOWN)
            yield TouchedService(service.name, service.criticality, via, is_direct=True)


def _over_contracts(catalogue: Catalogue, index: PathIndex) -> Iterator[TouchedService]:
    services = {service.name: service for service in catalogue.services}
    for contract in catalogue.contracts:
        mask = index.matching(contract.paths)
        if not mask:
            continue
        via = index.named(mask, PATHS_SHOWN)
        for name in contract.consumers:
            consumer = services[name]
            yield TouchedService(
                name, consumer.criticality, via, is_direct=False, repository=consumer.repository, contract=contract.name
            )


def touched_invariants(catalogue: Catalogue, paths: Iterable[str]) -> tuple[Invariant, ...]:
    """Unwritten rules that the change must answer for, with up to `PATHS_SHOWN` changed paths each."""
    index = PathIndex(paths)
    found = ((rule, index.matching(rule.paths)) for rule in catalogue.invariants)
    return tuple(
        Invariant(rule.id, rule.text, rule.service, index.named(mask, PATHS_SHOWN)) for rule, mask in found if mask
    )
