"""What do random people, agents and git do to the lines of a clone? Each act is a function of a town."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher

from campaign.lines_town import AGENTS, HUMAN, Town
from paraph.core.model.capture import Edit

Act = Callable[[Town], object]
MERGES = (
    ("--no-edit",), ("--no-edit",), ("--no-ff", "--no-edit"), ("--squash",), ("--no-commit",),
    ("--no-edit", "-X", "theirs"), ("--no-edit", "-X", "ours"), ("--no-edit", "-s", "ours"),
)  # fmt: skip


def _spot(town: Town) -> tuple[str, list[str], int, int]:
    name = town.dice.choice(town.files() or ["a"])
    lines = town.read(name) if (town.folder / name).exists() else []
    start = town.dice.randint(0, len(lines))
    return name, lines, start, min(len(lines), start + town.dice.choice((0, 0, 1, 2, 3)))


def person_edits(town: Town) -> None:
    """Types new lines, in the place of others or beside them."""
    name, lines, start, end = _spot(town)
    town.write(name, [*lines[:start], *town.lines(HUMAN, 3), *lines[end:]])


def person_removes(town: Town) -> None:
    """Takes lines away."""
    name, lines, start, end = _spot(town)
    town.write(name, [*lines[:start], *lines[end:]])


def person_moves(town: Town) -> None:
    """Cuts lines and pastes them elsewhere, maybe into another file."""
    name, lines, start, end = _spot(town)
    cut = lines[start:end]
    town.write(name, [*lines[:start], *lines[end:]])
    name, lines, start, _ = _spot(town)
    town.write(name, [*lines[:start], *cut, *lines[start:]])


def person_indents(town: Town) -> None:
    """Runs a formatter over some lines."""
    name, lines, start, end = _spot(town)
    town.write(name, [*lines[:start], *(_indented(town, each, HUMAN) for each in lines[start:end]), *lines[end:]])


def _indented(town: Town, text: str, by: str) -> str:
    if text in town.truth:
        town.truth["  " + text] = town.truth.get("  " + text, town.truth[text]) | {by}
        return "  " + text
    return text


def agent_edits(town: Town) -> None:
    """An agent replaces lines, and tells what."""
    name, lines, start, end = _spot(town)
    session = town.dice.choice(list(AGENTS))
    near = lines[max(0, start - 1) : end]
    new = [*lines[max(0, start - 1) : start], *town.lines(session)]
    old_text, new_text = _text(near), _text(new)
    whole = _text(lines)
    if not near or whole.count(old_text) != 1:
        agent_writes(town)
        return

    def work() -> None:
        if town.dice.random() < 0.15:
            person_edits_elsewhere(town, name)
        content = (town.folder / name).read_bytes().decode()
        if content.count(old_text) == 1:
            (town.folder / name).write_bytes(content.replace(old_text, new_text).encode())

    town.call(session, (Edit(name, old_text, new_text),), work)


def person_edits_elsewhere(town: Town, name: str) -> None:
    """A person saves a line at the end while a call is under way."""
    town.write(name, [*town.read(name), town.line(HUMAN)])


def agent_writes(town: Town) -> None:
    """An agent writes a whole file, which keeps some lines of the one that was there."""
    name, lines, start, end = _spot(town)
    if town.dice.random() < 0.3:
        name, lines = f"n{town.dice.randint(0, 3)}", []
        lines = town.read(name) if (town.folder / name).exists() else []
        start = end = len(lines)
    session = town.dice.choice(list(AGENTS))
    new = [*lines[:start], *town.lines(session), *lines[end:]]
    content = _text(new) if town.dice.random() < 0.5 else None
    edit = Edit(name, None, content)
    town.call(session, (edit,), lambda: town.write(name, new))


def agent_shells(town: Town) -> None:
    """An agent appends lines by a command."""
    name = town.dice.choice(town.files() or ["a"])
    session = town.dice.choice(list(AGENTS))
    lines = town.lines(session)
    command = f"cat >> {name} <<E\n{_text(lines)}E"
    before = town.read(name) if (town.folder / name).exists() else []
    town.call(session, (), lambda: town.write(name, [*before, *lines]), command)


def agent_moves(town: Town) -> None:
    """An agent moves lines within a file."""
    name, lines, start, end = _spot(town)
    rest = [*lines[:start], *lines[end:]]
    at = town.dice.randint(0, len(rest))
    new = [*rest[:at], *lines[start:end], *rest[at:]]
    town.call(town.dice.choice(list(AGENTS)), (Edit(name, None, _text(new)),), lambda: town.write(name, new))


def renames(town: Town) -> None:
    """A file gets another name, by git or not."""
    name = town.dice.choice(town.files() or ["a"])
    to = f"r{town.dice.randint(0, 9)}"
    if not (town.folder / to).exists() and (town.folder / name).exists():
        if town.dice.random() < 0.5:
            town.git("mv", name, to)
        else:
            (town.folder / name).rename(town.folder / to)


def commits(town: Town) -> None:
    """All, some files, one file alone, or parts of files."""
    how = town.dice.choice(("all", "all", "all", "one", "only", "part", "part", "bare"))
    if how == "part":
        _stage_parts(town)
    elif how == "one":
        town.git("add", town.dice.choice(town.files() or ["."]))
    elif how != "only":
        town.git("add", "--all")
    words = ["--only", "--", town.dice.choice(town.files() or ["."])] if how == "only" else []
    unhooked = ["-c", "core.hooksPath=/dev/null"] if how == "bare" and town.dice.random() < 0.3 else []
    verify = ["--no-verify"] if town.dice.random() < 0.2 else []
    town.git(*unhooked, "commit", "--quiet", *verify, "--message", f"work {town.now}", *words)


def _stage_parts(town: Town) -> None:
    for name in town.files():
        base = town.said.split("\n")[:-1] if town.git("show", f":{name}") else []
        lines, staged = town.read(name), list[str]()
        for word, low, high, left, right in SequenceMatcher(None, base, lines, autojunk=False).get_opcodes():
            staged += lines[left:right] if word == "equal" or town.dice.random() < 0.5 else base[low:high]
        if staged and town.git("hash-object", "-w", "--stdin", data=_text(staged)):
            town.git("update-index", "--add", "--cacheinfo", f"100644,{town.said.strip()},{name}")


def amends(town: Town) -> None:
    """Adds what is there to the last commit."""
    words = ["--all"] if town.dice.random() < 0.7 else []
    town.git("commit", "--quiet", "--amend", "--no-edit", *words)


def branches(town: Town) -> None:
    """Another branch, new or not; what is dirty comes along, is merged, or stays."""
    names = town.ask("branch", "--format=%(refname:short)")
    if len(names) < 4 and town.dice.random() < 0.5:
        town.git("checkout", "--quiet", "-b", f"w{town.now}", town.dice.choice((*names, "HEAD", "HEAD~1")))
    else:
        flags = town.dice.choice(([], [], ["--merge"], ["--force"]))
        town.git("checkout", "--quiet", *flags, town.dice.choice(names or ["main"]))
    settle(town)


def _tidy(town: Town) -> None:
    """Mostly, what is dirty is committed first: git refuses much else."""
    if town.dice.random() < 0.8:
        town.git("add", "--all")
        town.git("commit", "--quiet", "--message", f"tidy {town.now}")


def _other(town: Town) -> str:
    names = town.ask("branch", "--format=%(refname:short)")
    return town.dice.choice(names or ["main"])


def merges(town: Town) -> None:
    """Another branch is merged: with a commit, as one, stopped before it, by a strategy."""
    _tidy(town)
    other = _other(town)
    how = list(town.dice.choice(MERGES))
    town.git("merge", *how, other)
    settle(town)
    if how in (["--squash"], ["--no-commit"]):
        if town.dice.random() < 0.5:
            town.dice.choice((person_edits, agent_edits))(town)
            town.git("add", "--all")
        town.git("commit", "--quiet", "--no-edit")


def rebases(town: Town) -> None:
    """The branch is put on another one, or its last commits are reordered, melted, dropped, run through."""
    _tidy(town)
    dice = town.dice
    todo = dice.choice(("true", "sed -i -e '2s/^pick/squash/'", "sed -i -e '2s/^pick/fixup/'", "sed -i -e '1!G;h;$!d'",
                        "sed -i -e 1d", "sed -i -e '2s/^pick/fixup -C/'", "sed -i -e '1s/^pick/reword/'"))  # fmt: skip
    words = dice.choice((["--rebase-merges"], ["--autostash"], ["--exec", "true"], ["--apply"], [], []))
    onto = dice.choice((_other(town), f"HEAD~{dice.randint(1, 3)}"))
    interactive = [] if "--apply" in words else ["--interactive"]
    town.git("rebase", *interactive, *words, onto, GIT_SEQUENCE_EDITOR=todo)
    settle(town)


def picks(town: Town) -> None:
    """A commit of another branch is repeated, or the last one taken back."""
    _tidy(town)
    other = f"{_other(town)}~{town.dice.randint(0, 1)}"
    more = town.dice.choice(([], ["-x"], ["--no-commit"]))
    if town.dice.random() < 0.6:
        town.git("cherry-pick", *town.dice.choice(([], ["-m", "1"])), *more, other)
    else:
        which = town.dice.choice(("HEAD", "HEAD~1"))
        town.git("revert", *(["--no-edit"] if more != ["--no-commit"] else more), which)
    settle(town)


def stashes(town: Town) -> None:
    """Work is set aside, or brought back."""
    flags = town.dice.choice(([], ["--include-untracked"], ["--keep-index"]))
    if town.dice.random() < 0.5:
        town.git("stash", "push", "--quiet", *flags)
    else:
        town.git("stash", town.dice.choice(("pop", "apply", "pop")), *town.dice.choice(([], ["--index"])))
    settle(town)


def resets(town: Town) -> None:
    """Commits are taken back, with or without their work; files are put back."""
    how = town.dice.choice(("--soft", "--mixed", "--hard", "--keep", "--merge", "file"))
    if how == "file":
        name = town.dice.choice(town.files() or ["a"])
        town.git(*town.dice.choice((["checkout", "--", name], ["restore", name], ["checkout", "HEAD~1", "--", name])))
    elif len(town.ask("rev-list", "--max-count=3", "HEAD")) > 2:
        town.git("reset", "--quiet", how, "HEAD~1")


def mails(town: Town) -> None:
    """The last commit of another branch comes as a patch."""
    _tidy(town)
    if town.git("format-patch", "--stdout", "-1", _other(town)) and town.said:
        patch = town.said
        town.git(*town.dice.choice((["am", "-3"], ["am"], ["apply"], ["apply", "--index"])), data=patch)
        settle(town)


def settle(town: Town) -> None:
    """Whatever git stopped in is ended: conflicts are resolved by hand, or all is called off."""
    for _ in range(8):
        broken = [line[3:] for line in town.ask("status", "--porcelain") if line[:2] in _CONFLICTS]
        for name in broken:
            _resolve(town, name)
        near = town.folder / ".git"
        doing = next((word for word, names in _DOING.items() if any((near / each).exists() for each in names)), "")
        if not doing:
            if broken:
                town.git("commit", "--quiet", "--message", f"settled {town.now}")
            return
        if doing != "merge" and town.dice.random() < 0.2:
            town.git(doing, "--abort")
        elif doing == "merge":
            town.git("commit", "--quiet", "--no-edit")
        elif not town.git(doing, "--continue") and not town.git(doing, "--skip") and town.dice.random() < 0.5:
            town.git(doing, "--abort")
    for doing in _DOING:
        town.git(doing, "--abort")
    town.git("reset", "--quiet", "--hard")


_CONFLICTS = frozenset({"UU", "AA", "DU", "UD", "AU", "UA", "DD"})
_DOING = {"rebase": ("rebase-merge",), "am": ("rebase-apply",), "merge": ("MERGE_HEAD",),
          "cherry-pick": ("CHERRY_PICK_HEAD",), "revert": ("REVERT_HEAD",)}  # fmt: skip


def _resolve(town: Town, name: str) -> None:
    path = town.folder / name
    if not path.exists():
        town.git("rm", "--quiet", "--force", "--", name)
        return
    kept: list[str] = []
    sides: list[list[str]] = []
    for line in town.read(name):
        if line.startswith("<<<<<<< "):
            sides = [[]]
        elif line.startswith(("=======", "||||||| ")) and sides:
            sides.append([])
        elif line.startswith(">>>>>>> ") and sides:
            pick = town.dice.choice(("ours", "theirs", "both", "new"))
            kept += sides[0] if pick in ("ours", "both") else ()
            kept += sides[-1] if pick in ("theirs", "both") else ()
            kept += town.lines(HUMAN, 2) if pick == "new" else []
            sides = []
        else:
            (sides[-1] if sides else kept).append(line)
    town.write(name, kept)
    town.git("add", "--", name)


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def retypes(town: Town) -> None:
    """Lines of agents are thrown away by git and typed by a person, to the letter: now they are that person's.

    Only the next look tells: older commits may have such a line, too, and nobody is asked about it there.
    """
    before = {line for name in town.files() for line in town.read(name)}
    how = town.dice.choice((["reset", "--hard"], ["reset", "--hard", "HEAD~1"], ["checkout", "--", "."], ["stash"]))
    if not town.git(*how) or (how == ["stash"] and not town.git("stash", "drop")):
        return
    here = {line for name in town.files() for line in town.read(name)}
    gone = [line for line in sorted(before - here) if HUMAN not in town.truth.get(line, {HUMAN})]
    name, lines, start, _ = _spot(town)
    town.write(name, [*lines[:start], *gone, *lines[start:]])
    town.truth |= dict.fromkeys(gone, frozenset({HUMAN}))
    town.retyped |= set(gone)
    town.git("add", "--all")
    town.git("commit", "--quiet", "--message", f"typed {town.now}")


ACTS: dict[str, tuple[Act, int]] = {
    "person edits": (person_edits, 5), "person removes": (person_removes, 2), "person moves": (person_moves, 2),
    "formatter": (person_indents, 1), "agent edits": (agent_edits, 6), "agent writes": (agent_writes, 4),
    "agent shells": (agent_shells, 2), "agent moves": (agent_moves, 1), "rename": (renames, 1), "commit": (commits, 10),
    "amend": (amends, 2), "branch": (branches, 4), "merge": (merges, 3), "rebase": (rebases, 6), "pick": (picks, 3),
    "stash": (stashes, 3), "reset": (resets, 3), "mail": (mails, 1), "retype": (retypes, 2),
}  # fmt: skip
