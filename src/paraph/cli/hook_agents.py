"""How do the hooks get into the configurations of coding agents, and how do they stand there?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from paraph.cli.hook_local import puts_down
from paraph.cli.options import Options
from paraph.cli.terminal_text import Style, listed, safe, width, wrap

if TYPE_CHECKING:
    from paraph.adapters.agents.setup.install import Change, State, Target

PLAIN = Style()
SCHEMA = "paraph/agents/v1"
UNUSED = "Nothing that agents do is kept with a commit yet, for git's own hooks are not in place here:"
_STATES = {
    "current": "in place", "absent": "not in place", "outdated": "of another version", "disabled": "switched off",
}  # fmt: skip


def install(options: Options, names: Sequence[str], *, is_all: bool, is_user: bool, is_dry: bool) -> int:
    """Put the hook into the agents' own configurations; says what is changed."""
    from paraph.adapters.agents.setup.install import installing

    targets = _targets(options, names, is_all=is_all, is_user=is_user)
    changes = [(target, installing(target)) for target in targets]
    _write(changes, is_dry=is_dry)
    _show(options, changes, is_dry=is_dry, is_gone=False)
    if options.format != "json":
        _advise(options, targets, is_user=is_user, is_dry=is_dry)
    return 0


def uninstall(options: Options, names: Sequence[str], *, is_all: bool, is_user: bool, is_dry: bool) -> int:
    """Take the hook out of the agents' configurations, and nothing else."""
    from paraph.adapters.agents.setup.install import removing
    from paraph.adapters.agents.which_agent import NAMES

    targets = _targets(options, NAMES if is_all else names, is_all=False, is_user=is_user)
    changes = [(target, removing(target)) for target in targets]
    _write(changes, is_dry=is_dry)
    shown = [(target, found) for target, found in changes if not is_all or any(each.is_any for each in found)]
    _show(options, shown, is_dry=is_dry, is_gone=True)
    if not shown and options.format != "json":
        options.data("There are no hooks of Paraph in the configurations of agents here.")
    return 0


def status(options: Options, names: Sequence[str], *, is_all: bool, is_user: bool) -> int:
    """Show how the hooks stand; 1 where one of an agent that is named, or used here, is not in place."""
    from paraph.adapters.agents.which_agent import NAMES
    from paraph.wiring.agents import agent_targets, signs_of_agents

    signs = signs_of_agents(options.repository)
    asked = NAMES if is_all else tuple(dict.fromkeys(names))
    agent_targets(asked, options.repository, is_user=is_user)
    found = [_standing(options, name, signs[name], is_user=is_user) for name in asked]
    if options.format == "json":
        options.json({"schema": SCHEMA, "agents": found, "puts_down": puts_down(options)})
    else:
        options.data("\n".join(line for each in found for line in _standing_lines(each, options.style)))
        if any(each["state"] == "current" for each in found):
            _say_unused(options)
    wanted = [each for each in found if not is_all or each["signs"]]
    return 0 if all(each["state"] == "current" for each in wanted) else 1


def say_standing(options: Options, *, is_none_said: bool) -> None:
    """Add to the status of a clone how the hooks of the agents stand that are used here."""
    from paraph.adapters.agents.which_agent import NAMES
    from paraph.wiring.agents import signs_of_agents

    signs = signs_of_agents(options.repository)
    found = [_standing(options, name, signs[name], is_user=False) for name in NAMES]
    used = [each for each in found if each["signs"] or each["state"] != "absent"]
    if used:
        options.data("\n".join(line for each in used for line in _standing_lines(each, options.style)))
    elif is_none_said:
        options.data(f"{options.style.dim('·')} no coding agent is used here (paraph hook status --all)")


def _targets(options: Options, names: Sequence[str], *, is_all: bool, is_user: bool) -> list[Target]:
    from paraph.wiring.agents import agent_targets, signs_of_agents

    if is_all:
        signs = signs_of_agents(options.repository)
        for name, what in signs.items():
            if what:
                options.talk(f"found      {name}: {safe(listed(what))}")
        options.talk(f"not found  {', '.join(name for name, what in signs.items() if not what) or 'none'}")
        names = [name for name, what in signs.items() if what]
    return agent_targets(names, options.repository, is_user=is_user)


def _write(changes: Iterable[tuple[Target, list[Change]]], *, is_dry: bool) -> None:
    from paraph.adapters.agents.setup.install import write

    if not is_dry:
        write(change for _, found in changes for change in found if change.is_any)


def _show(options: Options, changes: Sequence[tuple[Target, list[Change]]], *, is_dry: bool, is_gone: bool) -> None:
    if options.format == "json":
        options.json({"schema": SCHEMA, "dry_run": is_dry, "agents": [_changed(*each) for each in changes]})
        return
    lines: list[str] = []
    for target, found in changes:
        lines.append(_headline(target, found, options.style, is_dry=is_dry, is_gone=is_gone))
        if is_dry or not options.is_quiet:
            lines += [f"  {line}" for change in found for line in _painted(target, change, options.style)]
    if lines:
        options.data("\n".join(lines))


