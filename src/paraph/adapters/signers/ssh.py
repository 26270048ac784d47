"""How is something signed by a key that only OpenSSH can reach: an agent's, a hardware token's, an encrypted one?"""

from __future__ import annotations

import os
from base64 import b64decode
from tempfile import TemporaryDirectory

from paraph.adapters.formats.ssh_keys import read_blob, read_public
from paraph.adapters.formats.ssh_wire import MalformedError, WireReader
from paraph.adapters.process.attended import run_attended
from paraph.adapters.signers.checker import Checker
from paraph.adapters.signers.sshsig import MAX_BLOB_BYTES, read_armored
from paraph.core.errors import InputError, Problem, ReadError

# What ssh-keygen needs to reach an agent, a token and its user. Nothing else passes.
PASSED_VARIABLES = (
    "PATH", "HOME", "USER", "LOGNAME", "TERM", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "SSH_AUTH_SOCK",
    "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "SSH_SK_PROVIDER", "SSH_SK_HELPER", "SSH_PKCS11_HELPER", "DISPLAY",
    "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS",
)  # fmt: skip
SECONDS_TO_ANSWER = 300.0
"""How long a user may look for a token or a passphrase."""
MAX_KEY_FILE_BYTES = 65_536
_PRIVATE_MAGIC = b"openssh-key-v1\0"


class SshKeygenSigner:
    """Signs with `ssh-keygen -Y sign`; implements `ports.signing.Signer`.

    `key_file` is a private key, or the public one of a key in an agent or token; or, with `literal`, the public key
    itself is given in place of a file. Raises InputError where it names no key that signs here.
    """

    def __init__(self, key_file: str, *, literal: str = "") -> None:
        self._key_file = "" if literal else key_file
        self._key = read_public(literal or public_line_of(key_file))

    @property
    def public(self) -> str:
        """The public key in its OpenSSH form, without a comment."""
        return self._key.text

    @property
    def needs_touch(self) -> bool:
        """Whether the key is in hardware, which waits for a touch or a PIN."""
        return self._key.is_hardware

    def sign(self, namespace: str, message: bytes) -> bytes:
        """The binary SSH signature over the message, checked. ssh-keygen itself asks for passphrase, PIN and touch.

        The message goes through a file: where its input is no terminal, ssh-keygen asks for no passphrase.
        Raises ReadError with its words when it could not sign.
        """
        with TemporaryDirectory(prefix="paraph-") as folder:
            path = f"{folder}/message"
            _write(path, message)
            if not self._key_file:
                _write(f"{folder}/key.pub", f"{self._key.text}\n".encode())
            arguments = ["-Y", "sign", "-q", "-n", namespace, "-f", self._key_file or f"{folder}/key.pub", path]
            environment = {name: os.environ[name] for name in PASSED_VARIABLES if name in os.environ}
            ended = run_attended("ssh-keygen", arguments, environment, SECONDS_TO_ANSWER)
            if ended.status:
                raise _failure(f"ssh-keygen did not sign: {ended.trouble or 'see its words above'}")
            signature = _signature(f"{path}.sig")
        if Checker().check(self.public, namespace, message, signature) is None:
            raise _failure(f"what ssh-keygen signed is not good for the key {self._key.fingerprint}")
        return signature


def public_line_of(key_file: str) -> str:
    """The public key's line for the file of either half: beside a private key, or in its unencrypted head.

    Raises InputError where there is none.
    """
    content = _content(key_file)
    if b"PRIVATE KEY" not in content:
        return content.decode("utf-8", "replace").strip()
    head = _public_in(content)
    if head:
        return head
    if os.path.exists(f"{key_file}.pub"):
        return _content(f"{key_file}.pub").decode("utf-8", "replace").strip()
    fix = f"write its public half beside it: ssh-keygen -y -f {key_file} > {key_file}.pub"
    raise InputError(Problem("P0735", f"there is no public key for {key_file}", fix))


def _public_in(private: bytes) -> str:
    """The public key that an OpenSSH private key file states before its encrypted part (OpenSSH, PROTOCOL.key)."""
    body = b"".join(line for line in private.splitlines() if not line.startswith(b"-----"))
    try:
        raw = b64decode(body, validate=True)
        if not raw.startswith(_PRIVATE_MAGIC):
            return ""
        reader = WireReader(raw[len(_PRIVATE_MAGIC) :])
        for _ in ("cipher", "derivation", "its options"):
            reader.string()
        return read_blob(reader.string()).text if reader.number() == 1 else ""
    except (MalformedError, ValueError):
        return ""


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(MAX_KEY_FILE_BYTES)
    except OSError as error:
        what = f"the key file {path} cannot be read: {error.strerror}"
        raise InputError(Problem("P0735", what, "name another with --key")) from error


def _write(path: str, content: bytes) -> None:
    with open(path, "xb") as file:
        file.write(content)


def _signature(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return read_armored(file.read(2 * MAX_BLOB_BYTES + 1))
    except (OSError, MalformedError) as error:
        raise _failure(f"ssh-keygen wrote no signature that can be read: {error}") from error


def _failure(what: str) -> ReadError:
    fix = "check the key with `ssh-add -l`, or name another with --key"
    return ReadError(Problem("P0734", what, fix))
