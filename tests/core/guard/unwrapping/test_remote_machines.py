"""Is the command found that runs on another machine or in a container?"""

from __future__ import annotations

import pytest

from core.guard.commands import sight
from paraph.core.guard.runnable import Sight, Text
from paraph.core.guard.unwrapping.remote_machines import remote_commands


@pytest.mark.parametrize(
    ("command", "run"),
    [
        ("ssh -i k -p 2 h a b", "a b"),
        ("ssh h -- a", "a"),
        ("ssh h <<< a", "a"),
        ("docker exec -it -u x box a b", "a b"),
        ("docker -H x compose exec db a", "a"),
        ("docker run --rm -v a:b image c d", "c d"),
        ("docker run --entrypoint a image b", "a b"),
        ("kubectl -n x exec pod -c y -- a b", "a b"),
        ("kubectl exec pod a", "a"),
        ("gcloud compute ssh x --command 'a b'", "a b"),
        ("lxc exec box -- a", "a"),
    ],
)
def test_what_runs_elsewhere(command: str, run: str) -> None:
    first = next(remote_commands(sight(command)) or iter(()))

    assert (first.text if isinstance(first, Text) else " ".join(getattr(first, "words", ()))) == run


@pytest.mark.parametrize("command", ["ssh h", "docker ps", "kubectl get x", "lxc list"])
def test_what_runs_nothing(command: str) -> None:
    assert list(remote_commands(sight(command)) or ()) == []


def test_an_image_that_is_named_after_its_program_runs_it() -> None:
    words = [
        one.words for one in remote_commands(sight("docker run x/terraform:1 destroy")) or () if isinstance(one, Sight)
    ]

    assert words == [("destroy",), ("terraform", "destroy")]
