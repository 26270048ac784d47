"""What does this service catalogue say? Either all of it, or every problem with its place and fix.

services:
  - name: checkout
    paths: [services/checkout/**]
    criticality: critical            # any word; tests of the policy name it
    team: payments
    domain: money
    invariants:
      - {id: order-total, text: "a total is never negative", paths: [services/checkout/total/**]}
  - {name: mobile-app, repository: shop/mobile, criticality: high}
contracts:
  - {name: orders-api, provider: checkout, paths: [api/orders.yaml], consumers: [mobile-app]}
invariants:
  - {id: utc, text: "times are stored in UTC", paths: ["**/models/**"]}
"""

from __future__ import annotations

from paraph.core.policy.globs import PathSet, compile_path_set
from paraph.core.policy.grammar import Key, Table
from paraph.core.policy.read_values import globs, text, words
from paraph.core.policy.reading import Field, Reading, did_you_mean, shortened
from paraph.core.policy.source import Document, Tree
from paraph.core.tier.catalogue import Catalogue, Contract, Service, UnwrittenRule

_FILE = Table(
    {
        "services": Key("list", "the services, here and elsewhere"),
        "contracts": Key("list", "what one service promises to others"),
        "invariants": Key("list", "what must stay true of some paths, whatever service they belong to"),
    }
)
_SERVICE = Table(
    {
        "name": Key("text", "what the service is called", is_required=True),
        "paths": Key("globs", "its files in this repository"),
        "criticality": Key("text", "how much hangs on it, in a word of your own"),
        "repository": Key("text", "where it lives, if not here"),
        "team": Key("text", "who runs it"),
        "domain": Key("text", "what it is about"),
        "invariants": Key("list", "what must stay true of it"),
    }
)
_CONTRACT = Table(
    {
        "name": Key("text", "what the contract is called", is_required=True),
        "provider": Key("text", "the service that keeps the promise", is_required=True),
        "paths": Key("globs", "the files that state it", is_required=True),
        "consumers": Key("words", "the services that rely on it", is_required=True),
    }
)
_INVARIANT = Table(
    {
        "id": Key("text", "what answers refer to", is_required=True),
        "text": Key("text", "what must stay true", is_required=True),
        "paths": Key("globs", "where; the service's own paths unless set"),
    }
)


def read_catalogue(document: Document) -> Catalogue:
    """The catalogue that a document says. Raises InputError with every problem found, in the order of the file."""
    reading = Reading(document)
    fields = reading.fields(document.root, _FILE, "the service catalogue") or {}
    if not fields and not reading.problems:
        reading.report("P0220", document.root, "the catalogue is empty", "add `services:`, or delete the file")
    names: dict[str, Tree] = {}
    ids: dict[str, Tree] = {}
    services: list[Service] = []
    stated: list[tuple[Tree, Service | None]] = []
    for node in _items(reading, fields, "services"):
        found = _service(reading, node, names)
        if found is not None:
            service, own = found
            services.append(service)
            stated += [(each, service) for each in own]
    contracts = [_contract(reading, node, names) for node in _items(reading, fields, "contracts")]
    stated += [(each, None) for each in _items(reading, fields, "invariants")]
    invariants = [_invariant(reading, node, ids, service) for node, service in stated]
    reading.finish()
    return Catalogue(tuple(services), tuple(filter(None, contracts)), tuple(filter(None, invariants)))


def _items(reading: Reading, fields: dict[str, Field], key: str) -> tuple[Tree, ...]:
    return reading.items(fields[key].value, f"`{key}`") if key in fields else ()


def _service(reading: Reading, node: Tree, names: dict[str, Tree]) -> tuple[Service, tuple[Tree, ...]] | None:
    fields = reading.fields(node, _SERVICE, "a service")
    name = _text(reading, fields, "name") if fields else None
    if not fields or name is None:
        return None
    _once(reading, names, name, fields["name"], "service")
    paths = _paths(reading, fields)
    if "paths" not in fields and "repository" not in fields:
        fix = "add `paths:`, or `repository:` for one that lives elsewhere"
        reading.report("P0221", node, f"nothing says where the service `{shortened(name)}` is", fix)
    if "paths" in fields and "repository" in fields:
        fix = "delete one of them; a service elsewhere has no paths here"
        what = "a service has either `paths` here or a `repository` elsewhere"
        reading.report("P0221", fields["paths"].key, what, fix)
    more = (_text(reading, fields, key) or "" for key in ("criticality", "repository", "team", "domain"))
    return Service(name, paths, *more), _items(reading, fields, "invariants")


def _contract(reading: Reading, node: Tree, services: dict[str, Tree]) -> Contract | None:
    fields = reading.fields(node, _CONTRACT, "a contract")
    if not fields or any(key not in fields for key in _CONTRACT.required):
        return None
    name, provider, paths = _text(reading, fields, "name"), _text(reading, fields, "provider"), _paths(reading, fields)
    consumers = words(reading, fields["consumers"].value, "consumers") or ()
    for key, named in (("provider", (provider,)), ("consumers", consumers)):
        for service in named:
            if service is not None and service not in services:
                what = f"there is no service `{shortened(service)}`"
                reading.report("P0222", fields[key].value, what, did_you_mean(service, services))
    if name is None or provider is None or paths is None:
        return None
    return Contract(name, provider, paths, consumers)


def _invariant(reading: Reading, node: Tree, ids: dict[str, Tree], service: Service | None) -> UnwrittenRule | None:
    fields = reading.fields(node, _INVARIANT, "an invariant")
    if not fields or any(key not in fields for key in _INVARIANT.required):
        return None
    name, said = _text(reading, fields, "id"), _text(reading, fields, "text")
    paths = _paths(reading, fields) or (service.paths if service else None)
    if name is None or said is None:
        return None
    _once(reading, ids, name, fields["id"], "invariant")
    if paths is None:
        if "paths" not in fields:
            reading.report("P0221", node, f"nothing says where the invariant `{shortened(name)}` holds", "add `paths:`")
        return None
    return UnwrittenRule(name, said, paths, service.name if service else "", reading.at(node))


def _once(reading: Reading, known: dict[str, Tree], name: str, field: Field, what: str) -> None:
    if name in known:
        first = reading.at(known[name])
        said = f"the {what} `{shortened(name)}` stands twice, first on line {first.line}"
        reading.report("P0223", field.value, said, "give each a name of its own", first)
    known.setdefault(name, field.value)


def _text(reading: Reading, fields: dict[str, Field], key: str) -> str | None:
    return text(reading, fields[key].value, key) if key in fields else None


def _paths(reading: Reading, fields: dict[str, Field]) -> PathSet | None:
    found = globs(reading, fields["paths"].value, "paths") if "paths" in fields else None
    return compile_path_set(found) if found else None
