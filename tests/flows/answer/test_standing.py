"""Which change is answered to, and by whose keys?"""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.answer.desk import enrolled, opened
from office import KEY
from paraph.core.errors import InputError
from paraph.flows.answer.standing import person_of, standing


def test_a_change_stands_with_its_decision_and_everybodys_keys(tmp_path: Path) -> None:
    bureau, number = opened(tmp_path)
    key = enrolled(bureau, "ben", 7)
    at = standing(bureau.office, KEY, number, bureau.row(number).version)
    assert (at.row.head, at.found.facts.change.head) == (bureau.row(number).head,) * 2
    assert key.public.text in {each.public for each in person_of(at.directory, "ben").keys}
    with pytest.raises(InputError, match="nobody in the directory"):
        person_of(at.directory, "zoe")
    bureau.merge(number)
    bureau.deliver(number=number)
    bureau.run()
    with pytest.raises(InputError, match="takes no answers"):
        standing(bureau.office, KEY, number, bureau.row(number).version)
    bureau.close()
