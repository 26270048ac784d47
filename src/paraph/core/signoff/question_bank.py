"""Which questions does which risk raise, and of whom? The one table of them, reviewed and growing.

A row is worth its place when a senior would ask it aloud, when its answer can be wrong, and when it fits two lines.
Rows of greater `weight` come first, and stay where a change raises more than anybody can answer well. An id never
changes its meaning: sign-offs name it for years. `factor` is a name of `core/signoff/factors.py`.
"""

from __future__ import annotations

from typing import NamedTuple

from paraph.core.model.question import Asks


class Row(NamedTuple):
    """One question; `why` is an example of what went wrong where nobody asked it."""

    id: str
    text: str
    factor: str
    asks: Asks
    weight: int
    why: str


BANK: tuple[Row, ...] = (
    Row("destroys", "What does this destroy, replace or recreate, and what is lost with it?",
        "kind:infrastructure", "signer", 98, "a renamed resource is deleted and made anew, with its disk"),
    Row("migration-back", "How is this undone once it has run and new rows were written?",
        "kind:migration", "author", 96, "a dropped column has no way back but the backup"),
    Row("migration-locks", "What does it lock, on how many rows, for how long, and who waits meanwhile?",
        "kind:migration", "signer", 95, "a default on a large table stopped all writes for minutes"),
    Row("migration-order", "Do the old code and the new code both run against the schema while this rolls out?",
        "kind:migration", "signer", 86, "the old replicas wrote to a column that was gone"),
    Row("access", "Who can do something after this that they could not before, and who says so?",
        "kind:auth", "both", 94, "a check moved below an early return let everybody in"),
    Row("access-fails", "What happens when the check itself fails or times out: is the door open or shut?",
        "kind:auth", "signer", 88, "an unreachable identity provider was read as a yes"),
    Row("crypto-data", "What becomes of what was encrypted or signed before, and how are keys replaced?",
        "kind:crypto", "both", 92, "a new algorithm could not read last year's records"),
    Row("secret-exposed", "Is anything secret in here readable by somebody new, and if so, when was it replaced?",
        "kind:secrets", "both", 97, "a key in a test file worked in production"),
    Row("money-twice", "What happens to the money if this runs twice, half-way, or out of order?",
        "word:money", "both", 90, "a retried request charged the customer again"),
    Row("money-rounding", "Where are amounts rounded, in which currency, and who checks the sum?",
        "word:money", "signer", 62, "a fraction of a cent for each line made the books differ"),
    Row("personal-data", "Which personal data does this read, keep or pass on, for how long, and how is it erased?",
        "word:personal-data", "both", 84, "an address went into a log that nobody may delete"),
    Row("cache-bound", "What bounds the cache, and what does it evict under ten times the load?",
        "word:cache", "signer", 80, "a map that only grew took the host down after three weeks"),
    Row("cache-stale", "Who sees an old value, for how long, and what does a cold start do to what stands behind it?",
        "word:cache", "signer", 70, "every replica asked the database at once after the restart"),
    Row("retry-storm", "What stops the retries when the other side is down: a limit, a backoff with jitter, a budget?",
        "word:retry", "signer", 81, "three layers of three retries made 27 calls of one"),
    Row("retry-twice", "Is it safe when the first attempt did succeed and only the answer was lost?",
        "word:retry", "signer", 76, "an order was placed twice"),
    Row("timeout-upstream", "Who waits longer upstream because of this, and does their own time run out first?",
        "word:timeout", "signer", 74, "a longer timeout filled the caller's pool"),
    Row("queue-full", "What happens when the queue is full, or a message can never be handled?",
        "word:queue", "signer", 78, "one poisoned message blocked a partition for a night"),
    Row("concurrency", "What happens when two of these run at the same moment?",
        "word:concurrency", "signer", 77, "two workers took the same lock in another order"),
    Row("limit", "What does a client see at the limit, and who can raise it at night?",
        "word:limit", "signer", 58, "the limit counted health checks too"),
    Row("time-zone", "What does this do at midnight, on the last of February, and when the clocks change?",
        "word:time", "signer", 48, "a job ran twice on the day the clocks went back"),
    Row("search-injection", "What of this text came from outside, and where is it escaped?",
        "word:query", "signer", 72, "a sort order was pasted into the statement"),
    Row("upload", "How large may it be, what is refused, and where may it be written?",
        "word:upload", "signer", 68, "an archive unpacked outside its folder"),
    Row("flag-off", "Who can turn it off, how fast, and was that tried?",
        "kind:rollout", "both", 82, "the flag was read once, at the start of the process"),
    Row("flag-end", "Which change takes the flag out again, and when?",
        "kind:rollout", "author", 40, "an old flag was reused and woke code that was dead"),
    Row("callers-break", "Which callers break, how do you know them all, and what did they agree to?",
        "kind:public-api", "both", 83, "a field that nobody seemed to use was a partner's key"),
    Row("shared-who", "Who uses this shared code, and which of them did you run it with?",
        "kind:shared-library", "signer", 75, "one caller relied on the order of the answers"),
    Row("far-reach", "Much depends on this: which of the dependents did you try, and which could you not?",
        "dependents", "signer", 73, "a changed default reached a service nobody thought of"),
    Row("dependency-trust", "Why this dependency and version: who maintains it, and what does it run when installed?",
        "kind:dependencies", "both", 79, "a look-alike name ran a script at install"),
    Row("pipeline-power", "What may this pipeline reach or publish now, and can a stranger's change make it run?",
        "kind:pipeline", "signer", 89, "a job on pull requests held the key that publishes"),
    Row("agent-power", "What may the agents now do without being asked?",
        "kind:agent-config", "signer", 71, "an allow-list entry let any command through"),
    Row("rules-weaker", "Does this let anything through that was stopped before, and who wanted that?",
        "kind:governance", "both", 99, "the exception for one release stayed for a year"),
    Row("vendored-from", "Where was this copied from, which version is it, and what was changed by hand?",
        "kind:vendored", "author", 52, "a fix upstream never arrived"),
    Row("generated-from", "What is this made from, and is what is checked in exactly what comes out?",
        "kind:generated", "author", 44, "a hand edit was lost at the next run"),
    Row("new-service", "When the service that this now leans on is slow or gone, what does the user see?",
        "service", "both", 85, "a page without its recommendations was no page at all"),
    Row("ai-untested", "No test came with the AI-written lines: how do you know what they do where the input is bad?",
        "ai-without-tests", "both", 91, "the happy path was perfect"),
    Row("ai-explain", "Which AI-written part would you not have written like this, and why is it right all the same?",
        "ai-lines", "author", 60, "nobody could say why the lock was there"),
    Row("ai-alone", "An agent did this on its own: what did it do beside what it was asked for?",
        "autonomous", "both", 87, "a failing test had been deleted"),
    Row("tests-gone", "Tests were deleted: what do they no longer guard, and what guards it now?",
        "tests-deleted", "both", 93, "the test failed for a reason"),
    Row("deleted", "What used this, how do you know that nothing does any more, and can it be brought back?",
        "deletions", "author", 66, "a nightly job called it by name"),
    Row("hidden-content", "What is in the part of this that a reader of the difference cannot see?",
        "hidden", "signer", 90, "a submodule was moved to a stranger's commit"),
    Row("size", "This is large: which part did you read line by line, and which did you not?",
        "size", "signer", 64, "the one line that mattered was in file 140"),
    Row("partner-missing", "What usually changes along is not in here: why not?",
        "partner", "author", 50, "the schema changed, its client did not"),
    Row("rollback", "How is this taken back at night by somebody who did not write it?",
        "code", "author", 100, "the only one who knew was asleep"),
    Row("intent", "What shall be different after this, and how would you notice that it is not?",
        "code", "author", 101, "it did what the ticket said, and not what was meant"),
)  # fmt: skip
