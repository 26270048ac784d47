"""Which risk factors does this change show, and where?

Facts hold no content, so a topic (a cache, a retry, money) is recognised by whole words of paths: `rate_limit.py`,
`PaymentQueue.java`, `billing/`. A word in a test or a document raises nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paraph.core.model.change import ABSENT, ChangedFile
from paraph.core.model.facts import Facts
from paraph.core.model.regex import regex

MANY_DEPENDENTS = 25
MANY_LINES, MANY_FILES = 800, 40
MANY_DELETED_LINES = 200
_MOST_NAMED = 3
_REACH = {"dependents": "dependents", "services": "service", "cochange": "partner"}
_WORD = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_QUIET = frozenset({"tests", "docs"})
_HIDING = frozenset({"symlink", "gitlink", "bidi", "invisible", "binary", "attributes", "lfs_pointer"})

TOPICS: dict[str, frozenset[str]] = {
    topic: frozenset(words.split())
    for topic, words in {
        "cache": "cache caches caching cached memo memoize lru redis memcached ttl cdn",
        "retry": "retry retries retrying retrier backoff resend redelivery reconnect",
        "timeout": "timeout timeouts deadline deadlines keepalive",
        "queue": "queue queues queueing broker kafka rabbitmq amqp sqs pubsub celery consumer producer outbox inbox",
        "concurrency": "lock locks locking mutex semaphore thread threads threading concurrency concurrent parallel "
        "async worker workers pool pools race atomic",
        "money": "money payment payments pay billing bill invoice invoices invoicing price prices pricing charge "
        "charges refund refunds payout payouts tax vat currency wallet checkout ledger bank iban",
        "personal-data": "user users customer customers profile profiles person people patient patients address "
        "addresses contact contacts gdpr pii privacy consent email emails phone birthday",
        "limit": "limit limits limiter ratelimit throttle throttling quota quotas",
        "time": "calendar schedule schedules scheduler scheduling cron timezone timezones recurrence holiday holidays",
        "query": "query queries sql search filter filters template templates render renderer shell exec",
        "upload": "upload uploads uploader download downloads archive unzip attachment attachments",
    }.items()
}  # topic -> words of a path, in lower case, that give it away


def factors(facts: Facts) -> dict[str, str]:
    """Each factor that the change shows, with where or how much, in words."""
    return dict(_all(facts))


def _all(facts: Facts) -> Iterator[tuple[str, str]]:
    files = facts.change.files
    told = [each for each in files if not _QUIET & set(each.kinds or ())]
    yield from _of_kinds(told)
    yield from _of_words(told)
    if told:
        yield "code", _named(told)
    yield from _of_ai(facts, told)
    yield from _of_removal(files, told)
    yield from _of_reach(facts, told)
    hidden = [each for each in files if _HIDING & {mark.kind for mark in each.marks}]
    if hidden:
        yield "hidden", _named(hidden)


def _of_kinds(files: Iterable[ChangedFile]) -> Iterator[tuple[str, str]]:
    by_kind: dict[str, list[ChangedFile]] = {}
    for each in files:
        for kind in each.kinds or ():
            by_kind.setdefault(kind, []).append(each)
    for kind, found in by_kind.items():
        yield f"kind:{kind}", _named(found)


def _of_words(files: Iterable[ChangedFile]) -> Iterator[tuple[str, str]]:
    by_topic: dict[str, list[ChangedFile]] = {}
    for each in files:
        words = words_of(each.path)
        for topic, telling in TOPICS.items():
            if telling & words:
                by_topic.setdefault(topic, []).append(each)
    for topic, found in by_topic.items():
        yield f"word:{topic}", _named(found)


def words_of(path: str) -> frozenset[str]:
    """The words of a path in lower case: `src/PaymentQueue.java` holds `payment` and `queue`."""
    return frozenset(word.lower() for word in _WORD.findall(path))


def _of_ai(facts: Facts, told: list[ChangedFile]) -> Iterator[tuple[str, str]]:
    provenance = facts.provenance
    lines = provenance.ai_lines
    if any(signal.is_author for signal in provenance.signals) or any(
        each.assistance == "autonomous" for each in provenance.declarations
    ):
        yield "autonomous", "an agent's account, or a declaration that says so"
    if not lines or not told:
        return
    places = [each.path for each in provenance.lines.paths] if provenance.lines else []
    yield "ai-lines", f"{lines} AI-written lines" + (f" in {_few(places)}" if places else "")
    code = [each for each in told if "code" in (each.kinds or ()) and (each.added_lines or 0) > 0]
    has_tests = any("tests" in (each.kinds or ()) and each.new_mode != ABSENT for each in facts.change.files)
    if code and not has_tests:
        yield "ai-without-tests", f"{lines} AI-written lines, no test among the changed files"


def _of_removal(files: Iterable[ChangedFile], told: list[ChangedFile]) -> Iterator[tuple[str, str]]:
    gone = [each for each in told if each.new_mode == ABSENT]
    fewer = sum((each.deleted_lines or 0) - (each.added_lines or 0) for each in told)
    if gone or fewer >= MANY_DELETED_LINES:
        yield "deletions", _named(gone) if gone else f"{fewer} lines fewer"
    tests = [each for each in files if "tests" in (each.kinds or ()) and each.new_mode == ABSENT]
    if tests:
        yield "tests-deleted", _named(tests)


def _of_reach(facts: Facts, told: list[ChangedFile]) -> Iterator[tuple[str, str]]:
    """How far it reaches. What could not be read of that may be far: it asks too, whatever else is known."""
    blast = facts.blast
    for unread in facts.unreadable:
        if told and unread.fact in _REACH:
            yield _REACH[unread.fact], f"{unread.fact} could not be read"
    reach = max([blast.dependents, *(each.dependents or 0 for each in told)])
    if reach >= MANY_DEPENDENTS:
        yield "dependents", f"up to {reach} files depend on a changed one"
    leaning = [each.name for each in blast.services if not each.is_direct]
    if leaning:
        yield "service", ", ".join(leaning[:_MOST_NAMED])
    if blast.partners:
        yield "partner", blast.partners[0].missing
    lines = sum((each.added_lines or 0) + (each.deleted_lines or 0) for each in told)
    if len(told) >= MANY_FILES or lines >= MANY_LINES:
        yield "size", f"{len(told)} files, {lines} lines"


def _named(files: list[ChangedFile]) -> str:
    return _few([each.path for each in files])


def _few(paths: list[str]) -> str:
    shown = ", ".join(paths[:_MOST_NAMED])
    return f"{shown} and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else shown
