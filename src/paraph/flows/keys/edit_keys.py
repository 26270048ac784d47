"""What does a people file say once a key is added to it or revoked in it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from paraph.core.errors import InputError, Problem
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Key, Person, Robot
from paraph.core.policy.reading import did_you_mean
from paraph.ports.documents import DocumentReader, SourceText
from paraph.ports.people_file import PeopleEditor
from paraph.ports.signing import SignatureChecker

SHORTEST_FINGERPRINT = 8
_PREFIX = "SHA256:"


class Tools(NamedTuple):
    """What reads and edits the file, and what tells a strong key from a weak one."""

    documents: DocumentReader
    editor: PeopleEditor
    checker: SignatureChecker


class HeldKey(NamedTuple):
    """A key of the directory, and who holds it."""

    holder: Person | Robot
    key: Key

    @property
    def is_robot(self) -> bool:
        """Whether a machine holds it."""
        return isinstance(self.holder, Robot)


class Edited(NamedTuple):
    """The new content of the file, and the key that was added or revoked."""

    content: bytes
    fingerprint: str
    held: HeldKey


def held_keys(directory: Directory) -> Iterator[HeldKey]:
    """Every key of the directory, people's first, in the order of the file."""
    holders: tuple[Person | Robot, ...] = (*directory.people, *directory.robots)
    for holder in holders:
        for key in holder.keys:
            yield HeldKey(holder, key)


def add_key(tools: Tools, source: SourceText, holder: str, key: Key, *, is_robot: bool = False) -> Edited:
    """Give a key to a person of the file, or to a robot, which is added where it is new.

    Raises InputError for a weak key, one that somebody holds already, an unknown person, or days in the wrong order.
    """
    before = tools.documents.directory(source)
    fingerprint = tools.checker.fingerprint(key.public)
    _refuse_held(before, key, fingerprint)
    if key.start and key.end and key.start > key.end:
        what = f"the key would end on {key.end}, before it starts on {key.start}"
        raise InputError(Problem("P0742", what, "swap --from and --until"))
    wanted = _with_robot_key(before, holder, key) if is_robot else _with_person_key(before, holder, key)
    text = tools.editor.with_key(source.content.decode("utf-8"), "robots" if is_robot else "people", holder, key)
    after = _compared(tools, source, text, wanted)
    held = next(each for each in held_keys(after) if each.key.public == key.public)
    return Edited(text.encode("utf-8"), fingerprint, held)


def revoke_key(tools: Tools, source: SourceText, fingerprint: str, day: str) -> Edited:
    """Let nothing count that a key signed, from a day on; an earlier day of revocation is kept.

    `fingerprint` may be cut short as long as one key alone has it. Raises InputError.
    """
    before = tools.documents.directory(source)
    full, held = _one(tools, before, fingerprint)
    if held.key.revoked and held.key.revoked <= day:
        what = f"the key {full} is revoked from {held.key.revoked} on already"
        raise InputError(Problem("P0742", what, "nothing is left to do; an earlier day can be given with --on"))
    revoked = changed(held.key, revoked=day)
    wanted = _with_keys(before, held.holder, tuple(revoked if key == held.key else key for key in held.holder.keys))
    text = tools.editor.with_revocation(source.content.decode("utf-8"), held.key.public, day)
    _compared(tools, source, text, wanted)
    return Edited(text.encode("utf-8"), full, HeldKey(held.holder, revoked))


def _refuse_held(directory: Directory, key: Key, fingerprint: str) -> None:
    for held in held_keys(directory):
        if held.key.public == key.public:
            whom = f"the robot {held.holder.id}" if held.is_robot else held.holder.id
            what = f"{whom} already holds the key {fingerprint}"
            raise InputError(Problem("P0731", what, "one key is one holder: make another with `ssh-keygen -t ed25519`"))


def _with_person_key(directory: Directory, holder: str, key: Key) -> Directory:
    person = next((each for each in directory.people if each.id == holder), None)
    if person is None:
        fix = did_you_mean(holder, [each.id for each in directory.people])
        raise InputError(Problem("P0743", f"there is no person `{holder[:60]}` in the people file", fix))
    return _with_keys(directory, person, (*person.keys, key))


def _with_robot_key(directory: Directory, holder: str, key: Key) -> Directory:
    robot = next((each for each in directory.robots if each.id == holder), None)
    if robot is None:
        return changed(directory, robots=(*directory.robots, Robot(holder, (key,))))
    return _with_keys(directory, robot, (*robot.keys, key))


def _with_keys(directory: Directory, holder: Person | Robot, keys: tuple[Key, ...]) -> Directory:
    """The directory in which one holder has these keys."""
    people = tuple(changed(each, keys=keys) if each is holder else each for each in directory.people)
    robots = tuple(changed(each, keys=keys) if each is holder else each for each in directory.robots)
    return changed(directory, people=people, robots=robots)


def _compared(tools: Tools, source: SourceText, text: str, wanted: Directory) -> Directory:
    """What the new text says, when that is what was wanted and nothing else."""
    found = tools.documents.directory(SourceText(source.file, text.encode("utf-8")))
    if found != wanted:
        what = f"{source.file} is written in a way that this edit does not fit"
        raise InputError(Problem("P0744", what, "add the line by hand; `paraph schema directory` says how it looks"))
    return found


def _one(tools: Tools, directory: Directory, wanted: str) -> tuple[str, HeldKey]:
    """The one key whose fingerprint starts so. Weak ones can be revoked too, so strength is not asked."""
    bare = wanted.removeprefix(_PREFIX)
    known = [(tools.editor.fingerprint(held.key.public), held) for held in held_keys(directory)]
    found = [(full, held) for full, held in known if full.removeprefix(_PREFIX).startswith(bare)]
    if len(bare) < SHORTEST_FINGERPRINT or len(found) != 1:
        why = f"{len(found)} keys begin so" if len(bare) >= SHORTEST_FINGERPRINT and found else "no key has it"
        if len(bare) < SHORTEST_FINGERPRINT:
            why = f"it needs at least {SHORTEST_FINGERPRINT} characters"
        what = f"the fingerprint {wanted[:80]!r} names no single key: {why}"
        raise InputError(Problem("P0745", what, "take one from `paraph key list`"))
    return found[0]
