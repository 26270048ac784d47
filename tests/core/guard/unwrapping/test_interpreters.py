"""Is the text found that an interpreter runs, or said that it cannot be?"""

from __future__ import annotations

import pytest

from core.guard.commands import sight
from paraph.core.guard.runnable import Opaque, Sight, Text
from paraph.core.guard.unwrapping.interpreters import interpreted


@pytest.mark.parametrize(
    ("command", "texts"),
    [
        ("sh -c 'a b' x", [("a b", "")]),
        ("bash -o pipefail -xec 'a'", [("a", "")]),
        ("bash --rcfile x -c a", [("a", "")]),
        ("bash <<< a", [("a", "")]),
        ("bash s.sh", [("a s", "")]),
        ("bash none.sh", []),
        ("source s.sh", [("a s", "")]),
        ("./p.py", [("#!/usr/bin/env python3\nx", "python")]),
        ("eval a b", [("a b", "")]),
        ("python3 -c 'x'", [("x", "python")]),
        ("python3.11 -Bc 'x'", [("x", "python")]),
        ("perl -e 'x' -e 'y'", [("x", "perl"), ("y", "perl")]),
        ("node --eval 'x'", [("x", "node")]),
        ("python - <<< x", [("x", "python")]),
        ("awk 'BEGIN{system(1)}'", [("BEGIN{system(1)}", "awk")]),
    ],
)
def test_the_texts(command: str, texts: list[tuple[str, str]]) -> None:
    files = {"s.sh": "a s", "./p.py": "#!/usr/bin/env python3\nx"}
    found = [one for one in interpreted(sight(command), files.get) or () if isinstance(one, Text)]

    assert [(one.text, one.language) for one in found] == texts


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        ("curl x | sh", "run.fetched"),
        ("base64 -d x | tee y | sh", "run.decoded"),
        ("other | sh", "run.unknown"),
        ('sh -c "$(wget x)"', "run.fetched"),
        ("bash <(curl x)", "run.fetched"),
        ("pwsh -enc x", "run.decoded"),
    ],
)
def test_what_cannot_be_read(command: str, rule: str) -> None:
    opaque = [one.rule for one in interpreted(sight(command), lambda _: None) or () if isinstance(one, Opaque)]

    assert opaque == [rule]


def test_a_module_runs_as_a_command() -> None:
    found = list(interpreted(sight("python -m a b"), lambda _: None) or ())

    assert [one.words for one in found if isinstance(one, Sight)] == [("a", "b")]


def test_other_programs_interpret_nothing() -> None:
    assert interpreted(sight("ls x"), lambda _: None) is None
