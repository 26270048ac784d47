from __future__ import annotations

from threading import Thread
from typing import Any

import pytest

from office import KEY
from paraph.core.errors import ReadError
from paraph.core.model.change import Change, ChangedFile
from paraph.core.model.noun import changed
from paraph.flows.attend.kept import kept
from paraph.flows.view import diff
from paraph.flows.view.diff import FilePart, Parts, ends_of, file_parts, first_indexes
from paraph.ports.question import Evaluation
from shown_office import Desk


def decided(desk: Desk) -> Evaluation:
    return kept(desk.bureau.office, desk.bureau.row(desk.numbers["pay"]))


def read(desk: Desk, found: Evaluation, indexes: list[int], parts: Parts) -> dict[int, FilePart]:
    with desk.bureau.mirrors.open(desk.bureau.repository) as opened:
        return file_parts(opened, KEY, found, indexes, parts)


def test_each_line_says_who_wrote_it_and_shows_only_itself(desk: Desk) -> None:
    parts = read(desk, decided(desk), [1, 2, 3], Parts())
    assert [parts[at].name for at in (1, 2, 3)] == ["src/logo.bin", "src/odd.py", "src/payments/new.py"]
    assert parts[1].is_binary
    assert parts[2].lines[1].parts == (
        ("x = '", ""),
        ("\\u202e", "right-to-left override"),
        ("gpj.exe", ""),
        ("\\u200b", "zero width space"),
        ("'", ""),
    )
    assert [line.kind for line in parts[3].lines if line.sign == "+"] == ["unknown", "unknown", "ai", "ai"]
    assert parts[3].ai_lines == 2


def test_what_was_read_is_not_read_again(desk: Desk) -> None:
    parts = Parts()
    first = read(desk, decided(desk), [2], parts)
    assert set(parts.kept) == {key for key in parts.kept if key[0] == KEY}
    assert len(parts.kept) == 4
    assert read(desk, decided(desk), [2, 1, 99, 0], parts)[2] is first[2]


def test_no_more_is_read_ahead_than_some_lines(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "AHEAD_LINES", 0)
    parts = Parts()
    assert [*read(desk, decided(desk), [1], parts)] == [1]
    assert len(parts.kept) == 2


def test_who_asks_meanwhile_finds_what_the_first_one_reads(desk: Desk) -> None:
    parts, found, answers = Parts(), decided(desk), list[FilePart]()
    threads = [Thread(target=lambda: answers.append(read(desk, found, [2], parts)[2])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(each) for each in answers}) == 1
    assert len(answers) == 4
    assert parts.turns == {}


def test_a_patch_of_other_files_is_refused(desk: Desk) -> None:
    found = decided(desk)
    files = found.facts.change.files
    for other in (files[1:], (*files[:1], changed(files[1], new_blob="0" * 40), *files[2:]), (*files, files[0])):
        torn = changed(found.facts, change=changed(found.facts.change, files=other))
        with pytest.raises(ReadError, match="not of the files"):
            read(desk, found._replace(facts=torn), [len(other)], Parts())


def test_what_is_least_asked_for_goes_first() -> None:
    parts = Parts(most_lines=4)
    one, two, three = (FilePart(at, "a", (), is_binary=False, is_cut=False, ai_lines=0) for at in (1, 2, 3))
    for at, part in enumerate((one, two, three, one)):
        parts.keep((str(at % 3),), part)
    assert parts.lines == 3
    parts.most = 2
    assert parts.get(("1",)) is two
    parts.keep(("3",), three)
    assert list(parts.kept) == [("1",), ("3",)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({"tree": "t"}, ("b", "t")), ({"merge_bases": ("m",)}, ("m", "h")), ({}, None)],
)
def test_which_two_are_compared(fields: dict[str, Any], expected: tuple[str, str] | None) -> None:
    change = Change("b", "h", **fields)
    if expected is None:
        with pytest.raises(ReadError, match="no difference to show"):
            ends_of(change)
    else:
        assert ends_of(change) == expected


def test_the_first_files_are_as_many_as_fit() -> None:
    files = [ChangedFile("a", added_lines=size) for size in (5_000, 300, 2_000, 200, 400, 1)]
    assert first_indexes(files, []) == (2, 4)
    assert first_indexes(files, [2, 4]) == (5, 6)
    assert first_indexes([ChangedFile("a", added_lines=990)] * 3, []) == (1,)
    assert first_indexes([ChangedFile("a")] * 100, []) == tuple(range(1, 13))
