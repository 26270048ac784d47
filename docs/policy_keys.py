"""Which keys has the policy language? Writes `docs/reference/policy.md` from the grammar: `make docs`."""

from __future__ import annotations

from pathlib import Path

from paraph.core.policy.grammar import TABLES, Key, Shape, Table

PAGE = Path(__file__).with_name("reference") / "policy.md"
HEAD = """\
# The policy language

Generated from the table that the reader obeys, by `make docs`. A policy is one YAML 1.2 file, `.paraph/policy.yaml`,
and is read from the base of a change. Unknown keys, keys and rule names that stand twice, anchors, aliases and tags are
errors with their place. Keys of one test are AND-ed, values of one list are OR-ed; in a tier's condition keys OR-ed,
and `all:` AND-s. Patterns are those of CODEOWNERS, and a list of them may hold exclusions, `!pattern`.

    version: 1
    mode: shadow
    tiers:
      high: {kinds: [infrastructure, migration], dependents: ">= 25"}
      low: {only_kinds: [docs, tests]}
    rules:
      - name: peer review
        when: {tier: [medium, high, critical]}
        require:
          - signoff: {level: ">= mid", proof: review}

`paraph schema policy` prints the same as JSON Schema.
"""
SHAPES: dict[Shape, str] = {
    "flag": "`true` or `false`",
    "true": "`true`",
    "text": "text",
    "words": "a text or a list",
    "name_list": "a list of names",
    "globs": "a pattern or a list",
    "number_comparison": '`">= 25"`',
    "share_comparison": '`">= 50%"`',
    "level_comparison": '`">= senior"`',
    "share": "`5%` or `0.05`",
    "count": "a number from 1",
    "duration": "`30m`, `12h`, `7d`, `2w`",
    "floors": '`{metric: ">= 0.8"}`',
    "kinds": "kinds with patterns",
    "list": "a list: ",
    "one_or_list": "one or a list: ",
    "word_or_table": "a text, a list, or ",
    "evidence": "a kind, a list, or ",
    "tiers": "by tier: ",
}
TITLES = {
    "document": "The document", "rule": "A rule", "tier": "What puts a change into a tier", "test": "A test",
    "person": "A test on people", "requirement": "A requirement", "sample": "A spot check", "signoff": "A sign-off",
    "relief": "Relief", "evidence": "Evidence", "check": "A check", "owner": "An owner of AI-written code",
    "manual": "Manual checks", "tools": "Tools", "autonomy": "Autonomy",
    "guard": "The guard", "environment": "An environment", "guarded": "An answer of the guard",
    "provenance": "Records of lines", "agent": "A tool of your own",
}  # fmt: skip


def page() -> str:
    """The whole reference."""
    return "\n".join([HEAD, *(_section(name, table) for name, table in TABLES.items())])


def _section(name: str, table: Table) -> str:
    rows = [_row(key, written) for key, written in table.items()]
    return "\n".join([f"## {TITLES[name]}", "", "| key | value | meaning |", "|---|---|---|", *rows, ""])


def _row(name: str, key: Key) -> str:
    value = SHAPES.get(key.shape, "")
    if key.table:
        value += f"[{TITLES[key.table].lower()}](#{_anchor(TITLES[key.table])})"
    if key.choices:
        value = ("one of " if key.shape == "choice" else "any of ") + ", ".join(f"`{word}`" for word in key.choices)
    meaning = key.meaning + (" (required)" if key.is_required else "")
    return f"| `{name}` | {value} | {meaning} |"


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
