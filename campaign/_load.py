"""What do people and machines do to a server that is killed all the while, and what must have come of it?"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from hashlib import sha256
from random import Random
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from forges.github_state import Pull
    from github_town import Town

READERS = ("ben", "cleo", "dan")
MOST_OPEN = 6
TOKEN = "paraph_of_the_campaign"
_PAUSE = 0.05


class Load:
    """Threads that work until told to end, with what each was told."""

    def __init__(self, there: Town, url: Callable[[], str], draw: Random) -> None:
        self.town, self._url, self._seed = there, url, draw.random()
        self._stop = Event()
        self._threads: list[Thread] = []
        self.troubles: list[str] = []
        self.delivered: list[str] = []
        self.notes: dict[str, tuple[int, str]] = {}
        self.reports: dict[str, int] = {}
        self.approved: dict[int, str] = {}
        self.landed: dict[int, str] = {}
        self.tried: Counter[str] = Counter()

    def begin(self) -> None:
        """Let a machine in, and start."""
        from campaign.kill_server import opened
        from paraph.ports.accounts import Token
        from paraph.ports.ledger import Row

        now = int(time.time())
        row = Token(sha256(TOKEN.encode()).hexdigest(), "ci", ("records", "evidence"), (), "kim", now, now + 86_400)
        with opened(self.town) as log:
            log.record((), (), [Row(row)])
        for number, work in enumerate((self._people, self._note, self._note, self._report)):
            thread = Thread(target=self._kept, args=(work, number), daemon=True)
            thread.start()
            self._threads.append(thread)

    def end(self) -> None:
        """Let everybody finish what they do."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _kept(self, work: Callable[[Random], None], number: int) -> None:
        draw = Random(f"{self._seed} {number}")
        try:
            while not self._stop.is_set():
                work(draw)
                time.sleep(_PAUSE)
        except Exception as error:  # noqa: BLE001 - it is told in the end
            self.troubles.append(f"{work.__name__}: {error!r}")

    # people at the forge

    def _people(self, draw: Random) -> None:
        there = self.town
        open_ = [pull for pull in there.repo.pulls.values() if pull.state == "open"]
        act = draw.random()
        if len(open_) < 2 or (act < 0.3 and len(open_) < MOST_OPEN):
            number = len(there.repo.pulls) + 1
            pull = there.propose(f"w{number}", {f"src/w{number}.py": "w = 0\n"})
            self._told("pull_request", there.hooks.pull_request(pull.number, "opened"), draw)
            return
        pull = draw.choice(open_)
        if act < 0.5:
            before = pull.head
            after = there.push(pull, {f"src/w{pull.number}.py": f"w = {draw.random()}\n"})
            self._told("pull_request", there.hooks.pull_request(pull.number, before=before, after=after), draw)
        elif act < 0.9 or self.approved.get(pull.number) != pull.head or there.conclusion(pull.head) != "success":
            there.acts.review(pull.number, draw.choice(READERS))
            self.approved[pull.number] = pull.head
            self._told("pull_request_review", there.hooks.review(pull.number), draw)
        else:
            self._merge(pull, draw)
        time.sleep(draw.uniform(0, 0.4))

    def _merge(self, pull: Pull, draw: Random) -> None:
        there = self.town
        before = there.work.rev("main")
        self.landed[pull.number] = there.merge(pull)
        self._told("pull_request", there.hooks.pull_request(pull.number, "closed"), draw)
        self._told("push", there.hooks.push("refs/heads/main", before, self.landed[pull.number]), draw)

    def _told(self, event: str, payload: Any, draw: Random) -> None:
        """One webhook, once or a few times, as forges do that are not sure."""
        from forges.github_webhooks import signed
        from github_town import send

        headers, body = signed(event, payload)
        for _ in range(draw.choice((1, 1, 2, 5))):
            self.tried["webhooks"] += 1
            if send(self._url(), "/hooks/github", headers, body) == 202:
                self.delivered.append(headers["x-github-delivery"])

    # machines

    def _note(self, draw: Random) -> None:
        name = f"note {draw.getrandbits(64):x}"
        said = self._posted("/api/v1/log/notes", json.dumps({"text": name}).encode(), "notes")
        if said is not None:
            self.notes[name] = (said["index"], said["entry"])

    def _report(self, draw: Random) -> None:
        from github_town import KEY

        pulls = [*self.town.repo.pulls.values()]
        if not pulls:
            return
        body = f'<testsuite><testcase name="t{draw.getrandbits(64):x}"/></testsuite>'.encode()
        path = f"/api/v1/repositories/{quote(KEY, safe='')}/evidence?commit={draw.choice(pulls).head}"
        said = self._posted(path, body, "reports")
        if said is not None:
            self.reports[said["statement"]] = said["entry"]

    def _posted(self, path: str, body: bytes, what: str) -> dict[str, Any] | None:
        from github_town import call

        self.tried[what] += 1
        kind = "application/json" if body.startswith(b"{") else "application/xml"
        status, answer = call(self._url(), path, {"authorization": f"Bearer {TOKEN}", "content-type": kind}, body)
        if status in (200, 201):
            said: dict[str, Any] = json.loads(answer)
            return said
        if status not in (0, 429, 500, 503, 504) or status == 500:
            trouble = f"{path.partition('?')[0]}: {status} {answer[:200]!r}"
            self.troubles += [trouble] if trouble not in self.troubles else []
        time.sleep(0.2)
        return None

    # what came of it

    def unsettled(self) -> list[str]:
        """What does not stand yet as it must."""
        from campaign.kill_server import opened
        from github_town import KEY
        from paraph.adapters.store.board import StoredBoard

        found = []
        for pull in self.town.repo.pulls.values():
            if pull.state == "open":
                wanted = "success" if self.approved.get(pull.number) == pull.head else "action_required"
                is_there = self.town.conclusion(pull.head) == wanted
                found += [] if is_there else [f"{pull.number} shows {self.town.conclusion(pull.head)}, not {wanted}"]
        with opened(self.town) as log:
            board = StoredBoard(log)
            for number in self.landed:
                row = board.change(KEY, str(number))
                found += [] if row and row.state == "landed" else [f"{number} is {row.state if row else 'unknown'}"]
        return found

    def flaws(self, mails: list[bytes]) -> list[str]:
        """What is lost, or there twice."""
        from campaign.kill_server import opened
        from github_town import KEY
        from paraph.adapters.store.board import StoredBoard
        from paraph.adapters.store.scoped import RepositoryLedger
        from paraph.core.ledger.entry import read_entry

        found = [*self.troubles]
        with opened(self.town) as log:
            board = StoredBoard(log)
            found += [f"webhook {id_} is lost" for id_ in set(self.delivered) if board.delivery("github", id_) is None]
            kept = {each.id: each.entry for each in RepositoryLedger(log, KEY).statements(ids=list(self.reports))}
            found += [f"report {id_} is lost" for id_, at in self.reports.items() if kept.get(id_) != at]
            contents = [*log.entries()]
            entries = [read_entry(each) for each in contents]
            size = log.head().size
        found += [] if len(entries) == size else [f"{len(entries)} entries, but a head of {size}"]
        found += self._notes_lost(contents) + self._said_twice(entries) + self._shown_twice(mails)
        return found

    def _notes_lost(self, contents: list[bytes]) -> list[str]:
        places = dict(enumerate(contents))
        return [f"{name} is lost" for name, (at, said) in self.notes.items() if places.get(at) != said.encode()]

    def _said_twice(self, entries: list[dict[str, Any]]) -> list[str]:
        found: list[str] = []
        last: dict[str, str] = {}
        for each in entries:
            if each["kind"] == "judged":
                found += [f"{each['number']} was entered twice"] if last.get(each["number"]) == each["said"] else []
                last[each["number"]] = each["said"]
        seen = Counter((each["review"], each["state"]) for each in entries if each["kind"] == "reviewed")
        moved = Counter((each["old"], each["new"]) for each in entries if each["kind"] in ("landed", "alarm"))
        begun = Counter(each["name"] for each in entries if each["kind"] == "genesis")
        for what, counts in (("review", seen), ("movement", moved), ("genesis", begun)):
            found += [f"{what} {name} was entered {count} times" for name, count in counts.items() if count > 1]
        found += [f"alarm: {each['why']}" for each in entries if each["kind"] == "alarm"]
        return found

    def _shown_twice(self, mails: list[bytes]) -> list[str]:
        heads = Counter(check["head_sha"] for check in self.town.repo.checks)
        found = [f"{head[:12]} has {count} checks" for head, count in heads.items() if count > 1]
        for pull in self.town.repo.pulls.values():
            count = len(self.town.comments(pull))
            found += [f"change {pull.number} has {count} comments"] if count > 1 else []
        sent = Counter(_name(mail) for mail in mails)
        return found + [f"mail {name} was sent {count} times" for name, count in sent.items() if count > 1]

    def counts(self, mails: list[bytes]) -> dict[str, int]:
        """How much there was."""
        return {
            "changes": len(self.town.repo.pulls), "landed": len(self.landed),
            "webhooks": self.tried["webhooks"], "of them acknowledged": len(self.delivered),
            "notes acknowledged": len(self.notes), "reports acknowledged": len(self.reports),
            "checks": len(self.town.repo.checks), "mails": len(mails),
        }  # fmt: skip


def _name(mail: bytes) -> str:
    return str(message_from_bytes(mail)["Message-ID"])
