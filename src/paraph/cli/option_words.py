"""Which words may follow a verb? One table, for click and for the plain reader of `gate` alike."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """One option: how it is written, the name its value gets, and what it says of itself.

    With `choices` it takes one of these, with a `metavar` any value; with neither it is a flag.
    """

    flags: tuple[str, ...]
    name: str
    help: str
    metavar: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def is_flag(self) -> bool:
        """Whether it stands alone, without a value."""
        return self.metavar is None and not self.choices


QUESTION = (
    Word(("--target",), "target", "The branch that the change goes to.", "REF"),
    Word(("--staged",), "staged", "The staged work instead of commits."),
    Word(("--facts",), "facts", "Decide from a facts document, with no git at all; `-` is stdin.", "FILE"),
    Word(("--policy",), "policy", "This policy instead of the one at the policy ref.", "FILE"),
    Word(("--org-policy",), "org_policy", "The organisation's policy, beside the repository's.", "FILE"),
    Word(("--directory",), "directory", "This people file instead of the one at the policy ref.", "FILE"),
    Word(("--at",), "stage", "What is asked: to merge, or to deploy.", choices=("merge", "deploy")),
    Word(("--environment",), "environment", "Where a deployment goes.", "NAME"),
    Word(("--from",), "start", "What is deployed there now.", "REV"),
    Word(("--to",), "end", "What shall be deployed.", "REV"),
)
HISTORY = Word(("--history",), "history", "Each change of a first-parent history, as it landed.")
WRITE_FACTS = Word(("--write-facts",), "write_facts", "Keep what was looked at, for --facts.", "FILE")
COMMON = (
    Word(("--repo",), "repo", "The repository to look at.", "DIR"),
    Word(("-q", "--quiet"), "quiet", "Say only what is not in order."),
    Word(("-v", "--verbose"), "verbose", "Say more."),
    Word(("--no-color",), "no_color", "Plain text, as NO_COLOR does."),
)
GATE_FORMATS = ("text", "json", "markdown", "sarif")


def common_words(formats: tuple[str, ...]) -> tuple[Word, ...]:
    """The options that every verb takes which can answer in these formats."""
    words: tuple[Word, ...] = ()
    if len(formats) > 1:
        words += (Word(("--format",), "format_", "Shape of the answer (text).", choices=formats),)
    if "json" in formats:
        words += (Word(("--json",), "as_json", "Short for --format json."),)
    return words + COMMON
