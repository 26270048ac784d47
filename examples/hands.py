"""What do an agent's hands leave behind in a file, what does git do to it, and what are they kept from?

The middle of the demo. No agent need be on the machine: `Agent` does with the hooks what Claude Code does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from examples.agent import Agent
from examples.guarded import directory
from examples.stage import Colleague, Stage

Say = Callable[..., None]
MONEY = "libs/shopkit/money.py"
OLD = "        return Money(self.cents * numerator // denominator)\n"
FIRST = "        whole, rest = divmod(self.cents * numerator, denominator)\n"
NEW = f"{FIRST}        return Money(whole + (2 * rest >= denominator))\n"
TYPED = '        assert denominator > 0, "the other way round?"\n'
COMMENT = "        # half a cent and more is rounded up\n"
ABOVE = "\n# Another currency? Ask platform first.\n"
RECREATES, SCRIPT = "change/recreate-database", "infra/recreate.sh"
GUTTER = f"paraph blame --date=short -L '/def times/,+4' {MONEY}"
_RESOURCE = re.compile(r'^resource "([^"]+)" "([^"]+)"', re.MULTILINE)


def tell(stage: Stage, say: Say) -> None:
    """The whole story, in the clone of a demo."""
    people = directory(stage)
    author, other = people[-1], people[0]
    agent = begin(stage, other, author, say)
    written(stage, agent, author, say)
    contradicted(stage, author, say)
    rewritten(stage, agent, author, other, say)
    stopped(stage, agent, author, say)
    planned(stage, author, say)


def begin(stage: Stage, lead: Colleague, author: Colleague, say: Say) -> Agent:
    """A clone with the hooks of git and of the agent."""
    stage.quiet(None, "git clone --quiet .. shop")
    stage.quiet(None, "git fetch --quiet ../.. 'refs/heads/change/*:refs/heads/change/*'")
    say("An agent writes, and a person beside it", "No agent is started here: the demo calls the hooks as Claude Code",
        "does, with the messages that it sends. The hooks, git and Paraph are real.")  # fmt: skip
    stage.headed(lead, "paraph hook install --agent claude-code")
    stage.headed(author, "paraph hook install --local", 7)
    stage.quiet(lead, "git add .claude && git commit --quiet --message 'Ask before an agent acts'")
    stage.quiet(author, "git switch --quiet --create round-up")
    return Agent(stage.shop, lambda command, given: stage.run(None, command, given))


def written(stage: Stage, agent: Agent, author: Colleague, say: Say) -> None:
    """An edit, a line typed into it, a commit, and the file with its gutter."""
    print()
    agent.edit(MONEY, OLD, NEW)
    replace(stage.shop / MONEY, FIRST, TYPED + FIRST)
    print(f"\n{author.name} types one line into it, and commits:")
    stage.typed(author, "git diff --unified=0 | grep '^+ '")
    message = "--message 'money: round half a cent up' --message 'AI-assistance: none'"
    stage.typed(author, f"git commit --quiet --all {message}")
    say("paraph blame: who wrote which line", "Only evidence attributes a line. Others are unknown, not a person's.")
    stage.typed(author, GUTTER)


def contradicted(stage: Stage, author: Colleague, say: Say) -> None:
    """The message says that no AI took part; the record of lines knows better, and the author mends it."""
    say("A contradiction", "The message declares that no AI took part. The record of lines says otherwise:")
    stage.typed(author, "paraph gate", lambda words: words.startswith(("◷", "findings", "! contradiction")))
    print("\nSo the message is mended. What is known of the lines goes along to the new commit:")
    trailers = '--message "AI-assistance: assisted\n$(paraph provenance trailer HEAD)"'
    stage.typed(author, f"git commit --quiet --amend --message 'money: round half a cent up' {trailers}")
    stage.typed(author, "paraph detect main..HEAD --lines")


def rewritten(stage: Stage, agent: Agent, author: Colleague, other: Colleague, say: Say) -> None:
    """A second commit is squashed into the first while both are rebased onto a file that has grown above."""
    say("After a rebase and a squash", f"{other.name} lands a comment above; the agent adds a line as a fixup.")
    stage.quiet(None, "git switch --quiet main")
    replace(stage.shop / MONEY, "\n", f"\n{ABOVE}")
    stage.quiet(other, "git commit --quiet --all --message 'money: say whom to ask' --message 'AI-assistance: none'")
    stage.quiet(None, "git switch --quiet round-up")
    print()
    agent.edit(MONEY, FIRST, FIRST + COMMENT)
    stage.typed(author, "git commit --quiet --all --fixup HEAD")
    stage.typed(author, "GIT_SEQUENCE_EDITOR=: git rebase --quiet --interactive --autosquash main")
    stage.typed(author, GUTTER.replace("+4", "+5"))


def stopped(stage: Stage, agent: Agent, author: Colleague, say: Say) -> None:
    """The agent is about to destroy an environment: by a command, and by a script of an open change."""
    say("An agent's terraform destroy is stopped", "The same hook is asked before each command of the agent.")
    print()
    agent.shell("cd infra/terraform && sudo terraform destroy -auto-approve")
    code, _ = stage.run(None, f"git switch --quiet {RECREATES} && test -e {SCRIPT}")
    if code == 0:
        print(f"\nOn the open {RECREATES} there is a script for it:\n")
        agent.shell(f"sh {SCRIPT}")
    stage.quiet(None, "git switch --quiet round-up")
    print("\nWhat was denied is on record, in a chain that shows a record that was changed or taken out:")
    stage.typed(author, "paraph guard log")


def planned(stage: Stage, author: Colleague, say: Say) -> None:
    """A plan that moves the shop's infrastructure to another region: all of it is made anew."""
    say("A plan that recreates the environment", "The shop moves to another region; Terraform is asked for a plan.",
        "(It is not here: the demo writes its JSON, a replacement for each resource in infra/terraform.)")  # fmt: skip
    sources = sorted((stage.shop / "infra" / "terraform").glob("*.tf"))
    found = [each for file in sources for each in _RESOURCE.findall(file.read_text(encoding="utf-8"))]
    (stage.folder / "plan.json").write_text(json.dumps(plan(found)), encoding="utf-8")
    stage.headed(author, "paraph guard plan ../plan.json", 4)


def plan(resources: list[tuple[str, str]]) -> dict[str, Any]:
    """What `terraform show -json` says of a plan that replaces all these resources, because of their region.

    Format: developer.hashicorp.com/terraform/internals/json-format.
    """
    change = {"actions": ["delete", "create"], "before": {"region": "north"}, "after": {"region": "south"},
              "replace_paths": [["region"]]}  # fmt: skip
    return {
        "format_version": "1.2",
        "planned_values": {},
        "resource_changes": [
            {"address": f"{type_}.{name}", "mode": "managed", "type": type_, "name": name, "change": change}
            for type_, name in resources
        ],
    }


def replace(file: Path, old: str, new: str) -> None:
    """Put a text in the place of the first of its kind."""
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
