from __future__ import annotations

import pytest

from paraph.core.detect.lines.note_oddities import MOST_OF_A_KIND, OddityList


def test_the_first_places_are_told_and_the_rest_is_counted() -> None:
    odd = OddityList("c")
    for line in range(1, 100):
        odd.add("odd_key", path="a", line=line, count=2)
    odd.add("indent", "said so")
    told = odd.told()
    assert [each.line for each in told if each.kind == "odd_key"] == list(range(1, MOST_OF_A_KIND + 1))
    assert sum(each.count for each in told if each.kind == "odd_key") == 198
    assert (told[-1].kind, told[-1].text, told[-1].commit) == ("indent", "said so", "c")
    assert (odd.has("indent"), odd.has("too_large")) == (True, False)


def test_a_kind_that_is_not_on_the_list_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        OddityList("c").add("something")
