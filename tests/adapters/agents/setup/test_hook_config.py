"""Our own hooks are told from those of others."""

from __future__ import annotations

from typing import Any

import pytest

from paraph.adapters.agents.setup.hook_config import AFTER, BEFORE, call, filled, grouped, is_ours


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("paraph hook agent --from codex || exit 2", True),
        ("/opt/my tools/paraph hook agent", True),
        ("'/opt/my tools/paraph' hook agent --after", True),
        ("paraph.exe hook agent", True),
        ("/usr/bin/python3 -I -c 'import sys; from paraph.cli.main import run; sys.exit(run())' hook agent", True),
        ("paraph hook run pre-receive", False),
        ("paragraph hook agent", False),
        ("echo paraph; hook agent", False),
        ({"hooks": [{"command": "paraph hook agent"}]}, True),
        ({"matcher": "paraph"}, False),
        ([], False),
        (7, False),
    ],
)
def test_what_is_ours(value: Any, *, expected: bool) -> None:
    assert is_ours(value) is expected


def test_the_call_is_put_in() -> None:
    place = grouped(("hooks",), "Bash", {"command": BEFORE, "other": [AFTER, 3]})
    called = call("codex", "paraph")
    assert filled(place.item, called) == {
        "matcher": "Bash",
        "hooks": [{
            "command": "paraph hook agent --from codex || exit 2",
            "other": ["paraph hook agent --from codex --after", 3],
        }],
    }  # fmt: skip
