"""Is a statement what it says it is: signed by whom, and of content that comes out the same here?"""

from __future__ import annotations

from typing import Literal, NamedTuple

from paraph.core.attest.predicates import Scope, Statement
from paraph.core.attest.trust import Check, SignedBy, signed_by
from paraph.core.errors import InputError, ReadError
from paraph.core.model.person import Directory
from paraph.flows.signing.record_statement import Found
from paraph.flows.statements.filed_statements import read_signed
from paraph.ports.repository import RepositoryReader

Comparison = Literal["same", "other", "unknown", "none"]
_SHORT = 12


class Content(NamedTuple):
    """What was signed beside what comes out here: the `same`; another one (`other`) or `unknown`, with `why`; `none`
    where the statement names no merge that could come out. `tree` and `diff` are those that came out."""

    comparison: Comparison
    tree: str = ""
    diff: str = ""
    why: str = ""


class Verified(NamedTuple):
    """Who signed a statement so that it counts, what is flawed about it, and its content as it comes out here."""

    signers: tuple[SignedBy, ...]
    flaws: tuple[str, ...]
    content: Content

    @property
    def is_good(self) -> bool:
        """Whether somebody signed it who may, for this repository, and nothing comes out otherwise."""
        return bool(self.signers) and self.content.comparison != "other"


def statement_in_bytes(envelope: bytes) -> Found:
    """The statement in a DSSE envelope. Raises ReadError where there is none."""
    try:
        found, statement = read_signed(envelope.strip())
    except InputError as error:
        raise ReadError(*error.problems) from error
    return Found(statement, found)


def verify_statement(
    kept: Found, directory: Directory, check: Check, day: str, content: Content, identity: str | None = None
) -> Verified:
    """Judge the signatures by the keys of the directory as they count on a day (ISO 8601).

    `identity` is the repository's, None where none is at hand to compare with. Reports are for no one repository.
    """
    statement, envelope = kept.statement, kept.envelope
    if identity is not None and statement.kind != "evidence" and statement.scope.repository != identity:
        own = f"and this one is {identity}" if identity else "and the policy gives this one no identity"
        return Verified((), (f"it is for the repository {statement.scope.repository}, {own}",), content)
    found = signed_by(statement, envelope, directory, check, day)
    return Verified(found.signers, found.flaws, content)


def recomputed(reader: RepositoryReader, statement: Statement) -> Content:
    """Merge what was signed again, in our own hands, and compare (SEMANTICS: what a sign-off covers)."""
    scope = statement.scope
    if not (scope.base and scope.tree):
        return Content("none")
    missing = [each for each in (scope.base, scope.head) if each not in reader.present([scope.base, scope.head])]
    if missing:
        return Content("unknown", why=f"commit {missing[0][:_SHORT]} is not here: fetch the branch that holds it")
    try:
        merged = reader.merged(scope.base, scope.head)
        diff = reader.reviewed(scope.base, merged.tree).diff if merged.tree else ""
    except ReadError as error:
        return Content("unknown", why=error.problems[0].what)
    if merged.tree is None and merged.state == "unknown":
        return Content("unknown", why=merged.doubt.why if merged.doubt else "the merge could not be computed")
    return _compared(scope, merged.tree or "", diff)


def _compared(scope: Scope, tree: str, diff: str) -> Content:
    if (tree, diff) == (scope.tree, scope.diff):
        return Content("same", tree, diff)
    if not tree:
        return Content("other", why="the merge has conflicts here")
    what = "tree" if tree != scope.tree else "difference"
    came = tree if tree != scope.tree else diff
    return Content("other", tree, diff, f"the {what} comes out as {came[:_SHORT]} here")
