"""With which words is a file refused that is no plan, or no whole one?"""

from __future__ import annotations

from typing import NoReturn

from paraph.core.errors import InputError, Problem

SHOW = "terraform plan -out tfplan && terraform show -json tfplan"
_AGAIN = f"make the plan again: `{SHOW}`"
KINDS = "a Terraform plan, its JSON, manifests, SQL, a Pulumi preview or a change set"


def too_large(file: str, limit: str) -> NoReturn:
    """Raise InputError for more than may be read; `limit` says what that is."""
    raise InputError(Problem("P1120", f"{file}: larger than {limit}", "split it, or give it part by part"))


def no_plan(file: str, what: str, fix: str = f"give {KINDS}; --as says which it is") -> NoReturn:
    """Raise InputError for what is no plan of a kind that is known."""
    raise InputError(Problem("P1121", f"{file}: {what}", fix))


def state_for_plan(file: str) -> NoReturn:
    """Raise InputError for a state, which would read as a plan that changes nothing."""
    what = f"{file}: this is a state and no plan: it would read as if nothing changed"
    raise InputError(Problem("P1122", what, f"give the plan: `{SHOW}`; a state goes behind --against"))


def unknown_format(file: str, what: str) -> NoReturn:
    """Raise InputError for a format of a version that is not known."""
    fix = "upgrade Paraph, or plan with a release that writes format 1"
    raise InputError(Problem("P1123", f"{file}: {what} is not known", fix))


def not_whole(file: str, what: str) -> NoReturn:
    """Raise InputError for a plan whose making ended with an error."""
    problem = Problem("P1124", f"{file}: {what}, so the plan is not whole", "mend what its run says, and plan again")
    raise InputError(problem)


def log_of_a_run(file: str) -> NoReturn:
    """Raise InputError for the events that a run prints with -json."""
    what = f"{file}: this is the log of a plan run, a line for each event, and no plan"
    raise InputError(Problem("P1125", what, f"save the plan, and give it or the output of `{SHOW}`"))


def no_archive(file: str, what: str) -> NoReturn:
    """Raise InputError for a ZIP that cannot be unpacked, or not safely."""
    raise InputError(Problem("P1126", f"{file}: {what}", _AGAIN))


def broken(file: str, what: str) -> NoReturn:
    """Raise InputError for a plan whose parts are not what they should be."""
    raise InputError(Problem("P1127", f"{file}: {what}", _AGAIN))


def no_state(file: str) -> NoReturn:
    """Raise InputError for what is no state file."""
    what = f"{file}: this is no state of version 4"
    raise InputError(Problem("P1128", what, "give a state as `terraform state pull` writes it"))


def no_manifest(file: str, what: str, fix: str) -> NoReturn:
    """Raise InputError for manifests that cannot be compared."""
    raise InputError(Problem("P1129", f"{file}: {what}", fix))


def no_preview(file: str, what: str, command: str) -> NoReturn:
    """Raise InputError for a preview or a change set that lacks what `command` would print."""
    raise InputError(Problem("P1130", f"{file}: {what}", f"give the output of `{command}`"))


def encrypted(file: str) -> NoReturn:
    """Raise InputError for a plan that nobody can read without a key."""
    raise InputError(Problem("P1131", f"{file}: the plan is encrypted", f"give the output of `{SHOW}`"))
