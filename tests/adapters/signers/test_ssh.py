"""Does ssh-keygen sign for us, with what it needs and nothing else, and is what it says passed on?"""

from __future__ import annotations

import base64
import os
import pty
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from adapters.signers.oracle import MESSAGE, NAMESPACE, SSH_KEYGEN, Token, ecdsa, ed25519, key_file
from paraph.adapters.formats.ssh_keys import SK_ED25519, PublicKey
from paraph.adapters.formats.ssh_wire import pack
from paraph.adapters.signers.checker import Checker
from paraph.adapters.signers.ssh import SshKeygenSigner, public_line_of
from paraph.core.errors import InputError, ReadError

ADA = ed25519(1)
# A program of our own that takes the same words as ssh-keygen, for machines without it and for what it never does.
STAND_IN = """#!{python}
import json, os, sys
from pathlib import Path
words = sys.argv[1:]
Path({log!r}).write_text(json.dumps([words, dict(os.environ), Path(words[-1]).read_bytes().decode()]))
{body}
"""
SIGNS = """
from paraph.adapters.signers.local import LocalSigner
from paraph.adapters.signers.sshsig import write_armored
signer = LocalSigner({key!r})
blob = signer.sign(words[words.index("-n") + 1], Path(words[-1]).read_bytes())
Path(words[-1] + ".sig").write_bytes(write_armored(blob))
"""


def stand_in(folder: Path, body: str) -> Path:
    """Put a program named ssh-keygen alone on PATH; it keeps what it was given in a file, which is returned."""
    log = folder / "log.json"
    program = folder / "bin" / "ssh-keygen"
    program.parent.mkdir()
    program.write_text(STAND_IN.format(python=sys.executable, log=str(log), body=body))
    program.chmod(0o755)
    return log


