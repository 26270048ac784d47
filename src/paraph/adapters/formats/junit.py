"""What does a report of tests in JUnit's XML say?

There is no standard; what is read is what JUnit, pytest, Go, Jest and the CI servers agree on: `testcase` elements,
each with a `failure`, an `error` or a `skipped` within, below `testsuite` and `testsuites`. Everything is counted,
and what a suite claims beside that can only make it worse. Read by expat as a stream, without document types or
entities (whoever sends one means harm), in memory that does not grow with the report.
"""

from __future__ import annotations

from collections import Counter
from xml.parsers import expat

from paraph.core.attest.predicates import EvidencePredicate, Measured
from paraph.core.errors import InputError, Problem

MOST_BYTES = 10 << 20
MOST_DEEP = 64
_BAD = ("failure", "error")
_ROOTS = ("testsuites", "testsuite")


def read_junit(data: bytes, at: int, kind: str = "tests") -> EvidencePredicate:
    """The outcome and the figures of a report; `at` is epoch seconds.

    Failed where a test failed or a suite says so; with none that ran, it is an error. Raises InputError (P1335).
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.refuse_type
    parser.EntityDeclHandler = reader.refuse_type
    if len(data) > MOST_BYTES:
        raise _refused(f"it has {len(data):,} bytes, more than {MOST_BYTES:,}")
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by its place alone
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _refused(f"it is not XML: {error}") from None
    return reader.said(at, kind)


class _Reader:
    """Counts while it is parsed."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.claimed: Counter[str] = Counter()
        self.deep = 0
        self.within = 0
        self.worst = ""
        self.seconds = 0.0

    def start(self, name: str, given: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if self.deep == 0 and tag not in _ROOTS:
            raise _refused(f"it begins with <{tag[:40]}>, and not with <testsuites> or <testsuite>")
        self.deep += 1
        if self.deep > MOST_DEEP:
            raise _refused(f"it nests more than {MOST_DEEP} deep")
        if tag == "testcase" and not self.within:
            self.within, self.worst = self.deep, "passed"
            self.seconds += _seconds(given.get("time", ""))
        elif tag in {*_BAD, "skipped"} and self.within == self.deep - 1 and self.worst not in _BAD:
            self.worst = tag
        elif tag in _ROOTS:
            for claim in ("failures", "errors"):
                self.claimed[claim] += given.get(claim, "0").strip() not in {"", "0"}

    def end(self, _: str) -> None:
        if self.deep == self.within:
            self.counts[self.worst] += 1
            self.within = 0
        self.deep -= 1

    def refuse_type(self, *_: object) -> None:
        raise _refused("it declares a document type or an entity")

    def said(self, at: int, kind: str) -> EvidencePredicate:
        ran = self.counts["passed"] + self.counts["failure"] + self.counts["error"]
        figures = {
            "tests": ran + self.counts["skipped"], "failures": self.counts["failure"], "errors": self.counts["error"],
            "skipped": self.counts["skipped"], "seconds": round(self.seconds, 3),
        }  # fmt: skip
        metrics = tuple(Measured(name, float(value)) for name, value in figures.items())
        is_bad = any(self.counts[each] for each in _BAD) or any(self.claimed.values())
        outcome = "failed" if is_bad else "passed" if ran else "error"
        return EvidencePredicate((kind,), outcome, "", at, metrics)  # type: ignore[arg-type]


def _seconds(text: str) -> float:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return 0.0
    return value if 0 <= value < 1e9 else 0.0


def _refused(why: str) -> InputError:
    return InputError(Problem("P1335", f"this report of tests cannot be read: {why}", "send the XML that JUnit writes"))
