"""Does everything work by keys alone, without JavaScript, in the dark, and for an auditor?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from browser.site import KEY, Site
from browser.test_signing import logged_in, open_change, verdict, with_passkey

pytestmark = pytest.mark.enable_socket
PAGES = ("/", "/people", "/repositories", "/audit", f"/r/{KEY}/-/policy", "/me/passkeys")


def test_by_keys_alone(site: Site, window: Callable[..., Any]) -> None:
    site.push("by-keys", {"src/keys.py": "k = 1\n"}, message="By keys alone")
    page = window()
    logged_in(site, page, "ben")
    with_passkey(site, page)
    open_change(site, page, "By keys alone")
    page.goto(f"{site.url}/")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    rows = page.locator("[data-row]").count()
    for _ in range(rows):
        page.keyboard.press("j")
        if "By keys alone" in page.locator("[data-row].now").inner_text():
            break
    page.keyboard.press("o")
    page.get_by_role("heading", name="By keys alone").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_role("button", name="✓ read").first.wait_for()
    page.keyboard.press("a")
    page.locator("form.sign button[value=approve]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**signed=*")
    verdict(site, page, "allowed")


def test_without_javascript(site: Site, window: Callable[..., Any]) -> None:
    site.push("plain", {"web/plain.css": "b {}\n"}, message="Plain as it is")
    page = window(java_script_enabled=False, passkeys=False)
    logged_in(site, page, "dan")
    open_change(site, page, "Plain as it is")
    assert "b {}" in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Mark as read").first.click()
    page.get_by_role("button", name="✓ read").first.wait_for()
    page.locator("form.sign button[data-unsigned]").click()
    verdict(site, page, "allowed")


def test_an_auditor_reads_everything_and_changes_nothing(site: Site, window: Callable[..., Any]) -> None:
    site.push("audited", {"src/audited.py": "x = 1\n"}, message="Be audited")
    page = window()
    logged_in(site, page, "oda")
    site.until(lambda: page.goto(site.path("audited")).ok)
    assert "changes nothing" in page.locator("#answer").inner_text()
    assert page.get_by_role("button", name="Mark as read").count() == 0
    for path in PAGES:
        assert page.goto(f"{site.url}{path}").ok, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_light_and_dark(site: Site, window: Callable[..., Any], scheme: str) -> None:
    site.push("contrast", {"src/contrast.py": "c = 1\n"}, message="Mind the contrast")
    page = window(color_scheme=scheme)
    logged_in(site, page, "ben")
    site.until(lambda: page.goto(site.path("contrast")).ok)
    for path in (*PAGES, site.path("contrast").removeprefix(site.url)):
        page.goto(f"{site.url}{path}")
        faint = page.evaluate(_FAINT)
        assert faint == [], path
    grounds = page.evaluate("[document.documentElement, document.body].map(e => getComputedStyle(e).backgroundColor)")
    seen = [sum(float(part) for part in re.findall(r"[\d.]+", each)[:3]) for each in grounds if ", 0)" not in each]
    assert (seen[0] > 3 * 128) == (scheme == "light")


def test_every_page_is_data_too(site: Site, window: Callable[..., Any]) -> None:
    page = window()
    logged_in(site, page, "ben")
    for path in PAGES:
        address = f"{site.url}{path}".rstrip("/") + (".json" if path != "/" else "/inbox.json")
        answer = page.request.get(address)
        assert answer.ok, address
        assert answer.json(), address


def test_a_narrow_window_needs_no_sideways_scrolling(site: Site, window: Callable[..., Any]) -> None:
    page = window()
    logged_in(site, page, "ben")
    page.set_viewport_size({"width": 380, "height": 800})
    for path in PAGES:
        page.goto(f"{site.url}{path}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, path


# WCAG 2.2, 1.4.3: 4.5 to 1, and 3 to 1 for large text; what is not seen does not count
_FAINT = """() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const over = (top, under) => {
    const a = top.length > 3 ? top[3] : 1;
    return [0, 1, 2].map((i) => top[i] * a + under[i] * (1 - a));
  };
  const ground = (element) => {
    const seen = [];
    for (let at = element; at; at = at.parentElement) seen.push(rgb(getComputedStyle(at).backgroundColor));
    return seen.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((each) => each.nodeType === 3 && each.textContent.trim());
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (!own || style.visibility === "hidden" || box.width < 2 || box.height < 2 || element.disabled) continue;
    if (element.closest("[hidden], .unseen, .skip, dialog")) continue;
    const below = ground(element), above = over(rgb(style.color), below);
    const [high, low] = [light(above), light(below)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const ratio = (high + 0.05) / (low + 0.05);
    const words = `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 30)}`;
    if (ratio < least - 0.02) found.push(`${words} ${ratio.toFixed(2)}`);
  }
  return [...new Set(found)].slice(0, 8);
}"""
