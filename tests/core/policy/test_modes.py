from __future__ import annotations

from paraph.core.policy.modes import all_enforced, enforced_if_none_is
from policy_text import read

RULES = "rules:\n  - {name: a, deny: no}\n  - {name: b, mode: advise, deny: no}\n"


def test_every_rule_is_in_force_and_nothing_else_differs() -> None:
    shadow = read("mode: shadow\n" + RULES)
    enforced = all_enforced(shadow)
    assert (enforced.mode, [rule.mode for rule in enforced.rules]) == ("enforce", ["enforce", "enforce"])
    assert [rule.deny for rule in enforced.rules] == [rule.deny for rule in shadow.rules]
    assert enforced.digest == shadow.digest


def test_a_policy_that_enforces_anything_is_left_as_it_is() -> None:
    shadow, mixed = read("mode: shadow\n" + RULES), read("mode: enforce\n" + RULES)
    assert {rule.mode for rule in enforced_if_none_is(shadow).rules} == {"enforce"}
    assert enforced_if_none_is(mixed) is mixed
