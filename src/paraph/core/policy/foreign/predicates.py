"""What does each predicate of policy-bot become?"""

from __future__ import annotations

from collections.abc import Callable

from paraph.core.policy.foreign.conditions import (
    UNKNOWN,
    Bounds,
    Condition,
    conjoined,
    disjoined,
    either,
    exactly,
    opposite,
)
from paraph.core.policy.foreign.globs import GlobBounds, globs_of, name_globs_of
from paraph.core.policy.foreign.notes import Source
from paraph.core.policy.foreign.regex import Mark, sequences_of
from paraph.core.policy.source import Tree

ACTORS = frozenset({"users", "teams", "organizations", "permissions", "admins", "write_collaborators"})
_BY_HAND = "rewrite it by hand with Paraph's own tests"


def read_predicates(source: Source, node: Tree, path: str) -> Bounds:
    """The predicates of an `if`, all of which must hold."""
    return conjoined(each_predicate(source, node, path).values())


def each_predicate(source: Source, node: Tree, path: str) -> dict[str, Bounds]:
    """Every predicate by its name; what cannot be written exactly gets a note."""
    fields = source.fields(node, frozenset(_READERS), path)
    found = {}
    for name, value in fields.items():
        bounds = _READERS[name](source, value, f"{path}.{name}")
        if bounds.is_exact:
            source.note(value, f"{path}.{name}", "equal", "written as a test of Paraph")
        found[name] = bounds
    return found


def _loose(source: Source, node: Tree, path: str, why: str) -> Bounds:
    source.note(node, path, "stricter", f"{why}; both readings must be met ({_BY_HAND})")
    return UNKNOWN


def _regexes(source: Source, node: Tree, path: str) -> GlobBounds:
    found = globs_of(source.texts(node, path))
    if not found.is_exact:
        why = f"{found.why}; where the two differ, both readings must be met"
        source.note(node, path, "stricter", why)
    return found


def _changed_files(source: Source, node: Tree, path: str) -> Bounds:
    fields = source.fields(node, frozenset({"paths", "ignore"}), path)
    if "paths" not in fields or not source.items(fields["paths"], path):
        return exactly(None)
    wanted = _regexes(source, fields["paths"], f"{path}.paths")
    least = None if wanted.least is None else list(wanted.least)
    most = ["**"] if wanted.most is None else list(wanted.most if not wanted.is_exact else wanted.least or ())
    if "ignore" not in fields or not source.items(fields["ignore"], path):
        return Bounds(_paths(least), _paths(most))
    ignored = _regexes(source, fields["ignore"], f"{path}.ignore")
    sure = None if ignored.most is None or least is None else [*least, *(f"!{glob}" for glob in ignored.most)]
    return Bounds(_paths(sure), _not_ignored(most, ignored))


def _not_ignored(most: list[str], ignored: GlobBounds) -> Condition:
    """At least every path that is not surely ignored; what lies below an ignored name is not."""
    if ignored.least is None:
        return _paths(most)
    names = [glob for glob in ignored.least if not glob.startswith("!")]
    rest = [*most, *(f"!{glob}" for glob in names)]
    return either([_paths(rest), *(_paths([below]) for below in ignored.below)])


def _paths(globs: list[str] | None) -> Condition:
    return None if globs is None else {"paths": globs}


def _only_changed_files(source: Source, node: Tree, path: str) -> Bounds:
    fields = source.fields(node, frozenset({"paths"}), path)
    if "paths" not in fields or not source.items(fields["paths"], path):
        return exactly(None)
    wanted = _regexes(source, fields["paths"], f"{path}.paths")
    least: Condition = None if wanted.least is None else {"only_paths": list(wanted.least)}
    if wanted.is_exact:
        return exactly(least)
    return Bounds(least, {} if wanted.most is None else {"only_paths": list(wanted.most)})


def _no_changed_files(source: Source, node: Tree, path: str) -> Bounds:
    return opposite(_changed_files(source, node, path))


def _people(source: Source, node: Tree, path: str, key: str) -> Condition:
    """A test that holds whenever one of the actors is meant; always where the directory cannot know them."""
    fields = source.fields(node, ACTORS, path)
    users = list(source.texts(fields["users"], path)) if "users" in fields else []
    groups = [n for k in ("teams", "organizations") if k in fields for n in source.texts(fields[k], path)]
    beyond = set(fields) - {"users", "teams", "organizations"}
    if beyond or any(user.endswith("[bot]") for user in users) or not users + groups:
        return {}
    tests = [{key: {"person": users}}] if users else []
    return either([*tests, {key: {"team": groups}}] if groups else tests)


def _actors(key: str) -> Callable[[Source, Tree, str], Bounds]:
    def read(source: Source, node: Tree, path: str) -> Bounds:
        most = _people(source, node, path, key)
        if not most:
            return _loose(source, node, path, "the directory of people knows no such accounts or permissions")
        why = "Paraph counts more people as authors (also of commits); ids and teams are those of the directory"
        source.note(node, path, "stricter", f"{why}; where it holds, both readings must be met")
        return Bounds(None, most)

    return read


def _only_contributors(source: Source, node: Tree, path: str) -> Bounds:
    people = _people(source, node, path, "only_contributors")
    if not people or "any" in people:
        return _loose(source, node, path, "the directory of people cannot say it")
    source.note(
        node, path, "stricter", "Paraph counts more people as contributors; otherwise both readings must be met"
    )
    return Bounds(people, {})


def _unwritable(why: str) -> Callable[[Source, Tree, str], Bounds]:
    def read(source: Source, node: Tree, path: str) -> Bounds:
        return _loose(source, node, path, why)

    return read


