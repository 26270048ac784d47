"""With which key does this server sign the reports of CI?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.ports.signing import Signer

FILE = "robot.pem"


def robot(data: str) -> Signer:
    """The server's own key in its folder, made where there is none. Raises ReadError and InputError."""
    from paraph.adapters.signers.raw import RobotSigner

    path = f"{data}/{FILE}"
    if not os.path.exists(path):
        from paraph.adapters.signers.robot_key import new_robot_key
        from paraph.adapters.store.area import own_folder, write_first

        own_folder(data)
        write_first(path, new_robot_key())
    return RobotSigner(path)
