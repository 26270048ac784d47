"""Is a robot's new key one that it can sign with?"""

from __future__ import annotations

from pathlib import Path

from paraph.adapters.signers.raw import RobotSigner
from paraph.adapters.signers.robot_key import new_robot_key


def test_a_new_key_signs(tmp_path: Path) -> None:
    (tmp_path / "robot.pem").write_bytes(new_robot_key())
    signer = RobotSigner(str(tmp_path / "robot.pem"))
    assert signer.public.startswith("ssh-ed25519 ")
    assert len(signer.sign("", b"message")) == 64
    assert new_robot_key() != new_robot_key()
