from __future__ import annotations

from hashlib import sha256

from paraph.core.policy.digest import document_digest, layered_digest, tree_digest
from policy_text import GOOD, document, read


def test_the_digest_is_of_the_canonical_form() -> None:
    found = tree_digest(document("b: 1.0\na: [true, ~, é]\n").root)
    assert found == sha256('{"a":[true,null,"é"],"b":1}'.encode()).hexdigest()


def test_comments_layout_and_order_of_keys_change_nothing() -> None:
    block = "# said before\nmode: enforce   # here\n\nrules:\n  - name: 'a'\n    deny: no\n"
    flow = '{"rules": [{"deny": "no", "name": "a"}], "mode": "enforce"}'
    assert read(block).digest == read(flow).digest


def test_one_other_word_changes_it() -> None:
    assert read(GOOD).digest != read(GOOD.replace("canary", "ring")).digest


def test_a_document_that_knows_its_digest_is_believed() -> None:
    assert document_digest(document(GOOD)._replace(digest="known")) == "known"
    assert document_digest(document(GOOD)._replace(digest="")) == tree_digest(document(GOOD).root)


def test_two_layers_have_a_digest_of_their_own() -> None:
    assert layered_digest("a", "b") == sha256(b'{"organisation":"a","repository":"b"}').hexdigest()
    assert layered_digest("a", "b") != layered_digest("b", "a")
