"""How does our hook get into an agent's own configuration, and out of it, while all else in it stays?"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from paraph.adapters.agents.setup.hook_config import HookConfig, Place, Script, Switch, call, filled, is_ours
from paraph.adapters.formats.commented_json import read_commented
from paraph.adapters.formats.json_edit import JsonFile
from paraph.core.errors import InputError, ParaphError, Problem, ReadError

MOST_BYTES = 1 << 22
State = Literal["absent", "current", "outdated", "disabled"]


class Change(NamedTuple):
    """One file as it is and as it shall be; None where there is no file. `path` is absolute.

    With the file go the folders between it and `root` that are empty then; none where that is not named.
    """

    path: str
    before: str | None
    after: str | None
    is_program: bool = False
    root: str = ""

    @property
    def is_any(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


class Target(NamedTuple):
    """One agent's configuration below one folder: the repository, or the home folder."""

    config: HookConfig
    folder: str
    program: str
    is_user: bool = False

    @property
    def file(self) -> str:
        """Where its hooks stand: a file, or for programs their folder."""
        other = os.path.join(self.folder, self.config.other_file)
        if self.config.other_file and os.path.exists(other):
            return other
        return os.path.join(self.folder, self.config.user_file if self.is_user else self.config.repository_file)


def installing(target: Target) -> list[Change]:
    """What has to be written so that the hook is in place. Raises InputError for a file that cannot be edited."""
    if target.config.scripts:
        return [_script(target, each, is_wanted=True) for each in target.config.scripts]
    before = _read(target.file)
    places = _places(target, before)
    file = JsonFile(before or "", target.file, has_comments=target.config.has_comments)
    if not (target.config.other_file and target.file.endswith(target.config.other_file)):
        for key, value in target.config.root:
            file.set_default(key, value)
    for keys in dict.fromkeys(place.keys for place in places):
        _settle(file, keys, [filled(each.item, _call(target)) for each in places if each.keys == keys])
    return [Change(target.file, before, file.text)]


def removing(target: Target) -> list[Change]:
    """What has to be written so that the hook is gone; a file that then says nothing goes, too, and in a repository
    the folders that it leaves empty."""
    root = "" if target.is_user else target.folder
    if target.config.scripts:
        return [_script(target, each, is_wanted=False)._replace(root=root) for each in target.config.scripts]
    before = _read(target.file)
    if before is None:
        return []
    file = JsonFile(before, target.file, has_comments=target.config.has_comments)
    for keys in dict.fromkeys(place.keys for place in _places(target, before)):
        _settle(file, keys, [])
    if file.text == before:
        return []
    said = file.root().value
    is_empty = said == {} or said == dict(target.config.root)
    has_comment = file.text.strip("\ufeff \t\r\n").replace(" ", "").replace("\n", "") != _bare(said)
    return [Change(target.file, before, None if is_empty and not has_comment else file.text, root=root)]


def state(target: Target) -> State:
    """How the agent's configuration stands beside what would be written now. Raises InputError."""
    changes = installing(target)
    if any(switched_off(target, each) for each in target.config.switches):
        return "disabled" if any(_has_ours(each) for each in changes) else "absent"
    if not any(each.is_any for each in changes):
        return "current"
    if not any(_has_ours(each) for each in changes):
        return "absent"
    return "outdated"


def switched_off(target: Target, switch: Switch) -> bool:
    """Whether a setting of the agent keeps all its hooks from running."""
    path = os.path.join(os.path.dirname(target.file), switch.file) if switch.file else target.file
    try:
        content = _read(path)
        if content is None:
            return False
        found = _document(path, content, target.config)
    except ParaphError:
        return False
    for key in switch.keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found is switch.value


def write(changes: Iterable[Change]) -> None:
    """Write files whole or not at all, with the rights they had. Raises ReadError when the disk says no."""
    for change in [each for each in changes if each.is_any]:
        path = os.path.realpath(change.path)
        try:
            if change.after is None:
                os.unlink(path)
                _take_empty_folders(change)
            else:
                _put(path, change.after, is_program=change.is_program)
        except OSError as error:
            what = f"{change.path} cannot be written: {error.strerror or error}"
            raise ReadError(Problem("P1082", what, "see to the folder and its rights")) from error


