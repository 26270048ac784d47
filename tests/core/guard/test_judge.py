"""Is what destroys answered, through whatever it is wrapped in, and is everything else left in peace?"""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.guard.commands import PLAIN, answer, event, lines, rules, verdict
from paraph.core.guard.judge import MAX_TEXT, judge
from paraph.core.model.guard import EnvironmentGuard, GuardSettings

HARMFUL, HARMLESS = lines("harmful.txt"), lines("harmless.txt")
SHORT = (
    "terraform destroy", "kubectl delete ns prod", "aws s3 rb s3://b --force", "rm -rf /", "redis-cli FLUSHALL",
    "git push --force origin main", "psql -c 'DROP TABLE users'", "gcloud projects delete p",
)  # fmt: skip
PREFIXES = (
    "sudo {}", "sudo -u deploy -- {}", "env A=b {}", "nohup {}", "time {}", "timeout -s KILL 60 {}", "nice -n 5 {}",
    "stdbuf -oL {}", "exec {}", "command {}",
)  # fmt: skip
COMPOUNDS = (
    "if true; then {}; fi", "( {} )", "{{ {}; }}", "true && {}", "x=1; {}", "echo $( {} )", "for i in 1; do {}; done",
    "f() {{ {}; }}; f", "( {}) > log 2>&1", "cd . && {}", "! {}", "true | {}",
)  # fmt: skip
QUOTING = (
    "sh -c {}", "bash -lc {}", "bash -o pipefail -ec {}", "eval {}", "ssh host {}", "su root -c {}", "echo {} | sh",
    "bash <<< {}", "printf %s {} | bash -s", "docker exec box sh -c {}", "echo {} > x.sh; bash x.sh",
)  # fmt: skip
PIECES = (
    *"ab \n'\"\\$`(){}<>|&;#=*~-!0", "terraform", " destroy", "<<", "$(", "${", "EOF", "case x in ", "for i in ",
)  # fmt: skip
UNITS = ("(", "((", "$(", "$((", "`", '"$(', "${", "<<a ", "x=$x$x;", "for i in 1 2; do ", "a|", "'", "\\", "sh -c '")


def test_the_corpus_is_large_enough() -> None:
    assert len(set(HARMFUL)) >= 250
    assert len(set(HARMLESS)) >= 150


@pytest.mark.parametrize("command", HARMFUL)
def test_a_harmful_line_is_answered(command: str) -> None:
    assert answer(command) in ("ask", "deny")


@pytest.mark.parametrize("command", HARMLESS)
def test_a_harmless_line_is_left_in_peace(command: str) -> None:
    assert verdict(command).dangers == ()


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SHORT), st.lists(st.sampled_from((*PREFIXES, *COMPOUNDS, *QUOTING)), max_size=5))
def test_no_chain_of_wrappers_hides_it(command: str, chain: list[str]) -> None:
    for number, wrapper in enumerate(chain):
        if wrapper in PREFIXES and number:
            command = f"sh -c {shlex.quote(command)}"
        command = wrapper.format(shlex.quote(command) if wrapper in QUOTING else command)

    assert answer(command) in ("ask", "deny")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SHORT[:5]), st.data())
def test_no_quoting_hides_it(command: str, data: st.DataObject) -> None:
    words = [data.draw(_quoted(word)) for word in command.split(" ")]

    assert answer(" ".join(words)) == "deny"


def _quoted(word: str) -> st.SearchStrategy[str]:
    forms = st.sampled_from(("cut", "double", "single", "slash", "codes", "break"))
    return st.builds(_in_form, st.just(word), forms, st.integers(0, len(word)))


def _in_form(word: str, form: str, at: int) -> str:
    if form == "codes":
        return "".join(f"$'\\x{ord(one):02x}'" for one in word)
    made = {"cut": f"{word[:at]}''{word[at:]}", "double": f'"{word}"', "single": f"{word[:at]}'{word[at:]}'"}
    made |= {"slash": f"\\{word}", "break": f"{word[:at]}\\\n{word[at:]}"}
    return made[form]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_nothing_makes_it_fall(pieces: list[str]) -> None:
    assert answer("".join(pieces)) in ("silent", "ask", "deny")


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall(content: bytes) -> None:
    assert answer(content.decode("utf-8", "surrogateescape")) in ("silent", "ask", "deny")


@pytest.mark.parametrize("unit", UNITS)
def test_what_repeats_without_end_is_read_in_bounds(unit: str) -> None:
    assert answer(unit * 20_000) in ("silent", "ask", "deny")


@pytest.mark.parametrize(
    "text", ["terraform destroy '", "rm -rf / <<EOF\n", 'x="$(terraform destroy', "if (kubectl delete ns x"]
)
def test_a_destructive_word_in_what_cannot_be_read_is_asked_about(text: str) -> None:
    assert answer(text) in ("ask", "deny")


