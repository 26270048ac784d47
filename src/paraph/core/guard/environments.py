"""For which environment is a command, and what is answered there?

A milder answer than the table's own needs a match on what decides where a command goes (its folder, its target, the
options and variables that choose an account, a context or a workspace), or a pattern with a blank, written for a whole
command: a word that an agent adds, or a comment, does not relax.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.guard.folders import ADRIFT, ends, entered, moved_by_options, resolved
from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Sight
from paraph.core.guard.shell.words import HOLE
from paraph.core.model.guard import GUARD_ANSWERS, EnvironmentGuard, GuardAnswer, GuardSettings
from paraph.core.model.text_match import text_matches

if TYPE_CHECKING:
    from paraph.core.guard.table.matching import Row

_CHOOSING = names(
    "--context --kube-context --namespace -n --profile --region --project --subscription --resource-group -g "
    "--stack -s --stage --workspace --environment -e --env --account --cluster --cluster-name "
    "--host -h --dbname -d --stack-name --remote --app -a --db-instance-identifier --bucket "
    "--database --server"
)
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
    environment = _environment(own, sight, target, cwd, settings)
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
    own: GuardAnswer, sight: Sight, target: str, cwd: str, settings: GuardSettings
) -> EnvironmentGuard | None:
    environments, top = settings.environments, settings.top
    if not environments:
        return None
    folder = moved_by_options(sight.words, sight.folder, sight.variables)
    places = resolved(cwd, folder, top)
    if ADRIFT in sight.visited:
        places = ()
    if places and settings.is_linked is not None and settings.is_linked(entered(cwd, folder)):
        places = ()
    mild = _mild_texts(sight, target, places)
    strict: tuple[str, ...] | None = None
    line = " ".join(sight.words)
    for environment in environments:
        if environment.answer is not None and _rank(environment.answer) < _rank(own):
            if mild is not None and any(_is_mild(glob, mild, line) for glob in environment.match):
                return environment
            continue
        strict = strict or tuple(_strict_texts(sight, target, cwd, folder))
        if any(text_matches(glob, line) or any(_fits(glob, text) for text in strict) for glob in environment.match):
            return environment
    return None


class _Mild(NamedTuple):
    places: tuple[str, ...]
    chosen: tuple[str, ...]


def _mild_texts(sight: Sight, target: str, places: tuple[str, ...]) -> _Mild | None:
    """What may relax: the folder as a whole, and what chooses an account or a context; None in an unknown folder."""
    if not places:
        return None
    chosen = [text for text in (target, sight.machine) if text]
    for name, value in sight.variables:
        chosen += [f"{name}={value}", value.replace("/", HOLE)]  # no path in a variable moves a command
    return _Mild(places, (*chosen, *_chosen(sight.words)))


def _is_mild(glob: str, mild: _Mild, line: str) -> bool:
    if any(_fits(glob, place) for place in mild.places):
        return True
    if ".." in line.replace("=", "/").replace(" ", "/").split("/"):  # no other text with a way back is believed
        return False
    return any(_fits(glob, text) for text in mild.chosen) or (" " in glob and text_matches(glob, line))


def _fits(glob: str, text: str) -> bool:
    bare = glob.removesuffix("/**").removesuffix("/*")
    return text_matches(glob, text) or (bare != glob and text_matches(bare, text))


def _strict_texts(sight: Sight, target: str, cwd: str, folder: str) -> Iterable[str]:
    """Everything that may say where a command goes: all folders of its text, its words, also as paths from there."""
    yield from (text for text in (target, sight.machine) if text)
    for place in dict.fromkeys((folder, sight.folder, "", *sight.visited)):
        yield from ends(entered(cwd, place))
    for name, value in sight.variables:
        yield value
        yield f"{name}={value}"
    yield from _chosen(sight.words)
    for word in sight.words:
        yield word
        path = word.partition("=")[2] if word.startswith("-") else word
        if "/" in path and " " not in path:
            yield from ends(entered(entered(cwd, sight.folder), path))


def _chosen(words: tuple[str, ...]) -> Iterable[str]:
    """The values of options that choose an account, a context, a workspace."""
    for at, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option not in _CHOOSING:
            continue
        if not equals and at + 1 < len(words):
            value = words[at + 1]
        if value:
            yield value
            yield f"{option}={value}"


def selected(words: tuple[str, ...]) -> tuple[str, str] | None:
    """What a command chooses for those after it in the same text: a workspace, a context, a stack."""
    plain = [word for word in words[1:] if not word.startswith("-")]
    for first, second in _SELECTING:
        if plain[:2] == [first, second] and len(plain) > 2:
            return first if first != "config" else "context", plain[2]
    return None
