from __future__ import annotations

import pytest

from paraph.core.policy.foreign.regex import MAX_SEQUENCES, Mark, sequences_of

ONE, ANY, WITHIN, START, END, ROUGH = Mark.ONE, Mark.ANY, Mark.WITHIN, Mark.START, Mark.END, Mark.APPROXIMATE


@pytest.mark.parametrize(
    ("regex", "sequences"),
    [
        ("ab", (("a", "b"),)),
        ("a|b", (("a",), ("b",))),
        ("^a$", ((START, "a", END),)),
        (r"\Aa\z", ((START, "a", END),)),
        (".", ((ONE,), ("/",))),
        (".*", ((ANY,),)),
        (".*?", ((ANY,),)),
        (".+", ((ONE, ANY), ("/", ANY))),
        ("[^/]", ((ONE,),)),
        ("[^/]*", ((WITHIN,),)),
        ("[^/]+", ((ONE, WITHIN),)),
        ("a?", ((), ("a",))),
        ("(?:a|b)c", (("a", "c"), ("b", "c"))),
        ("[ab]", (("a",), ("b",))),
        (r"\.", ((".",),)),
        ("a*", ((ROUGH, WITHIN),)),
        ("(a/)*", ((ROUGH, ANY),)),
        (r"\d", ((ROUGH, ONE),)),
        (r"\b", ((ROUGH,),)),
        ("[a-z]", ((ROUGH, ONE),)),
        ("[^a]", ((ROUGH, ONE), (ROUGH, "/"))),
        ("[+-9]", ((ROUGH, ONE), (ROUGH, "/"))),
        ("a{2,3}", ((ROUGH, WITHIN),)),
        ("a{b", (("a", "{", "b"),)),
    ],
)
def test_alternatives(regex: str, sequences: tuple[tuple[object, ...], ...]) -> None:
    assert sequences_of(regex) == sequences


@pytest.mark.parametrize(
    ("regex", "words"),
    [
        ("a)", "no `"),
        ("(a", "never closed"),
        ("[a", "never closed"),
        ("(?i)a", "flags"),
        ("*a", "nothing stands before"),
        (r"\pL", "uses"),
        ("^*", "repeats an anchor"),
        ("a{2", "never closed"),
        ("(" * 40 + ")" * 40, "too deeply"),
        ("a" * 1001, "longer than"),
        ("|".join("a" * (MAX_SEQUENCES + 1)), "too many"),
        ("[ab]" * 7, "too many"),
    ],
)
def test_what_is_not_followed(regex: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        sequences_of(regex)
