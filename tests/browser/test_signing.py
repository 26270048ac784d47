"""Can somebody find that it is their turn, read, answer and sign; and does a push after that take the answer away?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browser.site import Site

pytestmark = pytest.mark.enable_socket


def logged_in(site: Site, page: Any, person: str) -> None:
    page.goto(site.log_in_as(person))
    page.wait_for_url(f"{site.url}/")


def with_passkey(site: Site, page: Any) -> None:
    page.goto(f"{site.url}/me/passkeys")
    page.get_by_label("Call it").fill("laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/me/passkeys?added=*")


def open_change(site: Site, page: Any, title: str) -> None:
    """From the inbox to the change."""

    def is_there() -> bool:
        page.goto(f"{site.url}/")
        return bool(page.get_by_role("link", name=title).count())

    site.until(is_there)
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("heading", name=title).wait_for()


def verdict(site: Site, page: Any, word: str) -> None:
    """Wait until the change is decided so."""

    def is_so() -> bool:
        page.reload()
        return word in page.locator(".verdict").first.inner_text().lower()

    site.until(is_so)


def test_from_the_inbox_to_a_signature_and_a_push_after_it(site: Site, window: Callable[..., Any]) -> None:
    site.push("round-twice", {"src/a.py": "a = 2\nb = 3\n"}, message="Round twice")
    page = window()
    logged_in(site, page, "ben")
    with_passkey(site, page)
    open_change(site, page, "Round twice")
    verdict(site, page, "waiting")
    page.get_by_role("button", name="Mark as read").first.click()
    page.get_by_role("button", name="✓ read").first.wait_for()
    asserted = page.locator("[data-assertion]").inner_text()
    assert "I have read the whole change of 1 file" in asserted
    page.locator("form.sign button[value=approve]").click()
    page.wait_for_url("**signed=*")
    verdict(site, page, "allowed")
    page.goto(site.path("round-twice") + "/timeline")
    said = page.get_by_role("main").inner_text()
    assert "signed off in person" in said, said
    site.push("round-twice", {"src/a.py": "a = 2\nb = 4\n"})
    page.goto(site.path("round-twice"))
    verdict(site, page, "waiting")


def test_a_page_that_was_left_open_signs_nothing(site: Site, window: Callable[..., Any]) -> None:
    site.push("stale", {"src/stale.py": "s = 1\n"}, message="Go stale")
    page = window()
    logged_in(site, page, "dan")
    with_passkey(site, page)
    open_change(site, page, "Go stale")
    other = page.context.new_page()
    site.push("stale", {"src/stale.py": "s = 2\n"})
    other.goto(site.path("stale"))
    head = site.work.rev("stale")[:12]
    site.until(lambda: (other.reload(), head in other.content())[1])
    page.locator("form.sign button[value=approve]").click()
    page.get_by_text("moved on since you read it").wait_for()
    other.reload()
    assert "waiting" in other.locator(".verdict").first.inner_text().lower()


def test_a_veto_is_signed_and_shown(site: Site, window: Callable[..., Any]) -> None:
    site.push("veto-me", {"src/veto.py": "v = 1\n"}, message="Veto me")
    page = window()
    logged_in(site, page, "cleo")
    with_passkey(site, page)
    open_change(site, page, "Veto me")
    page.get_by_text("Veto", exact=True).click()
    form = page.locator("form", has=page.get_by_role("button", name="Sign the veto"))
    form.get_by_label("Why").fill("It does nothing yet.")
    form.get_by_role("button", name="Sign the veto").click()
    page.wait_for_url("**signed=*")
    verdict(site, page, "denied")
    assert "It does nothing yet." in page.get_by_role("main").inner_text()
