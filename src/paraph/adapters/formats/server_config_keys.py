"""Which keys may config.yaml have, and how is what stands behind each one written?

The reader obeys these tables, and the published schema is made from them.
"""

from __future__ import annotations

from typing import Any

from paraph.adapters.formats.key_schemas import keys_schema
from paraph.core.policy.grammar import Key, Table

CONFIG_SCHEMA = "paraph/config/v1"
_FILE = "the file that holds it alone"
_ENV = "the environment variable that holds it"


def _secret(name: str, meaning: str, shape: Any = "text") -> dict[str, Key]:
    """A secret never stands in the configuration itself."""
    return {
        f"{name}_file": Key(shape, f"{meaning}: {_FILE}"),
        f"{name}_env": Key(shape, f"{meaning}: {_ENV}"),
    }


CONFIG = Table(
    {
        "schema": Key("choice", "the version of this format", (CONFIG_SCHEMA,)),
        "url": Key("text", "the address by which browsers reach the server, `https://paraph.example.test`"),
        "name": Key("text", "how the server calls itself on its pages"),
        "data": Key("text", "the folder for the ledger's key, mirrors and, embedded, the database"),
        "database": Key("text", "`postgresql://USER@HOST/NAME`; left out, a SQLite file in the data folder"),
        **_secret("database", "the address of the database, where it has a password in it"),
        "policy": Key("text", "a policy file for repositories that have none"),
        "organisation": Key("text", "the organisation's policy file, which binds every repository"),
        "directory": Key("text", "the people file of the organisation"),
        "login_link": Key("flag", "whether `paraph serve` prints a link that logs in once"),
        "reconcile": Key("duration", "how often everything is compared with the forges, `5m`"),
        "forges": Key("list", "where changes come from", table="forge"),
        "logins": Key("list", "how people log in", table="login"),
        "notify": Key("list", "how people are told that it is their turn", table="notify"),
        "asking": Key("table", "whom to ask, and for how long", table="asking"),
    }
)

FORGE = Table(
    {
        "kind": Key("choice", "which forge it is", ("github", "gitlab", "git"), is_required=True),
        "url": Key("text", "the base of its API, where it is not the public one"),
        "folder": Key("text", "the folder that holds bare repositories (`git`)"),
        "app_id": Key("text", "the number of the GitHub App, quoted"),
        **_secret("private_key", "the private key of the GitHub App, in PEM"),
        **_secret("token", "the access token for GitLab"),
        **_secret("webhook_secret", "the secret of its webhooks; two while it is being changed", "words"),
        **_secret("signing_token", "the signing token of GitLab's webhooks", "words"),
        "status_checks": Key("flag", "whether GitLab's external status checks are there (Ultimate)"),
        "repositories": Key("name_list", "the only repositories to look after; left out, all that it was given"),
    }
)

LOGIN = Table(
    {
        "kind": Key("choice", "who says who somebody is", ("oidc", "github", "gitlab"), is_required=True),
        "client_id": Key("text", "the name by which it knows this server", is_required=True),
        **_secret("client_secret", "the secret that goes with it"),
        "url": Key("text", "the issuer of OpenID Connect, or the forge's own address"),
        "title": Key("text", "the words on the button"),
    }
)

NOTIFY = Table(
    {
        "kind": Key("choice", "the channel", ("email", "slack", "teams"), is_required=True),
        "url": Key("text", "`smtp://HOST:PORT` or `smtps://HOST:PORT`"),
        **_secret("url", "a chat's incoming webhook, whose address is its secret"),
        "sender": Key("text", "the address that mails come from"),
        "user": Key("text", "the name to log in with"),
        **_secret("password", "the password to log in with"),
    }
)

ASKING = Table(
    {
        "most_minutes": Key("count", "the most open minutes of reading that one person is asked for"),
        "hours": Key("table", "the hours to answer by", table="hours"),
        "escalate_to": Key("name_list", "people, by id, who are told when nobody answers"),
    }
)

HOURS = Table({tier: Key("count", f"for a change of tier {tier}") for tier in ("critical", "high", "medium", "low")})


def config_schema() -> dict[str, Any]:
    """The JSON Schema of config.yaml."""
    about = "How a server is run. Secrets stand in files or environment variables, never here."
    tables = {"forge": FORGE, "login": LOGIN, "notify": NOTIFY, "asking": ASKING, "hours": HOURS}
    return {"description": about, **keys_schema(CONFIG_SCHEMA, CONFIG, tables)}
