"""Which objects do manifests hold, and which texts are none?"""

from __future__ import annotations

import pytest

from paraph.adapters.formats import manifests
from paraph.adapters.formats.manifests import read_manifest_plan
from paraph.core.errors import InputError

OLD = b"""\
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
# nothing here
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: shop}
spec: {storageClassName: fast}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {replicas: 3, paused: false, note: "3", none: }
"""
NEW = b"""\
{"apiVersion": "v1", "kind": "List", "items": [
 {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}},
 {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "shop"},
  "spec": {"replicas": 0, "paused": false, "note": "3", "none": null}}]}
"""


def test_yaml_and_json_are_compared() -> None:
    plan = read_manifest_plan([("a.yaml", OLD)], [("b.json", NEW)])
    assert [(each.address, each.deed) for each in plan.changes] == [
        ("PersistentVolumeClaim/shop/data", "delete"), ("Deployment/shop/web", "update"),
    ]  # fmt: skip
    assert plan.changes[1].lowered == ("replicas falls to 0: nothing of it runs",)
    assert [each.address for each in plan.managed] == [
        "Namespace/shop", "PersistentVolumeClaim/shop/data", "Deployment/shop/web",
    ]  # fmt: skip


def test_the_digest_is_over_both_sides_and_all_names() -> None:
    digests = {
        read_manifest_plan(old, new).digest
        for old, new in (
            ([("a", OLD)], [("b", NEW)]), ([("a", OLD)], [("c", NEW)]), ([("b", NEW)], [("a", OLD)]),
            ([("a", OLD)], [("a", OLD)]),
        )
    }  # fmt: skip
    assert len(digests) == 4


BAD = [
    ("no kind", b"a: 1\n"),
    ("a list", b"- 1\n"),
    ("no name", b"apiVersion: v1\nkind: Pod\nmetadata: {generateName: x}\n"),
    ("twice", b"---\n".join([b"apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n"] * 2)),
    ("a key twice", b"apiVersion: v1\nkind: Pod\nkind: Pod\n"),
    ("an alias", b"apiVersion: v1\nkind: Pod\nmetadata: &a {name: x}\nspec: *a\n"),
    ("a template", b"apiVersion: v1\nkind: {{ .Values.kind }}\n"),
    ("broken", b"a: [1\n"),
    ("an odd key", b"? [1, 2]\n: 3\n"),
    ("no UTF-8", b"\xff\xfe"),
    ("nested", b"apiVersion: v1\nkind: Pod\nspec: " + b"[" * 100 + b"]" * 100),
    ("nothing", b""),
    ("no text", b"\x00"),
]


@pytest.mark.parametrize("content", [case[1] for case in BAD], ids=[case[0] for case in BAD])
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_manifest_plan([("a.yaml", content)], [])
    assert caught.value.problems[0].code == "P1129"
    assert caught.value.problems[0].fix


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x,x]\n" + "".join(
        f"{one}: &{one} [*{chr(ord(one) - 1)},*{chr(ord(one) - 1)}]\n" for one in "bcdefgh"
    )
    with pytest.raises(InputError, match="aliases"):
        read_manifest_plan([("a.yaml", bomb.encode())], [])


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifests, "MAX_VALUES", 5)
    with pytest.raises(InputError, match="values"):
        read_manifest_plan([("a.yaml", OLD)], [])
    monkeypatch.setattr(manifests, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="larger"):
        read_manifest_plan([("a.yaml", OLD)], [])
