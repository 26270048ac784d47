"""Is every command held against the one folder that it works in, however that is written?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.guard.commands import FOLDER, answer
from paraph.core.guard.folders import entered, moved_by_options, resolved
from paraph.core.guard.judge import judge
from paraph.core.guard.shell.words import HOLE
from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GUARD_ANSWERS, EnvironmentGuard, GuardSettings

LIVE = EnvironmentGuard("production", ("infra/live", "infra/live/*"), "deny")
BOTH = GuardSettings((LIVE, EnvironmentGuard("dev", ("infra/dev/*",), "silent")), top=FOLDER)
WIDE = GuardSettings((EnvironmentGuard("dev", ("infra/dev*",), "silent"),), top=FOLDER)
END = "terraform destroy"


def at(folder: str, command: str, guard: GuardSettings = BOTH) -> str:
    event = ToolEvent("agent", "s", "before", "Bash", "shell", f"{FOLDER}/{folder}".rstrip("/"), command=command)
    return judge(event, guard, lambda _: None).answer


@pytest.mark.parametrize(
    "command",
    [
        f"cd infra/dev/eu && terraform init && cd ../../live/eu && {END}",
        "terraform -chdir=infra/dev/../live/eu destroy",
        "terraform -chdir=$PWD/infra/live/eu apply",
        "terraform -chdir=./infra/live/eu apply",
        "terraform -chdir=infra/live apply",
        "cd infra && terraform -chdir=live/eu apply",
        f"terraform -chdir={FOLDER}/infra/live/eu apply",
        f"X=infra/live/eu; cd $X && {END}",
        "terragrunt destroy --terragrunt-working-dir infra/dev/../live/eu",
        f"env -C infra/live/eu {END}",
    ],
)
def test_production_is_seen_however_its_folder_is_written(command: str) -> None:
    assert answer(command, BOTH) == "deny"


@pytest.mark.parametrize(
    "command",
    [
        f"(cd infra/dev/eu); {END}",
        f"$(cd infra/dev/eu); {END}",
        f"cd infra/dev/eu && cd - && {END}",
        f"pushd infra/dev/eu && popd && {END}",
        f"cd infra/dev/eu && cd $X && {END}",
        f"cd infra/dev/eu | cat; {END}",
        f"cd infra/dev/eu & {END}",
        f"if false; then cd infra/dev/eu; fi; {END}",
        f"f() {{ cd /srv; }}; cd infra/dev/eu; f; {END}",
        f"false && cd infra/dev/eu; {END}",
        f"X=$PWD; cd infra/dev/eu; cd $X; {END}",
        f"X=infra/dev/eu {END}",
        f"cd infra/dev/eu; . ./there.sh; {END}",
        f"trap 'cd /srv' DEBUG; cd infra/dev/eu; {END}",
        f"cd infra/dev/eu; cd $(git rev-parse --show-toplevel); {END}",
        f"cd infra/dev/eu; time cd /srv; {END}",
        f"cd infra/dev/eu; command -p cd /srv; {END}",
        f"cd infra/dev/eu; z /srv; {END}",
        f"shopt -s autocd; cd infra/dev/eu; /srv; {END}",
        "cd infra/dev/eu; find /srv -execdir terraform destroy ';'",
        "cd infra/dev/eu; terraform destroy -state=../../live/eu/terraform.tfstate",
        f"cd infra/dev/eu; eval 'cd /srv'; {END}",
        f"CDPATH=/srv; cd infra/dev/eu; {END}",
        f"cd infra/dev/eu && builtin cd /srv && {END}",
        f"(case x in a) cd infra/dev/eu;; esac; {END})",
    ],
)
def test_a_milder_environment_is_left_where_the_command_leaves_it(command: str) -> None:
    assert answer(command, WIDE) == "deny"


def test_what_stays_in_dev_is_silent() -> None:
    assert answer(f"cd infra/dev/eu && terraform init && {END}", BOTH) == "silent"
    assert answer(f"(cd infra && cd dev/eu && {END})", BOTH) == "silent"
    assert answer(f"pushd infra/dev/eu && {END}", BOTH) == "silent"
    assert at("infra/dev/eu", END) == "silent"
    assert at("infra/dev/eu", "terraform -chdir=../us destroy") == "silent"
    assert at("infra/dev/eu", f"cd /tmp && cd - && {END}", WIDE) == "silent"


def test_from_dev_into_production() -> None:
    assert at("infra/dev/eu", "terraform -chdir=../../live/eu destroy") == "deny"
    assert at("infra/live/eu", f"cd ../../dev/none; {END}") == "deny"
    assert at("vendor/infra/dev/eu", END) == "deny"


_STEPS = st.lists(
    st.sampled_from(["infra", "dev", "live", "eu", "..", ".", "/tmp", f"{FOLDER}/infra/dev/eu"]), max_size=5
)
_ENDS = st.sampled_from(["infra/live/eu", "infra/live", "infra/dev/eu", "infra", ""])


@given(_STEPS, _ENDS, st.sampled_from(["cd {} && {}", "cd {}; {}", "pushd {} && {}", "cd $PWD; cd {} && {}"]))
@settings(max_examples=150, deadline=None)
def test_no_way_there_is_milder_than_the_straight_one(steps: list[str], end: str, form: str) -> None:
    before = "".join(f"cd {step} && " for step in steps)
    straight = GUARD_ANSWERS.index(at(end, END))
    target = f"{FOLDER}/infra/dev/../../{end}"

    assert GUARD_ANSWERS.index(answer(before + form.format(target, END), BOTH)) >= straight
    told = answer(f"{before}terraform -chdir={target} destroy", BOTH)
    assert GUARD_ANSWERS.index(told) >= straight


def test_folders_joined() -> None:
    assert entered("a/b", "../c") == "a/c"
    assert entered("a", "/x/../y") == "/y"
    assert HOLE in entered("a", HOLE)
    assert entered(HOLE, "/x") == "/x"
    assert moved_by_options(("make", "-C", "x", "all"), "a") == "a/x"
    assert moved_by_options(("ssh", "-C", "x"), "a") == "a"
    assert resolved("/w", "a/../b", "/w") == ("b", "/w/b")
    assert resolved("/w", HOLE, "/w") == ()
