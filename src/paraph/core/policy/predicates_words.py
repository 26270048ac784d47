"""What do the tests on names, labels, texts and flags ask?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from paraph.core.model.decision import CONTRADICTIONS
from paraph.core.model.policy import TestValue
from paraph.core.model.text_match import text_matches
from paraph.core.policy.context import Context, Outcome, unknown

Run = Callable[[Context], Outcome]
Maker = Callable[[TestValue], tuple[str, Run]]
_MOST_WORDS = 80


def words_of(value: TestValue) -> tuple[str, ...]:
    """The list behind a test. Raises ValueError where something else stands there."""
    if not isinstance(value, tuple):
        raise ValueError("a name or a list of names must stand here")
    return value


def flag_of(value: TestValue) -> bool:
    """The yes or no behind a test. Raises ValueError where something else stands there."""
    if not isinstance(value, bool):
        raise ValueError("true or false must stand here")
    return value


def either(names: tuple[str, ...]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1] if names else "nothing"]))


def name_matches(pattern: str, name: str) -> bool:
    """Whether a ref or repository name matches: `*` within a part between slashes, `**` for any parts; what ends
    with a slash means everything below, as it does for paths: no name ends so."""
    pattern = f"{pattern}*/**" if pattern.endswith("/") else pattern
    reached = {0}
    parts = name.split("/")
    for piece in pattern.removeprefix("/").split("/"):
        if piece == "**":
            reached = set(range(min(reached), len(parts) + 1)) if reached else reached
        else:
            reached = {at + 1 for at in reached if at < len(parts) and text_matches(piece, parts[at])}
    return len(parts) in reached


def names_match(patterns: tuple[str, ...], names: Iterable[str]) -> bool:
    """Whether one spelling of a name is meant by a pattern, and none by a pattern with a leading `!`."""
    spellings = tuple(names)
    excluded = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    if any(name_matches(pattern, name) for pattern in excluded for name in spellings):
        return False
    included = [pattern for pattern in patterns if not pattern.startswith("!")]
    return any(name_matches(pattern, name) for pattern in included for name in spellings)


def _name_test(title: str, read: Callable[[Context], str]) -> Maker:
    def make(value: TestValue) -> tuple[str, Run]:
        patterns = words_of(value)

        def run(context: Context) -> Outcome:
            name = read(context)
            if not name:
                return unknown("not known")
            short = name.removeprefix("refs/heads/")
            return Outcome(names_match(patterns, (name, short)), short)

        return f"{title} {either(patterns)}", run

    return make


def _text_test(fact: str, title: str, read: Callable[[Context], tuple[str, ...]]) -> Maker:
    """One of the texts matches one of the patterns, whatever the case."""

    def make(value: TestValue) -> tuple[str, Run]:
        patterns = words_of(value)
        folded = tuple(pattern.casefold() for pattern in patterns)

        def run(context: Context) -> Outcome:
            unread = context.why_unreadable(fact)
            if unread:
                return unknown(unread)
            texts = read(context)
            hits = [t for t in texts if any(text_matches(pattern, t.casefold()) for pattern in folded)]
            return Outcome(bool(hits), _shortened(", ".join(hits or texts)) or "none")

        return f"{title} {either(patterns)}", run

    return make


def _member_test(facts: tuple[str, ...], title: str, read: Callable[[Context], Iterable[str]]) -> Maker:
    """One of the names found is one of the names wanted, whatever the case."""

    def make(value: TestValue) -> tuple[str, Run]:
        names = words_of(value)
        wanted = frozenset(name.casefold() for name in names)

        def run(context: Context) -> Outcome:
            unread = context.why_unreadable(*facts)
            if unread:
                return unknown(unread)
            found = tuple(dict.fromkeys(read(context)))
            hits = tuple(name for name in found if name.casefold() in wanted)
            return Outcome(bool(hits), _shortened(", ".join(hits or found)) or "none")

        return f"{title} {either(names)}", run

    return make


def _findings(value: TestValue) -> tuple[str, Run]:
    """One of the findings is wanted; `contradiction` stands for each that contradicts."""
    names = words_of(value)
    kinds = [kind for name in names for kind in (CONTRADICTIONS if name.casefold() == "contradiction" else (name,))]
    _, run = _member_test(("provenance",), "", lambda context: [each.kind for each in context.findings])(tuple(kinds))
    return f"there is {either(tuple(map(_finding_words, names)))}", run


def _finding_words(name: str) -> str:
    """How one finding reads in a sentence: its name alone is no English."""
    return "a contradiction" if name.casefold() == "contradiction" else f"a finding {name}"


def _draft(value: TestValue) -> tuple[str, Run]:
    wanted = flag_of(value)

    def run(context: Context) -> Outcome:
        is_draft = context.change.is_draft
        return Outcome(is_draft is wanted, "a draft" if is_draft else "not a draft")

    return "the change is a draft" if wanted else "the change is not a draft", run


def _signed(value: TestValue) -> tuple[str, Run]:
    wanted = flag_of(value)

    def run(context: Context) -> Outcome:
        unread = context.why_unreadable("commits")
        if unread:
            return unknown(unread)
        states = [commit.signature for commit in context.change.commits]
        if "none" in states or "bad" in states or not states:
            return Outcome(not wanted, "not every commit carries a good signature")
        if "unverified" in states:
            return unknown("the signatures were not verified")
        return Outcome(wanted, "every commit carries a good signature")

    return "every commit is signed" if wanted else "a commit is not signed", run


def passed_checks(context: Context) -> list[str]:
    """Names of the checks that succeeded on exactly this head."""
    head = context.change.head
    return [c.name for c in context.facts.checks if head and c.commit == head and c.conclusion == "success"]


def _environment(context: Context) -> tuple[str, ...]:
    deployment = context.facts.deployment
    return (deployment.environment,) if deployment else ()


WORD_TESTS: dict[str, Maker] = {
    "target": _name_test("it goes to", lambda context: context.change.target),
    "source": _name_test("it comes from", lambda context: context.change.source),
    "repository": _name_test("the repository is", lambda context: context.facts.repository.name),
    "labels": _text_test("labels", "a label is", lambda context: context.change.labels),
    "title": _text_test("title", "the title reads", lambda context: (context.change.title,)),
    "body": _text_test("body", "the description reads", lambda context: (context.change.body,)),
    "tools": _member_test(("provenance",), "a tool that took part is", lambda context: context.assistance.tools),
    "findings": _findings,
    "services": _member_test(
        ("files", "services"), "a touched service is", lambda context: [s.name for s in context.facts.blast.services]
    ),
    "criticality": _member_test(
        ("files", "services"),
        "a touched service's criticality is",
        lambda context: [s.criticality for s in context.facts.blast.services if s.criticality],
    ),
    "checks": _member_test(("checks",), "a check succeeded:", passed_checks),
    "environment": _member_test((), "it is deployed to", _environment),
    "signed": _signed,
    "draft": _draft,
}


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_WORDS else text[: _MOST_WORDS - 1] + "…"
