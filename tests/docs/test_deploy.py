"""Does what is deployed call verbs and options that exist, as an account that can do no harm?"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from typing import Any

import click
import pytest
from ruamel.yaml import YAML

from architecture.tree import ROOT
from paraph.cli import verbs

DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())
SERVICES = [name for name in UNITS if name.endswith(".service")]
PROGRAM = "/opt/paraph/bin/paraph"


def compose() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(DEPLOY / "compose.yaml")
    return found


def container() -> list[str]:
    """The instructions of the Containerfile, one a line."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [" ".join(line.split()) for line in text.splitlines() if line and not line.startswith("#")]


def unit(name: str) -> list[tuple[str, str]]:
    """The settings of a unit, in their order; a line that is none fails."""
    lines = (DEPLOY / "systemd" / name).read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line and line[0] not in "#["]
    return [(found[1], found[2]) for line in said if (found := re.fullmatch(r"(\w+)=(.*)", line)) or pytest.fail(line)]


def calls() -> Iterator[tuple[str, list[str]]]:
    """Every call of Paraph with where it stands."""
    for name, service in compose()["services"].items():
        if service["image"] == "paraph":
            yield f"compose.yaml: {name}", [str(word) for word in service["command"]]
    yield "Containerfile", json.loads(next(line for line in container() if line.startswith("CMD ")).partition(" ")[2])
    for name in SERVICES:
        words = shlex.split(dict(unit(name))["ExecStart"])
        if words[0] == "/bin/sh":
            words = shlex.split(words[2].removeprefix("exec "))
        assert words[0] == PROGRAM
        yield name, words[1:]


def check_call(words: list[str]) -> str:
    """The verb of a call; fails where it, an option, or what an option takes, is not there."""
    group = verbs.group()
    command = group.get_command(click.Context(group), words[0])
    assert command is not None, words
    command.make_context(words[0], words[1:])
    return words[0]


@pytest.mark.parametrize(("place", "words"), list(calls()), ids=[place for place, _ in calls()])
def test_what_is_called_exists(place: str, words: list[str]) -> None:
    assert check_call(words) in {"serve", "worker", "migrate", "backup"}, place


@pytest.mark.parametrize("words", [["serve", "--nonsense"], ["nonsense"], ["serve", "--port", "x"]])
def test_what_does_not_exist_is_found(words: list[str]) -> None:
    with pytest.raises((AssertionError, click.UsageError)):
        check_call(words)


def test_the_tables_are_made_first_and_everybody_waits_for_them() -> None:
    services = compose()["services"]
    replicas = [name for name, each in services.items() if "--no-worker" in each.get("command", ())]
    assert len(replicas) == 2
    for name in (*replicas, "worker"):
        assert services[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_what_answers_to_others_can_do_nothing_else() -> None:
    for each in compose()["services"].values():
        if each["image"] == "paraph":
            assert (each["cap_drop"], each["read_only"]) == (["ALL"], True)
            assert each["security_opt"] == ["no-new-privileges:true"]
        assert all(port.startswith("127.0.0.1:") for port in each.get("ports", ()))
        assert not any(name.lower().endswith("password") for name in each.get("environment", {}))
    instructions = container()
    users = [line for line in instructions if line.startswith("USER ")]
    assert users == ["USER paraph"]
    assert instructions.index(users[0]) > max(at for at, line in enumerate(instructions) if line.startswith("RUN "))


def test_only_plain_names_of_images_stand_here() -> None:
    images = [line.split()[1] for line in container() if line.startswith("FROM ")]
    images += [each["image"] for each in compose()["services"].values()]
    assert all(re.fullmatch(r"[a-z]+(:[\w.-]+)?", name) for name in images)
    assert not re.search(r"https?://(?!127\.0\.0\.1:8080/health')", "\n".join(container()))


@pytest.mark.parametrize("name", SERVICES)
def test_units_are_hardened(name: str) -> None:
    said = unit(name)
    settings = dict(said)
    assert settings["User"] == "paraph"
    assert settings["UMask"] == "0077"
    assert settings["ProtectSystem"] == "strict"
    assert settings["CapabilityBoundingSet"] == ""
    for each in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "RestrictNamespaces"):
        assert settings[each] == "yes", each
    names = [key for key, _ in said if key != "SystemCallFilter"]
    assert len(names) == len(set(names))


def test_a_stop_waits_longer_than_the_server_takes() -> None:
    from paraph.web.run import _GRACE_SECONDS

    for name in ("paraph.service", "paraph-worker.service"):
        assert int(dict(unit(name))["TimeoutStopSec"]) > 2 * _GRACE_SECONDS
    assert compose()["x-paraph"]["stop_grace_period"] == "60s"


def test_the_backup_has_a_name_of_its_own_each_time() -> None:
    words = shlex.split(dict(unit("paraph-backup.service"))["ExecStart"])
    script = words[2].replace("$$", "$").replace("%%", "%").replace("exec ", "printf '%s\\n' ")
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"/var/backups/paraph/\d{8}T\d{6}Z", done.stdout.splitlines()[-1])
