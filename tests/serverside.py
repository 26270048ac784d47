"""How does a test push to a guarded repository, with real git or with git's calls of the hooks alone?"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from adapters.signers.oracle import ed25519, sign
from gitbuild import ADA, BEN, CLEO, GitRepo
from paraph.adapters.git.notes import GitNotes
from paraph.adapters.git.reader import GitRepository
from paraph.adapters.signers.notes import generate, read_private_note_key
from paraph.adapters.store.ledger import open_ledger as open_stored
from paraph.adapters.store.second import MemorySecond
from paraph.cli.main import main
from paraph.core.attest.envelope import PAYLOAD_TYPE, Envelope, EnvelopeSignature, pae, read_envelope, write_envelope
from paraph.core.attest.namespaces import namespace
from paraph.core.attest.predicates import DeclarationPredicate, Kind, Predicate, Scope, ShownQuestion, SignoffPredicate
from paraph.core.attest.statement import read_statement, write_statement
from paraph.core.ledger.entry import read_entry
from paraph.core.model.noun import changed
from paraph.core.signoff.question_bank import BANK
from paraph.ports.ledger import Movement
from paraph.ports.statements import Carried
from paraph.wiring.ledger import open_ledger

MAIN = "refs/heads/main"
NOTES = "refs/notes/paraph/statements"
IDENTITY = "ab" * 16
FAR = 4_000_000_000
SHOWN = tuple(ShownQuestion(row.id, row.text) for row in BANK)
KEYS = {name: ed25519(number) for number, name in enumerate(("ada", "ben", "cleo", "dan"), 11)}
LEVELS = {"ada": "mid", "ben": "senior", "cleo": "senior"}
WRITERS = {"ada": ADA, "ben": BEN, "cleo": CLEO}
POLICY = f"""\
version: 1
identity: {IDENTITY}
mode: enforce
rules:
  - {{name: review, when: {{paths: ["src/**", ".paraph/**"]}}, require: [{{signoff: {{count: 1, proof: signed}}}}]}}
  - {{name: docs, when: {{only_paths: ["docs/**"]}}, require: [{{declaration: true}}]}}
"""
PEOPLE = "people:\n" + "".join(
    f"  - {{id: {name}, name: {name.title()} Sample, level: {level}, "
    f'accounts: ["email:{name}@example.test", "login:{name}"], keys: [{{key: "{KEYS[name].public.text}"}}]}}\n'
    for name, level in LEVELS.items()
)
RULES = {".paraph/policy.yaml": POLICY, ".paraph/people.yaml": PEOPLE}


class Pushed(NamedTuple):
    """How a push ended, and what was said of it."""

    code: int
    said: str


@cache
def empty_ledger() -> dict[str, bytes]:
    """The files of a ledger in which nothing stands yet: to make its tables takes longer than a test."""
    private = generate("paraph/tests")[0]
    signer = read_private_note_key(private)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/ledger.db"
        open_stored(url, origin=signer.name, signer=signer, second=MemorySecond(), may_create=True).close()
        return {"ledger.db": Path(folder, "ledger.db").read_bytes(), "ledger.key": f"{private}\n".encode()}


class Server:
    """A guarded bare repository. `push` is git's own; `ask` calls the hooks as git would, in this process."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, object_format: str = "sha1") -> None:
        self.path = folder
        self._patch = monkeypatch
        monkeypatch.setenv("XDG_STATE_HOME", str(folder.parent / "state"))
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--bare", "--initial-branch=main", f"--object-format={object_format}")

    def git(self, *words: str, has_hooks: bool = True, env: dict[str, str] | None = None) -> str:
        """Run git in the repository; AssertionError with its words when it fails."""
        done = self.attempt(*words, has_hooks=has_hooks, env=env)
        assert done.code == 0, f"git {' '.join(words)}: {done.said}"
        return done.said.removesuffix("\n")

    def attempt(self, *words: str, has_hooks: bool = True, env: dict[str, str] | None = None) -> Pushed:
        """Run git in the repository, whatever comes of it."""
        hooks = [] if has_hooks else ["-c", "core.hooksPath=/dev/null"]
        return _run([*hooks, *words], self.path, env or {})

    def install(self, *words: str, code: int = 0) -> None:
        """Run `paraph hook install --server` here, upon a ledger without entries where there is none."""
        area = self.path / "paraph"
        if not (area / "ledger.db").exists() and not (area / "server.json").exists():
            area.mkdir(exist_ok=True)
            for name, content in empty_ledger().items():
                (area / name).write_bytes(content)
                (area / name).chmod(0o600)
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            said = main(["hook", "install", "--server", str(self.path), "--principal", "REMOTE_USER", *words])
        assert said == code

    def begin(self, work: GitRepo, *words: str) -> None:
        """Guard the repository with what `work` has on main as its first content."""
        self.take(work, "HEAD", MAIN)
        self.install(*words)

    def take(self, work: GitRepo, source: str, ref: str) -> str:
        """Move a ref past all hooks, with its objects."""
        commit = work.rev(source)
        self.git("fetch", "--quiet", "--no-tags", str(work.path), commit, has_hooks=False)
        self.git("update-ref", ref, commit, has_hooks=False)
        return commit

    def push(self, work: GitRepo, *words: str, by: str = "ada") -> Pushed:
        """Push with real git, as somebody."""
        return _run(["push", str(self.path), *words], work.path, {"REMOTE_USER": by})

    def value(self, ref: str) -> str:
        """What a ref leads to, zeros for nothing."""
        done = self.attempt("rev-parse", "--verify", "--quiet", ref)
        return done.said.strip() if done.code == 0 else "0" * 40

    def ask(self, work: GitRepo, *updates: tuple[str, str], by: str = "ada", lands: bool = True) -> Pushed:
        """What the hooks say of a push of `(revision, ref)` pairs (an empty revision deletes), called in this process.

        `lands` moves the refs afterwards, with the hooks around it, as git does; else only pre-receive is asked.
        """
        moves = [(self.value(ref), work.rev(source) if source else "0" * 40, ref) for source, ref in updates]
        objects = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": str(work.path / ".git/objects")}
        done = self.call("pre-receive", moves, env={"REMOTE_USER": by, **objects})
        if done.code or not lands:
            return done
        for move in moves:
            self.git("fetch", "--quiet", "--no-tags", str(work.path), *([move[1]] if move[1].strip("0") else []),
                     has_hooks=False)  # fmt: skip
            prepared = self.call("reference-transaction prepared", [move])
            if prepared.code:
                return prepared
            words = ["-d", move[2]] if not move[1].strip("0") else [move[2], move[1], move[0]]
            self.git("update-ref", *words, has_hooks=False)
            assert self.call("reference-transaction committed", [move]).code == 0
        return done

    def call(self, hook: str, moves: list[tuple[str, str, str]], env: dict[str, str] | None = None) -> Pushed:
        """Call one hook in this process, as git does, with its place and its environment."""
        stdin = io.TextIOWrapper(io.BytesIO("".join(f"{' '.join(move)}\n" for move in moves).encode()))
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.path)
            patch.setenv("GIT_DIR", ".")
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", stdin)
            patch.setattr(sys, "stderr", said)
            code = main(["hook", "run", *hook.split()])
        return Pushed(code, said.getvalue())

    def entries(self, kind: str = "") -> list[dict[str, Any]]:
        """The ledger's entries as data, all or those of a kind."""
        return [each for each in self.read(lambda ledger: [*map(read_entry, ledger.entries())])
                if kind in ("", each["kind"])]  # fmt: skip

    def movements(self, ref: str = MAIN) -> list[Movement]:
        """What the ledger says of a ref."""
        found: list[Movement] = self.read(lambda ledger: list(ledger.movements(ref)))
        return found

    def read(self, of: Callable[[Any], Any]) -> Any:
        """Something of the ledger."""
        ledger = open_ledger("", str(self.path / "paraph")).ledger
        try:
            return of(ledger)
        finally:
            ledger.close()


