"""What does a tool that only one organisation knows leave behind in a commit?"""

from __future__ import annotations

from typing import Literal, get_args

from paraph.core.model.noun import noun
from paraph.core.model.provenance import Role, Strength

AgentClue = Literal["email", "author_name", "trailer_name", "key", "footer", "subject", "account", "branch"]
AGENT_CLUES: tuple[AgentClue, ...] = get_args(AgentClue)
# anybody can write such words, so alone they prove nothing
BARE_CLUES: frozenset[AgentClue] = frozenset({"author_name", "trailer_name", "footer", "subject", "branch"})
AgentPart = Literal["wrote", "helped", "suggestion", "autofix", "session", "automation"]
AGENT_PARTS: tuple[Role, ...] = get_args(AgentPart)


@noun
class AgentRow:
    """One clue that a policy adds to the catalogue.

    `kind` names what `match` is held against: an address, the name of an author or committer, the name in a trailer, a
    whole trailer line, a whole line, the first line, a forge account, or a branch. Case does not count, `*` stands for
    anything. The row counts for commits from `start` on and before `end`, epoch seconds, None where there is no such
    end; outside it is weak. `id` carries the layer it comes from, `org/…` or `repo/…`; `line` is where it stands.
    """

    id: str
    tool: str
    kind: AgentClue
    match: str
    role: Role = "wrote"
    strength: Strength = "strong"
    start: int | None = None
    end: int | None = None
    source: str = ""
    line: int = 0
    column: int = 0
