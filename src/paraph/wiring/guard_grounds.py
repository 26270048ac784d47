"""On what does an answer of the guard rest: which policy, read where, and what in it made the answer mild?"""

from __future__ import annotations

from contextlib import closing
from typing import NamedTuple

from paraph.core.model.capture import ToolEvent
from paraph.core.model.guard import GuardSettings

NO_POLICY = "no policy: the table's own answers"


class Grounds(NamedTuple):
    """`milder_by` names environments and rules; `read_at` is where the policy stands that counts; `differs` tells of a
    `guard:` in the work tree that is not the one in force, empty for none."""

    milder_by: tuple[str, ...]
    read_at: str
    differs: str = ""


def grounds_of(event: ToolEvent) -> Grounds:
    """What an answer to a call rests on. Raises nothing for a policy that cannot be read: that is told in words."""
    from paraph.adapters.agents.guard.script_text import written_below
    from paraph.core.guard.mildness import milder_by
    from paraph.wiring.guard import settings_around, standing

    settings = settings_around(event.cwd)[1]
    read_at, differs = _places(settings)
    return Grounds(milder_by(standing(event), settings, written_below(event.cwd)), read_at, differs)


def _places(settings: GuardSettings) -> tuple[str, str]:
    from paraph.core.errors import InputError, ParaphError
    from paraph.core.model import places
    from paraph.flows.gate.governed_files import text_at
    from paraph.wiring import open_repository

    if not settings.top:
        return NO_POLICY, ""
    try:
        with closing(open_repository(settings.top)) as reader:
            try:
                branch = reader.default_branch()
            except InputError:
                return NO_POLICY, _difference(settings, None)
            tip = next((each.commit for each in reader.tips() if each.name == branch), "")
            text = text_at(reader, tip, places.POLICY)
    except ParaphError as error:
        return f"the policy cannot be read ({error}): the table's own answers", ""
    read_at = f"{places.POLICY} at {branch} ({tip[:12]})" if text else NO_POLICY
    return read_at, _difference(settings, text.content if text else None)


def _difference(settings: GuardSettings, in_force: bytes | None) -> str:
    """One line on a `guard:` in the work tree that is another than that of the policy in force."""
    import os

    from paraph.core.errors import ParaphError
    from paraph.core.model import places
    from paraph.flows.gate.governed_files import policy_of
    from paraph.ports.documents import SourceText
    from paraph.wiring import CachedDocuments

    try:
        with open(os.path.join(settings.top, places.POLICY), "rb") as file:
            here = file.read(1 << 20)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"the policy in the work tree cannot be read: {error}"
    if here == in_force:
        return ""
    documents = CachedDocuments(None)
    guards: list[GuardSettings | None] = []
    for content in (here, in_force):
        try:
            policy = None if content is None else policy_of(documents, SourceText(places.POLICY, content), None)
        except ParaphError:
            return f"{places.POLICY} in the work tree is not the one in force, and one of them cannot be read"
        guards.append(policy.guard if policy else None)
    if guards[0] == guards[1]:
        return ""
    return f"the `guard:` of {places.POLICY} in the work tree differs from the one in force, which alone counts"
