from __future__ import annotations

from typing import Any

import pytest

from paraph.core.policy.foreign.conditions import Condition
from paraph.core.policy.foreign.notes import Source
from paraph.core.policy.foreign.predicates import each_predicate, read_predicates
from paraph.core.policy.source import Document, from_plain

NEVER: Condition = None
ALWAYS: Condition = {}


def bounds(predicates: Any) -> tuple[Condition, Condition]:
    tree = from_plain(predicates)
    found = read_predicates(Source(Document("p", tree)), tree, "if")
    return found.least, found.most


@pytest.mark.parametrize(
    ("predicates", "condition"),
    [
        ({"changed_files": {"paths": ["^a/"]}}, {"paths": ["/a/"]}),
        ({"changed_files": {"paths": ["^a/"], "ignore": ["^a/b/"]}}, {"paths": ["/a/", "!/a/b/"]}),
        ({"changed_files": {"paths": []}}, NEVER),
        ({"no_changed_files": {"paths": ["^a/"]}}, {"not": {"paths": ["/a/"]}}),
        ({"only_changed_files": {"paths": ["^a/"]}}, {"only_paths": ["/a/"]}),
        ({"targets_branch": {"pattern": "^main$"}}, {"target": ["main"]}),
        ({"modified_lines": {"additions": "> 5", "total": "= 7"}}, {"any": [{"added": "> 5"}, {"lines": "== 7"}]}),
        ({"has_successful_status": ["a", "b"]}, {"all": [{"checks": ["a"]}, {"checks": ["b"]}]}),
        ({"has_labels": ["x"]}, {"labels": ["x"]}),
        ({"repository": {"not_matches": ["^acme/"]}}, {"not": {"repository": ["acme/*/**"]}}),
        ({"has_valid_signatures": True}, {"signed": True}),
    ],
)
def test_written_exactly(predicates: Any, condition: Condition) -> None:
    assert bounds(predicates) == (condition, condition)


@pytest.mark.parametrize(
    ("predicates", "least", "most"),
    [
        ({"has_author_in": {"users": ["ada"]}}, NEVER, {"author": {"person": ["ada"]}}),
        ({"has_author_in": {"users": ["robot[bot]"]}}, NEVER, ALWAYS),
        ({"has_contributor_in": {"permissions": ["write"]}}, NEVER, ALWAYS),
        ({"only_has_contributors_in": {"teams": ["o/t"]}}, {"only_contributors": {"team": ["o/t"]}}, ALWAYS),
        ({"author_is_only_contributor": True}, NEVER, ALWAYS),
        ({"from_branch": {"pattern": "^rel/"}}, NEVER, {"source": ["rel/*/**"]}),
        ({"from_branch": {"pattern": "rel"}}, NEVER, ALWAYS),
        ({"has_status": {"statuses": ["a"], "conclusions": ["skipped"]}}, NEVER, ALWAYS),
        ({"has_status": {"statuses": ["a"], "conclusions": ["success", "x"]}}, {"checks": ["a"]}, ALWAYS),
        ({"has_labels": ["a*"]}, NEVER, ALWAYS),
        ({"title": {"matches": ["^WIP", "x$"]}}, NEVER, {"title": ["WIP*", "*x"]}),
        ({"title": {"not_matches": ["^WIP"]}}, {"not": {"title": ["WIP*"]}}, ALWAYS),
        ({"has_workflow_result": {}}, NEVER, ALWAYS),
        ({"changed_files": {"paths": ["\\.go$"]}}, {"paths": ["*.go", "!*.go/"]}, {"paths": ["*.go"]}),
    ],
)
def test_written_within_bounds(predicates: Any, least: Condition, most: Condition) -> None:
    assert bounds(predicates) == (least, most)


def test_every_predicate_has_its_note() -> None:
    tree = from_plain({"has_labels": ["x"], "author_is_only_contributor": True})
    source = Source(Document("p", tree))
    assert list(each_predicate(source, tree, "if")) == ["has_labels", "author_is_only_contributor"]
    assert [(note.construct, note.carried) for note in source.notes] == [
        ("has_labels", "equal"),
        ("author_is_only_contributor", "stricter"),
    ]
