from __future__ import annotations

import pytest

from paraph.core.errors import InputError
from paraph.flows.filed.record_text import Filing, content_of, environment_in, title_of, trailers_of

FULL = Filing(
    " Fail  over ",
    "1. promote\r\n2. point\n",
    "ada",
    "eu/production",
    "generated",
    ("claude:opus-4",),
    "The reverse.\n",
)


def test_everything_that_is_signed_stands_in_the_text() -> None:
    assert content_of(FULL).decode() == (
        "Environment: eu/production\nAI took part: it wrote most of it (claude:opus-4)\n\n"
        "1. promote\n2. point\n\nHow it is undone:\n\nThe reverse.\n"
    )
    assert title_of(FULL) == "Fail over"
    assert trailers_of(FULL) == ("Environment: eu/production", "Generated-by: claude:opus-4")


def test_a_text_alone_stays_as_it_is() -> None:
    assert content_of(Filing("t", "do it\n\n", "ada")) == b"do it\n"
    assert trailers_of(Filing("t", "do it", "ada", assistance="none")) == ()


@pytest.mark.parametrize(
    "message", ["t", "Environment: x", "t\n\nEnvironment: a b", "t\n\nEnvironment: x\n\nmore", "t\n\nenvironment: x"]
)
def test_only_a_trailer_names_an_environment(message: str) -> None:
    assert environment_in(message) == ""
    assert environment_in(f"t\n\n{trailers_of(FULL)[0]}\nGenerated-by: x\n") == "eu/production"


@pytest.mark.parametrize(
    "filing",
    [
        FULL._replace(environment="a b"),
        FULL._replace(environment="a\nGenerated-by: x"),
        FULL._replace(assistance="much"),
        FULL._replace(assistance="none"),
        FULL._replace(tools=("a b",)),
        FULL._replace(tools=("a",) * 11),
    ],
)
def test_what_no_trailer_can_hold_is_refused(filing: Filing) -> None:
    with pytest.raises(InputError):
        trailers_of(filing)


@pytest.mark.parametrize("filing", [FULL._replace(rollback="a\0"), FULL._replace(rollback="x" * 262_144)])
def test_a_way_back_has_bounds_too(filing: Filing) -> None:
    with pytest.raises(InputError):
        content_of(filing)
