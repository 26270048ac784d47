"""Are habits told from coincidence?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from paraph.core.model.facts import Partner
from paraph.core.tier.cochange import MIN_SHARE, MIN_TOGETHER, MOST_FILES, MOST_PARTNERS, missing_partners

PAIR = ["api.py", "client.py"]


def always(_: str) -> bool:
    return True


def test_a_faithful_partner_is_missed() -> None:
    history = [PAIR] * 7 + [["api.py"]] * 3
    assert missing_partners(history, ["api.py"], always) == (Partner("api.py", "client.py", 7, 10),)


def test_a_partner_that_is_there_is_not_missed() -> None:
    assert missing_partners([PAIR] * 9, PAIR, always) == ()


def test_too_few_too_loose_too_sweeping_or_gone() -> None:
    assert missing_partners([PAIR] * (MIN_TOGETHER - 1), ["api.py"], always) == ()
    assert missing_partners([PAIR] * 6 + [["api.py"]] * 3, ["api.py"], always) == ()
    sweeping = [*PAIR, *(f"f{n}" for n in range(MOST_FILES - 1))]
    assert missing_partners([sweeping] * 9, ["api.py"], always) == ()
    assert len(missing_partners([sweeping[:-1]] * 9, ["api.py"], always)) == MOST_PARTNERS
    assert missing_partners([PAIR] * 9, ["api.py"], lambda path: path != "client.py") == ()


def test_a_quiet_file_misses_nobody_and_is_no_missing_partner() -> None:
    assert missing_partners([PAIR] * 9, ["api.py"], always, ["api.py"]) == ()
    assert missing_partners([PAIR] * 9, PAIR, always, ["api.py"]) == ()


def test_a_missing_file_is_named_once_beside_its_best_friend() -> None:
    history = [["a", "b", "x"]] * 6 + [["a"]]
    assert missing_partners(history, ["a", "b"], always) == (Partner("b", "x", 6, 6),)


def test_the_better_friend_counts_in_whatever_order_they_come() -> None:
    for changed in (["a", "b"], ["b", "a"]):
        for first, second in ((["a", "x"], ["b", "x"]), (["b", "x"], ["a", "x"])):
            history = [first] * 6 + [second] * 6 + [["a"]]
            assert missing_partners(history, changed, always) == (Partner("b", "x", 6, 6),)


def test_the_most_faithful_stand_first_and_then_those_seen_more_often() -> None:
    history = [["a", "often"]] * 9 + [["b", "seldom"]] * 6 + [["c", "loose"]] * 9 + [["c"]]
    found = missing_partners(history, ["a", "b", "c"], always)
    assert [partner.missing for partner in found] == ["often", "seldom", "loose"]


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, unique=True), max_size=40), st.sampled_from("abcd"))
def test_counts_are_those_of_the_history(history: list[list[str]], changed: str) -> None:
    times = sum(changed in files for files in history)
    expected = set()
    for other in set("abcd") - {changed}:
        together = sum(changed in files and other in files for files in history)
        if together >= MIN_TOGETHER and together >= MIN_SHARE * times:
            expected.add(Partner(changed, other, together, times))
    assert set(missing_partners(history, [changed], always)) == expected
