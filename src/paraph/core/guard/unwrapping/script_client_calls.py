"""Which calls in a piece of code delete by a client of a cloud, a cluster or a database, or write over files?

No parser: names of clients and of methods are looked for. A method that deletes, in code that loads such a client, is
asked about; what it strikes is only known when it runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.guard.runnable import Opaque, Runnable, Sight
from paraph.core.model.regex import regex

_CLIENT = regex(
    r"\b(?:boto3|botocore|aioboto3|kubernetes|google\.cloud|googleapiclient|azure\.|pymongo|redis|elasticsearch|opensearchpy|"
    r"cassandra|sqlalchemy|psycopg2?|asyncpg|pymysql|MySQLdb|docker|consul|hvac|etcd3|github|gitlab|pulumi|stripe|"
    r"aws-sdk|@aws-sdk|@google-cloud|@kubernetes|@azure|mongodb|mongoose|ioredis|knex|prisma|sequelize|"
    r"requests|httpx|urllib|axios|fetch|http\.client|octokit|Aws::|ActiveRecord)\b"
)
_DELETING = regex(
    r"\.(?:begin_)?(?:delete|destroy|terminate|purge|drop|flush|truncate|remove|deregister|schedule_key_deletion|wipe)"
    r"(?:_(?!duplicates|na\b|column)[a-z0-9_]+|[A-Z][A-Za-z]*|all|db)?\s*\(|\bDELETE\b|\bDelete[A-Z][A-Za-z]+Command\b",
)
_LOCAL = regex(r"\.(?:drop_duplicates|dropna|remove)\(|https?://(?:localhost|127\.0\.0\.1)")
# Records that an object mapper deletes without being told which: all of them.
_ALL_RECORDS = regex(
    r"\b(?:delete_all|destroy_all|deleteMany\(\s*(?:\{\s*\})?\s*\)|truncate_tables?|drop_all|flushall|flushdb|drop_database)\b|"
    r"\.objects\.all\(\)\.delete\(|\.objects\.delete\("
)
# What starts a program by a text that is only made when it runs, or runs code that is.
_MADE = regex(
    r"\b(?:os\.system|os\.popen|execSync|spawnSync|getoutput)\s*\(\s*(?![\s\"'`)frb])|"
    r"\b(?:exec|eval)\s*\(\s*(?:open|sys\.stdin|input|compile|__import__|bytes|codecs|zlib|''\.join|\"\"\.join|[a-z_]+\[)|"
    r"\[::-1\]|\bchr\(|\bfromCharCode\b|getattr\(\s*(?:os|subprocess|__import__)|\brunpy\b|\.fromhex\(|\bcodecs\.decode\("
)
_WRITING = (
    regex(r"\bopen\(\s*[rbf]?[\"']([^\"'\n]{1,300})[\"']\s*,\s*(?:mode\s*=\s*)?[\"'][wax+]"),
    regex(r"\bPath\(\s*[\"']([^\"'\n]{1,300})[\"']\s*\)\.(?:write_text|write_bytes|touch|open\(\s*[\"'][wax])"),
    regex(r"\b(?:writeFileSync|writeFile|truncateSync|createWriteStream|File\.write|IO\.write|file_put_contents)\s*\(\s*[\"'`]"
          r"([^\"'`\n]{1,300})"),
    regex(r"\bFile\.open\(\s*[\"']([^\"'\n]{1,300})[\"']\s*,\s*[\"'][wax]"),
)  # fmt: skip
_PATH_REMOVED = regex(r"\bPath\(\s*[\"']([^\"'\n]{1,300})[\"']\s*\)[^\n;]{0,80}\.(?:unlink|rmdir)\s*\(")
_PATHS_REMOVED = regex(
    r"\bPath\(\s*[\"']([^\"'\n]{1,300})[\"']\s*\)\.(?:r?glob|iterdir)\(|"
    r"\bos\.(?:listdir|walk|scandir)\(\s*[\"']([^\"'\n]{1,300})"
)
_UNLINKS = regex(r"\bunlink\w*\(|\bos\.(?:remove|rmdir)\(|\.rmdir\(")
MAX_FOUND = 20


def client_calls(code: str, sight: Sight, *, is_told: bool = False) -> Iterator[Runnable]:
    """What the calls in some code come to, as commands that do the same; `is_told` where those of its client are."""
    is_deleting = _ALL_RECORDS.search(code) or (_CLIENT.search(code) and _DELETING.search(_LOCAL.sub("", code)))
    if is_deleting and not is_told:
        yield Opaque("code.delete", sight)
    if _MADE.search(code) and _runs(code):
        yield Opaque("code.made", sight)
    for pattern in _WRITING:
        for found in list(pattern.finditer(code))[:MAX_FOUND]:
            yield sight._replace(words=("cp", "made", found[1]))
    for found in list(_PATH_REMOVED.finditer(code))[:MAX_FOUND]:
        yield sight._replace(words=("rm", found[1]))
    if _UNLINKS.search(code):
        for found in list(_PATHS_REMOVED.finditer(code))[:MAX_FOUND]:
            yield sight._replace(words=("rm", "-r", found[1] or found[2]))


def _runs(code: str) -> bool:
    return _RUNS.search(code) is not None


_RUNS = regex(
    r"\bsystem\b|\bpopen\b|\bPopen\b|subprocess|\bexec\w*\b|\beval\b|child_process|\bspawn|runpy|getattr|\bpty\b"
)
