"""The campaign of lines in small, and its judge beside a record that lies."""

from __future__ import annotations

from pathlib import Path

from campaign.lines import lived
from campaign.lines_town import Town
from paraph.core.model.attribution import Attribution, Claim, FileLines, Span
from paraph.core.model.capture import Edit
from paraph.wiring import open_repository
from paraph.wiring.line_records import attribution_records


def test_a_short_life_shows_nobody_as_somebody_else() -> None:
    life = lived(4, 9)
    assert life.wrong == ()
    assert life.told.total() > 0


def test_a_record_that_lies_is_seen(tmp_path: Path) -> None:
    town = Town(1, tmp_path / "clone")
    town.found()
    lines = [f"s1:{number:05d} x" for number in range(9001, 9004)]
    town.truth |= dict.fromkeys(lines, frozenset({"s1"}))
    text = "".join(f"{line}\n" for line in lines)
    town.call("s1", (Edit("n", None, text),), lambda: town.write("n", lines))
    town.git("add", "--all")
    assert town.git("commit", "--quiet", "--message", "work")
    wrong, counts = town.looked()
    assert (wrong, counts["told"], counts["missed"]) == ([], 3, 0)
    with open_repository(str(town.folder)) as reader, attribution_records(reader) as records:
        base = reader.commit_id("HEAD~1")
        lie = Span(1, 1, "ai", Claim("ai", "codex", session="s2"))
        records.add([Attribution(base, (FileLines("a", (lie,)),))])
    (found,) = town.looked()[0]
    assert (found.path, found.truth, found.shown) == ("a", "human", "ai s2")
