"""Which keys has a server's config.yaml? Writes `docs/reference/config.md` from the tables that the reader obeys."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.policy_keys import SHAPES
from paraph.adapters.formats.server_config_keys import ASKING, CONFIG, FORGE, HOURS, LOGIN, NOTIFY
from paraph.core.policy.grammar import Key, Table
from paraph.ports.config import AskSettings, ServerConfig

PAGE = Path(__file__).with_name("reference") / "config.md"
HEAD = """\
# The server's configuration

Generated from the tables that the reader obeys, by `make docs`. `paraph serve`, `worker`, `migrate` and `backup` take
it by `--config FILE`, or find it as `config.yaml` in the data folder; what stands on the command line counts before
it. Paths in it are relative to the file. Unknown keys and keys that stand twice are errors with their place. Secrets
never stand in it: `…_file` names a file that holds one alone, `…_env` an environment variable. `paraph schema config`
prints the same as JSON Schema. [Five minutes](../how-to/server.md), [GitHub](../how-to/github.md) and
[GitLab](../how-to/gitlab.md) have examples.
"""
TITLES = {
    "document": "The document", "forge": "A forge", "login": "A way to log in", "notify": "A channel",
    "asking": "Whom to ask", "hours": "Hours to answer",
}  # fmt: skip
TABLES: dict[str, Table] = {
    "document": CONFIG, "forge": FORGE, "login": LOGIN, "notify": NOTIFY, "asking": ASKING, "hours": HOURS,
}  # fmt: skip
_USUAL = ServerConfig(url="", data="", database="")
DEFAULTS = {
    "name": _USUAL.name,
    "reconcile": f"{_USUAL.reconcile_seconds // 60}m",
    "most_minutes": str(AskSettings().most_minutes),
    **{tier: str(hours) for tier, hours in AskSettings().hours},
}


def page() -> str:
    """The whole reference."""
    return "\n".join([HEAD, *(_section(TITLES[name], table) for name, table in TABLES.items())])


def _section(title: str, table: Table) -> str:
    rows = [_row(name, key) for name, key in table.items()]
    return "\n".join([f"## {title}", "", "| key | value | meaning |", "|---|---|---|", *rows, ""])


def _row(name: str, key: Key) -> str:
    value = {"list": "a list: ", "table": ""}.get(key.shape, SHAPES.get(key.shape, ""))
    if key.table:
        value += f"[{TITLES[key.table].lower()}](#{TITLES[key.table].lower().replace(' ', '-')})"
    if key.choices:
        value = f"one of {', '.join(f'`{word}`' for word in key.choices)}"
    default = f"; unless given, `{DEFAULTS[name]}`" if name in DEFAULTS else ""
    return f"| `{name}` | {value} | {key.meaning}{default}{' (required)' * key.is_required} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
