from __future__ import annotations

from paraph.core.model.attribution import Attribution, Claim, FileLines, LineCounts, NoteOddity, Span
from paraph.flows.provenance.import_notes import Met, Survey, ToolLines, begin, is_record, lines_of, writable

CLAUDE = Claim("ai", "claude")
SPANS = (Span(1, 4, "ai", CLAUDE), Span(6, 6, "human_attested", Claim("human")), Span(7, 8, "unknown"))
ONE = Attribution("1" * 40, (FileLines("a", SPANS),), (NoteOddity("odd_key", "x", "1" * 40, "a", 2, 3),), "", 100,
                  LineCounts(ai=5, human_attested=1, unknown=2))  # fmt: skip
EMPTY = Attribution("2" * 40, (), (NoteOddity("empty_attestation", "x"),), "", 10)
BROKEN = Attribution("3" * 40, (), (NoteOddity("schema_unknown", "x"), NoteOddity("prompt_messages", "x", count=4)))


def test_records_are_counted_as_they_pass() -> None:
    survey = Survey()
    assert list(survey.seen([ONE, EMPTY, BROKEN])) == [ONE, EMPTY, BROKEN]
    assert (survey.records, survey.empty, survey.unread, survey.files) == (3, 1, 1, 1)
    assert (survey.size_bytes, survey.largest_bytes, survey.messages()) == (110, 100, 4)
    assert lines_of(survey.attested) == LineCounts(ai=4, human_attested=1, unknown=2)
    assert lines_of(survey.stated) == LineCounts(ai=5, human_attested=1, unknown=2)
    assert survey.tools == {"claude": ToolLines(4, 1)}
    assert survey.oddities["odd_key"] == Met(3, 1, ONE.oddities)
    assert survey.reached([("1" * 40, "2" * 40), ("9" * 40,)]) == 1


def test_only_the_first_places_of_an_oddity_are_kept() -> None:
    survey = Survey()
    for _ in range(9):
        survey.add(ONE)
    survey.hear(ONE)
    assert survey.oddities["odd_key"] == Met(30, 10, ONE.oddities * 3)
    assert survey.records == 9


def test_what_may_be_written_anew() -> None:
    assert list(writable([ONE, EMPTY, BROKEN], is_own=True)) == [ONE, EMPTY]
    assert list(writable([ONE, EMPTY, BROKEN], is_own=False)) == [ONE]


def test_notes_of_another_kind_are_no_records() -> None:
    words = [NoteOddity(kind, "x") for kind in ("separator_missing", "metadata_missing", "empty_attestation")]
    text = Attribution("4" * 40, (), tuple(words))
    json = Attribution("5" * 40, (), (NoteOddity("unknown_format", "x"),))
    assert [is_record(each) for each in (ONE, EMPTY, BROKEN, text, json)] == [True, True, True, False, False]
    assert begin([text, json])[1:] == (2, False)
    assert begin([])[1:] == (0, False)
    begun = begin([text, EMPTY, ONE, json])
    assert begun[1:] == (2, True)
    assert list(begun.records) == [text, EMPTY, ONE, json]
