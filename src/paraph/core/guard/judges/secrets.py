"""Would this show a secret to the agent, or send one over the network?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Sight, base_name
from paraph.core.guard.shell.commands import Command
from paraph.core.guard.table.row_hit import RowHit
from paraph.core.model.guard import GuardSettings
from paraph.core.model.regex import regex

_SECRET = regex(
    r"(?:^|[/@=:])(?:\.env(?!\.(?:example|sample|template|dist|test|defaults)\b)(?:\.[A-Za-z0-9_-]+)?|\.aws/credentials|"
    r"\.ssh/(?:id_[a-z0-9]+|[^/]*\.pem|[^/]*_key)|id_(?:rsa|ed25519|ecdsa|dsa)|\.netrc|_netrc|\.git-credentials|\.kube/config|"
    r"\.docker/config\.json|\.pgpass|\.my\.cnf|\.vault-token|\.npmrc|\.pypirc|\.gem/credentials|\.config/gh/hosts\.yml|"
    r"\.config/gcloud/[^/]*credentials[^/]*|application_default_credentials\.json|service-?account[^/]*\.json|"
    r"\.terraform\.d/credentials\.tfrc\.json|\.azure/(?:accessTokens|msal_token_cache)[^/]*|credentials\.json|secrets\.ya?ml|"
    r"[^/\s]*\.(?:p12|pfx|kdbx|jks))$|^/etc/(?:shadow|gshadow|sudoers)|^/proc/[^/]+/environ|(?:^|/)[^/]*(?:private|server|tls)[^/]*\."
    r"(?:pem|key)$"
)
_READERS = names(
    "cat less more head tail bat batcat tac nl base64 base32 xxd od hexdump strings grep rg awk sed cut sort jq "
    "yq openssl gpg view vim vi nano xclip pbcopy tee type dd"
)
_NETWORK = names("curl wget nc ncat scp sftp http https socat ftp telnet mail sendmail rsync aws gsutil gh")
_MATCH_FIRST = frozenset({"grep", "rg", "sed", "awk", "jq", "yq"})
_PRINTING = {
    "pass": frozenset({"show"}), "gopass": frozenset({"show"}), "op": frozenset({"read", "item"}),
    "bw": frozenset({"get"}), "lpass": frozenset({"show"}), "doppler": frozenset({"secrets"}),
    "heroku": frozenset({"config", "config:get"}),
}  # fmt: skip


def is_secret(word: str) -> bool:
    """Whether a word names a file that holds secrets."""
    return _SECRET.search(word.removesuffix("*")) is not None and not word.endswith(".pub")


def judge_secret(sight: Sight, cwd: str, settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    """What a command would read of secrets, and where it would bring them."""
    name, words = base_name(sight.words[0]), sight.words
    named = [word for word in words[1:] if is_secret(word)]
    named += [
        redirect.target
        for redirect in sight.command.redirects
        if redirect.operator == "<" and is_secret(redirect.target)
    ]
    if name in _NETWORK and (named or _is_fed_secret(sight.command)) and not _only_fetches(name, words):
        yield RowHit("secret.send", named[0] if named else "")
    elif named and (name in _READERS or name == "source") and not _is_pattern(name, words, named):
        yield RowHit("secret.read", named[0])
    yield from _printed(name, words)


def _is_pattern(name: str, words: tuple[str, ...], named: list[str]) -> bool:
    """Whether the only such word is the pattern of a search, or only names of variables are asked for."""
    plain = [word for word in words[1:] if not word.startswith("-")]
    if name in ("grep", "rg") and any(
        word.startswith("-") and ("q" in word or "l" in word or "c" in word) for word in words[1:]
    ):
        return True
    return name in _MATCH_FIRST and plain[:1] == named[:1] and len(named) == 1


def _only_fetches(name: str, words: tuple[str, ...]) -> bool:
    """Whether a network program only writes to such a file (`-o .env`) or is shown one as its own configuration."""
    if name not in ("curl", "wget", "aws", "gh", "rsync", "gsutil"):
        return False
    writing = {"-o", "--output", "-O", "--netrc-file", "--key", "--cert", "--cacert"}
    secret_at = [at for at, word in enumerate(words) if is_secret(word)]
    return bool(secret_at) and all(words[at - 1] in writing for at in secret_at)


def _is_fed_secret(command: Command) -> bool:
    fed, steps = command.fed, 0
    while fed is not None and steps < 10:
        name = base_name(fed.words[0]) if fed.words else ""
        if any(is_secret(word) for word in fed.words[1:]) or (
            name in ("printenv", "env", "set") and len(fed.words) == 1
        ):
            return True
        fed, steps = fed.fed, steps + 1
    return any(_shows_secret(inner.words) for inner in command.inner if inner.words)


def _shows_secret(words: tuple[str, ...]) -> bool:
    return (base_name(words[0]) in ("printenv", "env") and len(words) == 1) or any(map(is_secret, words[1:]))


def _printed(name: str, words: tuple[str, ...]) -> Iterator[RowHit]:
    plain = [word for word in words[1:] if not word.startswith("-")]
    is_printing = (
        (name == "vault" and (plain[:2] == ["kv", "get"] or plain[:1] in (["read"], ["print"], ["unwrap"])))
        or (name in ("kubectl", "oc") and _prints_cluster_secret(words, plain))
        or (name in _PRINTING and bool(plain) and plain[0] in _PRINTING[name])
        or (name == "security" and bool(plain) and plain[0].startswith("find-") and bool({"-w", "-g"} & set(words)))
    )
    if is_printing:
        yield RowHit("secret.print", plain[-1])


def _prints_cluster_secret(words: tuple[str, ...], plain: list[str]) -> bool:
    is_secret_asked = "get" in plain and any(word.startswith("secret") for word in plain)
    shows = (word for word in words if word.startswith(("-o", "--output", "--template")))
    is_shown = any(word not in ("-owide", "-oname", "-o=name", "-o=wide") for word in shows)
    return is_secret_asked and is_shown and not {"name", "wide"} & set(plain)
