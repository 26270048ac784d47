"""Which command runs elsewhere: behind `ssh`, in a container, in a pod?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Runnable, Sight, Text, base_name
from paraph.core.guard.shell.output import received
from paraph.core.guard.shell.words import HOLE
from paraph.core.guard.unwrapping.wrappers import inside

_SSH = names("-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -P -Q -R -S -W -w -B")
_END = "END-OF-INPUT"
_IMAGES = {"aws-cli": "aws", "google-cloud-sdk": "gcloud", "azure-cli": "az", "k8s": "kubectl"}
_DOCKER_GLOBAL = names("-H --host -c --context --config -l --log-level -f --file -p --project-name --profile")
_FLAGS_RUN = names(
    "-d --detach -i --interactive -t --tty -it -ti --rm --init --privileged -P --publish-all --read-only -T "
    "--no-deps --build --quiet -q --no-healthcheck --service-ports -dit -itd -id -td"
)


def remote_commands(sight: Sight) -> Iterator[Runnable] | None:
    """What runs on another machine or in a container; None where the command is no such one."""
    name = base_name(sight.words[0])
    reader = _READERS.get(name)
    return reader(sight, name) if reader else None


def _ssh(sight: Sight, name: str) -> Iterator[Runnable]:
    words, at = sight.words, 1
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in _SSH else 1
    if at >= len(words):
        return
    place = inside(sight, f"{name} {words[at]}".replace(HOLE, "…"))._replace(machine=words[at])
    rest = words[at + 1 :]
    if rest[:1] == ("--",):
        rest = rest[1:]
    text = received(sight.command)
    if rest:
        fed = f" <<'{_END}'\n{text}\n{_END}\n" if text is not None and _END not in text else ""
        yield Text(" ".join(rest) + fed, place)
    elif text is not None:
        yield Text(text, place)


def _docker(sight: Sight, name: str) -> Iterator[Runnable]:
    words, at = sight.words, _past_options(sight.words, 1, _DOCKER_GLOBAL)
    if words[at : at + 1] == ("compose",):
        at = _past_options(words, at + 1, _DOCKER_GLOBAL)
    if words[at : at + 1] == ("container",):
        at += 1
    verb = words[at] if at < len(words) else ""
    if verb not in ("exec", "run", "create"):
        return
    at += 1
    entry = ""
    while at < len(words) and words[at].startswith("-"):
        option, equals, value = words[at].partition("=")
        if option == "--entrypoint":
            entry = value if equals else words[at + 1] if at + 1 < len(words) else ""
        at += 1 if equals or option in _FLAGS_RUN else 2
    rest = (entry, *words[at + 1 :]) if entry else words[at + 1 :]
    if rest and at < len(words):
        place = inside(sight, f"{name} {verb}")._replace(machine=words[at])
        yield place._replace(words=rest)
        if verb == "run" and not entry:  # an image that is named after its program runs that
            yield place._replace(words=(_program_of(words[at]), *rest))


def _program_of(image: str) -> str:
    """The program that an image runs which is named after it."""
    name = base_name(image.partition("@")[0].partition(":")[0])
    return _IMAGES.get(name, name)


def _kubectl(sight: Sight, name: str) -> Iterator[Runnable]:
    words = sight.words
    if not {"exec", "run", "debug"} & set(words[1:8]):
        return
    if "--" in words:
        rest = words[words.index("--") + 1 :]
    else:
        at = _past_options(words, words.index("exec") + 1 if "exec" in words else len(words), frozenset({"-n", "-c"}))
        rest = words[at + 1 :]
    if rest:
        place = inside(sight, f"{name} exec")._replace(machine="a pod")
        yield place._replace(words=rest)
        images = [word.partition("=")[2] for word in words if word.startswith("--image=")]
        yield from (place._replace(words=(_program_of(image), *rest)) for image in images[:1])


def _past_options(words: tuple[str, ...], at: int, valued: frozenset[str]) -> int:
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in valued else 1
    return at


def _behind_dashes(sight: Sight, name: str) -> Iterator[Runnable]:
    if "--" in sight.words:
        rest = sight.words[sight.words.index("--") + 1 :]
        if rest:
            yield inside(sight, name)._replace(words=rest)


def _after_option(sight: Sight, name: str) -> Iterator[Runnable]:
    for at, word in enumerate(sight.words[:-1]):
        if word in ("--command", "-c"):
            yield Text(sight.words[at + 1], inside(sight, name)._replace(machine=name))


_READERS: dict[str, Callable[[Sight, str], Iterator[Runnable]]] = {
    "ssh": _ssh, "mosh": _ssh, "autossh": _ssh, "docker": _docker, "podman": _docker, "nerdctl": _docker,
    "docker-compose": _docker, "kubectl": _kubectl, "oc": _kubectl, "k": _kubectl, "lxc": _behind_dashes,
    "gcloud": _after_option, "fly": _after_option, "flyctl": _after_option, "vagrant": _after_option,
    "heroku": _behind_dashes, "nix": _behind_dashes, "devbox": _behind_dashes, "sbx": _behind_dashes,
}  # fmt: skip
