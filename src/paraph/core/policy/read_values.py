"""Is this value written the way its key asks for, and what does it say?"""

from __future__ import annotations

from collections.abc import Sequence as Names
from typing import cast

from paraph.core.model.policy import Comparator, Comparison, PersonTest
from paraph.core.model.provenance import ASSISTANCE_VALUES
from paraph.core.model.regex import regex
from paraph.core.policy.globs import compile_glob
from paraph.core.policy.grammar import PERSON
from paraph.core.policy.reading import Field, Reading, described, did_you_mean, shortened
from paraph.core.policy.source import Mapping, Scalar, Sequence, Tree

MAX_TEXT_CHARACTERS = 4_000
MAX_COUNT = 1_000

_COMPARISON = regex(r"\s*(<=|>=|==|<|>)\s*(\S(?:.*\S)?)\s*")
_WHOLE = regex(r"[0-9]{1,12}")
_IDENTITY = regex(r"[0-9a-f]{32}")
_DECIMAL = regex(r"([0-9]{1,12}(?:\.[0-9]{1,12})?)\s*(%?)")
_DURATION = regex(r"([0-9]{1,6})\s*([smhdw])")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}


def text(reading: Reading, node: Tree, key: str) -> str | None:
    """A text that says something."""
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        fix = "quote it" if isinstance(node, Scalar) and node.value is not None else "write a text"
        reading.report("P0121", node, f"`{key}` must be a text, not {described(node)}", fix)
        return None
    if not node.value.strip():
        reading.report("P0122", node, f"`{key}` is empty", "write a text, or delete the key")
        return None
    if len(node.value) > MAX_TEXT_CHARACTERS:
        what = f"`{key}` has {len(node.value)} characters, more than {MAX_TEXT_CHARACTERS}"
        reading.report("P0122", node, what, "shorten it")
        return None
    return node.value


def flag(reading: Reading, node: Tree, key: str) -> bool | None:
    """True or false."""
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        return node.value
    reading.report("P0121", node, f"`{key}` must be true or false, not {described(node)}", "write `true` or `false`")
    return None


def identity_of(reading: Reading, fields: dict[str, Field]) -> str:
    """The random identity of a repository, empty where there is none."""
    if "identity" not in fields:
        return ""
    node = fields["identity"].value
    found = text(reading, node, "identity")
    if found is not None and not _IDENTITY.fullmatch(found):
        what = f"`identity` must be 32 lower-case hexadecimal digits, not {described(node)}"
        reading.report("P0122", node, what, "keep the one that `paraph init` drafted, or take `openssl rand -hex 16`")
    return found or ""


def words(reading: Reading, node: Tree, key: str) -> tuple[str, ...] | None:
    """One text, or a list of texts."""
    nodes = _one_or_many(reading, node, key)
    found = [text(reading, item, key) for item in nodes]
    return tuple(word for word in found if word is not None) if nodes and None not in found else None


def name_list(reading: Reading, node: Tree, key: str) -> tuple[str, ...] | None:
    """A list of texts of which none stands twice."""
    nodes = reading.items(node, f"`{key}`")
    found = [text(reading, item, key) for item in nodes]
    for index, item in enumerate(nodes):
        if found[index] is not None and found[index] in found[:index]:
            reading.report("P0127", item, f"`{found[index]}` stands twice in `{key}`", "delete one")
            return None
    return tuple(word for word in found if word is not None) if nodes and None not in found else None


def choice(reading: Reading, node: Tree, key: str, choices: Names[str]) -> str | None:
    """One of the words that the key knows."""
    word = text(reading, node, key)
    if word is None or word in choices:
        return word
    fix = did_you_mean(word, choices)
    if key == "provenance" and word in ASSISTANCE_VALUES:  # the one is how sure it is, the other what was said
        fix = f"write `proof`, `strong`, `weak` or `none`, or ask whether AI took part: `assistance: {word}`"
    reading.report("P0124", node, f"`{key}` cannot be `{shortened(word)}`", fix)
    return None


def choices(reading: Reading, node: Tree, key: str, known: Names[str]) -> tuple[str, ...] | None:
    """One or several of the words that the key knows."""
    nodes = _one_or_many(reading, node, key)
    found = [choice(reading, item, key, known) for item in nodes]
    return tuple(word for word in found if word is not None) if nodes and None not in found else None


