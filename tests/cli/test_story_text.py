"""The story of one change as people read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.ledger_samples import AT, alarm
from flows.story_samples import DECLARED, Sample, sample
from gitbuild import GitRepo
from golden_file import assert_golden
from paraph.cli.story_text import story_lines
from paraph.cli.terminal_text import Style
from paraph.core.attest.predicates import VetoPredicate
from paraph.flows.ledger.expunge import Whose, expunge, personal_of
from paraph.flows.ledger.follow_change import Story
from paraph.flows.ledger.keep_facts import personal


@pytest.fixture
def world(git_repo: GitRepo) -> Iterator[Sample]:
    with sample(git_repo) as made:
        yield made


def text(story: Story, columns: int = 100) -> str:
    return "\n".join(story_lines(story, Style(), columns)) + "\n"


def test_a_change_that_landed(world: Sample) -> None:
    merge = world.live_through_it()
    assert_golden("story/landed.txt", text(world.story(merge)))


def test_a_change_with_an_alarm_and_a_veto_and_somebody_erased(world: Sample) -> None:
    merge = world.live_through_it()
    world.sign("veto", "ben", VetoPredicate("it locks the table"))
    alarm(world.ledger, world.base, merge, "the landed tree is not the approved one: a.py")
    expunge(world.ledger, personal_of(world.ledger, Whose("ada")), personal(b"unix:op", bytes(32)), "asked", AT)
    assert_golden("story/alarm.txt", text(world.story(merge), 80))


def test_a_change_that_waits_and_no_ledger(world: Sample) -> None:
    world.sign("declaration", "ada", DECLARED)
    found = world.story(world.head)
    lines = tuple(line._replace(entry=None, leaf="") for line in found.lines)
    assert_golden("story/notes.txt", text(found._replace(lines=lines, origin="", size=0), 100))


def test_hostile_words_stay_words(world: Sample) -> None:
    found = world.story(world.head)
    shown = text(found._replace(title="\x1b[31mred\u202e", lines=(found.lines[0]._replace(text="\x1b[2J"),)))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_colours_change_no_letter(world: Sample) -> None:
    found = world.story(world.live_through_it())
    colored = "\n".join(story_lines(found, Style(is_colored=True), 100))
    import re

    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) + "\n" == text(found)
