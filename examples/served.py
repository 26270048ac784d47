"""What does a whole organisation see? The end of the demo: a server with the shop's changes in every state.

People push their branches to a bare repository with plain git; the server asks for answers, and takes them from the
command line and on its pages. It is left running, for whoever reads this to sign a change.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from examples.guarded import Open, declare, directory, never, settled_by_signatures, sign_line, signers
from examples.stage import PROGRAMS, Colleague, Decision, Stage, has_ssh_keygen, make_key

Say = Callable[..., None]
PORT = 8080
READY_SECONDS = 30.0
SETTLED_SECONDS = 60.0
_LINK = re.compile(r"(http://\S+?)(?:; log in once, within the hour: (http://\S+))?$")
ROBOT = Colleague("devin", "devin-ai-integration[bot]", "158243242+devin-ai-integration[bot]@users.noreply.github.com")


class Served(NamedTuple):
    """A server that runs: its process, its address, and a link that logs in once."""

    pid: int
    address: str
    link: str


def tell(stage: Stage, decisions: dict[str, Decision], say: Say, port: int = PORT) -> None:
    """Set the server up, let people push, answer and land, and leave it running."""
    people = directory(stage)
    say("A server for everybody", "The shop's repository on a server of its own, which looks after it from now on.")
    prepare(stage, people)
    served = start(stage, 0, people[0].id)
    stage.typed(None, "paraph hook install --server ../shop.git --principal REMOTE_USER", never)
    authors = pushed(stage, decisions, people)
    say("Everybody pushes", f"{len(authors)} branches by plain git: each is a change that the server now decides.")
    changes = list(settled_by_signatures(stage, {each: decisions[each] for each in authors}, people))
    landed, allowed, waiting = chosen(changes)
    for change in (landed, allowed):
        if change is not None:
            answered(stage, change, people)
    if landed is not None:
        land(stage, landed, say)
    if waiting is not None:
        declare(stage, waiting)
    rows = settled(served, len(authors))
    print("\n".join(states(rows)))
    who = whose_turn(rows, waiting, people)
    stop(served.pid)
    left = start(stage, port, who.id)
    (stage.folder / "server.pid").write_text(f"{left.pid}\n", encoding="ascii")
    say("Now it is your turn", *farewell(left, who, waiting, stage))


def prepare(stage: Stage, people: list[Colleague]) -> None:
    """A bare repository with the shop as it is, and a key for everybody."""
    stage.quiet(None, "git clone --quiet --bare --branch main --single-branch .. shop.git")
    stage.quiet(None, "git clone --quiet shop.git shop")
    stage.quiet(None, "git fetch --quiet ../.. 'refs/heads/change/*:refs/heads/change/*'")
    for each in people:
        path = stage.folder / "keys" / each.id
        if has_ssh_keygen():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", each.id, "-f", path], check=True)
        else:
            make_key(path)
    names = " ".join(each.id for each in people)
    line = f"for who in {names}; do paraph key add --quiet ../keys/$who.pub --person $who; done"
    stage.quiet(people[0], f"{line} && git commit --quiet --all --message 'Everybody has a key'")
    stage.quiet(people[0], "git push --quiet origin main")


def start(stage: Stage, port: int, who: str) -> Served:
    """Start the server and wait until it answers; at another port where the asked one is taken."""
    said = stage.folder / "server.out"
    words = ["serve", "--data", "data", "--repository", "shop.git", "--login-as", who]
    for each in (port, 0):
        with said.open("wb") as out, (stage.folder / "server.log").open("ab") as log:
            process = subprocess.Popen(  # it outlives the demo, and is stopped by `make demo-stop`
                [PROGRAMS / "paraph", *words, "--port", str(each)], cwd=stage.folder, env=stage.environment(None),
                stdin=subprocess.DEVNULL, stdout=out, stderr=log, start_new_session=True,
            )  # fmt: skip
        found = _announced(said, process)
        if found:
            return Served(process.pid, *found)
    sys.exit(f"the server did not start; see {stage.folder / 'server.log'}")


def _announced(said: Path, process: subprocess.Popen[bytes]) -> tuple[str, str] | None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        line = said.read_text(encoding="utf-8")
        found = _LINK.search(line.strip()) if line.endswith("\n") else None
        if found:
            return found[1].rstrip(";"), found[2] or ""
        time.sleep(0.05)
    return None


def stop(pid: int) -> None:
    """End a server that this demo started, and wait until it has."""
    os.kill(pid, signal.SIGTERM)
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:  # another demo's: it is no child of this one
        _gone(pid)


def _gone(pid: int) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)


def stop_earlier(folder: Path) -> None:
    """End the server of an earlier demo in this folder, if it still runs and is that server."""
    file = folder / "server.pid"
    if not file.is_file():
        return
    pid = int(file.read_text(encoding="ascii"))
    file.unlink()
    command = _command(pid)
    if "serve" in command and "shop.git" in command:
        stop(pid)


def _command(pid: int) -> str:
    """The words that a process was started with; empty where it is gone, or nobody can tell."""
    kept = Path(f"/proc/{pid}/cmdline")
    if kept.exists() or not shutil.which("ps"):
        return kept.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace") if kept.exists() else ""
    done = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout


def pushed(stage: Stage, decisions: dict[str, Decision], people: list[Colleague]) -> list[str]:
    """Push every branch as whoever wrote it, each known to the server by who serves git; the branches."""
    by_email = {each.email: each for each in people}
    for branch in decisions:
        email = stage.quiet(None, f"git log -1 --format=%ae {shlex.quote(branch)}").strip()
        author = by_email.get(email, ROBOT)
        stage.quiet(author, f"git push --quiet origin {shlex.quote(branch)}")
    return list(decisions)


def chosen(changes: list[Open]) -> tuple[Open | None, Open | None, Open | None]:
    """Which change shall land, which one be allowed, and which one wait for whoever reads this: of those that an agent
    had a hand in, where there are any, the one that needs the fewest answers."""
    ranked = sorted(changes, key=lambda each: len(each.decision["missing"]))
    waiting = next((each for each in ranked if each.decision["assistance"] != "none"), ranked[0] if ranked else None)
    rest = [each for each in ranked if each is not waiting]
    return (rest[0] if rest else None), (rest[1] if len(rest) > 1 else None), waiting


def answered(stage: Stage, change: Open, people: list[Colleague]) -> None:
    """Have the author declare, and whoever can answer for it sign, on the command line."""
    declare(stage, change)
    for signer in signers(stage, change, people):
        stage.typed(signer, sign_line(stage, change, signer), lambda words: words.startswith("You sign"))


def land(stage: Stage, change: Open, say: Say) -> None:
    """Merge it and push that: the server's hooks let it in, for what lands is what was answered for."""
    say("What was answered for lands", f"{change.author.name} merges {change.branch}, and pushes.")
    stage.quiet(None, "git fetch --quiet && git switch --quiet main && git reset --quiet --hard origin/main")
    stage.quiet(change.author, f"git merge --quiet --no-ff --message 'Merge {change.branch}' {change.branch}")
    stage.typed(change.author, "git push origin main",
                lambda words: words.startswith(("paraph:", "refs/", "To ")))  # fmt: skip


