"""Which addresses may be called, and which does a name stand for?

An address is `scheme://host:port` and is compared literally with those that were configured. What a name resolves to
is looked at before a connection is made, and the connection goes to exactly that: a name whose answer changes between
the look and the call (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

from paraph.adapters.http.troubles import HttpError
from paraph.core.errors import Problem
from paraph.core.model.regex import regex

_PORTS = {"http": 80, "https": 443}
_HOST = regex(r"[a-z0-9]([a-z0-9_.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\]")
_SHOWN = regex(r"[\x21-\x7e]{1,8192}")
_NAT64 = ip_network("64:ff9b::/96")
Address = IPv4Address | IPv6Address


class Origin(NamedTuple):
    """The part of a URL that says whom one talks to; `host` is in lower case, without the brackets of IPv6."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{shown}:{self.port}"


class Target(NamedTuple):
    """A URL taken apart: the origin, and what is asked for there."""

    origin: Origin
    path: str


def target_of(url: str) -> Target:
    """Take a URL of HTTP apart (RFC 3986); a user name, odd characters or another scheme raise HttpError."""
    if not _SHOWN.fullmatch(url) or "\\" in url:
        raise _refused(url, "is no URL in plain ASCII")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused(url, "is no URL") from None
    host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc.removesuffix(":")
    if parts.scheme not in _PORTS or "@" in parts.netloc or not _HOST.fullmatch(host.lower()):
        raise _refused(url, "is no plain URL of http or https")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(Origin(parts.scheme, host.lower().strip("[]"), port or _PORTS[parts.scheme]), path)


def literal_address(host: str) -> Address | None:
    """The address that a host is, None where it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def resolved(host: str, port: int, *, is_inside: bool) -> tuple[str, ...]:
    """The addresses of a host, for the connection to go to.

    `is_inside` says that the operator named this host as one of the own network. A host that is written as an address,
    or as `localhost`, is meant as it stands. Any other name with a single address that is not public (RFC 6890, also
    within IPv6) is refused whole; link-local ones always, for there the cloud's credentials are. Raises HttpError.
    """
    if (literal := literal_address(host)) is not None:
        return (str(literal),)
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise HttpError(Problem("P1261", f"{host} has no address: {error}", "check the name and the DNS")) from None
    found = tuple(dict.fromkeys(str(answer[4][0]).partition("%")[0] for answer in answers))
    for each in map(ip_address, found):
        inner = _within(each)
        allowed = inner.is_loopback if host == "localhost" else is_inside and not inner.is_link_local
        if not allowed and not (inner.is_global and not inner.is_multicast):
            what = f"{host} leads to {each}, which is not on the public network"
            fix = "where that is meant, name the host under `hosts` in config.yaml"
            raise HttpError(Problem("P1262", what, fix))
    return found


def _within(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries, or itself (RFC 4291, 3056, 6052)."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or address
    return address


def _refused(url: str, why: str) -> HttpError:
    shown = re.sub(r"[^\x21-\x7e]", "?", url[:80])
    return HttpError(Problem("P1263", f"{shown!r} {why}", "write it as https://HOST/PATH"))
