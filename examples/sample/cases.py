"""Which open changes wait in the shop, and what has to be said of each, whatever the seed?"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from examples.sample import people
from examples.sample.dice import Dice
from examples.sample.edits import grow
from examples.sample.governance import POLICY
from examples.sample.history import History
from examples.sample.stream import Draft, Entry, Person, Tree
from examples.sample.words import CLAUDE, CLAUDE_HELPED, message


class Case(NamedTuple):
    """One open branch and what is certain about it. `tier` is the value of the tier, `verdict` the
    word of the decision, `assistance` what is found, `tells` what a reader is to learn from it."""

    branch: str
    tier: str
    assistance: str
    verdict: str
    tells: str
    build: Callable[[History, Tree], tuple[Person, str]]


def _replace(tree: Tree, path: str, text: str) -> None:
    tree[path] = Entry(text.encode())


def _grow(tree: Tree, path: str, dice: Dice) -> None:
    _replace(tree, path, grow(path, tree[path].data.decode(), dice))


def _docs_typo(history: History, tree: Tree) -> tuple[Person, str]:
    path = history.dice.pick(history.shop.areas["docs"])
    _replace(tree, path, tree[path].data.decode().replace("recieved", "received"))
    return people.HUGO.identity, message("docs: mend a typo", "AI-assistance: none")


def _checkout(history: History, tree: Tree) -> tuple[Person, str]:
    _grow(tree, history.dice.pick(history.shop.areas["checkout"]), history.dice)
    return people.FINN.identity, message("checkout: show the total once", "AI-assistance: none")


def _pricing(history: History, tree: Tree) -> tuple[Person, str]:
    rules = [path for path in history.shop.areas["pricing"] if not path.endswith("catalogue.py")]
    path = history.dice.pick(rules)
    for _ in range(4):
        _grow(tree, path, history.dice)
    said = f"AI-assistance: assisted\n{CLAUDE_HELPED}"
    return people.IDA.identity, message("pricing: let two rules meet", said)


def _recreate(history: History, tree: Tree) -> tuple[Person, str]:
    path = "infra/terraform/database.tf"
    text = tree[path].data.decode().replace("deletion_protection = true", "deletion_protection = false")
    _replace(tree, path, text.replace('"orders"', f'"orders-{history.dice.between(2, 9)}"'))
    script = "#!/bin/sh\nset -e\nterraform destroy -auto-approve -target=sample_database.orders\nterraform apply\n"
    tree["infra/recreate.sh"] = Entry(script.encode(), "100755")
    words = "The rename cannot be done in place, so the database is deleted and recreated."
    return people.AGENT, message("infra: delete and recreate the order database", words, "AI-assistance: autonomous")


def _contradiction(history: History, tree: Tree) -> tuple[Person, str]:
    _grow(tree, history.dice.pick([p for p in history.shop.areas["inventory"] if "/moves/" in p]), history.dice)
    return people.GITA.identity, message("inventory: warn on low stock", f"AI-assistance: none\n{CLAUDE}")


def _migration(history: History, tree: Tree) -> tuple[Person, str]:
    column = history.dice.pick(("channel", "voucher", "packed_at", "country"))
    path = f"services/pricing/migrations/{history.dice.between(2, 8):04d}_add_{column}.sql"
    _replace(tree, path, f"ALTER TABLE prices ADD COLUMN {column} text;\nUPDATE prices SET {column} = 'none';\n")
    said = f"AI-assistance: assisted\n{CLAUDE_HELPED}"
    return people.IDA.identity, message(f"pricing: remember the {column} of a price", said)


def _keys(history: History, tree: Tree) -> tuple[Person, str]:
    _replace(tree, "services/payments/keys/current.pub", f"sample-key-{history.dice.between(10000, 99999)}\n")
    return people.CLEO.identity, message("payments: rotate the key", "AI-assistance: none")


def _library(history: History, tree: Tree) -> tuple[Person, str]:
    _grow(tree, "libs/shopkit/money.py", history.dice)
    said = f"AI-assistance: generated\n{CLAUDE}"
    return people.EVA.identity, message("libs: round money in one place", said)


def _policy(history: History, tree: Tree) -> tuple[Person, str]:
    share = history.dice.between(40, 90)
    _replace(tree, ".paraph/policy.yaml", POLICY.replace('dependents: ">= 25"', f'dependents: ">= {share}"'))
    return people.DAN.identity, message("Ask less often about shared code", "AI-assistance: none")


def _hidden(history: History, tree: Tree) -> tuple[Person, str]:
    path = history.dice.pick([p for p in history.shop.areas["web"] if "/components/" in p and p.endswith(".tsx")])
    # a right-to-left override makes the comment look as if it ended later than it does
    _replace(tree, path, tree[path].data.decode() + "\n/* staff only \u202e } \u2066if (isStaff)\u2069 \u2066 */\n")
    tree["web/src/lib/session.ts"] = Entry(b"../../../services/payments/keys/current.pub", "120000")
    return people.JON.identity, message("web: tidy a component", "AI-assistance: none")


CASES = (
    Case("docs-typo", "low", "none", "allow", "a typo in a guide owes nobody anything", _docs_typo),
    Case("checkout-total", "high", "none", "wait", "a person's change of checkout needs a colleague", _checkout),
    Case("pricing-rules", "medium", "assisted", "wait", "a junior's assisted change needs a senior", _pricing),
    Case("recreate-database", "high", "autonomous", "deny", "an agent may not replace infrastructure", _recreate),
    Case(
        "low-stock", "medium", "generated", "wait", "a declaration that the commit itself contradicts", _contradiction
    ),
    Case("price-column", "high", "assisted", "wait", "a migration needs someone who knows databases", _migration),
    Case("rotate-key", "critical", "none", "deny", "a path that nobody may change", _keys),
    Case("round-money", "high", "generated", "wait", "a small change that half of the shop imports", _library),
    Case("ask-less", "critical", "none", "wait", "the rules are judged by the old rules", _policy),
    Case("tidy-component", "high", "none", "deny", "what the eye cannot see in a difference", _hidden),
)


def open_branches(history: History) -> None:
    """Add each case as a branch `change/NAME` with one commit on top of `main`."""
    for case in CASES:
        tree = dict(history.tree)
        author, text = case.build(history, tree)
        ref = f"refs/heads/change/{case.branch}"
        history.stream.commit(Draft(ref, text, author, history.wait(), tree, (history.tip,)))
