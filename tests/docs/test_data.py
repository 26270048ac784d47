"""Can every policy, directory, facts document and the like in the documents be read by the real readers?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from architecture.tree import named
from docs.blocks import Block, parts_of
from docs.examples import documents
from paraph.adapters.directories.files import read_directory
from paraph.adapters.formats.documents import read_facts
from paraph.adapters.formats.server_config import read_config
from paraph.adapters.formats.yaml import read_yaml
from paraph.adapters.signers.checker import Checker
from paraph.core.attest.envelope import read_envelope
from paraph.core.attest.statement import read_statement
from paraph.core.detect.declaration_file import declaration_of_file
from paraph.core.detect.declared import declarations_in
from paraph.core.errors import InputError
from paraph.core.model.provenance import Assistance, Declaration
from paraph.core.policy.compile import compile_policy
from paraph.core.policy.foreign.policybot import import_policybot
from paraph.core.policy.owners_read import read_owners
from paraph.core.policy.read import read_policy
from paraph.core.policy.source import Document, to_plain
from paraph.core.tier.catalogue_read import read_catalogue
from paraph.flows.policy.policy_cases import read_cases
from paraph.ports.documents import SourceText

BLOCKS = [
    pytest.param(part, id=f"{named(path)}:{part.start}")
    for path in documents()
    for part in parts_of(path.read_text(encoding="utf-8"))
    if isinstance(part, Block) and part.language not in ("console", "sh")
]


def document(text: str) -> Document:
    return read_yaml(text.encode(), "example.yaml")


def policy(text: str) -> None:
    compile_policy(read_policy(document(text)))


def declared(text: str) -> None:
    read = declarations_in(text.splitlines(), frozenset(), "trailer")
    found = [each for each in read if isinstance(each, Declaration)]
    assert [each.assistance for each in found] == [Assistance.ASSISTED]
    assert found[0].tools == ("claude-code",)


def workflow(text: str) -> None:
    plain: Any = to_plain(document(text).root)
    steps = plain["jobs"]["gate"]["steps"]
    assert any(step.get("run", "").startswith("paraph gate") for step in steps)
    assert any(step.get("with", {}).get("fetch-depth") == 0 for step in steps)


def config(text: str) -> None:
    """A server's configuration, with whatever secrets it names; what shall be in files is taken from variables."""
    text = re.sub(r"(\w+)_file: [^\s,}]+", r"\1_env: A_FILE", text)
    names = re.findall(r"_env: (\w+)", text)
    assert read_config(text.encode(), "config.yaml", dict.fromkeys(names, "whsec_" + "A" * 43 + "=")).config.forges


def six_lines(text: str) -> None:
    """What adopts Paraph is that short, and names a file of this repository that is there."""
    plain: Any = to_plain(document(text).root)
    assert len(text.splitlines()) <= 6
    if "include" in plain:
        assert Path(plain["include"][0]["file"]).is_file()
    elif "repos" in plain:
        known = to_plain(document(Path(".pre-commit-hooks.yaml").read_text(encoding="utf-8")).root)
        wanted = {hook["id"] for hook in plain["repos"][0]["hooks"]}
        assert wanted <= {hook["id"] for hook in known}  # type: ignore[union-attr, index, call-overload]
    else:
        assert [list(step) for step in plain["jobs"]["paraph"]["steps"]] == [["uses"]]
        assert Path("action.yml").is_file()


def one_key_of_one_person(text: str) -> None:
    [line] = text.splitlines()
    options, kind, _, holder = line.rsplit(" ", 3)
    assert (kind, options.split(",")[-1]) == ("ssh-ed25519", "restrict")
    assert options.startswith(f'environment="REMOTE_USER={holder}",command=')


def absence(text: str) -> None:
    """Who is away; everybody whom it names is in the directory."""
    names = [line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    people = "people:\n" + "".join(f"  - {{id: {name}, level: mid}}\n" for name in names)
    found = read_directory(SourceText("people.yaml", people.encode()), SourceText("absence.yaml", text.encode()))
    assert all(each.away or each.hours for each in found.people)


ANY_RULE = "{name: any, require: [{declaration: true}]}"
READERS: dict[tuple[str, ...], Callable[[str], object]] = {
    ("yaml", "policy"): policy,
    ("yaml", "rules"): lambda text: policy(f"version: 1\nmode: enforce\nrules:\n{text}"),
    ("yaml", "section"): lambda text: policy(f"version: 1\nmode: enforce\nrules:\n  - {ANY_RULE}\n{text}"),
    ("yaml", "cases"): lambda text: read_cases(document(text)),
    ("yaml", "people"): lambda text: read_directory(SourceText("people.yaml", text.encode())),
    ("yaml", "absence"): absence,
    ("yaml", "services"): lambda text: read_catalogue(document(text)),
    ("yaml", "declaration"): lambda text: declaration_of_file(to_plain(document(text).root)),  # type: ignore[arg-type]
    ("yaml", "policy-bot"): lambda text: import_policybot(document(text)),
    ("yaml", "workflow"): workflow,
    ("yaml", "six"): six_lines,
    ("yaml", "config"): config,
    ("json", "facts"): lambda text: read_facts(text.encode()),
    ("json", "statement"): lambda text: read_statement(text.encode()),
    ("json", "envelope"): lambda text: read_envelope(text.strip().encode()),
    ("text", "authorized_keys"): one_key_of_one_person,
    ("text", "key"): lambda text: Checker().fingerprint(text.strip()),
    ("codeowners", "gitlab"): lambda text: read_owners(text.encode(), "CODEOWNERS", "gitlab"),
    ("markdown", "body"): declared,
    ("text", "message"): declared,
}


@pytest.mark.parametrize("block", BLOCKS)
def test_an_example_can_be_read(block: Block) -> None:
    kind = (block.language, *block.words)
    assert kind in READERS, f"say what this is: ```{' '.join(kind)}"
    if block.writes == ">lenient.yaml":
        with pytest.raises(InputError, match="prefix"):
            policy(block.text)
        return
    READERS[kind](block.text)


def test_examples_of_every_kind_are_there() -> None:
    kinds = {(part.language, *part.words) for [part] in (each.values for each in BLOCKS)}  # type: ignore[union-attr]
    assert {("yaml", "policy"), ("yaml", "rules"), ("yaml", "cases"), ("json", "facts")} <= kinds


@pytest.mark.parametrize("path", documents(), ids=named)
def test_a_command_to_make_can_be_made(path: Path) -> None:
    targets = {line.partition(":")[0] for line in Path("Makefile").read_text(encoding="utf-8").splitlines()}
    commands = [
        line.split()[1]
        for part in parts_of(path.read_text(encoding="utf-8"))
        if isinstance(part, Block) and part.language == "sh"
        for line in part.lines
        if line.startswith("make ")
    ]
    assert set(commands) <= targets


def test_a_mistyped_key_is_found() -> None:
    with pytest.raises(InputError):
        READERS["yaml", "policy"]("version: 1\nmode: enforce\nrulez: []\n")
    with pytest.raises(InputError):
        READERS["json", "facts"](json.dumps({"schema": "paraph/facts/v1"}))
