"""For which environment is a command, and what is answered there?

A milder answer than the table's own needs a match on what decides where a command goes (its folder, its target, the
options and variables that choose an account, a context or a workspace), or a pattern with a blank, written for a whole
command: a word that an agent adds, or a comment, does not relax.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Sight
from paraph.core.model.guard import GUARD_ANSWERS, EnvironmentGuard, GuardAnswer, GuardSettings
from paraph.core.model.text_match import text_matches

if TYPE_CHECKING:
    from paraph.core.guard.table.matching import Row

_CHOOSING = names(
    "--context --kube-context --namespace -n --profile --region --project --subscription --resource-group -g "
    "--stack -s --stage --workspace -chdir --chdir --environment -e --env --account --cluster --cluster-name "
    "--host -h --dbname -d --stack-name -C --directory --remote --app -a --db-instance-identifier --bucket "
    "--database --server"
)
MAX_PARTS = 12
_SELECTING = (("workspace", "select"), ("config", "use-context"), ("stack", "select"), ("config", "set-context"))


def _rank(answer: GuardAnswer) -> int:
    return GUARD_ANSWERS.index(answer)


def stricter(one: GuardAnswer, other: GuardAnswer) -> GuardAnswer:
    """The stricter of two answers."""
    return max(one, other, key=_rank)


def answered(row: Row, sight: Sight, target: str, cwd: str, settings: GuardSettings) -> tuple[GuardAnswer, str]:
    """The answer for one danger and the name of its environment, empty for none."""
    named = dict(settings.rules).get(row.id)
    own = row.answer if named is None else named
    if not row.is_scoped:
        return own, ""
    environment = _environment(own, sight, target, cwd, settings.environments)
    if environment is None:
        if row.needs_environment:
            return "silent", ""
        return stricter(own, settings.unknown) if settings.unknown else own, ""
    if row.needs_environment and environment.answer == "silent":
        return "silent", environment.name
    return _in(environment, own, is_named=named is not None), environment.name


def _in(environment: EnvironmentGuard, own: GuardAnswer, *, is_named: bool) -> GuardAnswer:
    if environment.answer is None:
        return own
    return stricter(own, environment.answer) if is_named else environment.answer


def _environment(
    own: GuardAnswer, sight: Sight, target: str, cwd: str, environments: tuple[EnvironmentGuard, ...]
) -> EnvironmentGuard | None:
    if not environments:
        return None
    choosing = tuple(_choosing(sight, target, cwd))
    line = " ".join(sight.words)
    for environment in environments:
        is_milder = environment.answer is not None and _rank(environment.answer) < _rank(own)
        for glob in environment.match:
            if any(_fits(glob, text) for text in choosing) or (" " in glob and text_matches(glob, line)):
                return environment
            if not is_milder and (text_matches(glob, line) or any(_fits(glob, word) for word in sight.words)):
                return environment
    return None


def _fits(glob: str, text: str) -> bool:
    return text_matches(glob, text) or (glob.endswith("/**") and text_matches(glob[:-3], text))


def _choosing(sight: Sight, target: str, cwd: str) -> Iterable[str]:
    """The texts that say where a command goes."""
    yield from (text for text in (target, sight.machine) if text)
    yield from _places(f"{cwd}/{sight.folder}" if sight.folder and sight.folder[0] not in "/~" else sight.folder or cwd)
    for name, value in sight.variables:
        yield value
        yield f"{name}={value}"
    words = sight.words
    for at, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option not in _CHOOSING:
            continue
        if not equals and at + 1 < len(words):
            value = words[at + 1]
        if value:
            yield value
            yield f"{option}={value}"


def _places(folder: str) -> Iterable[str]:
    """A folder by its whole path and by every end of it, so that `envs/dev` need not tell where the clone lies."""
    parts = folder.strip("/").split("/")
    yield folder
    yield from ("/".join(parts[at:]) for at in range(max(len(parts) - MAX_PARTS, 0), len(parts)))


def selected(words: tuple[str, ...]) -> tuple[str, str] | None:
    """What a command chooses for those after it in the same text: a workspace, a context, a stack."""
    plain = [word for word in words[1:] if not word.startswith("-")]
    for first, second in _SELECTING:
        if plain[:2] == [first, second] and len(plain) > 2:
            return first if first != "config" else "context", plain[2]
    return None
