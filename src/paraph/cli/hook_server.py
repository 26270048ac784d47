"""`paraph hook … --server`: how does a bare repository come to be guarded, and how is it told what it guards?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from paraph.cli.terminal_text import count, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.cli.options import Options
    from paraph.core.errors import Problem
    from paraph.wiring.install import Installation, ServerState

SCHEMA = "paraph/server-status/v1"
_NOBODY_SAYS = "signed pushes, else the account that runs git"
_STATES = {
    "absent": "not installed",
    "foreign": "not Paraph's",
    "current": "in place",
    "outdated": "of other settings, or of another version: install it again",
}


def install(options: Options, repository: str, asked: Installation) -> int:
    """Guard a bare repository; asked again, with other words, only those change."""
    from paraph.wiring.install import locks

    found = _guarded(repository, asked)
    _show(options, found)
    if options.format != "json":
        for line in _advice(found):
            options.talk(line)
    _warn(options, found, locks(repository))
    return 0


def _guarded(repository: str, asked: Installation) -> ServerState:
    from paraph.wiring.install import set_up

    if asked.join is None:
        return set_up(repository, asked)
    from paraph.wiring.connect import connect_as

    return connect_as(repository, asked)[1]


def uninstall(options: Options, repository: str) -> int:
    """Take the hooks and our settings of git away. The ledger, its key and `server.json` stay."""
    from paraph.wiring.install import take_down

    gone = take_down(repository)
    if options.format == "json":
        options.json({"schema": SCHEMA, "removed": list(gone)})
    elif gone:
        options.data(f"removed  {', '.join(gone)}; nothing guards this repository any more")
        options.talk("The ledger, its key and the settings stay: install it again and the record goes on.")
    else:
        options.data("nothing of Paraph's was installed")
    return 0


def status(options: Options, repository: str) -> int:
    """What is guarded, and whether the hooks are in place; 1 where one is not."""
    from paraph.wiring.install import server_state

    found = server_state(repository)
    _show(options, found)
    return 0 if all(hook.state == "current" for hook in found.hooks) else 1


def _warn(options: Options, found: ServerState, problems: Sequence[Problem]) -> None:
    """What is not in order comes to stderr whatever was asked for: nothing could be pushed, or not enough."""
    lines = []
    if not found.has_policy and not found.settings.policy:
        lines += ["No policy governs yet, so nothing can be pushed to what is protected: give one with --policy FILE."]
    for each in problems:
        at = f"{each.position.file}:{each.position.line}:{each.position.column}: " if each.position else ""
        fix = f" ({each.fix})" if each.fix else ""
        lines.append(f"{options.style_of_talk.open(f'warning[{each.code}]')} {safe(at + each.what + fix)}")
    if lines:
        sys.stdout.flush()
        sys.stderr.write("\n".join(lines) + "\n")


def _show(options: Options, found: ServerState) -> None:
    if options.format == "json":
        options.json(_document(found))
        return
    if options.is_quiet:
        odd = [f"{hook.name:<22}{_STATES[hook.state]}" for hook in found.hooks if hook.state != "current"]
        if odd:
            options.data("\n".join(odd))
        return
    settings = found.settings
    lines = [
        f"{hook.name:<22}{_STATES[hook.state]}{', after the one that was here' * hook.has_kept}" for hook in found.hooks
    ]
    lines += ["", f"protects    {', '.join(map(safe, settings.protected))}"]
    lines += [f"policy      from {safe(settings.policy_ref)}{_instead(found)}"]
    lines += [f"principal   {f'${safe(settings.principal)}' if settings.principal else _NOBODY_SAYS}"]
    lines += [f"ledger      {safe(_without_password(settings.ledger))}, {count(found.entries, 'entry', 'entries')}"]
    if settings.scope:
        lines += [f"server      {safe(settings.home)}, which calls it {safe(settings.scope)}"]
    lines += [f"last signed {safe(settings.second_store)}", f"key         {safe(found.vkey)}"]
    lines += [f"git config  {safe(name)} = {safe(value)}" for name, value in _shown_settings(settings.written)]
    options.data("\n".join(lines))


def _shown_settings(written: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Our settings of git; a seed is a secret."""
    return [(name, "(secret)" if name == "receive.certNonceSeed" else value) for name, value in written]


def _without_password(url: str) -> str:
    """The address of a database as it may be shown."""
    scheme, found, rest = url.partition("://")
    who, at, where = rest.rpartition("@")
    return f"{scheme}{found}{who.partition(':')[0]}{at}{where}"


def _instead(found: ServerState) -> str:
    own = found.settings.policy
    if found.has_policy:
        return ""
    return f"; until it has one, {safe(own)}" if own else "; it has none yet"


def _advice(found: ServerState) -> list[str]:
    place = found.settings.home or found.area
    lines = [
        "",
        f"Give the key above to whoever shall verify the ledger. Back up {safe(place)}, and keep the file",
    ]
    lines += ["`last signed` apart from it: it is what tells an old copy of the ledger from the newest one."]
    if not found.settings.principal:
        lines += [
            "Who pushes is known from signed pushes only; --principal NAME says which variable tells it otherwise."
        ]
    return lines


def _document(found: ServerState) -> dict[str, Any]:
    settings = found.settings
    return {
        "schema": SCHEMA,
        "repository": found.repository,
        "hooks": [hook._asdict() for hook in found.hooks],
        "protected": list(settings.protected),
        "policy_ref": settings.policy_ref,
        "has_policy": found.has_policy,
        "policy": settings.policy,
        "organisation": settings.organisation,
        "directory": settings.directory,
        "principal": settings.principal,
        "genesis": settings.genesis,
        "ledger": {
            "url": _without_password(settings.ledger),
            "entries": found.entries,
            "vkey": found.vkey,
            "second": settings.second_store,
        },
        **({"server": {"data": settings.home, "key": settings.scope}} if settings.scope else {}),
        "settings": [{"name": name, "value": value} for name, value in _shown_settings(settings.written)],
    }
