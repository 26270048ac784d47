"""Tests of CI as a rule on plain git: a robot's key signs the report, a push brings it, and the server obeys."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from adapters.signers.oracle import ed25519, key_file, sign
from gitbuild import BEN, GitRepo
from paraph.cli.main import main
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, EnvelopeSignature, pae, read_envelope, write_envelope
from paraph.core.attest.namespaces import namespace
from report_samples import ran_tests
from serverside import IDENTITY, KEYS, MAIN, NOTES, PEOPLE, Pushed, Server, carry, write

ROBOT = ed25519(71)
POLICY = f"""\
version: 1
identity: {IDENTITY}
mode: enforce
rules:
  - {{name: tests, when: {{paths: ["src/**"]}}, require: [{{evidence: [tests]}}]}}
  - {{name: review, when: {{paths: ["db/**"]}}, require: [{{signoff: {{count: 1, proof: signed}}}}]}}
"""
RULES = {
    ".paraph/policy.yaml": POLICY,
    ".paraph/people.yaml": f"{PEOPLE}robots:\n  - {{id: ci, keys: [{{key: {ROBOT.public.text}}}]}}\n",
}


@pytest.fixture
def work(git_repo: GitRepo, tmp_path: Path) -> GitRepo:
    git_repo.commit("rules", {**RULES, "src/a.py": "a = 1\n", "db/a.sql": "a\n"})
    private = ROBOT._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "ci.pem").write_bytes(private)
    git_repo.switch("work", "main")
    git_repo.commit("change", {"src/a.py": "a = 2\n"})
    return git_repo


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: GitRepo) -> Server:
    made = Server(tmp_path / "shop.git", monkeypatch)
    made.take(work, "main", MAIN)
    made.install()
    return made


def report(work: GitRepo, tmp_path: Path, *words: str) -> int:
    return main(["evidence", "add", *words, "--repo", str(work.path), "--key", str(tmp_path / "ci.pem")])


def push(server: Server, work: GitRepo) -> Pushed:
    return server.ask(work, ("work", MAIN), (NOTES, NOTES))


def test_a_push_waits_for_the_report_and_goes_in_with_it(server: Server, work: GitRepo, tmp_path: Path) -> None:
    refused = server.push(work, "work:main")
    assert refused.code == 1
    assert "no report of tests" in refused.said
    assert report(work, tmp_path, "--kind", "tests", "--passed", "work") == 0
    passed = server.push(work, "work:main", f"{NOTES}:{NOTES}")
    assert passed.code == 0, passed.said
    assert server.value(MAIN) == work.rev("work")
    assert [each["of"] for each in server.entries("statement")] == ["evidence"]


def test_ci_sends_it_ahead_of_the_push(server: Server, work: GitRepo, tmp_path: Path) -> None:
    made = tmp_path / "report.json"
    made.write_bytes(ran_tests(work.rev("work")))
    words = (str(made), "work", "--push", "--remote", str(server.path))
    assert report(work, tmp_path, *words) == 0
    assert server.value(NOTES) == work.rev(NOTES)
    assert server.push(work, "work:main").code == 0


def test_a_failing_report_refuses(server: Server, work: GitRepo, tmp_path: Path) -> None:
    assert report(work, tmp_path, "--kind", "tests", "--failed", "work") == 0
    refused = push(server, work)
    assert refused.code == 1
    assert "tests by ci failed" in refused.said


def test_a_report_of_another_commit_or_of_another_kind_does_not_count(
    server: Server, work: GitRepo, tmp_path: Path
) -> None:
    assert report(work, tmp_path, "--kind", "tests", "--passed", "work") == 0
    work.commit("more", {"src/b.py": "b = 1\n"})
    assert report(work, tmp_path, "--kind", "lint", "--passed", "work") == 0
    refused = push(server, work)
    assert refused.code == 1
    assert "about other content" in " ".join(refused.said.split())
    assert report(work, tmp_path, "--kind", "tests", "--passed", "work") == 0
    assert push(server, work).code == 0


def test_the_report_of_the_author_does_not_count(server: Server, work: GitRepo) -> None:
    payload = ran_tests(work.rev("work"))
    made = sign(KEYS["ada"], namespace("evidence"), pae(PAYLOAD_TYPE, payload))
    carry(work, work.rev("work"), write_envelope(Envelope(payload, PAYLOAD_TYPE, (EnvelopeSignature("", made),))))
    assert push(server, work).code == 1
    assert server.value(MAIN) == work.rev("main")


def test_a_robot_never_signs_off(server: Server, work: GitRepo, tmp_path: Path) -> None:
    work.switch("work", "main")
    work.commit("change", {"db/a.sql": "b\n"}, author=BEN)
    pem, openssh = str(tmp_path / "ci.pem"), key_file(ROBOT, tmp_path / "ci")
    for key in (pem, openssh):
        assert main(["signoff", "work", "--repo", str(work.path), "--key", key, "--yes"]) == 2
    write(work, "signoff", "cleo", "work")
    line = next(iter(lines(work)))
    payload = read_envelope(line).payload
    message = pae(PAYLOAD_TYPE, payload)
    work.git("update-ref", "-d", NOTES)
    for value in (ROBOT.plain_value(message), sign(ROBOT, namespace("signoff"), message)):
        carry(work, work.rev("work"), write_envelope(Envelope(payload, PAYLOAD_TYPE, (EnvelopeSignature("", value),))))
        refused = push(server, work)
        assert refused.code == 1
        assert "is a robot's, and robots never sign a signoff" in " ".join(refused.said.split())
        work.git("update-ref", "-d", NOTES)


def lines(work: GitRepo) -> list[bytes]:
    from paraph.adapters.git.notes import GitNotes

    with GitNotes(str(work.path)) as notes:
        return [each.envelope for each in notes.carried()]
