"""How is a message sent by e-mail? Plain text by SMTP (RFC 5321), never over a network without TLS."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from paraph.adapters.notifiers.wording import address_of, one_line, visible
from paraph.core.errors import InputError, Problem, ReadError
from paraph.core.model.digest import sha256_hex
from paraph.core.model.regex import regex
from paraph.ports.config import NotifySettings
from paraph.ports.notifier import Message

TIMEOUT = 15.0
_MOST_SUBJECT, _MOST_TEXT = 200, 20_000
_ADDRESS = regex(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PORTS = {"smtp": 587, "smtps": 465}


class EmailNotifier:
    """Implements `paraph.ports.notifier.Notifier` for one SMTP server.

    `smtps://` speaks TLS from the first byte, `smtp://` by STARTTLS (RFC 3207), which only a server on this very
    machine may lack. Raises InputError for settings that cannot be used.
    """

    name = "email"

    def __init__(self, settings: NotifySettings, context: ssl.SSLContext | None = None) -> None:
        url = urlsplit(settings.url)
        if url.scheme not in _PORTS or not url.hostname or url.username or url.path not in ("", "/"):
            raise InputError(Problem("P1310", f"`{url.scheme}://{url.hostname or ''}` is no SMTP server",
                                     "write `smtp://HOST:PORT` or `smtps://HOST:PORT`"))  # fmt: skip
        if not _ADDRESS.fullmatch(settings.sender):
            raise InputError(Problem("P1310", "the sender of e-mails is no address", "write `sender: paraph@HOST`"))
        self._scheme, self._host = url.scheme, url.hostname
        self._port = url.port or _PORTS[url.scheme]
        self._settings = settings
        self._context = context or ssl.create_default_context()

    def reaches(self, message: Message) -> bool:
        """Whether the person has an address that can be used."""
        return bool(_ADDRESS.fullmatch(address_of(message.accounts, "email")))

    def send(self, message: Message) -> None:
        """Hand it to the server. Raises ReadError (P1311) where it was not taken."""
        mail = self._mail(message)
        try:
            with self._connected() as server:
                server.send_message(mail)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            what = f"the mail server {self._host} did not take a message: {one_line(str(error), 200)}"
            raise ReadError(Problem("P1311", what, "see whether it is up, and what it wants of a sender")) from None

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        if self._scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT, context=self._context)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)
        with server:
            server.ehlo()
            if self._scheme == "smtp" and (server.has_extn("starttls") or self._host not in _LOOPBACK):
                server.starttls(context=self._context)
                server.ehlo()
            if self._settings.user:
                server.login(self._settings.user, self._settings.password)
            yield server

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = self._settings.sender
        mail["To"] = address_of(message.accounts, "email")
        mail["Subject"] = one_line(message.subject, _MOST_SUBJECT)
        # the same for ever, so that a mailbox that gets it twice shows it once
        domain = self._settings.sender.rpartition("@")[2]
        mail["Message-ID"] = f"<{sha256_hex(message.key.encode())[:32]}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        link = f"\n\n{one_line(message.link, 2_000)}" if message.link else ""
        mail.set_content(visible(message.text, _MOST_TEXT) + link + "\n")
        return mail
