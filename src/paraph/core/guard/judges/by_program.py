"""Which judge of words and paths looks at a command, beside the table's shapes?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Sight
from paraph.core.guard.table.row_hit import RowHit
from paraph.core.model.guard import GuardSettings

Judge = Callable[[Sight, str, GuardSettings], Iterator[RowHit]]

_FILES = names(
    "rm unlink rmdir dd mv cp tee chmod chown chgrp shred srm truncate rsync ln install sed trash rimraf del rd kill "
    "Remove-Item"
)
_DISKS = names(
    "mkfs mke2fs mkswap newfs wipefs blkdiscard fdisk sfdisk cfdisk gdisk sgdisk parted lvremove vgremove "
    "pvremove shutdown reboot halt poweroff killall5 userdel deluser groupdel iptables ip6tables nft ufw "
    "firewall-cmd bfg git-filter-repo"
)
_DATABASES = names(
    "psql pgcli mysql mariadb mycli sqlite3 sqlcmd bq mongosh mongo redis-cli valkey-cli keydb-cli dropdb "
    "dropuser mysqladmin cqlsh clickhouse-client clickhouse duckdb snowsql usql sqlplus isql cockroach tsql "
    "influx (sql) supabase wrangler turso prisma curl wget http https pg_dropcluster pg_resetwal "
    "kafka-delete-records kafka-delete-records.sh rails"
)
_SECRETS = names(
    "cat less more head tail bat batcat tac nl base64 base32 xxd od hexdump strings cp scp sftp rsync curl wget "
    "nc ncat tee grep rg awk sed cut sort jq yq python printenv env export set declare vault kubectl oc pass op "
    "bw security gopass lpass doppler openssl gpg tar zip http https dd mail sendmail telnet socat ftp aws gsutil "
    "gh type view vim vi nano xclip pbcopy heroku"
)


def judges_of(name: str, sight: Sight) -> Iterator[Judge]:
    """The judges for a program, each imported when it is needed."""
    has_writing = any(">" in redirect.operator for redirect in sight.command.redirects)
    if name in _FILES or has_writing:
        from paraph.core.guard.judges.files import judge_files

        yield judge_files
    if name in _FILES or has_writing or name in ("git", "apply_patch", "patch"):
        from paraph.core.guard.judges.tampering import judge_tampering

        yield judge_tampering
    if name in ("git", "hub"):
        from paraph.core.guard.judges.git import judge_git

        yield judge_git
    if name in _DISKS or name.startswith("mkfs."):
        from paraph.core.guard.judges.disks import judge_disk

        yield judge_disk
    if name in _DATABASES:
        from paraph.core.guard.judges.databases import judge_database

        yield judge_database
    if name in _SECRETS or sight.command.redirects:
        from paraph.core.guard.judges.secrets import judge_secret

        yield judge_secret
