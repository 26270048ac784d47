"""Is a commit object taken apart as it stands, whatever it holds?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.adapters.git.commits import co_authors, parse
from paraph.core.model.person import Identity

TREE = b"tree " + b"a" * 40 + b"\n"
PEOPLE = b"author Ada <ada@example.test> 100 +0100\ncommitter Ben <ben@example.test> 200 -0500\n"


def test_a_co_author_line_of_spaces_costs_linear_time() -> None:
    body = b"Co-authored-by:" + b" " * 1_000_000 + b"x\nCo-authored-by: Ben <ben@example.test>\n"
    assert parse("c", TREE + PEOPLE + b"\n" + body)[1].co_authors == (Identity("Ben", "ben@example.test"),)


def test_a_plain_commit() -> None:
    tree, commit, oddity = parse("c" * 40, TREE + b"parent " + b"b" * 40 + b"\n" + PEOPLE + b"\nSubject\n\nBody\n")
    assert (tree, commit.parents, commit.message, oddity) == ("a" * 40, ("b" * 40,), "Subject\n\nBody\n", "")
    assert (commit.author, commit.author_time) == (Identity("Ada", "ada@example.test"), 100)
    assert (commit.committer, commit.commit_time) == (Identity("Ben", "ben@example.test"), 200)
    assert commit.signature == "none"


@pytest.mark.parametrize(
    ("encoding", "body", "message", "is_odd"),
    [
        (b"", "caf\u00e9".encode(), "caf\u00e9", False),
        (b"", b"caf\xe9", "caf\\xe9", False),
        (b"encoding ISO-8859-1\n", b"caf\xe9", "caf\u00e9", False),
        (b"encoding Shift_JIS\n", "\u65e5".encode("shift_jis"), "\u65e5", False),
        (b"encoding ISO-8859-99\n", b"x\xe9", "x\\xe9", False),
        (b"encoding UTF-7\n", b"+AEE-", "+AEE-", True),
        (b"encoding zlib_codec\n", b"x", "x", True),
        (b"encoding unicode_escape\n", b"\\u0041", "\\u0041", True),
    ],
)
def test_encodings(encoding: bytes, body: bytes, message: str, is_odd: bool) -> None:
    _, commit, oddity = parse("c", TREE + PEOPLE + encoding + b"\n" + body)
    assert (commit.message, bool(oddity)) == (message, is_odd)


def test_a_signature_may_hold_blank_lines_of_its_own() -> None:
    content = TREE + PEOPLE + b"gpgsig -----BEGIN\n \n author Eve <eve@example.test> 1 +0000\n -----END\n\nSubject\n"
    _, commit, oddity = parse("c", content)
    assert (commit.signature, commit.author.name, commit.message, oddity) == ("unverified", "Ada", "Subject\n", "")


@pytest.mark.parametrize("extra", [b"author Eve <eve@example.test> 1 +0000\n", b"committer E <e> 1 +0000\n", TREE])
def test_a_second_header_is_odd(extra: bytes) -> None:
    _, commit, oddity = parse("c", TREE + PEOPLE + extra + b"\nx")
    assert commit.author.name == "Ada"
    assert "instead of one" in oddity


def test_an_author_without_an_address() -> None:
    _, commit, _ = parse("c", TREE + b"author nobody\ncommitter X <<y>> later\n\nx")
    assert (commit.author, commit.author_time, commit.commit_time) == (Identity("nobody", ""), 0, 0)
    assert commit.committer == Identity("X", "<y")


def test_co_authors_stand_anywhere() -> None:
    message = (
        "Fix\n\nCo-authored-by: Ben <ben@example.test>\n\nmore text\r\n  co-Authored-By :Cleo <cleo@example.test>\r"
        "CO-AUTHORED-BY: Dan <dan@example.test>\n\nSigned-off-by: Ada <ada@example.test>\n"
        "Co-authored-by: Ben <ben@example.test>\nWe thank co-authored-by: Eve <eve@example.test>\n"
    )
    assert [one.email for one in co_authors(message)] == ["ben@example.test", "cleo@example.test", "dan@example.test"]


@given(st.binary(max_size=200))
def test_anything_is_taken(content: bytes) -> None:
    assert parse("c", content).commit.id == "c"
