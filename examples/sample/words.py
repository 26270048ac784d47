"""What do the commits of the shop say, above all of how they were written?"""

from __future__ import annotations

from typing import Literal

from examples.sample.dice import Dice

Said = Literal["human", "assisted", "generated", "autonomous", "undeclared", "contradicted"]

_SHARES: tuple[tuple[Said, float], ...] = (
    ("human", 0.34), ("undeclared", 0.26), ("assisted", 0.2), ("generated", 0.1), ("autonomous", 0.06),
    ("contradicted", 0.04),
)  # fmt: skip
CLAUDE = "Co-authored-by: Claude <noreply@anthropic.com>"
COPILOT = "Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>"
CLAUDE_HELPED = "Assisted-by: Claude"
COPILOT_HELPED = "Assisted-by: GitHub Copilot:gpt-5"
_TOPICS = {
    "pricing": ("Round shares down", "Let two rules meet", "Price a returned bundle", "Stop a double rebate"),
    "checkout": ("Check the address earlier", "Keep the basket on sign-out", "Show the total once"),
    "payments": ("Refuse an amount above the limit", "Charge the fee once", "Name the provider in the ledger"),
    "inventory": ("Count a shelf twice", "Reserve before the transfer", "Warn on low stock"),
    "web": ("Widen the gallery", "Make tabs reachable by key", "Show cents on small screens"),
    "libs": ("Round money in one place", "Wait longer between attempts"),
    "infra": ("Add a queue", "Name the network"),
    "rollout": ("Widen the next step", "Switch a flag on for a few"),
    "docs": ("Say how long it takes", "Mend a guide", "Explain the night shift"),
}


def drawn_assistance(dice: Dice) -> Said:
    """How a change of the history came about, in the shares of this shop."""
    left = dice.between(0, 999) / 1000
    for said, share in _SHARES:
        left -= share
        if left < 0:
            return said
    return "human"


def title(area: str, dice: Dice) -> str:
    """A subject line for a change in one area of the shop."""
    return f"{area}: {dice.pick(_TOPICS[area]).lower()}"


def trailers(said: Said, dice: Dice) -> str:
    """The last paragraph of a message; empty where nobody said anything."""
    tool = dice.pick((CLAUDE, COPILOT))
    match said:
        case "human":
            return "AI-assistance: none"
        case "assisted":
            return f"AI-assistance: assisted\n{dice.pick((CLAUDE_HELPED, COPILOT_HELPED))}"
        case "generated":
            return f"AI-assistance: generated\n{CLAUDE}"
        case "autonomous":
            return "AI-assistance: autonomous"
        case "contradicted":
            return f"AI-assistance: none\n{tool}"
        case "undeclared":
            return ""


def message(subject: str, *paragraphs: str) -> str:
    """A commit message of the paragraphs that hold something."""
    return "\n\n".join([subject, *(text for text in paragraphs if text)]) + "\n"
