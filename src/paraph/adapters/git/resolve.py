"""Which change did the user mean?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from paraph.adapters.git.commits import Statement
from paraph.adapters.git.location import Location
from paraph.adapters.git.references import Listing, Reference, current_branch, default_branch, near, references
from paraph.adapters.git.runner import attempt
from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model.refs import short_name
from paraph.core.model.regex import regex
from paraph.ports.repository import ChangeRequest

RANGE = regex(r"(?P<old>.*?)\.\.\.?(?P<new>.*)", re.DOTALL)
CONTROL = regex(r"[\x00-\x1f\x7f]")
EXAMPLES = "name a change: `main..HEAD`, a branch, a commit, or --staged"
ReadCommit = Callable[[str], Statement]


class Named(NamedTuple):
    """A revision as typed, the commit it leads to, and the branch or tag it names (empty for an expression)."""

    spec: str
    id: str
    ref: str


class Resolver:
    """Turns what a user typed into full commit ids, or says what is wrong with it."""

    def __init__(self, location: Location, read_commit: ReadCommit) -> None:
        self._location = location
        self._read_commit = read_commit

    def request(self, spec: str | None, target: str | None, *, staged: bool) -> ChangeRequest:
        """The change behind `spec`; see `RepositoryReader.resolve`."""
        if staged:
            return self._staged(spec, target)
        if spec is None or not spec.strip():
            return self._current(target)
        span = RANGE.fullmatch(spec)
        if span is None:
            return self._single(spec, target)
        if target is not None:
            raise wrong(f"{spec!r} already names its target", "leave --target out, or name only the branch")
        old, new = self.commits(span["old"] or "HEAD", span["new"] or "HEAD")
        return ChangeRequest("range", old.id, new.id, branch(old.ref), branch(new.ref))

    def commits(self, *specs: str) -> list[Named]:
        """The commits that revisions lead to. Raises InputError for what is unknown, ambiguous, or no revision."""
        for spec in specs:
            check(spec)
        candidates = {form: spec for spec in specs for form in forms(spec)}
        with Listing(self._location, *(candidates or ["refs/none"])) as listing:
            arguments = (*(f"{spec}^{{commit}}" for spec in specs), "--")
            outcome = attempt(self._location.asked_at, "rev-parse", *arguments)
            if outcome.status or "is ambiguous" in outcome.trouble:
                self._explain(specs, outcome.trouble)
            ids = outcome.output.decode("ascii").split()[: len(specs)]
            names = self._names(specs, candidates, listing.collect())
        return [Named(spec, id_, names.get(spec, "")) for spec, id_ in zip(specs, ids, strict=True)]

    def _names(self, specs: tuple[str, ...], candidates: dict[str, str], found: list[Reference]) -> dict[str, str]:
        named: dict[str, str] = {}
        for one in found:
            if one.name in candidates:
                named.setdefault(candidates[one.name], one.symbolic or one.name)
        if "HEAD" in specs or "@" in specs:
            here = current_branch(self._location)
            named |= {spec: here for spec in specs if spec in {"HEAD", "@"}}
        return named

    def _single(self, spec: str, target: str | None) -> ChangeRequest:
        named = self.commits(spec)[0]
        if target is not None:
            base = self.commits(target)[0]
            return ChangeRequest("range", base.id, named.id, branch(base.ref), branch(named.ref))
        if branch(named.ref) and spec not in {"HEAD", "@"}:
            default = default_branch(self._location)
            if default is not None and not same_branch(default.name, named.ref):
                return ChangeRequest("range", default.id, named.id, default.name, named.ref)
        parents = self._read_commit(named.id).commit.parents
        form = "merge" if len(parents) > 1 else "commit"
        return ChangeRequest(form, parents[0] if parents else "", named.id, "", branch(named.ref))  # type: ignore[arg-type]

    def _current(self, target: str | None) -> ChangeRequest:
        head = self.commits("HEAD")[0]
        base = self._target(target)
        if base.id == head.id or same_branch(base.name, head.ref):
            if base.name != head.ref and base.id != head.id:
                return ChangeRequest("range", base.id, head.id, base.name, head.ref)
            raise wrong(f"HEAD is {short_name(base.name)} itself: there is no change between them", EXAMPLES)
        return ChangeRequest("range", base.id, head.id, base.name, branch(head.ref))

    def _target(self, target: str | None) -> Reference:
        if target is not None:
            named = self.commits(target)[0]
            return Reference(branch(named.ref), named.id, "")
        found = default_branch(self._location)
        if found is None:
            raise wrong("there is no branch that is plainly the default", "give --target, or " + EXAMPLES, "P0505")
        return found

    def _staged(self, spec: str | None, target: str | None) -> ChangeRequest:
        if spec is not None:
            raise wrong(f"--staged and {spec!r} name two different changes", "give only one of them")
        if self._location.is_bare:
            raise wrong("a bare repository has no staged work", EXAMPLES)
        here = current_branch(self._location)
        if here and not references(self._location, here):
            return ChangeRequest("staged", "", "", target or here, here)
        head = self.commits("HEAD")[0]
        return ChangeRequest("staged", head.id, "", branch(self.commits(target)[0].ref) if target else here, here)

    def _explain(self, specs: tuple[str, ...], trouble: str) -> None:
        for spec in specs:
            self._explain_one(spec, trouble if len(specs) == 1 else "")
        raise ReadError(Problem("P0512", f"git rev-parse failed: {trouble}", "`git fsck` tells whether all is well"))

    def _explain_one(self, spec: str, trouble: str) -> None:
        outcome = attempt(self._location.asked_at, "rev-parse", f"{spec}^{{commit}}", "--")
        trouble = trouble or outcome.trouble
        if "is ambiguous" in trouble:
            words = f"{spec!r} is ambiguous: a branch, a tag or several objects bear this name"
            raise InputError(Problem("P0503", words, f"write the full name, as refs/heads/{spec}, or more digits"))
        if not outcome.status:
            return
        if spec in {"HEAD", "@"} or not references(self._location, "refs/"):
            raise InputError(Problem("P0504", "there are no commits yet", "commit first, or ask about --staged"))
        if attempt(self._location.asked_at, "rev-parse", "--verify", "--quiet", spec).status == 0:
            raise InputError(Problem("P0502", f"{spec!r} is not a commit", EXAMPLES))
        close = near(self._location, spec)
        fix = f"did you mean {' or '.join(close)}?" if close else "`git fetch`, or look at `git branch --all`"
        raise InputError(Problem("P0502", f"there is no revision {spec!r} here", fix))


def check(spec: str) -> None:
    """Refuse what git could take for an option, an exclusion or several revisions."""
    if spec.startswith("-"):
        raise wrong(f"{spec!r} looks like an option, not a revision", EXAMPLES)
    if not spec or spec.startswith("^") or CONTROL.search(spec) or ".." in spec or spec.endswith(("^@", "^!", "^-")):
        raise wrong(f"{spec!r} is not one revision", EXAMPLES)


def forms(spec: str) -> list[str]:
    """The full ref names that a short name may stand for."""
    if re.search(r"[~^:@{?*\[\\ ]", spec):
        return []
    if spec.startswith("refs/"):
        return [spec]
    return [
        f"refs/{spec}",
        f"refs/tags/{spec}",
        f"refs/heads/{spec}",
        f"refs/remotes/{spec}",
        f"refs/remotes/{spec}/HEAD",
    ]


def branch(ref: str) -> str:
    """The ref if it is a branch, empty for a tag or none."""
    return "" if ref.startswith("refs/tags/") else ref


def same_branch(one: str, other: str) -> bool:
    """Whether two refs are the same branch, here or at `origin`; that of another remote is a branch of its own."""
    return one.removeprefix("refs/remotes/origin/").removeprefix("refs/heads/") == other.removeprefix(
        "refs/remotes/origin/"
    ).removeprefix("refs/heads/")


def wrong(what: str, fix: str, code: str = "P0505") -> InputError:
    """An argument that names no change."""
    return InputError(Problem(code, what, fix))
