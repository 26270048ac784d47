"""Which files do the pages need beside themselves, and how are they kept by browsers?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from paraph.web.guards import unseen
from paraph.web.here import Asking
from paraph.web.paths import named

FOLDER = Path(__file__).parent / "static"
_KINDS = {
    ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
    ".png": "image/png", ".ico": "image/x-icon", ".woff2": "font/woff2", ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
}  # fmt: skip
_YEAR = 31_536_000
_MARK = 12


class Asset(NamedTuple):
    """One file; `mark` changes with its content."""

    content: bytes
    kind: str
    mark: str


class Assets:
    """All of them, read once: nothing that a path says is ever looked up on the disk."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.known = {
            name: Asset(content, _KINDS[Path(name).suffix], hashlib.sha256(content).hexdigest()[:_MARK])
            for name, content in files.items()
            if Path(name).suffix in _KINDS
        }

    def url(self, name: str) -> str:
        """Where a file stands, with a mark of its content. A KeyError for one that is not there."""
        return f"/static/{name}?{self.known[name].mark}"


def read_assets(folder: Path = FOLDER) -> Assets:
    """The files below a folder, by their names in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return Assets({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


@get("/static/{name:path}", guards=[unseen], include_in_schema=False, sync_to_thread=False)
def asset(request: Asking, name: FromPath[Path]) -> Response[bytes]:
    """One file, for a year where its mark was asked for."""
    found: Asset | None = request.app.state.assets.known.get(named(name.as_posix()).strip("/"))
    if found is None:
        raise NotFoundException
    is_marked = request.scope["query_string"].decode("latin-1") == found.mark
    headers = {"cache-control": f"public, max-age={_YEAR}, immutable" if is_marked else "public, max-age=60"}
    return Response(found.content, media_type=found.kind, headers=headers)
