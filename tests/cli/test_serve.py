"""Does `paraph serve` start on nothing, say where it is, let somebody in once, and stop when it is told to?"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from paraph.cli.main import main
from served import apart, bare_shop

RUN = "from paraph.cli.main import run; raise SystemExit(run())"
pytestmark = pytest.mark.enable_socket


def fetch(url: str, cookie: str = "") -> tuple[int, dict[str, str]]:
    parts = urlsplit(url)
    with closing(HTTPConnection("127.0.0.1", parts.port or 80, timeout=30)) as connection:
        headers = {"Host": parts.netloc, **({"Cookie": cookie} if cookie else {})}
        connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
        found = connection.getresponse()
        found.read()
        return found.status, {name.lower(): value for name, value in found.headers.items()}


def test_one_process_on_this_machine(tmp_path: Path) -> None:
    place = bare_shop(tmp_path)
    words = ["--port", "0", "--data", f"{tmp_path}/data", "--repository", str(place), "--json"]
    environment = {**os.environ, "XDG_STATE_HOME": f"{tmp_path}/state"}
    with subprocess.Popen(
        [sys.executable, "-c", RUN, "serve", *words], env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            assert said["url"].startswith("http://localhost:")
            assert [fetch(said["url"] + path)[0] for path in ("/health", "/ready")] == [200, 200]
            status, headers = fetch(said["login"])
            assert status in (302, 303)
            cookie = headers["set-cookie"].partition(";")[0]
            assert fetch(said["url"] + "/", cookie)[0] == 200
            assert fetch(said["login"])[0] >= 400, "a link works once"
        finally:
            process.send_signal(signal.SIGTERM)
            _, lines = process.communicate(timeout=60)
    assert process.returncode == 0, lines
    events = [json.loads(line)["event"] for line in lines.decode().splitlines()]
    assert events[0] == "worker_started"
    assert events[-1] == "worker_stopped"
    assert b"Traceback" not in lines


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What would be served, without serving it."""
    apart(monkeypatch, tmp_path)
    found: dict[str, Any] = {}

    def serve_all(server: Any, listening: Any, on_ready: Any, *, has_worker: bool) -> None:
        found.update(config=server.office.config, port=listening.getsockname()[1], has_worker=has_worker)
        on_ready()

    monkeypatch.setattr("paraph.cli.serving.serve_all", serve_all)
    return found


def serve(tmp_path: Path, *words: str) -> int:
    return main(["serve", "--port", "0", "--data", f"{tmp_path}/data", *words])


def test_options_and_the_link_of_whoever_is_named(
    tmp_path: Path, asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "people.yaml").write_text("people:\n  - {id: kim, accounts: ['email:kim@example.test']}\n")
    (tmp_path / "config.yaml").write_text("directory: people.yaml\nname: Sample\n")
    assert serve(tmp_path, "--config", f"{tmp_path}/config.yaml", "--no-worker", "--login-as", "kim") == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Paraph is at http://localhost:{asked['port']}; log in once")
    assert out.count("\n") == 1
    assert (asked["has_worker"], asked["config"].name) == (False, "Sample")


def test_without_anybody_there_is_no_link(
    tmp_path: Path, asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert serve(tmp_path, "--url", "https://paraph.example.test") == 0
    assert capsys.readouterr().out == "Paraph is at https://paraph.example.test\n"
    assert asked["has_worker"]


def test_a_server_that_others_reach_prints_no_link(
    tmp_path: Path, asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert serve(tmp_path, "--host", "0.0.0.0", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["schema"], said["login"]) == ("paraph/serve/v1", "")
    assert asked


def test_what_is_wrong_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.yaml").write_text("databse: x\n")
    assert serve(tmp_path, "--config", f"{tmp_path}/config.yaml") == 2
    assert "config.yaml:1:1" in capsys.readouterr().err