def change(work: GitRepo, name: str = "work", files: dict[str, str] | None = None, by: str = ADA) -> str:
    """One commit on a branch that starts at main."""
    work.switch(name, "main")
    return work.commit("change", files or {"src/a.py": f"a = 2  # {name}\n"}, author=by)


def write(
    work: GitRepo, kind: Kind, by: str, head: str, *, base: str = "main", target: str = MAIN,
    said: Predicate | None = None, at: int = 1_800_000_000, nonce: str = "0" * 32, signers: tuple[str, ...] = (),
    identity: str = IDENTITY,
) -> str:  # fmt: skip
    """Sign a statement on the merge of `head` into `base`, and put it into the notes of `work`; its id."""
    with GitRepository(str(work.path)) as reader:
        start, end = work.rev(base), work.rev(head)
        tree = reader.merged(start, end).tree or ""
        scope = Scope(identity, target, start, end, tree, reader.reviewed(start, tree).diff)
    predicate = said or (
        DeclarationPredicate("none") if kind == "declaration"
        else SignoffPredicate("approve", "I have read it.", "critical", FAR, questions=SHOWN)
    )  # fmt: skip
    payload = write_statement(kind, scope, by, at, nonce, predicate)
    message = pae(PAYLOAD_TYPE, payload)
    made = [EnvelopeSignature("", sign(KEYS[each], namespace(kind), message)) for each in signers or (by,)]
    line = write_envelope(Envelope(payload, PAYLOAD_TYPE, tuple(made)))
    carry(work, scope.head, line)
    from hashlib import sha256

    return sha256(payload).hexdigest()


def forged(line: bytes, by: str, **scope: str) -> bytes:
    """The same statement with another scope, truly signed: somebody lies about what they read."""
    before = read_statement(read_envelope(line).payload)
    payload = write_statement(
        before.kind, changed(before.scope, **scope), before.person, before.at, before.nonce, before.predicate
    )
    made = sign(KEYS[by], namespace(before.kind), pae(PAYLOAD_TYPE, payload))
    return write_envelope(Envelope(payload, PAYLOAD_TYPE, (EnvelopeSignature("", made),)))


def carry(work: GitRepo, commit: str, line: bytes) -> None:
    """Put a line into the notes of a repository."""
    with GitNotes(str(work.path)) as notes:
        notes.add([Carried(commit, line)])


def _run(words: list[str], folder: Path, env: dict[str, str]) -> Pushed:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, env={**os.environ, **env})
    return Pushed(done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"))


__all__ = ["IDENTITY", "KEYS", "MAIN", "NOTES", "PEOPLE", "POLICY", "RULES", "Pushed", "Server", "write"]
