"""What becomes of objects when other manifests take their place?"""

from __future__ import annotations

from typing import Any

import pytest

from paraph.core.guard.plan.manifest_changes import at, existing, key_of, manifest_changes
from paraph.core.guard.plan.model import PlannedChange


def made(kind: str, api: str = "v1", name: str = "x", **more: Any) -> dict[str, Any]:
    return {"apiVersion": api, "kind": kind, "metadata": {"name": name, "namespace": "shop"}} | more


def between(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[PlannedChange]:
    before, after = ({key_of(each): each} if each else {} for each in (old, new))
    return list(manifest_changes(before, after))


REPLACED = [
    ("StatefulSet", {"spec": {"serviceName": "a"}}, {"spec": {"serviceName": "b"}}, "spec.serviceName"),
    ("Deployment", {"spec": {"selector": {"a": 1}}}, {"spec": {"selector": {"a": 2}}}, "spec.selector"),
    ("Job", {"spec": {"template": {"a": 1}}}, {"spec": {"template": {"a": 2}}}, "spec.template"),
    ("RoleBinding", {"roleRef": {"name": "a"}}, {"roleRef": {"name": "b"}}, "roleRef"),
    ("StorageClass", {"provisioner": "a"}, {"provisioner": "b"}, "provisioner"),
    ("Secret", {"immutable": True, "data": {"a": "MQ=="}}, {"data": {"a": "Mg=="}}, "data"),
    (
        "PersistentVolumeClaim",
        {"spec": {"resources": {"requests": {"storage": "10Gi"}}}},
        {"spec": {"resources": {"requests": {"storage": "900Mi"}}}},
        "spec.resources.requests.storage (smaller)",
    ),
]
LOWERED = [
    ("Deployment", {"spec": {"replicas": 3}}, {"spec": {"replicas": 0}}, "replicas falls to 0: nothing of it runs"),
    ("Deployment", {"spec": {}}, {"spec": {"replicas": 0}}, "replicas falls to 0: nothing of it runs"),
    (
        "PersistentVolume",
        {"spec": {"persistentVolumeReclaimPolicy": "Retain"}},
        {"spec": {"persistentVolumeReclaimPolicy": "Delete"}},
        "spec.persistentVolumeReclaimPolicy becomes Delete: its disk goes with it",
    ),
    (
        "Application",
        {"spec": {"syncPolicy": {"automated": {}}}},
        {"spec": {"syncPolicy": {"automated": {"prune": True}}}},
        "spec.syncPolicy.automated.prune is switched on: what leaves the manifests is deleted",
    ),
    ("ConfigMap", {"metadata": {"name": "x", "namespace": "shop", "annotations": {"helm.sh/resource-policy": "keep"}}},
     {}, "is no longer kept by helm.sh/resource-policy"),
    (
        "CustomResourceDefinition",
        {"spec": {"versions": [{"name": "v1", "served": True}, {"name": "v2", "served": True}]}},
        {"spec": {"versions": [{"name": "v2", "served": True}]}},
        "no longer serves v1: what is stored so cannot be read",
    ),
    ("Pod", {"metadata": {"name": "x", "namespace": "shop", "finalizers": ["a"]}}, {}, "its finalizers are taken away"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "old", "new", "field"), REPLACED, ids=[f"{c[0]} {c[3]}" for c in REPLACED])
def test_what_cannot_change_in_place_is_made_anew(kind: str, old: Any, new: Any, field: str) -> None:
    (change,) = between(made(kind, **old), made(kind, **new))
    assert (change.deed, change.because) == ("replace", (field,))


@pytest.mark.parametrize(("kind", "old", "new", "what"), LOWERED, ids=[f"{c[0]} {c[3][:20]}" for c in LOWERED])
def test_what_falls_is_told(kind: str, old: Any, new: Any, what: str) -> None:
    (change,) = between(made(kind, **old), made(kind, **new))
    assert (change.deed, change.lowered) == ("update", (what,))


def test_what_is_gone_new_or_the_same() -> None:
    volume = made("PersistentVolumeClaim")
    assert [(each.deed, each.type) for each in between(volume, None)] == [("delete", "PersistentVolumeClaim")]
    assert [each.deed for each in between(None, volume)] == ["create"]
    assert between(volume, dict(volume)) == []
    assert between(made("CustomResourceDefinition"), None)[0].told == ("all objects of its kind go with it",)


def test_a_claim_may_grow() -> None:
    old, new = ({"resources": {"requests": {"storage": size}}} for size in ("1Gi", "1.5Gi"))
    (change,) = between(made("PersistentVolumeClaim", spec=old), made("PersistentVolumeClaim", spec=new))
    assert change.deed == "update"


def test_a_role_that_may_do_everything() -> None:
    (change,) = between(None, made("ClusterRole", rules=[{"verbs": ["*"], "resources": ["*"]}]))
    assert change.is_open
    (change,) = between(None, made("RoleBinding", subjects=[{"name": "system:anonymous"}]))
    assert change.is_open


def test_keys_tell_groups_apart() -> None:
    assert key_of(made("Deployment", "apps/v1")) == "Deployment/shop/x"
    assert key_of(made("Service", "serving.knative.dev/v1")) == "Service.serving.knative.dev/shop/x"
    assert key_of({"kind": "Namespace", "metadata": {"name": "shop"}}) == "Namespace/shop"


def test_objects_need_their_namespace_and_what_defines_them() -> None:
    crd = made("CustomResourceDefinition", name="c", spec={"group": "a.b", "names": {"kind": "Thing"}})
    objects = [{"kind": "Namespace", "metadata": {"name": "shop"}}, crd, made("Thing", "a.b/v1")]
    needs = {each.address: each.needs for each in existing({key_of(each): each for each in objects})}
    assert needs["Thing.a.b/shop/x"] == ("Namespace/shop", "CustomResourceDefinition/shop/c")


def test_a_path_into_nothing_is_nothing() -> None:
    assert at({"a": {"b": 1}}, "a.b") == 1
    assert at({"a": [1]}, "a.b.c") is None
