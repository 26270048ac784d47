"""Is wiping a disk told from looking at one?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("mkfs.ext4 /dev/sda1", ["disk.format"]),
        ("wipefs /dev/sda", []),
        ("wipefs -a /dev/sda", ["disk.format"]),
        ("fdisk -l", []),
        ("parted /dev/sda print", []),
        ("sgdisk --zap-all /dev/sda", ["disk.partition"]),
        ("lvremove vg/x", ["disk.volume"]),
        ("shutdown -h now", ["system.power"]),
        ("reboot", ["system.power"]),
        ("iptables -L", []),
        ("iptables -F", ["system.firewall"]),
        ("userdel ada", ["system.user"]),
        ("bfg --delete-files x", ["git.history"]),
    ],
)
def test_the_rows_that_speak(command: str, found: list[str]) -> None:
    assert rules(command) == found
