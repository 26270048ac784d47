"""Which Kubernetes objects do these manifests hold: YAML of many documents, or JSON?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from paraph.adapters.formats import plan_refusals as refuse
from paraph.adapters.formats.strict_json import read_json
from paraph.core.guard.plan.manifest_changes import existing, key_of, manifest_changes
from paraph.core.guard.plan.model import Plan
from paraph.core.model.regex import regex

MAX_BYTES = 4 * 1024 * 1024
MAX_VALUES = 400_000
MAX_DEPTH = 64
_NUMBER = regex(r"[-+]?(?:0|[1-9][0-9]*)")
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

Files = Sequence[tuple[str, bytes]]


def read_manifest_plan(old: Files, new: Files) -> Plan:
    """What changes where `new` manifests take the place of `old`; both are names and contents of files.

    Raises InputError for what is no manifest, is too large, or stands twice. Its digest is over names and contents.
    """
    before, after = _objects(old), _objects(new)
    if not before and not after:
        refuse.no_manifest(new[0][0] if new else "manifests", "no object in either", "give two files or two folders")
    digest = sha256()
    for name, content in [*sorted(old), ("", b""), *sorted(new)]:
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return Plan("kubernetes", digest.hexdigest(), tuple(manifest_changes(before, after)), existing(before))


def _objects(files: Files) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    if sum(len(content) for _, content in files) > MAX_BYTES:
        refuse.no_manifest(files[0][0], f"the manifests are larger than {MAX_BYTES:,} bytes", "give them part by part")
    for name, content in files:
        for document in _documents(name, content):
            for each in _listed(document, name):
                key = key_of(each)
                if key in found:
                    refuse.no_manifest(name, f"{key} stands twice", "take one away")
                found[key] = each
    return found


def _listed(document: Any, name: str) -> Iterator[Mapping[str, Any]]:
    """The objects of one document: itself, or those of a List; an empty document holds none."""
    if document is None:
        return
    if not isinstance(document, dict) or not isinstance(document.get("kind"), str) or "apiVersion" not in document:
        refuse.no_manifest(name, "a document without `apiVersion` and `kind`", "give rendered manifests")
    if document["kind"].endswith("List") and isinstance(document.get("items"), list):
        for each in document["items"]:
            yield from _listed(each, name)
    elif key_of(document).count("/") == 0:
        refuse.no_manifest(
            name, f"a {document['kind']} without a name", "give rendered manifests; `generateName` is not compared"
        )
    else:
        yield document


def _documents(name: str, content: bytes) -> Iterator[Any]:
    if content.lstrip()[:1] == b"{":
        yield read_json(content, name, max_bytes=MAX_BYTES)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse.no_manifest(name, "not UTF-8", "save it as UTF-8")
    yield from _Yaml(name, text).documents()


class _Yaml:
    """Builds plain data from the events of a YAML stream, within limits and without aliases."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text, self.count = name, text, 0

    def documents(self) -> Iterator[Any]:
        """Each document of the stream."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        events = YAML(typ="safe", pure=True).parse(self.text)
        try:
            for event in events:
                if type(event).__name__ == "DocumentStartEvent":
                    yield self._value(next(events), events, 0)
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = f" (line {mark.line + 1})" if mark else ""
            fix = "render the templates first" if "{{" in self.text else "mend it; `kubectl apply --dry-run=client`"
            refuse.no_manifest(self.name, f"not YAML{where}", fix)
        except (ArithmeticError, AttributeError, LookupError, RecursionError, StopIteration, TypeError, ValueError):
            refuse.no_manifest(self.name, "not YAML", "mend it; `kubectl apply --dry-run=client` tells where")

    def _value(self, event: Any, events: Iterator[Any], depth: int) -> Any:
        self.count += 1
        kind = type(event).__name__
        if self.count > MAX_VALUES or depth > MAX_DEPTH:
            refuse.no_manifest(
                self.name, f"more than {MAX_VALUES:,} values, or {MAX_DEPTH} levels", "give them part by part"
            )
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            refuse.no_manifest(self.name, "anchors and aliases are not read", "write them out (`yq 'explode(.)'`)")
        if kind == "ScalarEvent":
            return _scalar(event)
        if kind == "SequenceStartEvent":
            return self._items(events, depth)
        return self._entries(events, depth)

    def _items(self, events: Iterator[Any], depth: int) -> list[Any]:
        found: list[Any] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            found.append(self._value(event, events, depth + 1))
        return found

    def _entries(self, events: Iterator[Any], depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._value(event, events, depth + 1)
            if not isinstance(key, (str, int, bool)) or str(key) in found:
                refuse.no_manifest(
                    self.name, f"the key {str(key)[:60]!r} stands twice, or is no text", "write each key once"
                )
            found[str(key)] = self._value(next(events), events, depth + 1)
        return found


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style or event.tag:
        return text
    if text in _NOTHING:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    return int(text) if len(text) < 18 and _NUMBER.fullmatch(text) else text
