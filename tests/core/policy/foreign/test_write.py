from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.adapters.formats.yaml import read_yaml
from paraph.core.policy.foreign.write import WrittenRule, write_policy
from paraph.core.policy.source import to_plain

TEXT = st.text("abc yesno:#{}[]'\"\\-,&*!|>%@`~01é\U0001f44d", max_size=12)
VALUE = st.recursive(
    TEXT | st.integers(0, 99) | st.booleans(),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, min_size=1),
    max_leaves=6,
).filter(lambda value: not isinstance(value, list) or not any(isinstance(item, list) for item in value))


@given(st.dictionaries(st.sampled_from(["name", "when", "require"]), VALUE, min_size=1))
@settings(max_examples=150)
def test_what_is_written_is_read_back(rule: dict[str, object]) -> None:
    text = write_policy(("about",), "shadow", (WrittenRule("line 1: `a`\nb", rule),))
    assert to_plain(read_yaml(text.encode(), "p").root) == {"version": 1, "mode": "shadow", "rules": [rule]}


def test_comments_name_the_source() -> None:
    text = write_policy(("one", ""), "enforce", (WrittenRule("line 7: x", {"name": "true", "n": "a b"}),))
    assert text == '# one\n#\nversion: 1\nmode: enforce\n\nrules:\n  # line 7: x\n  - name: "true"\n    n: a b\n'