def settled(served: Served, count: int) -> list[dict[str, Any]]:
    """The changes as the server has them, once all were looked at and whoever owes an answer was asked."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    browser.open(served.link, timeout=READY_SECONDS).close()
    end = time.monotonic() + SETTLED_SECONDS
    rows: list[dict[str, Any]] = []
    while time.monotonic() < end:
        rows = _rows(browser, served.address)
        if len(rows) >= count and all(each["owed_by"] for each in rows if each["verdict"] == "wait"):
            return rows
        time.sleep(0.5)
    return rows


def _rows(browser: OpenerDirector, address: str) -> list[dict[str, Any]]:
    with browser.open(f"{address}/api/v1/changes", timeout=READY_SECONDS) as answer:
        found: list[dict[str, Any]] = json.load(answer)["changes"]
        return found


def states(rows: list[dict[str, Any]]) -> list[str]:
    """How many changes there are in each state, and one of each."""
    found: dict[str, list[str]] = {}
    for each in rows:
        state = each["verdict"].replace("_", " ") if each["state"] == "open" else each["state"]
        found.setdefault(state, []).append(each["number"])
    return [f"  {state:<12} {len(names):>2}   {names[0]}" for state, names in sorted(found.items())]


def whose_turn(rows: list[dict[str, Any]], waiting: Open | None, people: list[Colleague]) -> Colleague:
    """Who was asked to answer for the change that is left, else whoever leads."""
    owed: list[str] = next((each["owed_by"] for each in rows if waiting and each["number"] == waiting.branch), [])
    return next((each for each in people if each.id in owed[:1]), people[0])


def farewell(served: Served, who: Colleague, waiting: Open | None, stage: Stage) -> list[str]:
    """Where to look, and what to do there."""
    name = waiting.branch if waiting else "a change"
    return [
        f"The server is at {served.address}, and stays there until `make demo-stop`.",
        f"Log in as {who.name}, whose turn it is ({name}):",
        "",
        f"  {served.link}",
        "",
        "The link works once. Then: open the change, read it (n jumps to the next AI-written line), mark the files as",
        "read (x), answer the questions, and sign. Once it is allowed, its author pushes it to main.",
        f"Its log is {stage.folder.name}/server.log; everything of it lies in {stage.folder}.",
    ]
