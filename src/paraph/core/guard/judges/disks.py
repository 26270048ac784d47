"""Would this wipe a disk, turn the machine off, or delete its accounts and rules?"""

from __future__ import annotations

from collections.abc import Iterator

from paraph.core.guard.name_lists import names
from paraph.core.guard.runnable import Sight, base_name
from paraph.core.guard.table.row_hit import RowHit
from paraph.core.model.guard import GuardSettings

_RULES = {
    "wipefs": "disk.format", "blkdiscard": "disk.format", "mke2fs": "disk.format", "mkswap": "disk.format",
    "newfs": "disk.format", "fdisk": "disk.partition", "sfdisk": "disk.partition", "cfdisk": "disk.partition",
    "gdisk": "disk.partition", "sgdisk": "disk.partition", "parted": "disk.partition", "lvremove": "disk.volume",
    "vgremove": "disk.volume", "pvremove": "disk.volume", "shutdown": "system.power", "reboot": "system.power",
    "halt": "system.power", "poweroff": "system.power", "killall5": "system.kill", "userdel": "system.user",
    "deluser": "system.user", "groupdel": "system.user", "bfg": "git.history", "git-filter-repo": "git.history",
}  # fmt: skip
_READS = names("-l --list -n --no-act --dry-run -h --help -V --version -p --print -c --analyze")
_FLUSHES = frozenset({"-F", "--flush", "-X", "-D", "flush", "reset", "disable", "--panic-on", "delete"})


def judge_disk(sight: Sight, cwd: str, settings: GuardSettings) -> Iterator[RowHit]:  # noqa: ARG001 (one shape for all)
    """What a command on the machine itself would take away."""
    name, words = base_name(sight.words[0]), sight.words[1:]
    if _READS & set(words) and not (name == "shutdown" and "-h" in words):
        return
    target = words[-1] if words else ""
    if name.startswith("mkfs"):
        yield from (RowHit("disk.format", target) for _ in words[:1])
    elif name in ("iptables", "ip6tables", "nft", "ufw", "firewall-cmd"):
        yield from (RowHit("system.firewall") for _ in words[:1] if _FLUSHES & set(words))
    elif (
        name == "wipefs" and not any(word.startswith(("-a", "--all", "-o", "-fa", "-af", "-f")) for word in words)
    ) or (name == "parted" and "print" in words):
        return
    elif words or name in ("reboot", "halt", "poweroff", "killall5"):
        yield RowHit(_RULES[name], target)
