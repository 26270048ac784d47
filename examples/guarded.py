"""What happens to a push when nobody has answered for it, when somebody has, and when it was altered afterwards?

The second half of the demo. Which change, who signs and what is asked is read from the decisions.
"""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from examples.stage import Colleague, Decision, Stage, has_ssh_keygen, make_key

Say = Callable[..., None]
SPOKEN = ("none", "assisted", "generated", "autonomous")
_ASKED = re.compile(r"^  ([a-z0-9-]+): ", re.MULTILINE)
SIGNERS_AT_MOST = 6
VERDICTS = ("✓", "◷", "✗", "?")
SIGNED = ("the author's answers", "intent", "rollback", "files", "You sign")


class Open(NamedTuple):
    """An open change with its author and the decision on it."""

    branch: str
    author: Colleague
    decision: Decision


def tell(stage: Stage, decisions: dict[str, Decision], say: Say) -> None:
    """The whole story, in the clone of a demo: `decisions` are those on its open changes."""
    people = directory(stage)
    changes = list(settled_by_signatures(stage, decisions, people))
    if len(changes) < 2:
        say("Sign-offs and pushes", "No two open changes of this shop could be settled by signatures of people.")
        return
    first = max(changes, key=lambda each: len(each.decision["missing"]))
    second = min((each for each in changes if each is not first), key=lambda each: len(each.decision["missing"]))
    guard(stage, people, say)
    refused(stage, first, say)
    answered(stage, first, people, say)
    slipped(stage, second, people, say)
    proven(stage, first, say)
    anew(stage)


def directory(stage: Stage) -> list[Colleague]:
    """Who works there now, those with the highest level first."""
    facts = stage.folder / "facts.json"
    stage.run(None, f"paraph gate HEAD --repo .. --quiet --write-facts {shlex.quote(str(facts))}")
    found: dict[str, Any] = json.loads(facts.read_text(encoding="utf-8"))["people"]
    facts.unlink()
    rows = [row for row in found["people"] if not row["has_left"]]
    rows.sort(key=lambda row: -found["levels"].index(row["level"]))
    emails = {row["id"]: account[6:] for row in rows for account in row["accounts"] if account.startswith("email:")}
    return [Colleague(row["id"], row["name"], emails[row["id"]]) for row in rows if row["id"] in emails]


def settled_by_signatures(stage: Stage, decisions: dict[str, Decision], people: list[Colleague]) -> Iterator[Open]:
    """The changes that wait, by people of the directory, for nothing but what keys in files can sign."""
    for branch, decision in decisions.items():
        email = stage.quiet(None, f"git -C .. log -1 --format=%ae {shlex.quote(branch)}").strip()
        author = next((each for each in people if each.email == email), None)
        is_plain = all(owed["kind"] in ("person", "author") for owed in decision["missing"])
        needs_hardware = "proof: present" in json.dumps(decision["tree"])
        is_said = decision["assistance"] in SPOKEN and not decision["findings"]
        if author and decision["verdict"] == "wait" and is_plain and is_said and not needs_hardware:
            yield Open(branch, author, decision)


def guard(stage: Stage, people: list[Colleague], say: Say) -> None:
    """A bare server with keys for everybody, and the hooks in it."""
    say("A server that obeys", "The shop gets a bare repository to push to. Everybody makes a key; the hooks follow.")
    stage.quiet(None, "git clone --quiet --bare --branch main --single-branch .. server.git")
    stage.quiet(None, "git clone --quiet server.git shop")
    stage.quiet(None, "git fetch --quiet ../.. 'refs/heads/change/*:refs/heads/change/*'")
    makes = 'ssh-keygen -q -t ed25519 -N "" -C $who -f ../keys/$who; '
    if not has_ssh_keygen():
        makes = ""
        for each in people:
            make_key(stage.folder / "keys" / each.id)
        print("\n(There is no ssh-keygen here, so the demo made the same files itself.)")
    names = " ".join(each.id for each in people)
    adds = "paraph key add --quiet ../keys/$who.pub --person $who"
    lead = people[0]
    stage.typed(lead, f"for who in {names}; do {makes}{adds}; done", never)
    stage.typed(lead, "git commit --quiet --all --message 'Everybody has a key' && git push --quiet origin main")
    stage.typed(None, "paraph hook install --server ../server.git --principal REMOTE_USER",
                lambda words: words.startswith("pre-receive"))  # fmt: skip


def refused(stage: Stage, change: Open, say: Say) -> None:
    """Push a change that nobody has signed."""
    name = change.author.name
    say("A push that nobody answered for", f"{name} wrote {change.branch}, and pushes it to main with plain git.")
    stage.typed(change.author, f"git push --quiet origin {change.branch}")
    anew(stage)
    stage.typed(change.author, f"git merge --quiet --no-ff --message 'Merge {change.branch}' {change.branch}")
    push(stage, change.author, "cheapest way")


def answered(stage: Stage, change: Open, people: list[Colleague], say: Say) -> None:
    """The author declares, others sign, and the same push is tried again."""
    say("The author declares, and somebody answers for it", "Statements are signed with a key and travel as git notes.")
    declare(stage, change)
    for signer in signers(stage, change, people):
        stage.typed(signer, sign_line(stage, change, signer), lambda words: words.startswith(SIGNED))
    print("\nThe same push again:")
    push(stage, change.author)


