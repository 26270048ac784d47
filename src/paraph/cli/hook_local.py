"""How do the hooks get into one's own clone, and out of it again?"""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

from paraph.cli.options import Options
from paraph.cli.terminal_text import listed, safe
from paraph.core.model.refs import ATTRIBUTION_REF, REMOTE_ATTRIBUTION_SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.adapters.git.hook_files import HookFiles, HookState

SCHEMA = "paraph/hooks/v1"
DOES = {
    "commit-msg": "adds the AI-assistance trailer that you choose (or `git config paraph.trailer assisted-by`)",
    "pre-push": "tells what would be owed, in three lines at most; `git config paraph.prePush enforce` makes it refuse",
    "post-commit": "puts down who wrote which line, as agents' hooks or the picked commit told it",
    "post-rewrite": "carries that on to the new commits of a rebase or an amend",
    "post-merge": "carries that into the files that `git merge --squash` leaves",
    "post-index-change": "notices lines that git puts into the files, or takes out",
    "reference-transaction": "keeps that through a reset or a stash",
}


def install(options: Options) -> int:
    """Put the hooks in place; those that were there are kept, and run first."""
    hooks = _hooks(options)
    shared = _shared(options.repository, hooks)
    hooks.put()
    found = hooks.states()
    if shared:
        options.talk(
            f"warning: core.hooksPath lies in the work tree, where git tracks {listed(shared, len(shared))}: they are "
            "written with the path of this machine's Python, which no other machine has. Do not commit them, or: "
            "paraph hook uninstall --local, git config --unset core.hooksPath, paraph hook install --local"
        )
    if options.format == "json":
        options.json(_document(hooks.folder, found))
        return 0
    if not options.is_quiet:
        options.data("\n".join(_line(each, options) for each in found))
    kept = [each.name for each in found if each.has_kept]
    if kept:
        options.talk(f"What was there runs first: {listed(kept)}.")
    options.talk("Next: git config paraph.ask true   (or say it for all commits: paraph.assistance, PARAPH_ASSISTANCE)")
    if remote := _unfetched(options.repository):
        spec = f"+{ATTRIBUTION_REF}*:{REMOTE_ATTRIBUTION_SPACE}{remote}*"  # by pattern: git needs not find such a ref
        step = f"git config --add remote.{remote}.fetch '{spec}'"
        options.talk(f"Records of others come with each fetch after: {safe(step, 300)}")
    return 0


def _shared(folder: str, hooks: HookFiles) -> list[str]:
    """The hooks that git would put into a commit if they were written, or set aside: those of a tracked folder."""
    from paraph.adapters.git.own import own_git

    top = os.fsdecode(own_git(folder, "rev-parse", "--show-toplevel").output.rstrip(b"\n"))
    place = os.path.relpath(os.path.realpath(hooks.folder), os.path.realpath(top)) if top else ".."
    if f"{place}/".startswith(("../", ".git/")):
        return []
    tracked = own_git(top, "ls-files", "-z", "--", *(f":(literal){place}/{name}" for name in hooks.texts))
    return [safe(os.fsdecode(path)) for path in tracked.output.split(b"\0") if path]


def _unfetched(folder: str) -> str:
    """The remote of which records of lines do not come along yet, empty where there is none or no plain one."""
    from paraph.adapters.git.exchange import remote_of
    from paraph.adapters.git.own import own_git
    from paraph.core.errors import InputError

    try:
        remote = remote_of(folder)
    except InputError:
        return ""
    if not remote.replace("-", "").replace("_", "").isalnum():
        return ""  # an address, which no ref can be named after
    specs = own_git(folder, "config", "--get-all", f"remote.{remote}.fetch").output.decode("utf-8", "replace")
    return "" if f":{REMOTE_ATTRIBUTION_SPACE}" in specs else remote


def uninstall(options: Options) -> int:
    """Take the hooks away, and put back what was there before."""
    hooks = _hooks(options)
    gone = hooks.take_away()
    if options.format == "json":
        options.json(_document(hooks.folder, hooks.states()) | {"removed": list(gone)})
    else:
        options.data(f"removed: {listed(list(gone))}" if gone else "There are no hooks of Paraph here.")
    return 0


def status(options: Options) -> int:
    """Show which hooks are in place; 1 where one is not."""
    hooks = _hooks(options)
    found = hooks.states()
    if options.format == "json":
        options.json(_document(hooks.folder, found))
    else:
        options.data("\n".join(_line(each, options) for each in found))
    return 0 if all(each.state == "current" for each in found) else 1


def puts_down(options: Options) -> bool | None:
    """Whether a commit here puts down who wrote which line; None where there is no clone, or nobody can tell."""
    from paraph.core.errors import ParaphError

    try:
        return any(each.name == "post-commit" and each.state == "current" for each in _hooks(options).states())
    except ParaphError:
        return None


def _hooks(options: Options) -> HookFiles:
    from paraph import wiring
    from paraph.adapters.git.local_hooks import local_hooks

    with closing(wiring.open_repository(options.repository)) as reader:
        return local_hooks(reader.location)


def _line(each: HookState, options: Options) -> str:
    style = options.style
    if each.state == "current":
        return f"{style.good('✓')} {style.bold(each.name)}  {safe(DOES[each.name])}"
    words = {"absent": "is not here", "foreign": "is another program's", "outdated": "is of another version"}
    return f"{style.bad('✗')} {style.bold(each.name)}  {words[each.state]}: paraph hook install --local"


def _document(folder: str, found: Sequence[HookState]) -> dict[str, object]:
    return {"schema": SCHEMA, "place": "local", "folder": folder, "hooks": [each._asdict() for each in found]}
