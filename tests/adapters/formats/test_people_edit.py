"""Is a key put in where it belongs, with every other character left alone?"""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.signers.oracle import ed25519
from paraph.adapters.directories.files import read_directory
from paraph.adapters.formats.people_edit import Group, TextEditor, key_item, with_key, with_revocation
from paraph.core.errors import InputError
from paraph.core.model.person import Key
from paraph.ports.documents import SourceText

ONE, TWO = (ed25519(number).public.text for number in (1, 2))
KEY = Key(ONE, "2026-03-01", comment="ada@laptop")
ITEM = f"{{key: {ONE}, from: 2026-03-01, comment: ada@laptop}}"

BLOCK = """\
# who we are
schema: paraph/directory/v1
people:
  - id: ada   # lead
    accounts: ["email:ada@example.test"]   # at work

  # joined in May
  - {id: ben, level: senior}   # second
bots: [github:robot]
"""


def added(before: str, after: str) -> list[str]:
    """The lines that an edit added; none may be missing afterwards, except one that has grown."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [line for line in lines if line[0] in "+-"]


def keys_of(text: str, holder: str) -> tuple[Key, ...]:
    directory = read_directory(SourceText("people.yaml", text.encode()))
    everybody = {each.id: each.keys for each in directory.people} | {each.id: each.keys for each in directory.robots}
    return everybody[holder]


def test_below_a_person() -> None:
    text = with_key(BLOCK, "people", "ada", KEY)
    assert added(BLOCK, text) == ["+     keys:", f"+       - {ITEM}"]
    assert text.index("keys:") < text.index("# joined in May")
    assert keys_of(text, "ada") == (KEY,)


def test_a_second_key() -> None:
    once = with_key(BLOCK, "people", "ada", KEY)
    twice = with_key(once, "people", "ada", Key(TWO, end="2027-01-01"))
    assert added(once, twice) == [f"+       - {{key: {TWO}, until: 2027-01-01}}"]
    assert [key.public for key in keys_of(twice, "ada")] == [ONE, TWO]


def test_between_braces() -> None:
    text = with_key(BLOCK, "people", "ben", KEY)
    assert f"  - {{id: ben, level: senior, keys: [{ITEM}]}}   # second\n" in text
    again = with_key(text, "people", "ben", Key(TWO))
    assert f"{ITEM}, {{key: {TWO}}}]}}   # second\n" in again
    assert len(keys_of(again, "ben")) == 2


def test_a_robot_is_added() -> None:
    text = with_key(BLOCK, "robots", "ci", KEY)
    assert added(BLOCK, text) == ["+ robots:", f"+   - {{id: ci, keys: [{ITEM}]}}"]
    more = with_key(text, "robots", "cd", Key(TWO))
    assert added(text, more) == [f"+   - {{id: cd, keys: [{{key: {TWO}}}]}}"]
    assert keys_of(more, "cd") == (Key(TWO),)


LAYOUTS = [
    "people:\n- id: ada\n",
    "people:\n- id: ada",
    "people:\r\n  - id: ada\r\n    level: senior\r\n",
    "people: [{id: ada}]\n",
    "people: [{id: ada,\n  level: senior, # yes\n}]\n",
    '{"people": [{"id": "ada"}]}\n',
    "people:\n    -   id: ada\n        teams:\n        - a\n        - b   # last\n    # end\n",
    "people:\n  - id: ada\n    name: >\n      Ada\n      Sample\n\n\nbots: [github:robot]\n",
    "people:\n  -\n    id: ada\n    teams: [a,\n      b]\n  - id: ben\n",
    "people:\n  - id: 'ada'\n    name: |\n      Ada",
    f"people:\n  - id: ada\n    keys:\n    - key: {TWO}\n      from: 2026-01-01   # first\n    # no more\n",
]


@pytest.mark.parametrize("text", LAYOUTS)
@pytest.mark.parametrize(("group", "holder"), [("people", "ada"), ("robots", "ci")])
def test_any_layout(text: str, group: Group, holder: str) -> None:
    before = {line.strip() for line in text.splitlines() if "#" in line}
    after = with_key(text, group, holder, KEY)
    assert KEY in keys_of(after, holder)
    assert all(comment.partition("#")[2] in after for comment in before)
    assert ("\r\n" in after) == ("\r\n" in text)
    revoked = with_revocation(after, ONE, "2026-04-01")
    assert keys_of(revoked, holder)[-1].revoked == "2026-04-01"
    assert len(added(after, revoked)) <= 2


def test_revoking_in_each_layout() -> None:
    block = f"people:\n  - id: ada\n    keys:\n      - key: {ONE} ada@laptop\n        from: 2026-01-01   # first\n"
    text = with_revocation(block, ONE, "2026-04-01")
    assert added(block, text) == ["+         revoked: 2026-04-01"]
    earlier = with_revocation(text, ONE, "2026-03-01")
    assert earlier == text.replace("2026-04-01", "2026-03-01")
    flow = with_revocation(with_key(BLOCK, "robots", "ci", KEY), ONE, "2026-04-01")
    assert "comment: ada@laptop, revoked: 2026-04-01}]}" in flow


@pytest.mark.parametrize(
    "comment", ["laptop", "my laptop", "a: b", "# x", "[", "true", "2026", "ü", 'say "x"', "- a", "a,b"]
)
def test_words_that_yaml_would_read_otherwise_are_quoted(comment: str) -> None:
    key = Key(ONE, comment=comment)
    assert keys_of(with_key(BLOCK, "people", "ada", key), "ada") == (key,)
    assert keys_of(with_key(BLOCK, "people", "ben", key), "ben") == (key,)
    assert "\n" not in key_item(key)


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_any_comment_comes_back(comment: str) -> None:
    key = Key(ONE, comment=comment)
    assert keys_of(with_key(BLOCK, "people", "ada", key), "ada") == (key,)


def test_who_is_not_there_is_not_written() -> None:
    with pytest.raises(InputError, match="no person `zoe`"):
        with_key(BLOCK, "people", "zoe", KEY)
    with pytest.raises(InputError, match="not in this text"):
        with_revocation(BLOCK, ONE, "2026-01-01")


def test_the_editor_is_these_functions() -> None:
    editor = TextEditor()
    text = editor.with_key(BLOCK, "people", "ada", KEY)
    assert text == with_key(BLOCK, "people", "ada", KEY)
    assert editor.with_revocation(text, ONE, "2026-04-01") == with_revocation(text, ONE, "2026-04-01")
    assert editor.fingerprint(ONE) == ed25519(1).public.fingerprint
