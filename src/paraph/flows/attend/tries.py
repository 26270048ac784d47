"""Which tries of a merge queue hold a change, so that they are answered anew when it is decided anew?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from paraph.core.attest.canonical import canonical
from paraph.flows.attend import errands
from paraph.flows.attend.office import Office
from paraph.ports.board import Setting
from paraph.ports.forge import Hint, MergeGroup
from paraph.ports.ledger import Job

MOST_TRIES = 20
_OF = "of"


def remembered(office: Office, key: str, group: MergeGroup, hint: Hint) -> list[Setting]:
    """That a try holds these changes, as far as it is not remembered yet; the oldest tries are forgotten."""
    said = {name: value for name, value in hint.said.items() if name != _OF}
    found = []
    for number in group.numbers:
        known = _known(office, key, number)
        if group.head not in known:
            kept = dict([*known.items(), (group.head, {"ref": hint.ref, "said": said})][-MOST_TRIES:])
            found.append(Setting(_name(key, number), canonical({"tries": [[head, kept[head]] for head in kept]})))
    return found


def forgotten(office: Office, hint: Hint) -> list[Setting]:
    """That a try is gone from the queue."""
    number = hint.said.get(_OF, "")
    known = _known(office, hint.repository, number) if number else {}
    if hint.head not in known:
        return []
    left = [[head, each] for head, each in known.items() if head != hint.head]
    return [Setting(_name(hint.repository, number), canonical({"tries": left}) if left else b"")]


def try_jobs(office: Office, key: str, number: str) -> list[Job]:
    """The tries to answer again, because something else is decided of a change."""
    known = _known(office, key, number)
    return [
        errands.merge_group_job(key, each["ref"], head, {**each["said"], _OF: number}) for head, each in known.items()
    ]


def _known(office: Office, key: str, number: str) -> Mapping[str, Any]:
    content = office.board.setting(_name(key, number))
    return dict(json.loads(content)["tries"]) if content else {}


def _name(key: str, number: str) -> str:
    return f"tries:{key}#{number}"
