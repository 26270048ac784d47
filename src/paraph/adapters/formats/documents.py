"""How does a facts document become facts, and facts a document?"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import NoReturn

import msgspec

from paraph.adapters.formats.converting import converted
from paraph.adapters.formats.facts_checks import problems_of_facts
from paraph.adapters.formats.plain_json import write_json
from paraph.adapters.formats.shapes import shape_of
from paraph.adapters.formats.strict_json import MAX_BYTES, read_json
from paraph.core.errors import InputError, Problem
from paraph.core.model.digest import sha256_hex
from paraph.core.model.facts import FACTS_SCHEMA, Facts
from paraph.core.model.noun import changed


def read_facts(content: bytes, file: str = "facts.json", *, max_bytes: int = MAX_BYTES) -> Facts:
    """Read one facts document strictly.

    Unknown, missing and duplicate keys, wrong types, numbers that not every reader carries exactly,
    and contradictions (one account of two people, one path twice) raise `InputError` with the place
    as a JSON path.
    """
    data = read_json(content, file, max_bytes=max_bytes)
    try:
        document = converted(data, facts_shape(), strict=True)
    except msgspec.ValidationError as error:
        refuse_shape(error, file, _known_keys())
    facts: Facts = converted(document, Facts, from_attributes=True)
    problems = problems_of_facts(facts, file)
    if problems:
        raise InputError(*problems)
    return facts


def write_facts(facts: Facts) -> bytes:
    """The facts as one JSON document that `read_facts` reads back to the same facts, but for public keys and working
    hours: signatures were checked before, and nothing that decides looks at either.

    Text that is not Unicode (a byte of the command line) stands as visible `\\udcNN`, as in a decision.
    """
    facts = _without_keys(facts)
    try:
        return msgspec.json.encode(facts)
    except UnicodeEncodeError:
        return msgspec.json.encode(msgspec.json.decode(write_json(facts)))


def _without_keys(facts: Facts) -> Facts:
    directory = facts.people
    if not directory.robots and not any(person.keys or person.hours for person in directory.people):
        return facts
    people = tuple(changed(person, keys=(), hours=None) for person in directory.people)
    return changed(facts, people=changed(directory, people=people, robots=()))


def facts_file(facts: Facts) -> bytes:
    """The bytes of the file that keeps these facts: the document and the end of its line."""
    return write_facts(facts) + b"\n"


def facts_digest(facts: Facts) -> str:
    """SHA-256, in hex, of the file that keeps these facts: what `sha256sum` says of it."""
    return sha256_hex(facts_file(facts))


def facts_shape() -> type[msgspec.Struct]:
    """The strict shape of a facts document, from which its JSON Schema is made too."""
    return shape_of(Facts, (("schema", FACTS_SCHEMA),))


def refuse_shape(error: msgspec.ValidationError, file: str, known_keys: tuple[str, ...]) -> NoReturn:
    """Turn msgspec's complaint into a problem with a JSON path and, for a mistyped key, the likely one."""
    what, _, path = str(error).partition(" - at `")
    path = path.rstrip("`") or "$"
    fix = "see `paraph schema facts` for what may stand here"
    if "unknown field" in what:
        word = what.split("`")[1]
        near = get_close_matches(word, known_keys, n=1)
        fix = f"did you mean `{near[0]}`?" if near else "remove it: unknown keys are never ignored"
    elif "missing required" in what:
        fix = f"add {what.split('`')[1]!r} to {path}"
    what = what[0].lower() + what[1:]
    raise InputError(Problem("P0306", f"{file}: {path}: {what}", fix)) from None


@cache
def _known_keys() -> tuple[str, ...]:
    """Every key that occurs anywhere in a facts document."""
    _, definitions = msgspec.json.schema_components([facts_shape()])
    return tuple({key for body in definitions.values() for key in body.get("properties", ())})
