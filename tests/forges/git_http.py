"""How does a stand-in for a forge serve git? By git's own program, to whoever shows a token that may read."""

from __future__ import annotations

import base64
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from forges.github_routes import Refused
from loopback import Answer, Asked

if TYPE_CHECKING:
    from forges.github_guard import Guard
    from forges.github_state import State


def serve_git(state: State, guard: Guard, asked: Asked, now: float) -> Answer:
    """Fetch, and nothing else, from `/OWNER/NAME.git/…` (gitprotocol-http)."""
    path, _, _ = asked.path.partition("?")
    name, _, inner = path[1:].partition(".git/")
    repo = state.repos.get(name.lower())
    if repo is None or repo.folder is None:
        return Answer(404)
    try:
        kind, _, given = asked.headers.get("authorization", "").partition(" ")
        login, _, token = base64.b64decode(given).decode().partition(":")
        if kind != "Basic" or login != "x-access-token":
            raise Refused(401, "no token")
        guard.check_token(token, repo, "contents: read", now)
    except (Refused, ValueError):
        return Answer(401, {"www-authenticate": 'Basic realm="GitHub"'})
    return backend(repo.folder, inner, asked)


def backend(folder: Path, inner: str, asked: Asked) -> Answer:
    """What `git http-backend` answers (RFC 3875) for a path below a repository."""
    environment = {
        **os.environ,
        "GIT_PROJECT_ROOT": str(folder),
        "GIT_HTTP_EXPORT_ALL": "1",
        "PATH_INFO": f"/{inner}",
        "REQUEST_METHOD": asked.method,
        "QUERY_STRING": asked.path.partition("?")[2],
        "CONTENT_TYPE": asked.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(asked.body)),
        "HTTP_CONTENT_ENCODING": asked.headers.get("content-encoding", ""),
        "GIT_PROTOCOL": asked.headers.get("git-protocol", ""),
    }
    done = subprocess.run(["git", "http-backend"], input=asked.body, capture_output=True, env=environment)
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    headers = dict(line.decode().split(": ", 1) for line in head.split(b"\r\n") if b": " in line)
    status = int(headers.pop("Status", "200 OK").split()[0])
    return Answer(status, headers, body)
