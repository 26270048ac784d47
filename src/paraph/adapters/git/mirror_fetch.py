"""How does a bare mirror come to hold what a remote has now, whatever that remote sends?

Credentials reach git as configuration in its environment (`GIT_CONFIG_COUNT`, git-config(1)), so they stand in no
argument and in no file, and are sent to the host of the URL alone. Objects are checked as they come in. What the
remote has no ref to any more stays here: who signed it must be able to have it looked at again.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

from paraph.adapters.git.runner import Place, attempt, launch
from paraph.adapters.process.run import Limits, Outcome, Running
from paraph.core.errors import Problem, ReadError
from paraph.ports.forge import Source

SCHEMES = ("https", "http", "file")
MOST_PACKS = 50
WATCH_SECONDS = 0.5
# Flaws of old histories that give nobody anything: whole projects could not be read for their sake.
HARMLESS = (
    "zeroPaddedFilemode", "badTimezone", "missingSpaceBeforeDate", "missingSpaceBeforeEmail", "missingNameBeforeEmail",
    "missingEmail", "zeroPaddedDate", "badDate", "badDateOverflow", "missingTaggerEntry", "badName",
)  # fmt: skip
SETTINGS = {
    "fetch.fsckObjects": "true",
    "http.followRedirects": "false",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "60",
    "fetch.recurseSubmodules": "false",
    "fetch.unpackLimit": "100",
    "fetch.bundleURI": "",
    "transfer.bundleURI": "false",
    "credential.helper": "",
    **{f"fetch.fsck.{name}": "ignore" for name in HARMLESS},
}
WORDS = (
    "fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
    "--no-auto-maintenance", "--end-of-options",
)  # fmt: skip


class Bounds(NamedTuple):
    """What one fetch may cost: seconds in all, and the bytes that a mirror may hold on disk."""

    seconds: float = 1800.0
    bytes: int = 20 << 30


def fetch_mirror(folder: str, source: Source, refspecs: Sequence[str], head: str, bounds: Bounds) -> None:
    """Bring the bare repository in `folder` up to date, making it where there is none; its HEAD is at `head`.

    One fetch at a time, of any process. Raises ReadError with git's words.
    """
    environment = _environment(source)
    _begin(folder)
    with _turn(f"{folder}/paraph-fetch.lock"):
        place = Place(("-C", folder, f"--git-dir={folder}"), environment)
        try:
            outcome = _fetched(place, folder, (*WORDS, source.url, *refspecs), bounds)
        finally:
            _forget_torn(folder)
        if outcome.status:
            raise _failed(source, outcome)
        _turn_head(place, folder, head)
        _pack(place, folder)


def _environment(source: Source) -> Mapping[str, str]:
    """The environment in which one URL may be fetched from, with what its host asks for."""
    url = urlsplit(source.url)
    scheme = url.scheme if "://" in source.url else "file"
    if scheme not in SCHEMES or source.url.startswith("-") or (scheme != "file" and not url.hostname):
        raise ReadError(Problem("P1282", f"nothing is fetched by {scheme}", "give an https URL"))
    settings = list(SETTINGS.items())
    for name, value in source.headers.items():
        if any(character in f"{name}{value}" for character in "\r\n\0"):
            raise ReadError(Problem("P1282", "a header for git holds a line break", "see to the forge's token"))
        host = f"{scheme}://{url.netloc.rpartition('@')[2]}/"
        settings.append((f"http.{host}.extraHeader", f"{name}: {value}"))
    given = {"GIT_ALLOW_PROTOCOL": scheme, "GIT_CONFIG_COUNT": str(len(settings))}
    for number, (name, value) in enumerate(settings):
        given |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    for name, own in (("SSL_CERT_FILE", "GIT_SSL_CAINFO"), ("SSL_CERT_DIR", "GIT_SSL_CAPATH")):
        given |= {own: os.environ[name]} if name in os.environ else {}
    return given


def _begin(folder: str) -> None:
    """Make an empty bare repository, whole or not at all."""
    if os.path.isdir(folder):
        return
    draft = f"{folder}.{os.urandom(8).hex()}"
    try:
        os.makedirs(os.path.dirname(folder), mode=0o700, exist_ok=True)
        outcome = attempt(Place((), {}), "init", "--quiet", "--bare", "--template=", "--initial-branch=main", draft)
        if outcome.status:
            raise ReadError(Problem("P1283", f"no mirror could be begun: {outcome.trouble}", f"see to {folder}"))
        os.rename(draft, folder)
    except OSError as error:
        if not os.path.isdir(folder):
            why = error.strerror or error
            raise ReadError(Problem("P1283", f"no mirror could be begun: {why}", f"see to {folder}")) from error
    finally:
        if os.path.isdir(draft):
            from shutil import rmtree

            rmtree(draft, ignore_errors=True)


@contextmanager
def _turn(path: str) -> Iterator[None]:
    lock = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _fetched(place: Place, folder: str, words: Sequence[str], bounds: Bounds) -> Outcome:
    """Run git under the eyes of somebody who ends it when the disk would fill up."""
    limits = Limits(seconds=bounds.seconds, idle_seconds=bounds.seconds)
    is_over, is_done = threading.Event(), threading.Event()
    with launch(place, *words, limits=limits) as running:
        eye = threading.Thread(target=_watch, args=(running, folder, bounds.bytes, is_over, is_done), daemon=True)
        eye.start()
        try:
            outcome = running.finish()
        finally:
            is_done.set()
            eye.join()
    if is_over.is_set():
        what = f"the mirror would hold more than {bounds.bytes:,} bytes"
        raise ReadError(Problem("P1284", what, "this repository is too large for this server"))
    return outcome


def _watch(running: Running, folder: str, most: int, is_over: threading.Event, is_done: threading.Event) -> None:
    from signal import SIGTERM

    while not is_done.wait(WATCH_SECONDS):
        if _bytes_in(f"{folder}/objects/pack") > most:
            is_over.set()
            os.kill(running.pid, SIGTERM)
            return


def _bytes_in(folder: str) -> int:
    total = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                total += entry.stat(follow_symlinks=False).st_size
            except OSError:
                continue
    return total


def _forget_torn(folder: str) -> None:
    """Remove what a fetch that was ended left half written; nobody else fetches now."""
    for name in os.listdir(f"{folder}/objects/pack"):
        if name.startswith("tmp_"):
            try:
                os.unlink(f"{folder}/objects/pack/{name}")
            except OSError:
                continue


def _head(folder: str) -> str:
    """Where HEAD leads, by git's file; a mirror of ours is on a branch, be it one that is not there yet."""
    try:
        with open(f"{folder}/HEAD", encoding="utf-8", errors="replace") as file:
            return file.read(4_096).removeprefix("ref: ").strip()
    except OSError:
        return ""


