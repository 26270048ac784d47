"""What becomes of each object when one set of Kubernetes manifests takes the place of another?

Which fields cannot change in place follows the API reference of Kubernetes 1.34.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from paraph.core.guard.plan.model import Managed, PlannedChange

Objects = Mapping[str, Mapping[str, Any]]

_FIXED: dict[str, tuple[str, ...]] = {
    "StatefulSet": ("spec.selector", "spec.serviceName", "spec.volumeClaimTemplates", "spec.podManagementPolicy"),
    "Deployment": ("spec.selector",),
    "DaemonSet": ("spec.selector",),
    "ReplicaSet": ("spec.selector",),
    "Job": ("spec.selector", "spec.template", "spec.completionMode"),
    "Service": ("spec.clusterIP",),
    "PersistentVolumeClaim": ("spec.storageClassName", "spec.accessModes", "spec.volumeName", "spec.selector",
                              "spec.volumeMode", "spec.dataSource"),
    "PersistentVolume": ("spec.csi", "spec.hostPath", "spec.nfs", "spec.local", "spec.volumeMode"),
    "StorageClass": ("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"),
    "RoleBinding": ("roleRef",),
    "ClusterRoleBinding": ("roleRef",),
    "CustomResourceDefinition": ("spec.scope", "spec.group", "spec.names.kind"),
    "IngressClass": ("spec.controller",),
    "PriorityClass": ("value",),
}  # fmt: skip
_DELETES = {
    ("PersistentVolume", "spec.persistentVolumeReclaimPolicy"): "its disk goes with it",
    ("StorageClass", "reclaimPolicy"): "disks go with their claims",
    ("StatefulSet", "spec.persistentVolumeClaimRetentionPolicy.whenDeleted"): "its claims go with it",
    ("StatefulSet", "spec.persistentVolumeClaimRetentionPolicy.whenScaled"): "claims go when it is scaled down",
}
_PRUNES = ("spec.prune", "spec.syncPolicy.automated.prune")
_KEPT_BY = {
    "helm.sh/resource-policy": "keep",
    "argocd.argoproj.io/sync-options": "Prune=false",
    "kustomize.toolkit.fluxcd.io/prune": "disabled",
}
_RULED = frozenset({"Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "NetworkPolicy"})


def manifest_changes(old: Objects, new: Objects) -> Iterator[PlannedChange]:
    """One change for each object that differs, by their keys (see `key_of`), those that go first."""
    for key, one in old.items():
        if key not in new:
            yield _change(key, one, "delete", told=tuple(_told(one)))
    for key, other in new.items():
        former = old.get(key)
        if former is None:
            yield _change(key, other, "create", is_open=_opens(other))
        elif former != other:
            fixed = tuple(_recreating(former, other))
            opened = _opens(other) and not _opens(former)
            lowered = tuple(_lowered(former, other))
            deed: Any = "replace" if fixed else "update"
            yield _change(key, other, deed, because=fixed, lowered=lowered, is_open=opened)


def existing(old: Objects) -> tuple[Managed, ...]:
    """The objects that there are before, each needing the namespace that it lies in and what defines its kind."""
    defined = {
        (at(each, "spec.group"), at(each, "spec.names.kind")): key
        for key, each in old.items()
        if each.get("kind") == "CustomResourceDefinition"
    }
    found = []
    for key, each in old.items():
        group = str(each.get("apiVersion", "")).rpartition("/")[0]
        needs = f"Namespace/{at(each, 'metadata.namespace')}", defined.get((group, each.get("kind")), "")
        found.append(Managed(key, str(each.get("kind")), needs=tuple(need for need in needs if need in old)))
    return tuple(found)


def key_of(manifest: Mapping[str, Any]) -> str:
    """`Kind/namespace/name`, and `Kind.group/…` where the group is none of Kubernetes' own."""
    metadata = manifest.get("metadata")
    held = metadata if isinstance(metadata, Mapping) else {}
    group = str(manifest.get("apiVersion", "")).rpartition("/")[0]
    kind = str(manifest.get("kind"))
    if "." in group and not group.endswith(".k8s.io"):
        kind += f".{group}"
    return "/".join(str(part) for part in (kind, held.get("namespace"), held.get("name")) if part)


def _change(key: str, manifest: Mapping[str, Any], deed: Any, **more: Any) -> PlannedChange:
    return PlannedChange(key, str(manifest.get("kind")), deed, name=key.rpartition("/")[2], **more)


