from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitbuild import GitRepo
from paraph.cli.main import main
from signing_samples import IDENTITY, SigningRepo, at_terminal, signing_repo

SAID = ("--answer", "why-now=the quarter ends", "--answer", "ai-untested=read twice")


@pytest.fixture
def place(tmp_path: Path) -> SigningRepo:
    return signing_repo(tmp_path)


def sign(place: SigningRepo, *words: str, who: str = "ben") -> int:
    return main(["signoff", "--repo", place.folder, "--key", place.key(who), *words])


def document(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_change_is_signed_and_the_gate_knows_it(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert sign(place, "work", "--yes", *SAID, "--json") == 0
    found = document(capsys)
    assert (found["kind"], found["person"], found["proof"]) == ("signoff", "ben", "signed")
    scope = found["scope"]
    assert isinstance(scope, dict)
    assert scope["repository"] == IDENTITY
    assert scope["target"] == "refs/heads/main"
    assert scope["head"] == found["commit"] == place.repo.rev("work")
    assert scope["tree"] == place.repo.rev("work^{tree}")
    assert main(["gate", "work", "--repo", place.folder, "--json"]) == 3
    decision = document(capsys)
    assert "author" in str(decision["summary"])
    assert main(["declare", "work", "--repo", place.folder, "--key", place.key("cleo"), "--yes",
                 "--assistance", "assisted", "--answer", "intent=no lost cents"]) == 0  # fmt: skip
    capsys.readouterr()
    assert main(["gate", "work", "--repo", place.folder]) == 0


def test_what_is_asserted_is_printed_though_nobody_is_asked(
    place: SigningRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(place, "work", "--yes", "--quiet", *SAID) == 0
    said = capsys.readouterr()
    assert "I have read the whole change of 1 file" in said.err
    assert "✓ signed  sign-off " in said.out


REFUSALS = [
    (("work", "--yes"), "ben", "P0765", "why-now"),
    (("work",), "ben", "P0765", "--answer why-now=TEXT"),
    (("work", *SAID), "ben", "P0767", "--yes"),
    (("work", "--yes", "--answer", "why-not=x"), "ben", "P0764", "did you mean why-now?"),
    (("work", "--yes", "--answer", "x"), "ben", "P0763", "ID=TEXT"),
    (("work", "--yes"), "cleo", "P0758", "wrote "),
    (("work", "--yes"), "stranger", "P0738", "enrolled to nobody"),
    (("work", "--yes", "--person", "ada"), "ben", "P0738", "enrolled to nobody"),
    (("work", "--yes", "--person", "adda"), "ben", "P0738", "enrolled to nobody"),
    (("work~0", "--yes"), "ben", "P0760", "names none"),
    (("--withdraw", "abcdef0", "--yes"), "ben", "P0761", "no statement"),
    (("--withdraw", "abc", "--yes"), "ben", "P0761", "too short"),
]


@pytest.mark.parametrize(
    ("words", "who", "code", "text"), REFUSALS, ids=[f"{each[2]}-{n}" for n, each in enumerate(REFUSALS)]
)
def test_what_would_not_count_is_refused_before_anything_is_signed(
    place: SigningRepo, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], who: str, code: str, text: str
) -> None:
    assert sign(place, *words, who=who) == 2
    said = capsys.readouterr().err
    assert f"error[{code}]" in said
    assert text in " ".join(said.split())
    assert place.repo.git("for-each-ref", "refs/notes") == ""


def test_own_work_is_answered_for_where_a_rule_takes_that(
    place: SigningRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = (place.repo.path / ".paraph/policy.yaml").read_text()
    anybody = "  - {name: anybody, require: [{signoff: {independent: false}}]}\n"
    place.repo.commit("a rule for authors, too", {".paraph/policy.yaml": policy + anybody})
    assert sign(place, "work", "--yes", *SAID, who="cleo") == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "You had a hand in this change (wrote " in said
    assert "this counts for anybody alone." in said


def test_a_critical_change_needs_a_key_that_proves_presence(
    place: SigningRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    place.repo.switch("deep", "main")
    place.repo.commit("v", {"vault/v.py": "V = 2\n"})
    assert sign(place, "deep", "--yes", *SAID) == 2
    assert "your presence has to be proven" in capsys.readouterr().err


def test_a_conflict_is_nothing_to_answer_for(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    place.repo.commit("other", {"app/a.py": "A = 9\n"})
    assert sign(place, "work", "--yes") == 2
    assert "conflicts with its target in app/a.py" in " ".join(capsys.readouterr().err.split())


def test_without_an_identity_nothing_is_signed(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    text = (place.repo.path / ".paraph/policy.yaml").read_text()
    place.repo.commit("no identity", {".paraph/policy.yaml": text.replace(f'identity: "{IDENTITY}"\n', "")})
    place.repo.switch("work")
    place.repo.git("rebase", "--quiet", "main")
    assert sign(place, "work", "--yes") == 2
    assert "error[P0759]" in capsys.readouterr().err


def test_changes_can_be_asked_for_without_an_answer(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert sign(place, "work", "--yes", "--decision", "request-changes") == 0
    assert "ask for changes" in capsys.readouterr().err


def test_a_sign_off_is_taken_back_by_whoever_gave_it(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert sign(place, "work", "--yes", "--json", *SAID) == 0
    id_ = str(document(capsys)["statement"])
    assert sign(place, "--withdraw", id_[:12], "--yes", who="ada") == 2
    assert "nobody takes back another's" in capsys.readouterr().err
    assert main(["veto", "--clear", id_, "--repo", place.folder, "--key", place.key("ada"), "--yes"]) == 2
    assert "is a sign-off, not a veto" in capsys.readouterr().err
    assert sign(place, "--withdraw", id_[:12], "--yes", "--json") == 0
    assert document(capsys)["kind"] == "withdrawal"


def test_it_is_sent_along(place: SigningRepo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    origin = GitRepo(tmp_path / "origin.git", bare=True)
    place.repo.git("remote", "add", "origin", str(origin.path))
    assert sign(place, "work", "--yes", *SAID, "--push", "--fetch") == 0
    assert "Sent to origin." in capsys.readouterr().err
    assert origin.rev("refs/notes/paraph/statements") == place.repo.rev("refs/notes/paraph/statements")
    place.repo.git("remote", "set-url", "origin", "/nowhere")
    assert sign(place, "work", "--yes", *SAID, "--push") == 4
    said = capsys.readouterr()
    assert "✓ signed" in said.out
    assert "error[P0755]" in said.err


def test_on_a_terminal_it_is_read_answered_and_signed(place: SigningRepo) -> None:
    words = ["signoff", "work", "--key", place.key("ben")]
    screen, code = at_terminal(words, _answers(place), place.folder)
    assert code == 0, screen
    assert "◐ app/a.py  +2 -1" in screen
    assert "◐ claude-code +A = 2" in screen
    assert "◐             +B = 3" in screen
    assert "You sign as Ben Sample (senior), ben:" in screen
    assert "✓ signed  sign-off" in screen


def _answers(place: SigningRepo, last: str = "yes\n") -> list[tuple[str, str]]:
    from paraph import wiring
    from paraph.flows.signing.asked_of import asked_of_signer
    from paraph.ports.question import Question

    found = wiring.answer(Question(repository=place.folder, change="work"))
    return [*[("  > ", "because\n") for _ in asked_of_signer(found).own], ("Type yes to sign:", last)]


def test_whoever_does_not_say_yes_signs_nothing(place: SigningRepo) -> None:
    words = ["signoff", "work", "--key", place.key("ben"), "--no-diff"]
    screen, code = at_terminal(words, _answers(place, "y\n"), place.folder)
    assert code == 3, screen
    assert "Nothing was signed." in screen
    assert place.repo.git("for-each-ref", "refs/notes") == ""


def test_a_proof_that_is_too_weak_for_one_rule_is_told(place: SigningRepo, capsys: pytest.CaptureFixture[str]) -> None:
    more = "  - name: eyes\n    require: [{signoff: {proof: present}}]\n"
    policy = place.repo.path / ".paraph/policy.yaml"
    place.repo.commit("stricter", {".paraph/policy.yaml": policy.read_text() + more})
    assert sign(place, "work", "--yes", *SAID) == 0
    assert "A rule asks for the proof `present`" in capsys.readouterr().err