def globs(reading: Reading, node: Tree, key: str) -> tuple[str, ...] | None:
    """One pattern, or a list of them in which at least one is not an exclusion."""
    found = words(reading, node, key)
    if found is None:
        return None
    nodes = node.items if isinstance(node, Sequence) else (node,)
    are_good = [_is_glob(reading, item, pattern) for item, pattern in zip(nodes, found, strict=True)]
    if all(pattern.startswith("!") for pattern in found):
        reading.report("P0132", node, f"`{key}` only excludes, so it matches nothing", 'add a pattern such as "**"')
        return None
    return found if all(are_good) else None


def _is_glob(reading: Reading, node: Tree, pattern: str) -> bool:
    if pattern.startswith(("re:", "!re:")):
        what = "patterns are globs; regular expressions are not read"
        reading.report("P0126", node, what, "write a glob such as `services/payments/**`")
        return False
    if pattern != pattern.strip():
        reading.report("P0125", node, f"the pattern `{shortened(pattern)}` begins or ends in a space", "delete it")
        return False
    try:
        compile_glob(pattern.removeprefix("!"))
    except ValueError as error:
        what = f"the pattern `{shortened(pattern)}` cannot be used: {error}"
        reading.report("P0125", node, what, "write it by the rules of CODEOWNERS files")
        return False
    return True


def comparison(reading: Reading, node: Tree, key: str) -> Comparison | None:
    """A bound on a whole number, for instance `>= 25`; one that nothing can meet is a problem."""
    parts = _comparison_parts(reading, node, key, ">= 25")
    if parts is None:
        return None
    operator, bound = parts
    if not _WHOLE.fullmatch(bound):
        what = f"`{key}` is compared with `{shortened(bound)}`, which is not a whole number from 0"
        reading.report("P0128", node, what, f'write for instance `{key}: "{operator} 25"`')
        return None
    if operator == "<" and int(bound) == 0:
        reading.report("P0132", node, f"`{key}` is never below 0", "raise the bound")
        return None
    return Comparison(operator, int(bound))


def share_comparison(reading: Reading, node: Tree, key: str) -> Comparison | None:
    """A bound on a share, for instance `>= 50%` or `>= 0.5`; the value is between 0 and 1."""
    parts = _comparison_parts(reading, node, key, ">= 50%")
    value = _share(reading, node, key, parts[1]) if parts else None
    if parts is None or value is None:
        return None
    if (parts[0], value) in {("<", 0.0), (">", 1.0)}:
        reading.report("P0132", node, f"`{key}` is never {parts[0]} {parts[1]}", "change the bound")
        return None
    return Comparison(parts[0], value)


def level_comparison(reading: Reading, node: Tree, key: str) -> Comparison | None:
    """A bound on a level, for instance `>= senior`."""
    parts = _comparison_parts(reading, node, key, ">= senior")
    if parts is None:
        return None
    operator, level = parts
    if reading.levels is not None and level not in reading.levels:
        fix = f"{did_you_mean(level, reading.levels)} Levels of your own stand in `levels` of the policy"
        reading.report("P0129", node, f"there is no level `{shortened(level)}`", fix)
        return None
    return Comparison(operator, level)


def metric_floor(reading: Reading, node: Tree, key: str) -> Comparison | None:
    """A bound on a figure of a report, for instance `>= 0.8`."""
    parts = _comparison_parts(reading, node, key, ">= 0.8")
    found = _DECIMAL.fullmatch(parts[1]) if parts else None
    if parts is None:
        return None
    if found is None:
        reading.report("P0128", node, f"`{shortened(parts[1])}` is not a figure", f'write `{key}: ">= 0.8"`')
        return None
    return Comparison(parts[0], float(found[1]) / (100 if found[2] else 1))


def _comparison_parts(reading: Reading, node: Tree, key: str, sample: str) -> tuple[Comparator, str] | None:
    value = node.value if isinstance(node, Scalar) else None
    found = _COMPARISON.fullmatch(value) if isinstance(value, str) else None
    if found:
        return cast("Comparator", found[1]), found[2]
    what = f"`{key}` must be a comparison, not {described(node)}"
    reading.report("P0128", node, what, f'write for instance `{key}: "{sample}"`, with <, <=, ==, >= or >')
    return None