def _recreating(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    kind = str(new.get("kind"))
    for path in _FIXED.get(kind, ()):
        before, after = at(old, path), at(new, path)
        if before is not None and before != after:
            yield path
    if kind in {"Secret", "ConfigMap"} and old.get("immutable") is True:
        yield from (name for name in ("data", "binaryData", "stringData") if old.get(name) != new.get(name))
    if kind == "PersistentVolumeClaim":
        before, after = (_bytes(at(each, "spec.resources.requests.storage")) for each in (old, new))
        if before is not None and after is not None and after < before:
            yield "spec.resources.requests.storage (smaller)"


def _lowered(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    kind = str(new.get("kind"))
    replicas = at(old, "spec.replicas"), at(new, "spec.replicas")
    if _is_none(replicas[1]) and not _is_none(replicas[0]):
        yield "replicas falls to 0: nothing of it runs"
    for (of, path), what in _DELETES.items():
        if of == kind and at(new, path) == "Delete" and at(old, path) != "Delete":
            yield f"{path} becomes Delete: {what}"
    for path in _PRUNES:
        if at(new, path) is True and at(old, path) is not True:
            yield f"{path} is switched on: what leaves the manifests is deleted"
    yield from _no_longer_kept(old, new)
    if kind == "CustomResourceDefinition":
        gone = sorted(_served(old) - _served(new))
        if gone:
            yield f"no longer serves {', '.join(gone)}: what is stored so cannot be read"


def _is_none(count: Any) -> bool:
    """Whether a count is zero, in each spelling that YAML has for it: `0`, `0x0`, `0.0`, `-0`."""
    text = str(count).strip().lower().lstrip("+-")
    return text.startswith(("0", ".0")) and not text.strip("0.xoeb_")


def _no_longer_kept(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    before, after = (at(each, "metadata.annotations") or {} for each in (old, new))
    for name, value in _KEPT_BY.items():
        kept = [isinstance(each, Mapping) and value in str(each.get(name)) for each in (before, after)]
        if kept == [True, False]:
            yield f"is no longer kept by {name}"
    fins = [at(each, "metadata.finalizers") for each in (old, new)]
    if fins[0] and not fins[1]:
        yield "its finalizers are taken away"
    if at(old, "spec.minAvailable") is not None and at(new, "spec.minAvailable") in {0, "0%", "0"}:
        yield "minAvailable falls to 0"


def _told(old: Mapping[str, Any]) -> Iterator[str]:
    if old.get("kind") == "PersistentVolume" and at(old, "spec.persistentVolumeReclaimPolicy") == "Delete":
        yield "its disk goes with it"
    if at(old, "spec.persistentVolumeClaimRetentionPolicy.whenDeleted") == "Delete":
        yield "its claims go with it"
    if old.get("kind") == "CustomResourceDefinition":
        yield "all objects of its kind go with it"


def _opens(manifest: Mapping[str, Any]) -> bool:
    """Whether a role may do everything, or a binding lets in those who have no name."""
    kind = manifest.get("kind")
    if kind not in _RULED:
        return False
    rules, subjects = manifest.get("rules"), manifest.get("subjects")
    stars = [each for each in rules if isinstance(each, Mapping)] if isinstance(rules, list) else []
    if any("*" in (each.get("verbs") or ()) and "*" in (each.get("resources") or ()) for each in stars):
        return True
    named = [each.get("name") for each in subjects if isinstance(each, Mapping)] if isinstance(subjects, list) else []
    return bool({"system:anonymous", "system:unauthenticated", "system:authenticated"} & set(map(str, named)))


def _served(manifest: Mapping[str, Any]) -> set[str]:
    versions = at(manifest, "spec.versions")
    listed = versions if isinstance(versions, list) else []
    return {str(each.get("name")) for each in listed if isinstance(each, Mapping) and each.get("served")}


def at(manifest: Any, path: str) -> Any:
    """What stands at a path of keys, None where there is nothing."""
    for key in path.split("."):
        manifest = manifest.get(key) if isinstance(manifest, Mapping) else None
    return manifest


_UNITS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}


def _bytes(quantity: Any) -> float | None:
    """A quantity of storage in bytes, None for what is none."""
    text = str(quantity)
    number = text.rstrip("KMGTki")
    unit = _UNITS.get(text[len(number) :])
    return float(number) * unit if unit and number.replace(".", "", 1).isdigit() else None