def _turn_head(place: Place, folder: str, head: str) -> None:
    known = _head(folder)
    if head.startswith("refs/heads/") and known != head:
        outcome = attempt(place, "symbolic-ref", "HEAD", head)
        if outcome.status:
            raise ReadError(Problem("P1285", f"the mirror's HEAD cannot be set: {outcome.trouble}", "try again"))


def _pack(place: Place, folder: str) -> None:
    """Join packs and refs once there are many. No object is ever dropped: none of a mirror is known to be of no use."""
    packs = sum(name.endswith(".pack") for name in os.listdir(f"{folder}/objects/pack"))
    if packs > MOST_PACKS or not os.path.exists(f"{folder}/packed-refs"):
        attempt(place, "pack-refs", "--all")
    if packs > MOST_PACKS:
        attempt(place, "repack", "-d", "--geometric=2", "--quiet", limits=Limits(seconds=1800.0, idle_seconds=1800.0))


def _failed(source: Source, outcome: Outcome) -> ReadError:
    lines = [line for line in outcome.trouble.splitlines() if line.strip()]
    said = next((line for line in lines if line.startswith(("fatal:", "error:"))), "") or next(iter(lines), "no reason")
    for value in source.headers.values():
        said = said.replace(value, "…")
    fix = "see whether the server reaches it, and whether its token still holds"
    return ReadError(Problem("P1280", f"the repository could not be fetched: {said[:400]}", fix))