def test_a_text_that_is_too_long_is_asked_about() -> None:
    assert "run.too-large" in rules("true;" * (MAX_TEXT // 5) + "ls")


def test_the_worst_comes_first_with_all_that_it_was_seen_through() -> None:
    found = verdict("git reset --hard; sudo bash -c 'terraform destroy'")

    assert (found.answer, [danger.rule for danger in found.dangers]) == ("deny", ["terraform.destroy", "git.reset"])
    assert found.dangers[0].through == ("sudo", "bash -c")
    assert found.reason == (
        "`terraform destroy` destroys everything that the state knows, seen through sudo > bash -c [terraform.destroy] "
        "(and 1 more)"
    )


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("terraform destroy", "destroys everything that the state knows"),
        ("terraform destroy -target=module.db", "destroys what it targets, and what depends on that: module.db"),
        (
            "tofu destroy -target a.b --target=c.d -auto-approve",
            "destroys what it targets, and what depends on that: a.b, c.d",
        ),
        ("terraform destroy -target=$X", "destroys what it targets, and what depends on that: …"),
        ("terraform apply -destroy -target=a.b", "destroys what it targets, and what depends on that: a.b"),
        ("terraform apply -replace=a.b", "destroys a resource and makes it anew: a.b"),
        ("terragrunt run-all destroy", "destroys everything in every folder below"),
        (
            "terragrunt run-all destroy --queue-include-dir=db",
            "destroys everything in the folders that it includes: db",
        ),
        ("terragrunt run --all -- destroy", "destroys everything in every folder below"),
        ("terragrunt run -- destroy", "destroys everything that the state knows"),
        ("pulumi destroy --yes", "destroys everything that the stack knows"),
        ("pulumi destroy -t urn:a --yes", "destroys what it targets: urn:a"),
        ("pulumi down --exclude-protected", "destroys everything that the stack knows and does not protect"),
        ("kubectl delete pods --all", "deletes every object of its kind"),
        ("kubectl delete pods -A -l app=x", "deletes what the selector fits, in every namespace: app=x"),
        ("kubectl delete all -l app=x", "deletes objects of most kinds that the selector fits: app=x"),
        ("kubectl delete all --all", "deletes every object of its kind"),
        ("kubectl delete -f a.yaml -l app=x", "deletes what the files name and the selector fits: app=x"),
        ("kubectl delete pods -l app=x", "deletes what the selector fits: app=x"),
        ("kubectl delete pvc -l app=x", "deletes storage with its data"),
        ("kubectl scale deploy/web --replicas=0", "stops all of what it names"),
        ("helm upgrade a b --reset-values", "drops the values that were set before"),
        ("helmfile -l name=a destroy", "deletes the releases that the selector fits: name=a"),
        ("helmfile destroy", "deletes all releases"),
        (
            "aws s3 rm s3://a --recursive --exclude '*' --include 'logs/*'",
            "deletes what its filters leave below a path of a bucket: logs/*",
        ),
        ("aws s3 rm s3://a --recursive", "deletes everything below a path of a bucket"),
        ("gh repo archive a/b", "makes a repository read-only for everybody"),
        ("liquibase rollback v1", "takes migrations back, with what they added"),
        ("vault operator rekey", "changes who can open all secrets"),
        ("eksctl delete nodegroup --cluster a b", "deletes a part of a cluster"),
    ],
)
def test_words_say_no_more_than_a_command_does(command: str, what: str) -> None:
    assert verdict(command).dangers[0].what == what


def test_what_only_the_run_will_tell_is_asked_about_and_not_denied() -> None:
    assert answer("terraform $VERB") == "ask"
    assert answer("$TOOL destroy -auto-approve") == "ask"


def test_an_environment_answers_in_place_of_the_table() -> None:
    dev = GuardSettings(environments=(EnvironmentGuard("dev", ("envs/dev",), "silent"),))

    assert answer("cd envs/dev && terraform destroy", dev) == "silent"
    assert answer("terraform destroy # envs/dev", dev) == "deny"


def test_a_script_that_was_written_before_is_opened() -> None:
    files = {"ops.sh": "#!/bin/bash\nterraform destroy\n", "ops.py": "import os\nos.system('terraform destroy')\n"}

    assert answer("bash ops.sh", files=files) == answer("./ops.py", files={"./ops.py": files["ops.py"]}) == "deny"
    assert answer("python3 ops.py", files=files) == "deny"


def test_a_script_that_runs_itself_ends() -> None:
    assert rules("bash x.sh", files={"x.sh": "bash x.sh; bash x.sh"}) == ["run.too-large"]


def test_a_call_that_is_no_command_is_judged_by_its_content() -> None:
    assert judge(event(tool="query", content='{"sql": "DROP TABLE users"}'), PLAIN, lambda _: None).answer == "deny"
