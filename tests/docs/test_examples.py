"""Does every command in the documents print what they show?"""

from __future__ import annotations

from pathlib import Path

import pytest

from architecture.tree import named
from docs.blocks import parts_of
from docs.examples import Outcome, documents, outcomes, rewritten
from docs.sandbox import Printed

WITH_COMMANDS = [path for path in documents() if "```console" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=named)
def test_commands_print_what_is_shown(path: Path, tmp_path: Path) -> None:
    found = outcomes(path.read_text(encoding="utf-8"), tmp_path)
    wrong = [each for each in found if not each.is_true]
    assert found
    assert not wrong, "\n".join(["something has changed: make docs", *map(_told, wrong)])


def test_the_first_page_has_commands() -> None:
    assert {"README.md", "docs/tutorial.md"} <= {named(path) for path in WITH_COMMANDS}


DOCUMENT = """\
<!-- sandbox: shop -->
```yaml people file=more/people.yaml
people: []
```

```console
$ cat more/people.yaml
nothing
$ printf 'a\\nb\\nc\\n' &&
> false
a
…
d
$ echo $?
1
```
"""


def test_commands_share_one_shell_and_its_files(tmp_path: Path) -> None:
    found = outcomes(DOCUMENT, tmp_path)
    assert [each.printed.lines for each in found] == [["people: []"], ["a", "b", "c"], ["1"]]
    assert [each.is_true for each in found] == [False, False, True]


def test_outputs_are_written_anew_and_stay_cut(tmp_path: Path) -> None:
    new = rewritten(DOCUMENT, outcomes(DOCUMENT, tmp_path))
    assert new == DOCUMENT.replace("nothing", "people: []").replace("\nd\n", "\nc\n")
    assert rewritten(new, []) == new


def test_a_broken_command_is_never_true() -> None:
    [block] = parts_of("```console\n$ paraf\n…\n```\n")
    assert not isinstance(block, str)
    shown = block.shown()[0]  # type: ignore[union-attr]
    assert not Outcome(shown, Printed(["not found"], 127)).is_true
    assert Outcome(shown, Printed(["found"], 1)).is_true


def test_a_document_without_a_sandbox_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no sandbox ''"):
        outcomes("```console\n$ true\n```\n", tmp_path)


def _told(outcome: Outcome) -> str:
    return f"$ {outcome.shown.command}\n" + "\n".join(outcome.printed.lines)
