"""What must hold for every format of records of lines: each format's own test inherits it."""

from __future__ import annotations

from hashlib import sha256
from typing import ClassVar

from paraph.adapters.formats.attribution_formats import FORMATS, format_of, read_attribution
from paraph.core.detect.lines.note_oddities import NOTE_ODDITIES
from paraph.core.model.attribution import LINE_KINDS, Attribution, Claim, FileLines, Span

COMMIT = "c" * 40
CLAIM = Claim("ai", "claude", "opus", "talk-1")
SAID = Attribution(COMMIT, (FileLines("src/a.py", (Span(2, 3, "ai", CLAIM), Span(7, 7, "ai", CLAIM))),))


class AttributionContract:
    """A subclass names the format, and writes `SAID` in it."""

    name: ClassVar[str]

    @staticmethod
    def written(said: Attribution) -> bytes:
        raise NotImplementedError

    def read(self, content: bytes) -> Attribution:
        return next(each.read for each in FORMATS if each.name == self.name)(COMMIT, content)

    def test_it_is_told_by_its_shape(self) -> None:
        found = format_of(self.written(SAID))
        assert found is not None
        assert found.name == self.name
        assert read_attribution(COMMIT, self.written(SAID)) == self.read(self.written(SAID))

    def test_what_is_written_is_read_and_counted(self) -> None:
        content = self.written(SAID)
        found = self.read(content)
        assert [(path, [span[:3] for span in spans]) for path, spans in found.files] == [
            ("src/a.py", [(2, 3, "ai"), (7, 7, "ai")])
        ]
        assert (found.oddities, found.stated.ai, sum(found.stated)) == ((), 3, 3)
        assert (found.commit, found.size_bytes, found.digest) == (COMMIT, len(content), sha256(content).hexdigest())
        assert content == self.written(SAID)

    def test_whatever_is_damaged_invents_no_author(self) -> None:
        content = self.written(SAID)
        for at in range(len(content)):
            for noise in (b"", b"\xff", b"\n", b'"', b"0", b" "):
                self._is_sober(content[:at] + noise + content[at + len(noise) :])
                self._is_sober(content[:at] + noise)
                self._is_sober(content[:at] + noise + content[at:])

    def _is_sober(self, content: bytes) -> None:
        found = self.read(content)
        assert found.commit == COMMIT
        assert {each.kind for each in found.oddities} <= NOTE_ODDITIES.keys()
        assert [path for path, _ in found.files] == sorted({path for path, _ in found.files})
        for _, spans in found.files:
            before = 0
            for first, last, kind, claim, _ in spans:
                assert before < first <= last
                before = last
                assert kind in LINE_KINDS
                assert claim is None or claim.polarity == ("human" if kind == "human_attested" else "ai")

    def test_a_record_of_another_commit_is_weak_and_told(self) -> None:
        found = next(each.read for each in FORMATS if each.name == self.name)("d" * 40, self.written(SAID))
        claims = [span.claim for _, spans in found.files for span in spans]
        assert "foreign_base" in [each.kind for each in found.oddities]
        assert all(claim is not None and claim.strength == "weak" for claim in claims)
