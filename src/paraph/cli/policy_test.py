"""`paraph policy test`: does this policy decide as its team expects?"""

from __future__ import annotations

from pathlib import Path

import click

from paraph.cli.options import Options, common
from paraph.cli.policy_files import policy_options, read_policy_work, source
from paraph.cli.terminal_text import count, encode_json, safe
from paraph.core.errors import InputError, Problem
from paraph.core.model import places
from paraph.core.model.facts import Facts
from paraph.core.policy.modes import enforced_if_none_is
from paraph.core.policy.source import Plain
from paraph.flows.policy.policy_cases import PolicyCase, read_cases
from paraph.flows.policy.run_policy_cases import CaseResult, run_policy_cases

TEST_SCHEMA = "paraph/policy-test/v1"
MAX_FILES = 1_000


@click.command("test")
@click.argument("files", nargs=-1, metavar="[FILE...]")
@policy_options
@common("text", "json")
def command(
    options: Options, files: tuple[str, ...], policy: str | None, org_policy: str | None, directory: str | None
) -> int:
    """Run the cases kept beside the policy in .paraph/policy-tests/*.yaml, or those of each FILE.

    Exit codes: 0 every case passed, 1 a case failed, 2 a case is broken or there is none.
    """
    work = read_policy_work(options.repository, policy, org_policy, directory)
    cases = _cases(work.root, files)
    if enforced_if_none_is(work.policy) is not work.policy:
        options.talk("No rule of this policy enforces yet: the cases are judged as if all did.")
    results = list(run_policy_cases(work.policy, work.directory, cases, _facts))
    failed = sum(1 for result in results if result.differences)
    if options.format == "json":
        options.json({"schema": TEST_SCHEMA, "failed": failed, "cases": [_entry(result) for result in results]})
    else:
        _tell(results, options)
    options.talk(f"{count(len(results), 'case')}: {len(results) - failed} passed, {failed} failed.")
    return 1 if failed else 0


def _cases(root: Path, files: tuple[str, ...]) -> list[PolicyCase]:
    from paraph.adapters.formats.yaml import read_yaml

    folder = root / places.POLICY_TESTS
    found = [(Path(name), name) for name in files] or [
        (path, f"{places.POLICY_TESTS}/{path.name}") for path in sorted(folder.glob("*.y*ml"))[:MAX_FILES]
    ]
    sources = [source(path, name) for path, name in found]
    cases = [case for text in sources for case in read_cases(read_yaml(text.content, text.file))]
    if not cases:
        fix = f"write one in {places.POLICY_TESTS}/first.yaml, with `cases:`, a `name`, `files` and what to `expect`"
        raise InputError(Problem("P0170", f"no case was found in {folder}", fix))
    return cases


def _facts(data: dict[str, Plain], file: str) -> Facts:
    from paraph.adapters.formats.documents import read_facts

    return read_facts(encode_json(data).encode(), file)


def _tell(results: list[CaseResult], options: Options) -> None:
    style = options.style
    for result in results:
        name = safe(result.case.name)
        if not result.differences:
            if not options.is_quiet:
                options.data(f"{style.good('pass')}  {name}")
            continue
        place = result.case.position
        options.data(f"{style.bad('FAIL')}  {style.bold(name)}  ({safe(place.file)}:{place.line})")
        for difference in result.differences:
            options.data(f"      {safe(difference.about)}")
            options.data(f"        {style.good('expected')}  {safe(difference.expected)}")
            options.data(f"        {style.bad('got     ')}  {safe(difference.got)}")
        options.data(f"      {style.dim(safe(result.decision.summary))}")


def _entry(result: CaseResult) -> dict[str, object]:
    case, decision = result.case, result.decision
    return {
        "name": case.name,
        "file": case.position.file,
        "line": case.position.line,
        "passed": not result.differences,
        "verdict": decision.verdict.value,
        "tier": decision.tier.value,
        "differences": [difference._asdict() for difference in result.differences],
    }
