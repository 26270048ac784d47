"""`paraph policy check`: which likely mistakes are in this policy?"""

from __future__ import annotations

import click

from paraph.cli.options import Options, common
from paraph.cli.policy_files import policy_options, read_policy_work
from paraph.cli.terminal_text import count, safe
from paraph.cli.trouble import problem_entry, problem_lines
from paraph.core.errors import InputError, ParaphError
from paraph.core.model.policy import Policy
from paraph.core.policy.review import Remark
from paraph.ports.repository import TreeEntry

CHECK_SCHEMA = "paraph/policy-check/v1"


@click.command("check")
@policy_options
@click.option("--strict", "is_strict", is_flag=True, help="Exit 1 for warnings, too.")
@common("text", "json")
def command(
    options: Options, policy: str | None, org_policy: str | None, directory: str | None, *, is_strict: bool
) -> int:
    """Find likely mistakes in a policy: rules that can never bind, requirements that nobody can meet,
    paths that no rule covers, rules at high and critical that silence about AI gets around. Last comes the policy's
    digest, as decisions name it: comments and layout do not change it.

    Exit codes: 0 nothing or only warnings, 1 an error, 2 a policy that cannot be read.
    """
    from paraph.flows.policy.check_policy import check_policy

    files = read_policy_work(options.repository, policy, org_policy, directory)
    remarks = check_policy(files.policy, files.documents, files.directory, _entries(options))
    if options.format == "json":
        entries = [_entry(remark) for remark in remarks]
        options.json({"schema": CHECK_SCHEMA, "policy_digest": files.policy.digest, "remarks": entries})
    else:
        _tell(remarks, options, files.policy)
    is_bad = any(is_strict or remark.severity == "error" for remark in remarks)
    return 1 if is_bad else 0


def _entries(options: Options) -> list[TreeEntry]:
    """The files of the newest commit; none, said aloud, where there is no repository to read."""
    from paraph import wiring

    try:
        return list(wiring.open_repository(options.repository).tree("HEAD"))
    except InputError:
        options.talk("No repository here: paths are not looked at.")
    except ParaphError as error:
        options.talk(f"Paths are not looked at: {safe(str(error))}")
    return []


def _tell(remarks: tuple[Remark, ...], options: Options, policy: Policy) -> None:
    for severity, problem in remarks:
        options.data("\n".join(problem_lines(problem, options.style, severity)))
    errors = sum(1 for remark in remarks if remark.severity == "error")
    said = f"{count(errors, 'error')}, {count(len(remarks) - errors, 'warning')}" if remarks else "nothing to mend"
    if not options.is_quiet:
        options.data(f"policy {policy.digest}")
    options.talk(f"{count(len(policy.rules), 'rule')} read: {said}.")


def _entry(remark: Remark) -> dict[str, object]:
    return {"severity": remark.severity, **problem_entry(remark.problem)}
