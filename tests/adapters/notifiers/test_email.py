from __future__ import annotations

import datetime
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from adapters.notifiers.samples import MESSAGE
from paraph.adapters.notifiers.email import EmailNotifier
from paraph.core.errors import InputError, ReadError
from paraph.ports.config import NotifySettings

SENDER = "paraph@example.test"


class Mailbox:
    """A mail server that keeps what it was told; `refuses` says no to every recipient."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.context = context
        self.lines: list[str] = []
        self.mails: list[bytes] = []
        self.refuses = False
        self.port = 0


def talk(box: Mailbox, handler: socketserver.StreamRequestHandler) -> None:
    """One session of SMTP, as far as a client of ours goes."""
    with ExitStack() as open_:
        _talk(box, handler, open_)


def _talk(box: Mailbox, handler: socketserver.StreamRequestHandler, open_: ExitStack) -> None:
    read: Any = handler.rfile
    write: Any = handler.wfile
    write.write(b"220 box\r\n")
    is_secure = False
    while line := read.readline():
        text = line.decode().strip()
        word, _, rest = text.partition(" ")
        word = word.upper()
        box.lines.append(f"{'tls ' if is_secure else ''}{word} {rest}")
        if word == "EHLO":
            offers = ["box", *(["STARTTLS"] if box.context and not is_secure else []), "AUTH PLAIN"]
            rows = [f"250{'-' if n + 1 < len(offers) else ' '}{each}" for n, each in enumerate(offers)]
            write.write("".join(f"{row}\r\n" for row in rows).encode())
        elif word == "STARTTLS" and box.context:
            write.write(b"220 go on\r\n")
            write.flush()
            secured = open_.enter_context(box.context.wrap_socket(handler.connection, server_side=True))
            read, write = secured.makefile("rb"), secured.makefile("wb", buffering=0)
            open_.callback(read.close)
            is_secure = True
        elif word == "RCPT" and box.refuses:
            write.write(b"550 nobody here\r\n")
        elif word == "DATA":
            write.write(b"354 go on\r\n")
            body = b""
            while (part := read.readline()) != b".\r\n":
                body += part.removeprefix(b".") if part.startswith(b"..") else part
            box.mails.append(body)
            write.write(b"250 taken\r\n")
        elif word == "QUIT":
            write.write(b"221 bye\r\n")
            return
        else:
            write.write(b"235 ok\r\n" if word == "AUTH" else b"250 ok\r\n")


@contextmanager
def mailbox(context: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    box = Mailbox(context)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            talk(box, self)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes away is nothing to print."""

    with Server(("127.0.0.1", 0), Handler) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server on loopback shows, and a client that trusts it."""
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "box")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "box.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())


def settings(port: int, **fields: str) -> NotifySettings:
    return NotifySettings("email", f"smtp://127.0.0.1:{port}", SENDER, **fields)


@pytest.mark.enable_socket
def test_a_mail_is_plain_text_to_one_person() -> None:
    with mailbox() as box:
        channel = EmailNotifier(settings(box.port))
        channel.send(MESSAGE)
        channel.send(MESSAGE)
    mail, again = (message_from_bytes(each, policy=default) for each in box.mails)
    assert [line for line in box.lines if line.startswith("RCPT")] == ["RCPT TO:<ada@example.test>"] * 2
    assert (mail["To"], mail["From"], mail["Bcc"]) == ("ada@example.test", SENDER, None)
    assert mail["Subject"] == "Your turn: fix Bcc: eve@example.test"
    assert mail["Message-ID"] == again["Message-ID"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert "Line one\n.\n<!channel>" in mail.get_content().replace("\r\n", "\n")
    assert MESSAGE.link in mail.get_content()
    assert "\u202e" not in mail.get_content()


@pytest.mark.enable_socket
def test_where_the_server_can_it_speaks_tls_before_it_says_who_it_is(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    with mailbox(server) as box:
        EmailNotifier(settings(box.port, user="paraph", password="secret"), client).send(MESSAGE)
        with pytest.raises(ReadError, match="did not take"):
            EmailNotifier(settings(box.port)).send(MESSAGE)
    assert [line for line in box.lines if "AUTH" in line and not line.startswith("tls ")] == []
    assert len(box.mails) == 1


@pytest.mark.enable_socket
def test_a_server_elsewhere_without_tls_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paraph.adapters.notifiers.email._LOOPBACK", ())
    with mailbox() as box, pytest.raises(ReadError, match="STARTTLS"):
        EmailNotifier(settings(box.port)).send(MESSAGE)
    assert not any(line.startswith(("MAIL", "AUTH")) for line in box.lines)


@pytest.mark.enable_socket
def test_a_refusal_and_a_server_that_is_down_are_told() -> None:
    with mailbox() as box:
        box.refuses = True
        with pytest.raises(ReadError, match="did not take a message"):
            EmailNotifier(settings(box.port)).send(MESSAGE)
    with pytest.raises(ReadError, match="mail server 127"):
        EmailNotifier(settings(box.port)).send(MESSAGE)


@pytest.mark.parametrize(
    ("account", "reached"),
    [
        ("email:ada@example.test", True),
        ("email:ada@example.test\nRCPT", False),
        ("email:a b@example.test", False),
        ("email:ada@example.test,eve@example.test", False),
        ("github:ada", False),
    ],
)
def test_only_an_address_is_one(account: str, reached: bool) -> None:
    assert EmailNotifier(settings(25)).reaches(MESSAGE._replace(accounts=(account,))) is reached


@pytest.mark.parametrize("url", ["http://box", "smtp://", "smtp://user:secret@box", "box:25", "smtp://box/path"])
def test_what_is_no_mail_server_is_refused_without_its_secrets(url: str) -> None:
    with pytest.raises(InputError) as caught:
        EmailNotifier(NotifySettings("email", url, SENDER))
    assert "secret" not in str(caught.value)
    with pytest.raises(InputError):
        EmailNotifier(NotifySettings("email", "smtp://box", "paraph\n@box"))
