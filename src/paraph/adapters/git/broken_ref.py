"""Is a ref that git does not know really not there, or is its file damaged?

git passes over a ref whose file holds no id (one that a power cut left empty, say) as if there were none. What only
such a ref leads to may be a veto or a record of lines, and must not be lost in silence.
"""

from __future__ import annotations

from paraph.adapters.git.location import Location
from paraph.core.errors import Problem, ReadError

SYMBOLIC = b"ref:"
MOST_BYTES = 80


def refuse_broken(location: Location, ref: str) -> None:
    """Do nothing where a ref is not there, or leads to a name that is not there yet (see gitrepository-layout(5)).

    Raises ReadError (P1033) where its file is there and says nothing that git understands.
    """
    path = f"{location.common_folder}/{ref}"
    try:
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return
    except OSError:
        content = b""
    if content.startswith(SYMBOLIC) or _is_id(content.strip()):
        return  # one with an id may just have come
    what = f"the file of {ref} is damaged: git passes over it as if there were none"
    fix = f"fetch it again (git update-ref -d {ref} removes what is left of it)"
    raise ReadError(Problem("P1033", what, fix))


def _is_id(content: bytes) -> bool:
    return len(content) in (40, 64) and not content.strip(b"0123456789abcdef") and content.strip(b"0") != b""
