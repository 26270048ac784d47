"""Which facts does a case of a policy test stand for, once everything it leaves out is filled in?"""

from __future__ import annotations

from paraph.core.errors import InputError, Problem
from paraph.core.model.facts import FACTS_SCHEMA
from paraph.core.model.person import Directory, Person
from paraph.core.model.provenance import AI_VALUES
from paraph.core.policy.lookup import level_rank
from paraph.core.policy.source import Plain
from paraph.flows.policy.policy_cases import PolicyCase

BASE, HEAD, TREE = "b" * 40, "a" * 40, "c" * 40
TARGET = "refs/heads/main"
NOW = 1_767_225_600  # 2026-01-01, so that no case depends on the day it is run
LINES = 10
_FILE = "src/application.py"


def sample_directory(levels: tuple[str, ...]) -> Directory:
    """Two people of each level, named after it: `senior` and `senior-2`, who own the domain and team of nobody."""
    ids = [(f"{level}{suffix}", level) for level in levels for suffix in ("", "-2")]
    people = (Person(name, (f"email:{name}@example.test",), name, level) for name, level in ids)
    return Directory(tuple(people), levels)


def facts_data(case: PolicyCase, directory: Directory) -> dict[str, Plain]:
    """A whole facts document, as plain data without its people.

    Raises InputError where the case names somebody whom the directory does not.
    """
    paths = tuple(dict.fromkeys((*(case.files or (() if case.ai_paths else (_FILE,))), *case.ai_paths)))
    data: dict[str, Plain] = {
        "schema": FACTS_SCHEMA,
        "repository": {"name": "example/repository"},
        "now": NOW,
        "change": _change(case, _account(case, directory), paths),
        "provenance": {} if _speaks_by_commits(case) else _provenance(case, paths),
        "signoffs": [_signoff(case, person, number, paths, directory) for number, person in enumerate(case.signoffs)],
        "evidence": [_report(kind) for kind in case.evidence],
        "owner": None if case.owner is None else _known(case, case.owner, directory).id,
        "checks": [{"name": name, "conclusion": "success", "commit": HEAD} for name in case.checks],
    }
    return laid_over(data, case.facts)


def _speaks_by_commits(case: PolicyCase) -> bool:
    """Whether a case writes its own commits and says no more of who wrote them: then they are read for it."""
    change = case.facts.get("change")
    has_commits = isinstance(change, dict) and "commits" in change
    return has_commits and case.assistance == "unknown" and not case.ai_paths


def _report(kind: str) -> dict[str, Plain]:
    return {"kind": kind, "outcome": "passed", "commit": HEAD, "tree": TREE, "at": NOW}


def laid_over(data: dict[str, Plain], part: dict[str, Plain]) -> dict[str, Plain]:
    """`data` with what `part` says instead: mappings key by key, everything else whole."""
    merged = dict(data)
    for key, value in part.items():
        old = merged.get(key)
        merged[key] = laid_over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _change(case: PolicyCase, account: str, paths: tuple[str, ...]) -> dict[str, Plain]:
    who: Plain = {"name": account.partition(":")[2].partition("@")[0], "email": _address(account)}
    commit: Plain = {"id": HEAD, "author": who, "committer": who, "parents": [BASE], "message": case.name}
    return {
        "base": BASE,
        "head": HEAD,
        "tree": TREE,
        "target": TARGET,
        "merge": "fast_forward",
        "merge_bases": [BASE],
        "files": [{"path": path, "added_lines": LINES, "deleted_lines": 0} for path in paths],
        "commits": [commit],
        "opener": account,
        "title": case.name,
        "labels": list(case.labels),
    }


def _provenance(case: PolicyCase, paths: tuple[str, ...]) -> dict[str, Plain]:
    lines, told = LINES * len(paths), LINES * len(case.ai_paths)
    claimed = lines if case.assistance in AI_VALUES else 0
    found: dict[str, Plain] = {"added_lines": lines, "ai_lines": max(claimed, told)}
    if told:
        found["claimed_lines"] = claimed
        found["lines"] = {
            "ai": told, "unknown": lines - told, "recorded": told, "sure": told, "unclaimed": 0 if claimed else told,
            "paths": [{"path": path, "ai": LINES} for path in case.ai_paths],
            "commits": [HEAD], "strongest": "strong", "weakest": "strong",
        }  # fmt: skip
    if case.assistance != "unknown":
        text = f"Assistance: {case.assistance}"
        found["declarations"] = [
            {"assistance": case.assistance, "source": "pull_request", "text": text, "commit": HEAD}
        ]
    return found


def _signoff(
    case: PolicyCase, person: str, number: int, paths: tuple[str, ...], directory: Directory
) -> dict[str, Plain]:
    _known(case, person, directory)
    return {
        "id": f"signoff-{number + 1}",
        "person": person,
        "target": TARGET,
        "head": HEAD,
        "proof": "present",
        "tier": "critical",
        "holds": ["owned", "tree", "exact"],
        "owned_paths": list(paths),
        "at": NOW,
    }


def _account(case: PolicyCase, directory: Directory) -> str:
    if case.author is not None:
        person = _known(case, case.author, directory)
    else:
        here = [person for person in directory.people if not person.has_left and person.accounts]
        if not here:
            raise InputError(Problem("P0172", "the directory names nobody with an account", "name one", case.position))
        person = min(here, key=lambda person: level_rank(person.level, directory.levels) or 0)
    return person.accounts[0]


def _known(case: PolicyCase, name: str, directory: Directory) -> Person:
    for person in directory.people:
        if person.id == name and person.accounts:
            return person
    some = ", ".join(f"`{person.id}`" for person in directory.people[:6])
    what = f"the case `{case.name}` names `{name}`, whom the directory does not name with an account"
    raise InputError(Problem("P0172", what, f"write one of {some}", case.position))


def _address(account: str) -> str:
    kind, _, value = account.partition(":")
    return value if kind == "email" else f"{value}@users.noreply.{kind}.com"
