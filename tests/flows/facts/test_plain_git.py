"""What does plain git not know of a change?"""

from __future__ import annotations

import pytest

from paraph.core.model.change import Change
from paraph.flows.facts.plain_git import not_in_git


@pytest.mark.parametrize(
    ("title", "body", "unknown"),
    [
        ("", "", ["labels", "title", "body"]),
        ("say", "", ["labels", "body"]),
        ("", "more", ["labels", "title"]),
        ("say", "more", ["labels"]),
    ],
)
def test_labels_are_never_known_and_texts_only_where_they_were_given(title: str, body: str, unknown: list[str]) -> None:
    assert [each.fact for each in not_in_git(Change("1" * 40, "2" * 40, title=title, body=body))] == unknown
