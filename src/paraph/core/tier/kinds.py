"""What kinds of file is this path, judged by nothing but its name and mode?

A file has every kind that its name gives away, with one exception: `docs` and `tests` are only for
files that nothing stronger claims, because they are what a policy lets through with less care. So a
directory called docs/ makes documents of prose and pictures only, never of anything that is executed;
a directory called tests/ makes tests of a code file only where its language has an import reader (the
graph takes the kind away again from a file that product code imports, see `without_tests`), where
the build tool never ships the place (`src/test` of the JVM languages), or where the file's own name
follows a test convention. Modes count too: an executable or a symlink is never a document.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from paraph.core.model.change import ABSENT, GITLINK, PLAIN, SYMLINK
from paraph.core.model.noun import by_identity, noun
from paraph.core.model.places import ABSENCE, ASSISTANCE
from paraph.core.model.regex import regex
from paraph.core.tier import kind_table as table

_LIGHT = frozenset({"docs", "tests"})
_CAMEL = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
_STEM_WORDS = frozenset(table.STEM_TOKENS)
_TEST_HINT = regex(r"[Tt]est|[Ss]pec|IT\.|\.cy\.|stories|snap")
_TEST_NAME = regex(
    r"test_.+\.py\Z|.+_test\.(?:py|go|rb|cc|cpp|c|rs|dart|exs)\Z|conftest\.py\Z|.+[.-](?:test|spec|cy|stories)\.[cm]?[jt]sx?\Z"
    r"|.+_spec\.rb\Z|.+(?:Test|Tests|IT|Spec|TestCase)\.(?:java|kt|scala|groovy|cs|swift|php)\Z|Test[A-Z].*\.(?:java|kt)\Z"
    r"|test-.+\.[rR]\Z|.+\.snap\Z"
)


@by_identity
@noun
class _Place:
    """What a directory says of the files below it."""

    is_documents: bool
    is_tests: bool
    is_built_as_tests: bool
    is_prose_run: bool
    migrates_in_tests: bool
    weak: tuple[str, ...]
    topics: tuple[str, ...]
    strong: tuple[str, ...]


@by_identity
@noun
class _Name:
    """What a file's own name says of it; `shape` is code, prose, paper, config or other.

    One object for each set of facts, compared by identity: what follows from it is remembered by it.
    """

    strong: tuple[str, ...]
    language: str
    shape: str
    is_inert: bool
    is_test: bool
    is_generated: bool
    topics: tuple[str, ...]


def kinds_of(path: str, mode: str = PLAIN) -> tuple[str, ...]:
    """Kinds of the file at `path` with git mode `mode`, in a stable order; empty when nothing is known.

    `code` comes with `code:LANGUAGE`. A symlink (120000) has no kind of its own, a gitlink (160000)
    is `dependencies`: it pins somebody else's code. Who is away and what a change declares governs nobody.
    """
    if path in (ABSENCE, ASSISTANCE) and mode == "100644":
        return ()
    if mode == GITLINK:
        return ("dependencies",)
    directory, _, name = path.rpartition("/")
    return _combined(_place(directory), _name(name), mode)


def kinds_between(path: str, old_mode: str, new_mode: str) -> tuple[str, ...]:
    """Kinds of a changed file: those of either mode, but `docs` and `tests` only if it is so in both."""
    if old_mode == new_mode:
        return kinds_of(path, new_mode if new_mode != ABSENT else PLAIN)
    modes = [mode for mode in dict.fromkeys((new_mode, old_mode)) if mode != ABSENT] or [PLAIN]
    found = kinds_of(path, modes[0])
    if len(modes) == 1:
        return found
    before = kinds_of(path, modes[1])
    light = _LIGHT.intersection(found, before)
    return tuple(kind for kind in dict.fromkeys((*found, *before)) if kind in light or kind not in _LIGHT)


def without_tests(path: str) -> tuple[str, ...]:
    """Kinds of a file that its name makes a test, and that product code depends on all the same."""
    language = language_of(path)
    return ("code", f"code:{language}") if language else ()


def is_text(path: str) -> bool:
    """Whether a name promises text that a reader of the difference is shown: code, prose or configuration."""
    name = path.rpartition("/")[2]
    return _name(name).shape in {"code", "prose", "config"} and not name.lower().endswith((".wasm", ".plist"))


def language_of(path: str) -> str:
    """Programming language of `path` by its name, empty when it is none."""
    return table.LANGUAGES.get(path.rpartition("/")[2].lower().rpartition(".")[2], "") if "." in path else ""


@lru_cache(maxsize=16384)
def _place(directory: str) -> _Place:
    segments = directory.lower().split("/") if directory else []
    found = {table.SEGMENT_KINDS[segment] for segment in segments if segment in table.SEGMENT_KINDS}
    if any(pair in table.PIPELINE_DIRECTORIES for pair in map("/".join, pairwise(segments))):
        found.add("pipeline")
    tests = next((at for at, segment in enumerate(segments) if segment in table.TEST_SEGMENTS), len(segments))
    migrates = [at for at, segment in enumerate(segments) if table.SEGMENT_KINDS.get(segment) == "migration"]
    families = (("vendored", table.VENDOR_SEGMENTS), ("generated", table.GENERATED_SEGMENTS))
    return _place_facts(
        not table.DOCUMENT_SEGMENTS.isdisjoint(segments),
        tests < len(segments),
        ("src", "test") in pairwise(segments),
        not table.PROSE_THAT_RUNS.isdisjoint(segments),
        bool(migrates) and tests < migrates[0],
        tuple(kind for kind, words in families if not words.isdisjoint(segments)),
        _sorted({table.TOPIC_WORDS[segment] for segment in segments if segment in table.TOPIC_WORDS}),
        _sorted(found),
    )


@lru_cache(maxsize=65536)
def _name(name: str) -> _Name:
    if name.islower() and name not in table.FILE_KINDS:
        tokens = name.replace(".", "_").replace("-", "_").split("_")
        if table.TELLING_TOKENS.isdisjoint(tokens):
            return _ordinary("." + tokens[-1] if "." in name else "")
    return _telling(name)


@lru_cache(maxsize=4096)
def _ordinary(extension: str) -> _Name:
    """A name of which only the extension says anything."""
    return _telling("ordinary" + extension)


def _telling(name: str) -> _Name:
    lower = name.lower()
    stem, _, extension = lower.rpartition(".")
    if not stem:
        stem, extension = lower, ""
    language = table.LANGUAGES.get(extension, "")
    strong = table.FILE_KINDS.get(lower, ()) + table.EXTENSION_KINDS.get(extension, ())
    if not language:
        strong += _by_beginning(lower, stem, extension)
    is_named = language or "snap" in lower
    return _name_facts(
        strong,
        language,
        "prose" if lower in table.PAPER_NAMES else _shape(extension),
        extension in table.INERT_DATA,
        bool(is_named and _TEST_HINT.search(name) and _TEST_NAME.match(name)),
        lower.endswith(table.GENERATED_ENDINGS),
        _topics(name.partition(".")[0], stem),
    )


_name_facts = lru_cache(maxsize=8192)(_Name)
_place_facts = lru_cache(maxsize=8192)(_Place)


def _by_beginning(lower: str, stem: str, extension: str) -> tuple[str, ...]:
    """Families of names that a whole-name table cannot list."""
    found = []
    if lower.startswith(("dockerfile.", "docker-compose.", "compose.")):
        found.append("infrastructure")
    if lower.startswith(".env.") and not lower.endswith((".example", ".sample", ".template", ".dist")):
        found.append("secrets")
    if lower.startswith(("requirements-", "requirements_", "constraints-", "constraints_", "requirements.")):
        found.append("dependencies")
    if lower.startswith("jenkinsfile."):
        found.append("pipeline")
    if extension in table.CONFIG:
        if stem == "schema" or stem.endswith((".openapi", ".swagger", ".asyncapi", ".schema", "-openapi", "-schema")):
            found.append("public-api")
        elif stem.endswith((".flags", "-flags", "_flags", "-rollout", ".rollout")):
            found.append("rollout")
    return tuple(found)


@lru_cache(maxsize=4096)
def _shape(extension: str) -> str:
    if extension in table.LANGUAGES:
        return "code"
    if extension in table.PROSE:
        return "prose"
    if extension in table.PAPERS:
        return "paper"
    return "config" if extension in table.CONFIG else "other"


def _topics(bare: str, stem: str) -> tuple[str, ...]:
    """What the stem is about: as a whole word, or by one strong word among several."""
    whole = table.TOPIC_WORDS.get(stem)
    if whole:
        return (whole,)
    tokens = bare.replace("-", "_").split("_")
    if not bare.islower():
        tokens = [part.lower() for token in tokens for part in _CAMEL.findall(token)]
    if _STEM_WORDS.isdisjoint(tokens):
        return ()
    return _sorted({table.STEM_TOKENS[token] for token in tokens if token in table.STEM_TOKENS})


@lru_cache(maxsize=65536)
def _combined(place: _Place, name: _Name, mode: str) -> tuple[str, ...]:
    if mode == SYMLINK:
        return _sorted({*name.strong, *place.strong} & {"governance"})
    strong = {*name.strong, *_strong_by_place(place, name)}
    is_plain = mode == PLAIN
    if not strong and _is_test(place, name, is_plain=is_plain):
        return ("tests",)
    if not strong and is_plain and _is_document(place, name):
        return ("docs",)
    # a name is a weak clue: an example in the documentation is code, and guards nothing
    topics = {*place.topics, *name.topics} if name.shape == "code" and not place.is_documents else set()
    if name.shape == "config":
        topics = {*place.topics, *name.topics} - {"shared-library"}
    if name.language in {"css", "html"}:
        topics -= {"auth", "crypto"}
    weak = {*place.weak, *(("generated",) if name.is_generated else ())}
    found = _sorted(strong | topics | weak)
    return (*found, "code", f"code:{name.language}") if name.language else found


def _strong_by_place(place: _Place, name: _Name) -> set[str]:
    if name.shape in {"prose", "paper"}:
        return {"agent-config", "governance"}.intersection(place.strong)
    found = set(place.strong)
    if name.shape != "config":
        found -= table.SEGMENTS_FOR_CONFIG_ONLY
    if place.migrates_in_tests:
        found.discard("migration")
    if name.is_test and name.language:
        found -= {"infrastructure"}
    return found


def _is_test(place: _Place, name: _Name, *, is_plain: bool) -> bool:
    if name.language:
        by_place = place.is_tests and name.language in table.READ_LANGUAGES
        by_build = place.is_built_as_tests and name.language in table.BUILT_BY_PLACE
        return name.is_test or by_place or by_build
    return place.is_tests and is_plain and (name.is_inert or name.shape in {"prose", "paper"})


def _is_document(place: _Place, name: _Name) -> bool:
    if name.shape == "prose":
        return not place.is_prose_run or place.is_documents
    return name.shape == "paper" and place.is_documents


def _sorted(kinds: set[str]) -> tuple[str, ...]:
    return tuple(sorted(kinds))
