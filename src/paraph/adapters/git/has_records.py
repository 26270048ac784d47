"""Can there be records of lines in this repository? Told without starting git."""

from __future__ import annotations

import os

from paraph.core.model.refs import ATTRIBUTION_REF, REMOTE_ATTRIBUTION_SPACE


def may_have_records(common_folder: str) -> bool:
    """Whether a ref that carries records of lines is there, loose or packed; True where only git can say.

    `common_folder` is that of all work trees. See gitrepository-layout(5): `refs/`, `packed-refs`, `reftable/`.
    """
    if os.path.exists(f"{common_folder}/{ATTRIBUTION_REF}") or os.path.isdir(
        f"{common_folder}/{REMOTE_ATTRIBUTION_SPACE}"
    ):
        return True
    if os.path.isdir(f"{common_folder}/reftable"):
        return True
    try:
        with open(f"{common_folder}/packed-refs", "rb") as file:
            packed = file.read()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return f" {ATTRIBUTION_REF}\n".encode() in packed or f" {REMOTE_ATTRIBUTION_SPACE}".encode() in packed