def share(reading: Reading, node: Tree, key: str) -> float | None:
    """A share of more than nothing and at most all, written `5%` or 0.05."""
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        reading.report("P0121", node, f"`{key}` must be a share, not {described(node)}", "write `5%` or `0.05`")
        return None
    written = f"{value:.12f}" if isinstance(value, float) and "e" in str(value) else str(value)
    found = _share(reading, node, key, written)
    if found == 0:
        reading.report("P0132", node, f"`{key}` of nothing has no effect", "raise it, or delete the entry")
        return None
    return found


def _share(reading: Reading, node: Tree, key: str, written: str) -> float | None:
    found = _DECIMAL.fullmatch(written)
    value = float(found[1]) / (100 if found[2] else 1) if found else -1.0
    if 0 <= value <= 1:
        return value
    what = f"`{key}` cannot be `{shortened(written)}`: a share lies between 0 and 1, or 0% and 100%"
    fix = f"did you mean `{written}%`?" if found and not found[2] and value <= 100 else "write for instance `50%`"
    reading.report("P0131", node, what, fix)
    return None


def count(reading: Reading, node: Tree, key: str) -> int | None:
    """A whole number from 1."""
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, bool) or not isinstance(value, int):
        reading.report("P0121", node, f"`{key}` must be a whole number, not {described(node)}", f"write `{key}: 1`")
        return None
    if not 1 <= value <= MAX_COUNT:
        what = f"`{key}` must be between 1 and {MAX_COUNT}, not {value}"
        reading.report("P0131", node, what, "change it, or delete the entry if it asks for nothing")
        return None
    return value


def duration_seconds(reading: Reading, node: Tree, key: str) -> int | None:
    """A span of time of more than nothing, in seconds."""
    value = node.value if isinstance(node, Scalar) else None
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None or int(found[1]) == 0:
        what = f"`{key}` must be a span of time, not {described(node)}"
        reading.report("P0121", node, what, f"write for instance `{key}: 7d`, with s, m, h, d or w")
        return None
    return int(found[1]) * _SECONDS[found[2]]


def floors(reading: Reading, node: Tree, key: str) -> tuple[tuple[str, Comparison], ...] | None:
    """Figures by the name of a metric."""
    if not isinstance(node, Mapping) or not node.entries:
        what = f"`{key}` must be a mapping from metrics to bounds, not {described(node)}"
        reading.report("P0121", node, what, 'write for instance `min: {mutation_score: ">= 0.8"}`')
        return None
    found = [
        (name, bound)
        for name, field in reading.open_fields(node).items()
        if (bound := metric_floor(reading, field.value, name)) is not None
    ]
    return tuple(found) if len(found) == len(node.entries) else None


def person(reading: Reading, node: Tree, key: str) -> PersonTest | None:
    """Which people are meant, from a mapping of its own."""
    fields = reading.fields(node, PERSON, f"`{key}`")
    if fields is None:
        return None
    if not fields:
        fix = f'write for instance `{key}: {{level: ">= senior"}}`'
        reading.report_empty(node, f"`{key}`", fix)
        return None
    return person_of(reading, fields)


def person_of(reading: Reading, fields: dict[str, Field]) -> PersonTest:
    """Which people are meant, from the person keys among the fields of a larger mapping."""
    level = fields.get("level")
    return PersonTest(
        level=level_comparison(reading, level.value, "level") if level else None,
        teams=words_of(reading, fields, "team"),
        domains=words_of(reading, fields, "domain"),
        people=words_of(reading, fields, "person"),
    )


def words_of(reading: Reading, fields: dict[str, Field], key: str) -> tuple[str, ...]:
    """The words of a field, none where it is absent."""
    field = fields.get(key)
    return (words(reading, field.value, key) or ()) if field else ()


def globs_of(reading: Reading, fields: dict[str, Field], key: str) -> tuple[str, ...]:
    """The patterns of a field, none where it is absent."""
    field = fields.get(key)
    return (globs(reading, field.value, key) or ()) if field else ()


def choice_of(reading: Reading, fields: dict[str, Field], key: str, known: Names[str]) -> str | None:
    """The chosen word of a field, None where it is absent."""
    field = fields.get(key)
    return choice(reading, field.value, key, known) if field else None


def text_of(reading: Reading, fields: dict[str, Field], key: str) -> str | None:
    """The text of a field, None where it is absent."""
    field = fields.get(key)
    return text(reading, field.value, key) if field else None


def _one_or_many(reading: Reading, node: Tree, key: str) -> tuple[Tree, ...]:
    return reading.items(node, f"`{key}`") if isinstance(node, Sequence) else (node,)
