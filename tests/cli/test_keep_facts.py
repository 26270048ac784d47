from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from paraph.adapters.formats.documents import facts_digest, facts_file, read_facts
from paraph.cli.keep_facts import keep_facts
from paraph.core.errors import InputError
from paraph.core.model.change import Change
from paraph.core.model.facts import Deployment, Facts, Repository
from surface_samples import BASE, HEAD

FACTS = Facts(Repository("sample"), Change(BASE, HEAD, title="Söhne"), 1)


def test_what_is_kept_reads_back_to_the_same_facts_and_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    keep_facts(FACTS, str(path))
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("x" * 10_000)
    keep_facts(FACTS, str(path))
    assert read_facts(path.read_bytes()) == FACTS
    assert facts_digest(FACTS) == sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["", "no/such/folder", "a\0b"])
def test_what_cannot_be_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        keep_facts(FACTS, str(tmp_path / name) if name != "" else str(tmp_path))
    assert caught.value.problems[0].code == "P0614"


def test_text_that_is_not_unicode_is_kept_visibly_and_has_one_digest() -> None:
    odd = Facts(Repository("s\udcff"), Change(BASE, HEAD), 1, deployment=Deployment("pr\udcffod é"))
    again = read_facts(facts_file(odd))
    assert (again.repository.name, again.deployment) == ("s\\udcff", Deployment("pr\\udcffod é"))
    assert again.change == odd.change
    assert facts_digest(again) == facts_digest(odd)
