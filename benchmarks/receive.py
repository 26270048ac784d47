"""How long does a push wait for a server's answer: refused, allowed by a sign-off, and after years of use?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory

from benchmarks import histories, years
from benchmarks.row import Row, Setting, number, spread, within
from benchmarks.timing import Sample, of_process

LIMIT_MILLISECONDS = 500
COMMITS = 20
LANDINGS = 50_000
POLICY, PEOPLE = ".paraph/policy.yaml", ".paraph/people.yaml"
SENIOR, PUSHER = "email:p13@example.test", "email:p1@example.test"
MAIN, NOTES = "refs/heads/main", "refs/notes/paraph/statements"


def served(folder: Path, commits: int, seed: int) -> tuple[Path, Path]:
    """A guarded bare repository with a long history, and a clone that is some commits ahead of it, signed off."""
    work = histories.governed(folder / "work", commits, seed)
    histories.run(work, "git", "checkout", "--quiet", "--force", "main")
    _replace(work / POLICY, "mode: shadow", "mode: enforce")
    account = f'accounts: ["{SENIOR}"]'
    _replace(work / PEOPLE, account, f'{account}, keys: [{{key: "{_key(folder / "key")}", from: 2026-01-01}}]')
    histories.run(work, "git", "commit", "--quiet", "--all", "--message=Enforce it")
    server = folder / "server.git"
    histories.run(folder, "git", "clone", "--quiet", "--bare", "--branch", "main", str(work), str(server))
    second = str(folder / "second")
    words = ("hook", "install", "--server", str(server), "--second", second, "--principal", "REMOTE_USER")
    histories.run(folder, *histories.PARAPH, *words)
    histories.run(work, "git", "checkout", "--quiet", "-b", "ahead")
    for place in range(COMMITS):
        path = work / f"src/m{place}/pushed.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"pushed = {place}\n", encoding="utf-8")
        histories.run(work, "git", "add", str(path))
        histories.run(work, "git", "commit", "--quiet", f"--message=Push {place}")
    histories.run(work, *histories.PARAPH, "signoff", "ahead", "--target", "main", "--key", f"{folder}/key", "--yes")
    return server, work


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _key(path: Path) -> str:
    """A new key of a person, in a file; its public line."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    path.touch(0o600)
    path.write_bytes(key.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, form.NoEncryption()))
    return key.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).decode()


def asked(server: Path, work: Path, *, is_signed: bool = False) -> Sequence[str]:
    """The call that git makes of `pre-receive` when the commits are pushed to main, alone or with the sign-off."""
    updates = [(histories.run(server, "git", "rev-parse", MAIN).strip(), "HEAD", MAIN)]
    updates += [("0" * 40, NOTES, NOTES)] if is_signed else []
    lines = [f"{old} {histories.run(work, 'git', 'rev-parse', new).strip()} {ref}" for old, new, ref in updates]
    given = "".join(f"{line}\\n" for line in lines)
    alternates = quote(str(work / ".git" / "objects"))
    call = f"cd {quote(str(server))} && printf '{given}' | REMOTE_USER={PUSHER} "
    return ["sh", "-c", f"{call}GIT_DIR=. GIT_ALTERNATE_OBJECT_DIRECTORIES={alternates} hooks/pre-receive"]


def pushed(server: Path, work: Path, folder: Path) -> float:
    """The wall milliseconds of a whole `git push` that goes in, with all hooks, into a copy of the server."""
    copy = folder / "copy"
    shutil.copytree(server, copy / "server.git")
    _replace(copy / "server.git/paraph/server.json", f"{folder}/", f"{copy}/")
    try:
        refs = f"ahead:main {NOTES}:{NOTES}"
        words = (
            f"cd {quote(str(work))} && REMOTE_USER={PUSHER} git push --quiet {quote(str(copy / 'server.git'))} {refs}"
        )
        wall = of_process(["sh", "-c", words]).wall
        head = histories.run(work, "git", "rev-parse", "ahead")
        assert histories.run(copy / "server.git", "git", "rev-parse", "main") == head, "the push was refused"
        return wall
    finally:
        shutil.rmtree(copy)


def figures(setting: Setting) -> Iterator[Row]:
    """The whole hook, shell and start of Python included, with what it records; and a whole push."""
    runs, landings = (3, 500) if setting.quick else (15, LANDINGS)
    with TemporaryDirectory() as name:
        folder = Path(name)
        server, work = served(folder, 2_000 if setting.quick else 12_000, setting.seed)
        walls = Sample(pushed(server, work, folder) for _ in range(max(3, runs // 3)))
        for what, is_signed in (("refused", False), ("allowed by a sign-off", True)):
            yield _waited(f"pre-receive, {COMMITS} commits, {what}", asked(server, work, is_signed=is_signed), runs)
        yield Row("git push of these, all hooks", f"{number(walls.median)} ms", "", None, "shown", None, spread(walls))
        years.fill(server, histories.run(server, "git", "rev-parse", MAIN).strip(), landings)
        what = f"pre-receive after {landings:,} landings"
        yield _waited(f"{what}, refused", asked(server, work), runs)
        yield _waited(f"{what}, allowed", asked(server, work, is_signed=True), runs)


def _waited(what: str, command: Sequence[str], runs: int) -> Row:
    of_process(command)
    return within(f"{what}, wall", Sample(of_process(command).wall for _ in range(runs)), LIMIT_MILLISECONDS, "ms")