def test_what_ssh_keygen_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import json

    path = key_file(ADA, tmp_path / "key")
    log = stand_in(tmp_path, SIGNS.format(key=path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("SSH_AUTH_SOCK", "/run/agent")
    monkeypatch.setenv("SSH_ASKPASS", "/usr/bin/ask")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("SECRET", "x")
    signature = SshKeygenSigner(path).sign(NAMESPACE, MESSAGE)
    assert Checker().check(ADA.public.text, NAMESPACE, MESSAGE, signature) is not None
    words, environment, message = json.loads(log.read_text())
    assert words[:-1] == ["-Y", "sign", "-q", "-n", NAMESPACE, "-f", path]
    assert message == MESSAGE.decode()
    assert {"SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY", "HOME", "PATH"} <= set(environment)
    assert "SECRET" not in environment
    assert not Path(words[-1]).exists()


def test_a_key_of_an_agent_needs_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"import shutil; shutil.copy(words[words.index('-f') + 1], {str(tmp_path / 'kept')!r})"
    stand_in(tmp_path, body + SIGNS.format(key=key_file(ADA, tmp_path / "key")))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    signer = SshKeygenSigner("", literal=ADA.public.text)
    assert signer.sign(NAMESPACE, MESSAGE).startswith(b"SSHSIG")
    assert (tmp_path / "kept").read_text() == f"{ADA.public.text}\n"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("sys.stderr.write('agent refused operation'); sys.exit(255)", "agent refused operation"),
        ("", "wrote no signature"),
        ("Path(words[-1] + '.sig').write_text('hello')", "wrote no signature"),
        (SIGNS.replace("Path(words[-1]).read_bytes())", "b'other')", 1), "is not good for the key SHA256:"),
    ],
)
def test_what_goes_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, says: str) -> None:
    path = key_file(ADA, tmp_path / "key")
    stand_in(tmp_path, body.format(key=path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(ReadError, match=says) as caught:
        SshKeygenSigner(path).sign(NAMESPACE, MESSAGE)
    assert caught.value.problems[0].code == "P0734"


def test_the_real_program_signs_with_each_kind_of_key(tmp_path: Path) -> None:
    keys = [ADA, ecdsa(ec.SECP256R1()), ecdsa(ec.SECP384R1()), ecdsa(ec.SECP521R1())] if SSH_KEYGEN else []
    for number, key in enumerate(keys):
        path = key_file(key, tmp_path / str(number))
        for named in (path, f"{path}.pub"):
            signature = SshKeygenSigner(named).sign(NAMESPACE, MESSAGE)
            assert Checker().check(key.public.text, NAMESPACE, MESSAGE, signature) is not None
    if SSH_KEYGEN:
        subprocess.run([SSH_KEYGEN, "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", tmp_path / "rsa"], check=True)
        signer = SshKeygenSigner(str(tmp_path / "rsa"))
        signature = signer.sign(NAMESPACE, MESSAGE)
        assert Checker().check(signer.public, NAMESPACE, MESSAGE, signature) is not None
    assert SSH_KEYGEN is None or len(keys) == 4


@contextmanager
def agent(folder: Path) -> Iterator[str]:
    """The socket of a real ssh-agent."""
    socket = folder / "agent"
    with subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.DEVNULL) as running:
        while not socket.exists():
            assert running.poll() is None
        yield str(socket)
        running.terminate()


def test_the_real_program_reaches_an_agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(key_file(ADA, tmp_path / "key"))
    if SSH_KEYGEN is None:
        assert public_line_of(str(path)) == ADA.public.text
        return
    with agent(tmp_path) as socket:
        monkeypatch.setenv("SSH_AUTH_SOCK", socket)
        subprocess.run(["ssh-add", "-q", path], check=True)
        path.unlink()
        for signer in (SshKeygenSigner(f"{path}.pub"), SshKeygenSigner("", literal=ADA.public.text)):
            signature = signer.sign(NAMESPACE, MESSAGE)
            assert Checker().check(ADA.public.text, NAMESPACE, MESSAGE, signature) is not None


ASKED = """
import os, sys
os.dup2(os.open(sys.argv[1], os.O_RDWR), 2)  # the first terminal that a new session opens is its own
from paraph.adapters.signers.ssh import SshKeygenSigner
print(SshKeygenSigner(sys.argv[2]).sign(sys.argv[3], b"hello").hex())
"""


def test_the_real_program_asks_for_a_passphrase_on_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "key"
    if SSH_KEYGEN is None:
        assert public_line_of(key_file(ADA, path)) == ADA.public.text
        return
    subprocess.run([SSH_KEYGEN, "-q", "-t", "ed25519", "-a", "1", "-N", "open sesame", "-f", path], check=True)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", ASKED, os.ttyname(theirs), str(path), NAMESPACE]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True) as child:
        said = b""
        while b"passphrase" not in said:
            said += os.read(ours, 1024)
        os.write(ours, b"open sesame\n")
        signature = bytes.fromhex(child.communicate()[0].decode())
    os.close(ours)
    os.close(theirs)
    public = SshKeygenSigner(str(path)).public
    assert Checker().check(public, NAMESPACE, b"hello", signature) is not None


def encrypted(public: PublicKey) -> bytes:
    """An OpenSSH private key file whose private part nobody can read (OpenSSH, PROTOCOL.key)."""
    head = b"".join(pack(each) for each in (b"aes256-ctr", b"bcrypt", pack(bytes(16)) + bytes(4)))
    body = b"openssh-key-v1\0" + head + b"\0\0\0\1" + pack(public.blob) + pack(bytes(64))
    name = b"OPENSSH PRIVATE KEY-----\n"
    return b"-----BEGIN " + name + base64.encodebytes(body) + b"-----END " + name


def test_an_encrypted_key_tells_its_public_half(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(encrypted(ADA.public))
    assert SshKeygenSigner(str(path)).public == ADA.public.text
    path.write_bytes(ADA._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")))
    with pytest.raises(InputError, match="there is no public key for") as caught:
        public_line_of(str(path))
    assert "ssh-keygen -y -f" in caught.value.problems[0].fix
    path.with_name("key.pub").write_text(f"{ADA.public.text}\n")
    assert SshKeygenSigner(str(path)).public == ADA.public.text


def test_a_broken_private_file_tells_none(tmp_path: Path) -> None:
    path = tmp_path / "key"
    for body in ("AAAA", "b3BlbnNzaC1rZXktdjEA", "b3BlbnNzaC1rZXktdjEAAAAA", "*"):
        path.write_text(f"-----BEGIN OPENSSH PRIVATE KEY-----\n{body}\n-----END OPENSSH PRIVATE KEY-----\n")
        with pytest.raises(InputError, match="there is no public key for"):
            public_line_of(str(path))


def test_hardware_wants_a_touch(tmp_path: Path) -> None:
    path = tmp_path / "sk.pub"
    path.write_text(Token(SK_ED25519).public.text)
    assert SshKeygenSigner(str(path)).needs_touch
    assert not SshKeygenSigner("", literal=ADA.public.text).needs_touch


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        SshKeygenSigner(str(tmp_path / "none"))


def test_the_message_lies_where_nobody_else_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "mode"
    path = key_file(ADA, tmp_path / "key")
    body = f"Path({str(log)!r}).write_text(oct(os.stat(os.path.dirname(words[-1])).st_mode))"
    stand_in(tmp_path, body + SIGNS.format(key=path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    SshKeygenSigner(path).sign(NAMESPACE, MESSAGE)
    assert stat.S_IMODE(int(log.read_text(), 8)) == 0o700
    assert os.environ["PATH"] == str(tmp_path / "bin")
