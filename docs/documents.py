"""Which keys have the documents that Paraph reads and writes? Writes their pages from the code: `make docs`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.policy_keys import SHAPES
from paraph.adapters.formats.directory_keys import (
    ABSENCE_SPAN,
    CALENDAR,
    KEY_ENTRY,
    PEOPLE_FILE,
    PERSON_ENTRY,
    ROBOT_ENTRY,
    TEAM_ENTRY,
)
from paraph.adapters.formats.schemas import schema
from paraph.core.detect import declaration_file
from paraph.core.model.facts import UNREADABLE
from paraph.core.policy.grammar import Key, Table
from paraph.core.tier import catalogue_read
from paraph.flows.policy import policy_cases

REFERENCE = Path(__file__).with_name("reference")
MADE = "Generated from the code by `make docs`."


def pages() -> dict[Path, str]:
    """All pages, by their place."""
    made = {
        "facts": facts_page(),
        "decision": decision_page(),
        "directory": directory_page(),
        "services": services_page(),
        "policy-tests": cases_page(),
        "declaration": declaration_page(),
    }
    return {REFERENCE / f"{name}.md": text for name, text in made.items()}


def facts_page() -> str:
    """Everything that a decision may look at."""
    head = f"""\
# The facts document

{MADE} One JSON document that holds everything a decision may look at, for
`paraph gate --facts FILE --policy FILE`. Unknown, missing and duplicate keys are errors with their place. Object ids
are whole, times are seconds since the epoch, accounts are `kind:value` (`email:ada@example.test`, `github:ada`).
`paraph schema facts` prints the same as JSON Schema; [this guide](../how-to/ci.md#without-git-facts-documents) has an
example.

What could not be read is named in `unreadable`, and never left out. The groups are {_words(UNREADABLE)}.
"""
    return "\n".join([head, *_of_schema(schema("facts"), "The document")])


def decision_page() -> str:
    """What a decision holds."""
    head = f"""\
# The decision document

{MADE} What `--json` answers on every surface. `paraph schema decision` prints the same as JSON Schema.
[This page](../explanation/decision.md) says what the digests are made of, and what `is_enforced` means.
"""
    return "\n".join([head, *_of_schema(schema("decision"), "The document")])


def directory_page() -> str:
    """Who is a person."""
    head = f"""\
# The directory

{MADE} Two YAML files. `.paraph/people.yaml` is governed: a change to it is critical. `.paraph/absence.yaml` says who is
away, by the person's id, and anybody may edit it. `paraph schema directory` and `paraph schema absence` print their
JSON Schemas.

One account belongs to one person. `@ada` in CODEOWNERS is the person with the account `github:ada` (or `gitlab:ada`),
`@org/team` everybody whose `teams` hold `team` or `org/team`.

One key belongs to one person or robot. `paraph key add` writes it, `paraph key list` says whether it counts today, in
UTC. A signature counts while its key does: on the day that the statement claims, and on the day of the decision.
Persons sign with SSH keys: Ed25519, ECDSA, RSA of 2048 bits or more, and those in hardware (`ed25519-sk`, `ecdsa-sk`),
which alone prove that somebody was present. Robots sign evidence and nothing else. Certificates, DSA keys and points
that bind nobody to one message are refused. What was signed for `git` or `file` says nothing here.

Below `teams`, members of a forge's team get a level, domains and roles: `"github:acme/seniors": {{level: senior}}`. A
server asks the forge who they are; until it knows, and on a machine without one, the people are not known and nothing
that asks for people is allowed. Who joins a team is decided at the forge, so no team makes an auditor or administrator.

In `absence.yaml` stand a list of spans, or a calendar: `ada: {{hours: "09:00-17:00", timezone: Europe/Amsterdam}}`.
"""
    tables = (
        ("people.yaml", PEOPLE_FILE), ("A person", PERSON_ENTRY), ("A robot", ROBOT_ENTRY), ("A key", KEY_ENTRY),
        ("A team of a forge", TEAM_ENTRY), ("A calendar in absence.yaml", CALENDAR),
        ("A span in absence.yaml", ABSENCE_SPAN),
    )  # fmt: skip
    return "\n".join([head, *(_of_table(title, table) for title, table in tables)])


def services_page() -> str:
    """The service catalogue."""
    head = f"""\
# The service catalogue

{MADE} `.paraph/services.yaml`, read at the base of a change, and governed.
[This guide](../how-to/services.md) shows it at work.
"""
    own = vars(catalogue_read)
    tables = {"The document": "_FILE", "A service": "_SERVICE", "A contract": "_CONTRACT", "An invariant": "_INVARIANT"}
    return "\n".join([head, *(_of_table(title, own[name]) for title, name in tables.items())])


def cases_page() -> str:
    """Cases of a policy test."""
    head = f"""\
# Policy tests

{MADE} `.paraph/policy-tests/*.yaml`, run by `paraph policy test`. What a case leaves out is filled in with something
ordinary: one file of code, of ten added lines, by somebody least senior, that merges cleanly. Where the repository has
no people file, there are two people of each level, named after it: `senior` and `senior-2`.
"""
    tables = (
        ("The document", policy_cases.FILE),
        ("A case", policy_cases.CASE),
        ("What is expected", policy_cases.EXPECT),
        ("Something missing", policy_cases.MISSING),
    )
    return "\n".join([head, *(_of_table(title, table) for title, table in tables)])


def declaration_page() -> str:
    """The declaration file, and the trailers of the same meaning."""
    said = (declaration_file.declaration_of_file.__doc__ or "").partition("\n\n")[2]
    keys = " ".join(said.partition("Raises")[0].split())
    own = vars(declaration_file)
    return f"""\
# Declarations of AI assistance

{MADE} [This guide](../how-to/declare.md) shows all forms.

## The file

`{own["ASSISTANCE_FILE"]}`, in the change that it speaks of; left over from an earlier change it says nothing.
Changing it does not raise the tier.

{keys}

## The trailers

`AI-assistance`, with one of {_words(tuple(own["LEVELS"]))}; `AI-tools`, a list; `AI-share`, `40%` or
`0.4`. The key is read in any case, at the end of a commit message or in the description of a pull request.
"""


def _of_table(title: str, table: Table) -> str:
    rows = [_row(name, key) for name, key in table.items()]
    return "\n".join([f"## {title}", "", "| key | value | meaning |", "|---|---|---|", *rows, ""])


def _row(name: str, key: Key) -> str:
    return f"| `{name}` | {_value(key)} | {key.meaning}{' (required)' * key.is_required} |"


def _value(key: Key) -> str:
    if key.choices:
        return ("one of " if key.shape == "choice" else "any of ") + _words(key.choices)
    own = {"table": "a mapping", "list": "a list", "teams": "a mapping by team"}
    return own.get(key.shape, SHAPES.get(key.shape, ""))


def _words(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _of_schema(whole: dict[str, Any], title: str) -> Iterator[str]:
    yield _of_object(title, whole)
    for name, body in whole["$defs"].items():
        yield _of_object(name, body) if "properties" in body else _of_words(name, body)


def _of_object(title: str, body: dict[str, Any]) -> str:
    required = body.get("required", ())
    rows = [f"| `{name}` | {_type(of)} | {_default(name, of, required)} |" for name, of in body["properties"].items()]
    lines = [f"## {title}", "", _said(body), "", "| key | value | unless given |", "|---|---|---|", *rows, ""]
    return "\n".join(lines)


def _of_words(name: str, body: dict[str, Any]) -> str:
    return "\n".join([f"## {name}", "", _said(body), "", f"One of {_words(tuple(body['enum']))}.", ""])


def _said(body: dict[str, Any]) -> str:
    return str(body.get("description", "")).replace("None", "null").replace("False", "false").replace("True", "true")


def _type(of: dict[str, Any]) -> str:
    if "$ref" in of:
        name = of["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in of:
        return " or ".join(_type(each) for each in of["anyOf"])
    if "enum" in of:
        return ", ".join("null" if word is None else f"`{word}`" for word in of["enum"])
    if of.get("type") == "array":
        return f"a list of {_type(of['items'])}" if of.get("items") else "a list"
    return {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}.get(
        of.get("type", ""), str(of.get("type", ""))
    )


def _default(name: str, of: dict[str, Any], required: tuple[str, ...]) -> str:
    if name in required:
        return "required"
    default = of.get("default")
    if isinstance(default, dict):
        return "empty"
    return {"": "empty", "[]": "empty", "None": "null", "False": "false", "True": "true"}.get(
        str(default), f"`{default}`" if not isinstance(default, list) else _words(tuple(default))
    )


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