def _headline(target: Target, found: Sequence[Change], style: Style, *, is_dry: bool, is_gone: bool) -> str:
    name, file = style.bold(target.config.name), safe(_shown_path(target, target.file))
    if not any(each.is_any for each in found):
        return f"{style.good('✓')} {name}  {'there is no hook in' if is_gone else 'unchanged:'} {file}"
    would = "would be " if is_dry else ""
    word = ("taken out of" if is_gone else "put into") if any(each.after is not None for each in found) else "removed:"
    return f"{style.open('→') if is_dry else style.good('✓')} {name}  {would}{word} {file}"


def _painted(target: Target, change: Change, style: Style) -> list[str]:
    paints = {"+": style.good, "-": style.bad, "@": style.dim}
    return [paints.get(line[:1], str)(safe(line)) for line in _diff(target, change)]


def _diff(target: Target, change: Change) -> list[str]:
    """The difference as `diff -u` shows it, without line ends."""
    path = _shown_path(target, change.path)
    names = ("/dev/null" if change.before is None else path, "/dev/null" if change.after is None else path)
    before, after = ((text or "").splitlines() for text in (change.before, change.after))
    return list(difflib.unified_diff(before, after, *names, lineterm="", n=2))


def _shown_path(target: Target, path: str) -> str:
    inner = path.removeprefix(target.folder.rstrip("/") + "/")
    return f"~/{inner}" if target.is_user else inner


def _changed(target: Target, found: Sequence[Change]) -> dict[str, Any]:
    return _described(target) | {
        "changes": [
            {"path": _shown_path(target, each.path), "diff": _diff(target, each), "is_removed": each.after is None}
            for each in found
            if each.is_any
        ]
    }


def _described(target: Target) -> dict[str, Any]:
    config = target.config
    return {
        "agent": config.name, "place": "user" if target.is_user else "repository",
        "file": _shown_path(target, target.file), "can_ask": config.can_ask,
        "fails": config.fails._asdict(), "note": config.note,
    }  # fmt: skip


def _advise(options: Options, targets: Sequence[Target], *, is_user: bool, is_dry: bool) -> None:
    for target in targets:
        config = target.config
        told = f"{config.name}: {_failing(config.fails._asdict())}" + (f"; {config.note}" if config.note else "")
        options.talk("\n".join(wrap(told, width(), "", "  ")))
    if targets and not is_user:
        options.talk("Everybody who works here with an agent needs `paraph` on PATH: without it the agent is blocked.")
    if targets and not is_dry:
        _say_unused(options)
        options.talk("Next: restart the agent, then paraph hook status --all")
    if not targets:
        options.talk("Name one with --agent NAME.")


def _say_unused(options: Options) -> None:
    """Agents' hooks see what is done, and git's put it down."""
    if puts_down(options) is False:
        options.talk("\n".join(wrap(f"{UNUSED} paraph hook install --local", width(), "", "  ")))


def _failing(fails: dict[str, str]) -> str:
    """`fails closed from 2.1.295 on (…)`: what becomes of a call where the hook cannot answer."""
    if fails["closed"] == "closed":
        since = f" from {fails['since']} on" if fails["since"] else ""
        return f"fails closed{since} ({fails['why']})"
    return f"fails closed, but open on a timeout ({fails['why']})"


def _standing(options: Options, name: str, signs: list[str], *, is_user: bool) -> dict[str, Any]:
    """How one agent's hook stands: in the repository or, where it is not there, at home."""
    from paraph.adapters.agents.setup.install import state
    from paraph.cli.trouble import problem_text
    from paraph.core.errors import ParaphError
    from paraph.wiring.agents import agent_targets

    found: list[tuple[State | Literal["unreadable"], Target, str]] = []
    for at_home in (True,) if is_user else (False, True):
        target = agent_targets([name], options.repository, is_user=at_home)[0]
        try:
            found.append((state(target), target, ""))
        except ParaphError as error:
            found.append(("unreadable", target, problem_text(error.problems[:1], PLAIN).partition("\n")[0]))
    words = ("unreadable", "current", "disabled", "outdated")
    best = next((each for word in words for each in found if each[0] == word), found[0])
    return _described(best[1]) | {"state": best[0], "trouble": best[2], "signs": signs}


def _standing_lines(each: dict[str, Any], style: Style) -> list[str]:
    name, word = style.bold(each["agent"]), _STATES.get(each["state"], "")
    if each["trouble"]:
        return [f"{style.bad('✗')} {name}  {each['trouble']}"]
    if each["state"] == "current":
        asks = "" if each["can_ask"] else "; cannot ask, so ask is deny"
        lines = [f"{style.good('✓')} {name}  {word} ({safe(each['file'])})"]
        return [*lines, *wrap(f"{_failing(each['fails'])}{asks}", width(), "  ")]
    if each["state"] == "absent" and not each["signs"]:
        return [f"{style.dim('·')} {name}  is not used here"]
    is_absent, is_off = each["state"] == "absent", each["state"] == "disabled"
    where = f", but it is used here: {safe(listed(each['signs']))}" if is_absent else f" ({safe(each['file'])})"
    way = "switch hooks on in the agent's settings" if is_off else f"paraph hook install --agent {each['agent']}"
    return [f"{style.bad('✗')} {name}  {word}{where}: {way}"]