def declare(stage: Stage, change: Open) -> None:
    """Say how the change came about, where something of that is owed by its author."""
    owed = [each["what"] for each in stage.gate(change.branch)["missing"] if each["kind"] == "author"]
    if not owed:
        return
    title = stage.quiet(None, f"git log -1 --format=%s {change.branch}").strip()
    files = touched(stage, change)
    back = f"Revert the merge; it touches {files[0]}" + (f" and {len(files) - 1} more" if files[1:] else "")
    plan = next((word for what in owed for word in ("rehearsed", "written") if word in what), "")
    words = [
        f"paraph declare {change.branch} --key ../keys/{change.author.id} --assistance {change.decision['assistance']}",
        *(f"--tool {tool}" for tool in change.decision["assistance_found"]["tools"]),
        *([f"--rollback {plan}"] if plan else []),
        f"--answer intent={shlex.quote(title)} --answer rollback={shlex.quote(back)} --yes --push",
    ]
    stage.typed(change.author, " ".join(words), lambda words: words.startswith("You sign"))


def signers(stage: Stage, change: Open, people: list[Colleague]) -> Iterator[Colleague]:
    """Whoever can give most of what is owed, one after the other, each to sign before the next is looked for."""
    asked: set[str] = set()
    while len(asked) < SIGNERS_AT_MOST:
        owed = [each for each in stage.gate(change.branch)["missing"] if each["kind"] == "person" and each["is_turn"]]
        able = Counter(id_ for each in owed for id_ in each["by"] if id_ not in asked)
        best = next((each for id_, _ in able.most_common(1) for each in people if each.id == id_), None)
        if best is None:
            return
        asked.add(best.id)
        yield best


def sign_line(stage: Stage, change: Open, who: Colleague) -> str:
    """The command by which somebody signs, with an answer to the first question that is asked."""
    line = f"paraph signoff {change.branch} --key ../keys/{who.id}"
    _, shown = stage.run(who, line)
    asked = _ASKED.findall(shown.partition("left open")[2])
    added = stage.quiet(None, f"git diff --unified=0 origin/main...{change.branch} | grep '^+[^+]' | head -1")
    answer = shlex.quote(f"I read it, from `{added[1:].strip()[:60]}` on")
    return f"{line}{f' --answer {asked[0]}={answer}' if asked else ''} --yes --push"


def touched(stage: Stage, change: Open) -> list[str]:
    """The files of a change."""
    return stage.quiet(None, f"git diff --name-only origin/main...{change.branch}").splitlines()


def slipped(stage: Stage, change: Open, people: list[Colleague], say: Say) -> None:
    """Have another change signed, put one more line in while merging it, and push that."""
    author, branch = change.author, change.branch
    stage.quiet(author, f"git push --quiet origin {branch}")
    names = []
    for signer in signers(stage, change, people):
        stage.quiet(signer, sign_line(stage, change, signer))
        names.append(signer.name)
    say("Other content under a sign-off", f"{' and '.join(names)} signed {branch} by {author.name}.")
    stage.typed(author, f"paraph gate {branch}", lambda words: words.startswith(VERDICTS))
    print("\nWhat is pushed holds one more line, put in by the merge, where no review of the branch shows it:")
    path = shlex.quote(touched(stage, change)[0])
    anew(stage)
    stage.typed(author, f"git merge --quiet --no-ff --no-commit {branch} && tail -n 1 {path} >> {path}")
    stage.typed(author, f"git commit --quiet --all --message 'Merge {branch}'")
    push(stage, author, "other content")


def anew(stage: Stage) -> None:
    """Begin with what the server has."""
    stage.quiet(None, "git fetch --quiet && git switch --quiet main && git reset --quiet --hard origin/main")


def push(stage: Stage, who: Colleague, *shown: str) -> None:
    """Push to main, and show the head and the end of what the server says, and what speaks of the words `shown`."""
    heads = ("paraph:", "refs/", "See it", "To ")
    stage.typed(who, "git push origin main",
                lambda words: words.startswith(heads) or any(each in words for each in shown))  # fmt: skip


def never(_: str) -> bool:
    """Show nothing of an output."""
    return False


def proven(stage: Stage, change: Open, say: Say) -> None:
    """Tell the story from the ledger, prove it complete, publish it, and alter a byte of what was published."""
    say(f"The whole story of {change.branch}", "Each line names its entry in the ledger.")
    told = ("wrote", "said", "✓", "decided", "landed", "#N")
    stage.typed(None, f"paraph log show {change.branch} --repo ../server.git", lambda words: words.startswith(told))
    say("Landed = recorded, and anybody can check it", "Whoever verifies needs the published files and the public key.")
    stage.typed(None, "paraph log reconcile --repo ../server.git")
    _, said = stage.typed(None, "paraph log export ../export --repo ../server.git")
    key = shlex.quote(said.split()[0])
    stage.typed(None, f"paraph log verify ../export --key {key}")
    head = stage.quiet(None, f"git rev-parse {change.branch}").strip()
    tile, place, other = a_byte(stage.folder / "export", head)
    print("\nOne byte of what was published is altered, in an entry about this change:")
    at = f"dd of=../{tile} bs=1 seek={place} conv=notrunc 2>/dev/null"
    stage.typed(None, f"printf {other} | {at}")
    stage.typed(None, f"paraph log verify ../export --key {key}")


def a_byte(export: Path, head: str) -> tuple[str, int, str]:
    """A byte of the published entry that speaks last of a commit: its file, its place in it, and another digit."""
    for tile in sorted((export / "tile" / "entries").rglob("*"), reverse=True):
        place = tile.read_bytes().rfind(head.encode()) if tile.is_file() else -1
        if place >= 0:
            return str(tile.relative_to(export.parent)), place, "0" if head[0] != "0" else "1"
    raise SystemExit(f"no entry speaks of {head}")