def _take_empty_folders(change: Change) -> None:
    """Take away the folders above a file that is gone, up to the first that holds anything, is a link, or is `root`."""
    folder, root = os.path.dirname(change.path), os.path.normpath(change.root)
    while change.root and folder != root and os.path.realpath(folder).startswith(os.path.realpath(root) + os.sep):
        try:
            os.rmdir(folder)
        except OSError:
            return
        folder = os.path.dirname(folder)


def _put(path: str, text: str, *, is_program: bool) -> None:
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    mode = os.stat(path).st_mode & 0o7777 if os.path.exists(path) else 0o755 if is_program else 0o644
    descriptor, draft = tempfile.mkstemp(dir=folder, prefix=".paraph-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, mode | 0o100 if is_program else mode)
        os.replace(draft, path)
    except OSError:
        os.unlink(draft)
        raise


def _call(target: Target) -> str:
    return call(target.config.name, target.program)


def _places(target: Target, before: str | None) -> list[Place]:
    """The places in the file that counts; in the other one the first key is left out unless the file has it."""
    other = target.config.other_file
    if not other or not target.file.endswith(other) or before is None:
        return list(target.config.places)
    said = _document(target.file, before, target.config)
    if isinstance(said, dict) and isinstance(said.get("hooks"), dict):
        return list(target.config.places)
    return [place._replace(keys=place.keys[1:]) for place in target.config.places]


def _document(path: str, content: str, config: HookConfig) -> Any:
    if path.endswith(".toml"):
        import tomllib

        try:
            return tomllib.loads(content)
        except tomllib.TOMLDecodeError:
            return {}
    if not content.strip("\ufeff \t\r\n"):
        return {}
    return read_commented(content, path, has_comments=config.has_comments).value


def _settle(file: JsonFile, keys: Sequence[str | int], wanted: list[Any]) -> None:
    """Leave exactly the wanted items of ours in one array: those that are there are renewed in their places."""
    items = file.items(keys)
    ours = [at for at, item in enumerate(items) if is_ours(item)]
    for at in reversed(ours):
        inner = items[at].get("hooks") if isinstance(items[at], dict) else None
        if isinstance(inner, list) and not all(is_ours(each) for each in inner):
            ours.remove(at)
            _settle(file, [*keys, at, "hooks"], [])
    for at, value in zip(ours, wanted, strict=False):
        if items[at] != value:
            file.replace(keys, at, value)
    for at in reversed(ours[len(wanted) :]):
        file.remove(keys, at)
    for value in wanted[len(ours) :]:
        file.append([str(key) for key in keys], value)


def _script(target: Target, script: Script, *, is_wanted: bool) -> Change:
    path = os.path.join(target.file, script.name)
    before = _read(path)
    if before is not None and not is_ours(before):
        if not is_wanted:
            return Change(path, before, before, is_program=True)
        what = f"{path} is another program's, and {target.config.title} runs one only"
        fix = f"let it call `{_call(target)}`, or take it away"
        raise InputError(Problem("P1083", what, fix))
    return Change(path, before, filled(script.text, _call(target)) if is_wanted else None, is_program=True)


def _has_ours(change: Change) -> bool:
    return change.before is not None and is_ours(change.before.replace('\\"', '"'))


def _read(path: str) -> str | None:
    """The text of a file, None where there is none. Raises InputError for what is no text, ReadError for the disk."""
    try:
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        what = f"{path} cannot be read: {error.strerror or error}"
        raise ReadError(Problem("P1084", what, "see to the file and its rights")) from error
    try:
        if len(content) > MOST_BYTES:
            raise ValueError(f"is longer than {MOST_BYTES:,} bytes")
        return content.decode("utf-8")
    except ValueError as error:
        what = f"{path} {'is not UTF-8' if isinstance(error, UnicodeDecodeError) else error}"
        raise InputError(Problem("P1085", what, "mend the file by hand; nothing was changed in it")) from None


def _bare(said: Any) -> str:
    return json.dumps(said, separators=(",", ":"))
