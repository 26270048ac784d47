"""Threats 20, 21 and 30: what can somebody do to everybody's gate who may write the notes and sign nothing?"""

from __future__ import annotations

import json
import os
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.adapters.git.reader import GitRepository
from paraph.cli.main import main
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, EnvelopeSignature, write_envelope
from paraph.core.attest.predicates import Answered, DeclarationPredicate, Scope, VetoPredicate
from paraph.core.attest.statement import write_statement
from paraph.core.model.refs import STATEMENTS_REF
from paraph.flows.statements.gather_answers import MOST_TOLD
from signing_samples import IDENTITY, SigningRepo, signing_repo
from statement_samples import payload

ESCAPES = "\x1b[2J\x9b31m\u202e\r\n::error::x\u200b\ud7ff\x00"
TWICE = "\x9b\u202e"
AT = 1_700_000_000


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> SigningRepo:
    return signing_repo(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(autouse=True)
def _no_notes(shop: SigningRepo) -> Iterator[None]:
    yield
    shop.repo.git("update-ref", "-d", STATEMENTS_REF)


def said(shop: SigningRepo, capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capfd.readouterr()
    code = main(["--repo", shop.folder, *(words or ("gate", "main..work"))])
    return code, "".join(capfd.readouterr())


def notes(shop: SigningRepo, files: dict[str, tuple[str, bytes | str]]) -> str:
    """A commit of notes that git's own commands would not write; a text is an object's id."""
    repo = shop.repo
    lines = [
        f"{mode} {what if isinstance(what, str) else repo.blob(what)}\t{path}" for path, (mode, what) in files.items()
    ]
    index = {"GIT_INDEX_FILE": f"{shop.folder}/.git/hostile-index"}
    Path(index["GIT_INDEX_FILE"]).unlink(missing_ok=True)
    before = dict(os.environ)
    os.environ.update(index)
    try:
        repo.git("update-index", "--add", "--index-info", stdin="\n".join(lines).encode())
        tree = repo.git("write-tree", "--missing-ok").strip()
    finally:
        os.environ.clear()
        os.environ.update(before)
    commit = repo.raw_commit(tree, "notes")
    repo.git("update-ref", STATEMENTS_REF, commit)
    return commit


def unsigned(shop: SigningRepo, number: int = 0, **more: object) -> bytes:
    """A declaration in Cleo's name that nobody signed."""
    scope = Scope(IDENTITY, "refs/heads/main", shop.repo.rev("main"), shop.repo.rev("work"), "1" * 40, "2" * 64)
    made = write_statement("declaration", scope, "cleo", AT, f"{number:032x}", DeclarationPredicate("none"))
    document = json.loads(made)
    document["predicate"] |= more
    return write_envelope(Envelope(json.dumps(document).encode(), PAYLOAD_TYPE, (EnvelopeSignature("", b"x"),)))


ODD = {
    "a link": ("120000", b"/etc/passwd"), "a submodule": ("160000", "1" * 40), "no JSON": ("100644", b"\xff\n\n{]\n"),
    "deep JSON": ("100644", b"[" * 50_000), "no end": ("100644", b'{"payload":"'), "a program": ("100755", b"{}"),
    "many digits": ("100644", b'{"payload":' + b"9" * 5_000 + b"}"),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_a_note_that_says_nothing_stops_nobody(
    shop: SigningRepo, capfd: pytest.CaptureFixture[str], odd: tuple[str, bytes | str]
) -> None:
    notes(shop, {"a" * 40: odd, "b" * 40 + "/x": ("100644", b"x"), "ab/" * 20 + "x": ("100644", b"x"), "no": odd})
    assert said(shop, capfd)[0] == 3


UNREAD = {
    "missing": {"a" * 40: ("100644", "1" * 40)},
    "too long": {"a" * 40: ("100644", b"x" * ((1 << 24) + 1))},
    "too many lines": {"a" * 40: ("100644", b"\n" * 40_000)},
}


@pytest.mark.parametrize("files", UNREAD.values(), ids=UNREAD.keys())
def test_a_note_that_cannot_be_read_could_be_a_veto(
    shop: SigningRepo, capfd: pytest.CaptureFixture[str], files: dict[str, tuple[str, bytes | str]]
) -> None:
    notes(shop, files)
    code, words = said(shop, capfd)
    assert code == 4
    assert "P0750" in words


@pytest.mark.parametrize("kind", ["blob", "tree", "tag"])
def test_a_ref_that_is_no_commit_of_notes_is_told(
    shop: SigningRepo, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    repo = shop.repo
    repo.git("tag", "--force", "--annotate", "--message", "x", "t", "main")
    named = {"blob": repo.blob("x"), "tree": repo.rev("main^{tree}"), "tag": repo.git("rev-parse", "t").strip()}
    repo.git("update-ref", STATEMENTS_REF, named[kind])
    code, words = said(shop, capfd)
    assert code == 4
    assert f"is a {kind}, not a commit" in words


FORMATS = [("gate", "main..work"), ("explain", "main..work")] + [
    ("gate", "main..work", "--format", each) for each in ("json", "markdown", "sarif")
]


@pytest.mark.parametrize("words", FORMATS, ids=" ".join)
def test_nothing_in_a_note_acts_on_a_terminal(
    shop: SigningRepo, capfd: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    space = ESCAPES.encode()
    frame = b"SSHSIG\0\0\0\1" + b"".join(len(each).to_bytes(4, "big") + each for each in (b"key", space))
    scope = Scope(IDENTITY, "refs/heads/main", "", shop.repo.rev("work"), "1" * 40)
    report = json.loads(payload("evidence", scope=scope))
    report["predicate"]["configuration"][0]["annotations"] = {"paraphMetrics": {ESCAPES: "x"}}
    lines = [
        unsigned(shop), unsigned(shop, 1, owner=ESCAPES), unsigned(shop, 2, person=ESCAPES),
        unsigned(shop, 3, assistance=ESCAPES), json.dumps({ESCAPES: 1, "payloadType": ESCAPES}).encode(),
        json.dumps({"payload": "", "payloadType": ESCAPES, "signatures": [{"sig": "eA=="}]}).encode(),
        f'{{"{TWICE}":1,"{TWICE}":2}}'.encode(),
    ]  # fmt: skip
    there = Scope(IDENTITY, "refs/heads/main", shop.repo.rev("main"), shop.repo.rev("work"), "1" * 40, "2" * 64)
    veto = write_statement("veto", there, "ada", AT, "e" * 32, VetoPredicate("no"))
    framed = (EnvelopeSignature(ESCAPES, frame),)
    lines += [write_envelope(Envelope(each, PAYLOAD_TYPE, framed)) for each in (json.dumps(report).encode(), veto)]
    notes(shop, {shop.repo.rev("work"): ("100644", b"\n".join(lines))})
    code, shown = said(shop, capfd, *words)
    assert code in (0, 3)
    assert "does not count" in shown or words[-1] == "sarif"
    odd = [each for each in shown if not each.isprintable() and each != "\n"]
    assert odd == []
    assert not [line for line in shown.splitlines() if line.startswith("::error::x")]


def test_what_does_not_count_is_told_up_to_a_bound(shop: SigningRepo, capfd: pytest.CaptureFixture[str]) -> None:
    lines = [unsigned(shop, number) for number in range(200)]
    notes(shop, {shop.repo.rev("work"): ("100644", b"\n".join(lines))})
    code, words = said(shop, capfd, "gate", "main..work", "--format", "json")
    assert code == 3
    told = [each for each in json.loads(words[: words.rindex("}") + 1])["findings"] if "count" in each["text"]]
    assert len(told) == MOST_TOLD + 1


def test_foreign_signatures_on_an_override_do_not_keep_the_second_person_off(
    shop: SigningRepo, capfd: pytest.CaptureFixture[str]
) -> None:
    code, words = said(shop, capfd, "override", "main..work", "--reason", "the shop is down", "--yes", "--key",
                       shop.key("ada"), "--format", "json")  # fmt: skip
    assert code == 0, words
    made = json.loads(words[words.index("{") : words.rindex("}") + 1])
    envelope = made["envelope"]
    envelope["signatures"] = [{"sig": "eHh4eHh4eHg" + "ABCDEFGHIJKLMNOP"[number] + "eHh4"} for number in range(16)]
    line = json.dumps(envelope).encode()
    carried = shop.repo.git("notes", "--ref", STATEMENTS_REF, "show", shop.repo.rev("work")).encode()
    notes(shop, {shop.repo.rev("work"): ("100644", carried.rstrip(b"\n") + b"\n" + line)})
    code, words = said(shop, capfd, "override", "--second", made["statement"], "--yes", "--key", shop.key("ben"))
    assert code == 0, words
    assert said(shop, capfd)[0] == 0


def test_forged_answers_of_the_author_do_not_keep_a_reader_off(
    shop: SigningRepo, capfd: pytest.CaptureFixture[str]
) -> None:
    with GitRepository(shop.folder) as reader:
        base, head = shop.repo.rev("main"), shop.repo.rev("work")
        tree = reader.merged(base, head).tree or ""
        scope = Scope(IDENTITY, "refs/heads/main", base, head, tree, reader.reviewed(base, tree).diff)
    said_by_nobody = DeclarationPredicate("none", answers=(Answered("intent", "forged"),))
    made = [
        write_statement("declaration", scope, "cleo", AT, f"{number:032x}", said_by_nobody) for number in range(120)
    ]
    lines = [write_envelope(Envelope(each, PAYLOAD_TYPE, (EnvelopeSignature("", b"x"),))) for each in made]
    notes(shop, {shop.repo.rev("work"): ("100644", b"\n".join(lines))})
    answers = ("--answer", "why-now=The shop needs it.", "--answer", "ai-untested=I ran it.")
    code, words = said(
        shop, capfd, "signoff", "main..work", "--yes", "--key", shop.key("ben"), *answers, "--format", "json"
    )
    assert code == 0, words
    signed = json.loads(words[words.index("{") : words.rindex("}") + 1])
    kept = json.loads(b64decode(signed["envelope"]["payload"]))
    assert "seenAnswers" not in kept["predicate"]
