"""Where does a path lead that a command names: the system, the home, the work tree, or out of it?"""

from __future__ import annotations

from posixpath import normpath

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Sight
from paraph.core.guard.shell.words import HOLE
from paraph.core.model.regex import regex

_SYSTEM = names(
    "bin boot dev etc home lib lib32 lib64 media mnt opt proc root run sbin srv sys usr var Users System "
    "Library Applications Volumes private data nix snap"
)
_TEMPORARY = ("/tmp/", "/var/tmp/", "/private/tmp/", "/dev/shm/", "/var/folders/")  # noqa: S108 (places to know)
_STATE = regex(r"(?:^|/)(?:[^/]*\.tfstate(?:\.[^/]*)?|\.terraform/terraform\.tfstate|\.pulumi)(?:/|$)")
_PRECIOUS = regex(
    r"(?:^|/)(?:\.env(?:\.(?!example|sample|template|dist|test)[^/]*)?|\.ssh|\.aws|\.kube|\.gnupg|\.netrc|\.bashrc|\.zshrc|\.profile|"
    r"\.bash_profile|\.gitconfig|[^/]*\.(?:sqlite3?|db|mdb|kdbx|pem|p12|pfx|key))(?:/|$)|^/etc/|^/boot/|^/usr/|^/var/lib/"
)


def absolute(path: str, sight: Sight, cwd: str) -> str:
    """The path from the root as far as the text tells; `~` stays for the home, a HOLE for what is unknown."""
    if path.startswith(("/", "~", HOLE)) or path[1:2] == ":":
        return normal(path)
    folder = sight.folder
    if folder and not folder.startswith(("/", "~", HOLE)):
        folder = f"{cwd}/{folder}"
    return normal(f"{folder or cwd or '.'}/{path}")


def normal(path: str) -> str:
    """A path without `.`, `..` and doubled slashes."""
    found = normpath(path) if path else path
    return found[1:] if found.startswith("//") else found


def is_root(path: str, cwd: str) -> bool:
    """Whether this is a whole system, home or work tree, or all that is in one."""
    bare = path.removesuffix("/*").removesuffix("/.*").removesuffix("/**") or "/"
    if len(bare) <= 3 and bare[1:2] == ":" and bare[:1].isalpha():
        return True
    if bare in ("/", "~", "/*", "*", "/root", "~/*") or bare == (normal(cwd) if cwd else "."):
        return True
    parts = bare.strip("/").split("/")
    if (
        bare.startswith("/")
        and len(parts) == 1
        and (parts[0] in _SYSTEM or HOLE in parts[0] or parts[0] in ("*", "tmp"))
    ):
        return True
    if (
        bare.startswith("/")
        and len(parts) == 2
        and parts[0] in ("home", "Users", "usr", "etc", "var", "mnt", "srv", "boot", "lib")
    ):
        return parts[1] != "tmp" or path.endswith("*")
    return bool(cwd) and bare.startswith("/") and (normal(cwd) + "/").startswith(bare.rstrip("/") + "/")


def is_inside(path: str, cwd: str) -> bool:
    """Whether the path lies below the folder of the session, or where temporary files are."""
    if path.startswith(_TEMPORARY):
        return True
    if not cwd:
        return not path.startswith(("/", "~", ".."))
    return path.startswith(normal(cwd) + "/")


def is_empty_prone(path: str) -> bool:
    """Whether a path becomes a root where an unknown variable in it is empty: `$X/`, `$X/*`, `/$X`."""
    if HOLE not in path:
        return False
    emptied = normal(path.replace(HOLE, ""))
    return path.strip(HOLE) != "" and (
        emptied in ("/", ".", "/*", "*", "~", "~/*", "/.", "/**") or is_root(emptied, "")
    )


def is_state(path: str) -> bool:
    """Whether the path is the state of an environment."""
    return _STATE.search(path) is not None


def is_precious(path: str) -> bool:
    """Whether the path holds data, settings or keys."""
    return _PRECIOUS.search(path) is not None
