"""Which destructive actions does the guard know? One table, in parts that are read when a program of theirs is met."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.guard.name_lists import names

if TYPE_CHECKING:
    from paraph.core.guard.table.matching import Row

# Which part has the shapes of a program: one that stands in none costs no part.
PARTS: dict[str, frozenset[str]] = {
    "infrastructure": names(
        "amplify ansible-playbook argocd cdk cdktf chalice consul copilot eb eksctl etcdctl firebase flux fly "
        "flyctl helm helm3 helmfile heroku istioctl k k3d kind kops kubeadm kubecolor kubectl microk8s.kubectl "
        "minikube netlify nomad oc opentofu packer pulumi railway render sam serverless sls sst supabase talosctl "
        "terraform terragrunt terramate tofu vagrant vault vercel wrangler zappa"
    ),
    "cloud": names(
        "aliyun atlas aws az azd bq civo doctl exo gcloud gh glab gsutil hcloud ibmcloud linode-cli mc neon "
        "neonctl oci openstack pscale rclone s3cmd s5cmd scw turso upctl vultr-cli"
    ),
    "machine": names(
        "alembic apt apt-get artisan atlas bin/rails bin/rake btrfs cargo console crontab cryptsetup dbmate "
        "diskutil django-admin dnf docker docker-compose doctrine drizzle-kit dscl flask flyway gem git "
        "git-paraph goose hasura history hub init journalctl kafka-topics kafka-topics.sh knex launchctl "
        "liquibase manage.py mdadm migrate mix mongorestore nerdctl npm nvme paraph pg_restore pip pip3 pipx pnpm "
        "podman prisma rabbitmqctl rails rake rc-service sequelize sequelize-cli service sqitch sql-migrate "
        "supabase systemctl telinit typeorm uv yum zfs zpool"
    ),
}


class Part(NamedTuple):
    """The rows of one part by program, in their order, and each program's options that take the next word."""

    rows: dict[str, tuple[Row, ...]]
    valued: dict[str, frozenset[str]]


@cache
def part(name: str) -> Part:
    """One part of the table, made ready once."""
    module = import_module(f"paraph.core.guard.table.{name}")
    rows: dict[str, list[Row]] = {}
    for row in module.ROWS:
        if not row.shape:
            continue
        for tool in row.tools.split():
            rows.setdefault(tool, []).append(row)
    valued = {tool: frozenset(options.split()) for tool, options in module.VALUED.items()}
    for tool, other in module.SAME_OPTIONS.items():
        valued[tool] = valued[other]
    return Part({tool: tuple(found) for tool, found in rows.items()}, valued)


def rows_of(tool: str) -> tuple[tuple[Row, ...], frozenset[str]]:
    """The rows of a program in the order in which they count, and its options that take the next word."""
    rows: tuple[Row, ...] = ()
    valued: frozenset[str] = frozenset()
    for name, tools in PARTS.items():
        if tool in tools:
            found = part(name)
            rows, valued = rows + found.rows[tool], valued | found.valued.get(tool, frozenset())
    return rows, valued


@cache
def all_rows() -> tuple[Row, ...]:
    """Every row of the table, in its order."""
    rows: list[Row] = []
    for name in PARTS:
        rows.extend(import_module(f"paraph.core.guard.table.{name}").ROWS)
    return tuple(rows)


@cache
def row_of(rule: str) -> Row | None:
    """The first row of that id; None where there is none."""
    return next((row for row in all_rows() if row.id == rule), None)
