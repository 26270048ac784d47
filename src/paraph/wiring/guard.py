"""What stands behind the guard on commands: whose policy counts, who judges, and where is the answer kept?

A hook comes here before every call of a tool: it imports as little as it can, and git runs only when the default
branch has moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.adapters.agents.guard.journal import Journal
    from paraph.adapters.agents.guard.settings import Fresh
    from paraph.core.model.capture import ToolEvent
    from paraph.core.model.guard import GuardAnswer, GuardSettings, GuardVerdict


def judged_call(event: ToolEvent, *, is_recorded: bool = True) -> tuple[GuardVerdict, list[str]]:
    """What the guard answers to a call, and what the user should know; a deny or ask is put into the journal."""
    from paraph.adapters.agents.guard.script_text import written_below
    from paraph.core.guard.judge import judge

    area, settings, notices = settings_around(event.cwd)
    verdict = judge(standing(_with_real_paths(event)), settings, written_below(event.cwd))
    if is_recorded and area and verdict.answer != "silent":
        import time

        from paraph.adapters.agents.guard.journal import append_verdict

        notices.append(append_verdict(area, event, verdict, int(time.time()), given=_given(event, verdict)))
    return verdict, [notice for notice in notices if notice]


def _given(event: ToolEvent, verdict: GuardVerdict) -> GuardAnswer:
    """The answer as the agent hears it: one that cannot ask a person is told to deny."""
    if verdict.answer == "ask":
        from paraph.adapters.agents.which_agent import NAMES, adapter

        if event.agent in NAMES and not adapter(event.agent).config().can_ask:
            return "deny"
    return verdict.answer


def standing(event: ToolEvent) -> ToolEvent:
    """The call from the folder that its own leads to behind links."""
    from paraph.core.model.noun import changed

    return changed(event, cwd=_real(event.cwd) or event.cwd) if event.cwd else event


def _is_linked(path: str) -> bool:
    return path.startswith("/") and _real(path) != path


def _with_real_paths(event: ToolEvent) -> ToolEvent:
    """The call with where its edits end up behind links, too."""
    if not event.edits:
        return event
    import os

    from paraph.core.model.noun import changed

    real = [changed(edit, path=_real(os.path.join(event.cwd, os.path.expanduser(edit.path)))) for edit in event.edits]
    return changed(event, edits=(*event.edits, *(edit for edit in real if edit.path)))


def _real(path: str) -> str:
    import os

    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return ""


def settings_around(folder: str) -> tuple[str, GuardSettings, list[str]]:
    """The private area around a folder, empty outside of a repository, and the settings that count there."""
    import os

    from paraph.adapters.agents.guard.settings import guard_settings
    from paraph.adapters.agents.work_tree import work_place
    from paraph.core.model.guard import GuardSettings
    from paraph.core.model.noun import changed

    place = work_place(os.path.realpath(folder or "."))
    if place is None:
        return "", GuardSettings(), []
    area = f"{place.shared}/paraph"
    settings, notices = guard_settings(place.shared, area, lambda: policy_guard(place.top))
    return area, changed(settings, top=place.top, is_linked=_is_linked), notices


def policy_guard(folder: str) -> Fresh:
    """What the policy at the tip of the default branch tells the guard, read in full.

    Raises ParaphError where there is a policy that cannot be read.
    """
    from contextlib import closing

    from paraph.adapters.agents.guard.settings import Fresh
    from paraph.core.errors import InputError
    from paraph.core.model import places
    from paraph.core.model.guard import GuardSettings
    from paraph.flows.gate.governed_files import policy_of, text_at
    from paraph.wiring import CachedDocuments, open_repository

    with closing(open_repository(folder)) as reader:
        try:
            branch = reader.default_branch()
        except InputError:
            return Fresh(GuardSettings(), "")
        tip = next((each.commit for each in reader.tips() if each.name == branch), "")
        text = text_at(reader, tip, places.POLICY)
        policy = policy_of(CachedDocuments(reader.private_area()), text, None) if text else None
    return Fresh((policy.guard if policy else None) or GuardSettings(), branch)


def guard_journal(repository: str) -> Journal:
    """The answers of the guard in a repository. Raises InputError where there is none, ReadError if unreadable."""
    from contextlib import closing

    from paraph.adapters.agents.guard.journal import read_journal
    from paraph.wiring import open_repository

    with closing(open_repository(repository)) as reader:
        return read_journal(reader.private_area())
