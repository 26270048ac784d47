"""Does every command in the documents print what they show?"""

from __future__ import annotations

from pathlib import Path

import pytest

from architecture.tree import ROOT, named
from docs.blocks import Block, Sandbox, parts_of
from docs.examples import Outcome, documents, outcomes, rewritten
from docs.sandbox import Printed, run_all

WITH_COMMANDS = [path for path in documents() if "```console" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=named)
def test_commands_print_what_is_shown(path: Path, tmp_path: Path) -> None:
    found = outcomes(path.read_text(encoding="utf-8"), tmp_path)
    wrong = [each for each in found if not each.is_true]
    assert found
    assert not wrong, "\n".join(["something has changed: make docs", *map(_told, wrong)])


def test_the_first_page_has_commands() -> None:
    assert {"README.md", "docs/tutorial.md"} <= {named(path) for path in WITH_COMMANDS}


def test_all_of_the_first_page_is_typed_in_a_fresh_checkout_and_in_order() -> None:
    parts = parts_of((ROOT / "README.md").read_text(encoding="utf-8"))
    assert [part.kind for part in parts if isinstance(part, Sandbox)] == ["checkout"]
    assert {part.language for part in parts if isinstance(part, Block)} == {"console"}


def test_in_a_fresh_checkout_the_command_is_not_on_the_path(tmp_path: Path) -> None:
    commands = [
        "command -v .venv/bin/paraph",
        'test "$(command -v paraph)" != "$PWD/.venv/bin/paraph"',
        "make -q .venv/.ready",
    ]
    assert [printed.exit_code for printed in run_all("checkout", commands, tmp_path)] == [0, 0, 0]


DOCUMENT = """\
<!-- sandbox: shop -->
```yaml people file=more/people.yaml
people: []
```

```console
$ cat more/people.yaml
nothing
$ printf 'a\\nb\\nc\\n' &&
> test -f none || (exit 3); echo $?
a
…
d
$ grep -q x more/people.yaml
```
"""


def test_commands_share_one_shell_and_its_files(tmp_path: Path) -> None:
    found = outcomes(DOCUMENT, tmp_path)
    assert [each.printed for each in found] == [
        Printed(["people: []"], 0),
        Printed(["a", "b", "c", "3"], 0),
        Printed([], 1),
    ]
    assert [(each.is_true, each.is_broken) for each in found] == [(False, False), (False, False), (False, True)]


def test_outputs_are_written_anew_and_stay_cut(tmp_path: Path) -> None:
    new = rewritten(DOCUMENT, outcomes(DOCUMENT, tmp_path))
    assert new == DOCUMENT.replace("nothing", "people: []").replace("\nd\n", "\n3\n")
    assert rewritten(new, []) == new


@pytest.mark.parametrize(
    ("command", "code", "is_broken"),
    [
        ("paraf", 127, True),
        ("paraph gate", 3, False),
        ("paraph gate", 70, True),
        ("grep x y", 1, True),
        ("ls", 0, False),
    ],
)
def test_a_broken_command_is_never_true(command: str, code: int, is_broken: bool) -> None:
    [block] = parts_of(f"```console\n$ {command}\n…\n```\n")
    assert isinstance(block, Block)
    outcome = Outcome(block.shown()[0], Printed(["said"], code))
    assert (outcome.is_broken, outcome.is_true) == (is_broken, not is_broken)


@pytest.mark.parametrize(("said", "is_broken"), [("! (pre-receive hook declined)", False), ("! (fetch first)", True)])
def test_a_push_may_be_refused_by_the_server_and_not_fail_otherwise(said: str, is_broken: bool) -> None:
    [block] = parts_of("```console\n$ x=1 git push origin main\n…\n```\n")
    assert isinstance(block, Block)
    assert Outcome(block.shown()[0], Printed(["To server.git", said], 1)).is_broken is is_broken


def test_a_push_that_git_refuses_is_shown_so() -> None:
    [block] = parts_of("```console\n$ git push\n…\n ! [rejected] x\n…\n```\n")
    assert isinstance(block, Block)
    refused = [Printed(lines, 1) for lines in (["To x", " ! [rejected] x", "hint"], ["fatal: x"])]
    assert [Outcome(block.shown()[0], each).is_true for each in refused] == [True, False]


def test_a_document_without_a_sandbox_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no sandbox ''"):
        outcomes("```console\n$ true\n```\n", tmp_path)


def _told(outcome: Outcome) -> str:
    return f"$ {outcome.shown.command}\n" + "\n".join(outcome.printed.lines)


GUARDED = [
    "paraph key list --json | grep -c fingerprint",
    "paraph signoff change/checkout-total --target main --yes --push --json | grep statement",
    "REMOTE_USER=email:hugo@example.test git push origin change/docs-typo",
    "git merge --quiet --no-ff --message 'Merge docs-typo' change/docs-typo && git push origin main",
    "ssh-keygen -q -t ed25519 -N '' -C new -f ~/keys/new && cat ~/keys/new.pub",
    "paraph log verify --repo ~/server.git",
]


def test_a_guarded_server_takes_pushes_and_repeats_itself(tmp_path: Path) -> None:
    first, second = (run_all("guarded", GUARDED, tmp_path / name) for name in ("one", "two"))
    assert first == second
    assert [printed.exit_code for printed in first] == [0] * len(GUARDED), first
    assert "To /home/ada/server.git" in first[3].lines
    assert first[5].lines[0].startswith("verified: ")
