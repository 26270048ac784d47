"""What do the pages look like? Plays the demo, looks at it with Chromium and writes `docs/images/`.

`python docs/screenshots.py`, by hand: it needs a Chromium (`CHROMIUM` names another than the one on the path) and
Playwright, and what it writes differs a little with each day and machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
WIDTH, HEIGHT = 1280, 860
BYTES_AT_MOST = 200_000
LINK = re.compile(r"(http://\S+)/login/link\S+")
TURN = re.compile(r"whose turn it is \((\S+)\)")
LANDED = re.compile(r"^  landed +1 +(\S+)$", re.MULTILINE)
KEY = "git:shop"


class Shot(NamedTuple):
    """One picture: its name, the path of its page, and the theme."""

    name: str
    path: str
    theme: Literal["light", "dark"] = "light"


class Played(NamedTuple):
    """A demo that was played: the link that logs in once, the address, and two of its changes."""

    link: str
    address: str
    waiting: str
    landed: str


def play(folder: Path) -> Played:
    """Play the demo in a folder, and leave its server running. Raises SystemExit where it prints no link."""
    words = [sys.executable, f"{ROOT}/examples/demo.py", "--into", f"{folder}/demo", "--port", "0"]
    said = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - our own demo
    link, turn, landed = (each.search(said) for each in (LINK, TURN, LANDED))
    if not (link and turn and landed):
        sys.exit("the demo printed no link, no waiting change or no landed one")
    return Played(link[0], link[1], turn[1], landed[1])


def stop(folder: Path) -> None:
    """End the server of that demo."""
    words = [sys.executable, f"{ROOT}/examples/demo.py", "--into", f"{folder}/demo", "--stop"]
    subprocess.run(words, check=False)  # noqa: S603 - our own demo


def shots(played: Played) -> list[Shot]:
    """The pictures, in the order in which somebody would see these pages."""
    waiting, landed = (f"/r/{KEY}/-/changes/{quote(name, safe='')}" for name in (played.waiting, played.landed))
    return [
        Shot("inbox", "/"),
        Shot("change", waiting),
        Shot("change-dark", waiting, "dark"),
        Shot("timeline", f"{landed}/timeline"),
        Shot("audit", "/audit"),
        Shot("policy", f"/r/{KEY}/-/policy"),
    ]


def take(played: Played, into: Path) -> None:
    """Log in, enrol a passkey so that the page offers to sign, and take every picture."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playing:
        browser = playing.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}).new_page()
        page.goto(played.link)
        page.locator("main").wait_for()
        _enrol(page, played.address)
        for shot in shots(played):
            page.emulate_media(color_scheme=shot.theme)
            answer = page.goto(played.address + shot.path)
            if answer is None or not answer.ok:
                sys.exit(f"{shot.path} is not there")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=into / f"{shot.name}.png")
        browser.close()


def _enrol(page: Any, address: str) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{address}/me/passkeys")
    page.get_by_label("Call it").fill("laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/me/passkeys?added=*")


def main() -> None:
    """Write all pictures anew; fails where one is larger than it may be."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        try:
            take(play(Path(name)), IMAGES)
        finally:
            stop(Path(name))
    large = [path.name for path in IMAGES.glob("*.png") if path.stat().st_size > BYTES_AT_MOST]
    if large:
        sys.exit(f"larger than {BYTES_AT_MOST} bytes: {', '.join(large)}")


if __name__ == "__main__":
    main()
