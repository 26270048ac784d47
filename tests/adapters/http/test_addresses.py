"""Are only public addresses, and those that are meant, ever called?"""

from __future__ import annotations

import socket

import pytest

from paraph.adapters.http.addresses import Origin, literal_address, resolved, target_of
from paraph.adapters.http.troubles import HttpError


@pytest.mark.parametrize(
    ("url", "origin", "path"),
    [
        ("https://api.github.com", "https://api.github.com:443", "/"),
        ("https://API.github.com:443/app?x=1#y", "https://api.github.com:443", "/app?x=1"),
        ("http://127.0.0.1:8080/a/b", "http://127.0.0.1:8080", "/a/b"),
        ("http://[::1]:81/?q", "http://[::1]:81", "/?q"),
        ("https://ghe.example.test:/x", "https://ghe.example.test:443", "/x"),
    ],
)
def test_a_url_is_taken_apart(url: str, origin: str, path: str) -> None:
    target = target_of(url)
    assert (str(target.origin), target.path) == (origin, path)


@pytest.mark.parametrize(
    "url",
    [
        "", "api.github.com", "ftp://a.test/", "file:///etc/passwd", "https://", "https:///x", "https://a@b.test/",
        "https://a:b@c.test/", "https://a.test\\@b.test/", "https://a.test/\r\nx: y", "https://a.test/ b",
        "https://ä.test/", "https://a.test:99999/", "https://a.test:x/", "https://%61.test/", "https://a.test%00/",
        "https://[::1/", "https://.a.test/", "https://a.test./", "gopher://a.test/", "https://a_!.test/",
    ],
)  # fmt: skip
def test_what_is_no_plain_url(url: str) -> None:
    with pytest.raises(HttpError):
        target_of(url)


def test_an_origin_is_a_value() -> None:
    assert target_of("https://a.test/x").origin == Origin("https", "a.test", 443)
    assert target_of("https://A.test:443/y").origin == Origin("https", "a.test", 443)
    assert target_of("http://a.test/").origin != target_of("https://a.test/").origin
    assert [str(literal_address(host)) for host in ("10.0.0.1", "::1", "a.test")] == ["10.0.0.1", "::1", "None"]


def answers(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def told(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(None, None, None, "", (address, 443)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", told)


NOT_PUBLIC = [
    "127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a9fe:a9fe::",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_name_leads_to_no_inner_address(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    for found in ([address], ["140.82.112.5", address], [address, "140.82.112.5"]):
        answers(monkeypatch, *found)
        with pytest.raises(HttpError, match="not on the public network"):
            resolved("api.github.com", 443, is_inside=False)


def test_public_addresses_are_taken_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "140.82.112.5", "2606:50c0:8000::64", "140.82.112.5")
    assert resolved("api.github.com", 443, is_inside=False) == ("140.82.112.5", "2606:50c0:8000::64")


def test_a_host_that_is_said_to_be_inside_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "10.1.2.3")
    assert resolved("ghe.example.test", 443, is_inside=True) == ("10.1.2.3",)


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1%eth0", "::ffff:169.254.169.254"])
def test_link_local_is_refused_even_inside(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    answers(monkeypatch, address)
    with pytest.raises(HttpError):
        resolved("ghe.example.test", 443, is_inside=True)


def test_what_is_written_as_an_address_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolved("127.0.0.1", 80, is_inside=False) == ("127.0.0.1",)
    assert resolved("10.0.0.5", 80, is_inside=False) == ("10.0.0.5",)
    answers(monkeypatch, "::1", "127.0.0.1")
    assert resolved("localhost", 80, is_inside=False) == ("::1", "127.0.0.1")
    answers(monkeypatch, "10.0.0.5")
    with pytest.raises(HttpError):
        resolved("localhost", 80, is_inside=False)


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(HttpError, match="no address"):
        resolved("nobody.test", 443, is_inside=False)