def _branch(key: str) -> Callable[[Source, Tree, str], Bounds]:
    def read(source: Source, node: Tree, path: str) -> Bounds:
        fields = source.fields(node, frozenset({"pattern"}), path)
        pattern = source.text(fields["pattern"], path) if "pattern" in fields else ""
        if key == "source" and (not pattern.startswith("^") or ":" in pattern or "|" in pattern):
            return _loose(source, node, path, "policy-bot writes `owner:` before the branch of a fork")
        found = name_globs_of((pattern,))
        least: Condition = None if found.least is None else {key: list(found.least)}
        most: Condition = {} if found.most is None else {key: list(found.most)}
        if key == "source" or not found.is_exact:
            why = found.why or "a branch of a fork has the same name here"
            source.note(node, path, "stricter", f"{why}; where the two differ, both readings must be met")
            return Bounds(None if key == "source" else least, most)
        return exactly(least)

    return read


def _modified_lines(source: Source, node: Tree, path: str) -> Bounds:
    names = {"additions": "added", "deletions": "deleted", "total": "lines"}
    fields = source.fields(node, frozenset(names), path)
    tests: list[Condition] = []
    for name, value in fields.items():
        text = source.text(value, path).strip()
        operator, number = text[:1], text[1:].strip()
        if operator not in {"<", ">", "="} or not number.isdecimal() or len(number) > 9:
            source.refuse(value, f"`{path}.{name}` must be `<`, `>` or `=` and a number", 'write for instance "> 100"')
        tests.append({names[name]: f"{'==' if operator == '=' else operator} {int(number)}"})
    return exactly(either(tests))


def statuses_of(source: Source, node: Tree, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The statuses named, and the conclusions that count."""
    if path.endswith("has_successful_status"):
        return source.texts(node, path), ("success",)
    fields = source.fields(node, frozenset({"statuses", "conclusions"}), path)
    names = source.texts(fields["statuses"], path) if "statuses" in fields else ()
    return names, source.texts(fields["conclusions"], path) if "conclusions" in fields else ("success",)


def _status(source: Source, node: Tree, path: str) -> Bounds:
    names, conclusions = statuses_of(source, node, path)
    if any("*" in name for name in names):
        return _loose(source, node, path, "a star in the name of a check stands for anything")
    tests = conjoined(exactly({"checks": [name]}) for name in names)
    if conclusions == ("success",):
        return tests
    why = "the test looks at successful checks only; otherwise both readings must be met"
    source.note(node, path, "stricter", why)
    return Bounds(tests.least if "success" in conclusions else None, {})


def _labels(source: Source, node: Tree, path: str) -> Bounds:
    names = source.texts(node, path)
    if any("*" in name for name in names):
        return _loose(source, node, path, "a star in a label stands for anything")
    return conjoined(exactly({"labels": [name]}) for name in names)


def _matching(one: Callable[[tuple[str, ...]], Bounds]) -> Callable[[Source, Tree, str], Bounds]:
    """`matches` or `not_matches`: any of the former, or none of the latter."""

    def read(source: Source, node: Tree, path: str) -> Bounds:
        fields = source.fields(node, frozenset({"matches", "not_matches"}), path)
        choices = []
        if "matches" in fields:
            choices.append(one(source.texts(fields["matches"], path)))
        if "not_matches" in fields:
            choices.append(opposite(one(source.texts(fields["not_matches"], path))))
        found = disjoined(choices) if choices else exactly(None)
        if not found.is_exact:
            why = "the patterns of Paraph say it less sharply; where the two differ, both readings must be met"
            source.note(node, path, "stricter", why)
        return found

    return read


def _title(regexes: tuple[str, ...]) -> Bounds:
    """Wildcards of Paraph ignore case, so that they match at least what the expressions match."""
    try:
        words = [_wildcard(tokens) for regex in regexes for tokens in sequences_of(regex)]
    except ValueError:
        return UNKNOWN
    return Bounds(None, {"title": list(dict.fromkeys(words))} if words else {})


def _wildcard(tokens: tuple[str | Mark, ...]) -> str:
    inner = "".join(
        "" if token in {Mark.START, Mark.END} else token if isinstance(token, str) else "*" for token in tokens
    )
    before = "" if tokens[:1] == (Mark.START,) else "*"
    after = "" if tokens[-1:] == (Mark.END,) else "*"
    text = f"{before}{inner}{after}"
    while "**" in text:
        text = text.replace("**", "*")
    return text or "*"


def _repository(regexes: tuple[str, ...]) -> Bounds:
    found = name_globs_of(regexes)
    least: Condition = None if found.least is None else {"repository": list(found.least)}
    if found.is_exact:
        return exactly(least)
    return Bounds(least, {} if found.most is None else {"repository": list(found.most)})


def _signed(source: Source, node: Tree, path: str) -> Bounds:
    return exactly({"signed": source.flag(node, path)})


_READERS: dict[str, Callable[[Source, Tree, str], Bounds]] = {
    "changed_files": _changed_files,
    "no_changed_files": _no_changed_files,
    "only_changed_files": _only_changed_files,
    "has_author_in": _actors("author"),
    "has_contributor_in": _actors("contributor"),
    "only_has_contributors_in": _only_contributors,
    "author_is_only_contributor": _unwritable("committers count differently"),
    "targets_branch": _branch("target"),
    "from_branch": _branch("source"),
    "modified_lines": _modified_lines,
    "has_status": _status,
    "has_successful_status": _status,
    "has_workflow_result": _unwritable("Paraph knows checks by name, not by the file of their workflow"),
    "has_labels": _labels,
    "repository": _matching(_repository),
    "title": _matching(_title),
    "has_valid_signatures": _signed,
    "has_valid_signatures_by": _unwritable("no test names the signer"),
    "has_valid_signatures_by_keys": _unwritable("no test names the key"),
}
