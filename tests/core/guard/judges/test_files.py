"""Is what files would be lost told from what a build makes anew?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("rm -rf /", ["files.root"]),
        ("rm -fr -- /", ["files.root"]),
        ("rm -rf ~", ["files.root"]),
        ("rm -rf .", ["files.root"]),
        ("rm -rf /srv/shop", ["files.root"]),
        ("rm -rf /srv", ["files.root"]),
        ('rm -rf "$X/"', ["files.empty-variable"]),
        ("rm -rf $X", ["files.unknown"]),
        ("rm -rf .git", ["files.repository"]),
        ("rm -rf /opt/a/b", ["files.outside"]),
        ("rm x.tfstate", ["files.state"]),
        ("rm *", ["files.many"]),
        ("rm .env", ["files.precious"]),
        ("rm -rf build /tmp/x /srv/shop/x", []),
        ("dd if=x of=/dev/sda", ["files.device"]),
        ("dd if=x of=/dev/null", []),
        ("echo x > /dev/sda", ["files.device"]),
        ("echo x > /dev/null", []),
        ("mv x /dev/null", ["files.null"]),
        ("mv * /x", ["files.many"]),
        ("cp /dev/null x.tfstate", ["files.state"]),
        ("tee /etc/hosts", ["files.precious"]),
        ("chmod -R 777 /", ["files.rights"]),
        ("chmod -R 777 .", []),
        ("chmod 777 /", []),
        ("shred x", ["files.shred"]),
        ("truncate -s 0 x", ["files.truncate"]),
        ("rsync -a --delete a/ /srv/x/y/", ["files.sync"]),
        ("rsync -an --delete a/ /srv/x/y/", []),
        ("sed -i s/a/b/ /etc/hosts", ["files.precious"]),
        ("kill -9 -1", ["system.kill"]),
        ("kill -1 12", []),
    ],
)
def test_the_rows_that_speak(command: str, found: list[str]) -> None:
    assert rules(command) == found


def test_files_of_another_machine_are_not_held_against_ours() -> None:
    assert rules("ssh host rm -rf /srv/shop/x") == ["files.outside"]
