"""What does a saved plan of Terraform or OpenTofu hold: the ZIP that `plan -out` writes?

Its parts: `tfplan`, `tfstate`, `tfstate-prev`, `tfconfig/m-MODULE/…` and the lock file. Nothing is unpacked to a disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - the name of the module's only class of errors

from paraph.adapters.formats import plan_refusals as refuse
from paraph.adapters.formats.plan_message import read_plan_message
from paraph.adapters.formats.state_file import read_state
from paraph.adapters.formats.strict_json import read_json
from paraph.core.guard.plan.hcl_blocks import protected_addresses, protected_in_json
from paraph.core.guard.plan.model import Plan
from paraph.core.model.noun import changed

MAX_PARTS = 20_000
MAX_PART = 64 * 1024 * 1024
MAX_CONFIG = 1024 * 1024
MAX_ALL = 256 * 1024 * 1024


def read_saved_plan(content: bytes, file: str) -> Plan:
    """The plan in a ZIP of `terraform plan -out`, with the lineage and serial of its state.

    Raises InputError where it is torn, encrypted, too large, or holds no plan.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = _Parts(archive, file)
            plan = read_plan_message(parts.read("tfplan"), file)
            identity, managed = read_state(parts.read("tfstate"), f"{file}: tfstate", plan.changes)
            protected = tuple(sorted(set(_protected(parts))))
    except (BadZipFile, ZlibError, NotImplementedError, EOFError, ValueError, RuntimeError, OSError) as error:
        refuse.no_archive(file, f"the saved plan cannot be unpacked: {str(error)[:100]}")
    return changed(
        plan,
        digest=sha256(content).hexdigest(),
        managed=managed,
        lineage=identity.lineage,
        serial=identity.serial,
        protected=protected,
    )


def _protected(parts: _Parts) -> Iterator[str]:
    """The addresses that the configuration keeps from being destroyed, of each module where it is called from."""
    for name in parts.names():
        folder, _, file = name.removeprefix("tfconfig/").partition("/")
        if not name.startswith("tfconfig/m-") or not file.endswith((".tf", ".tofu", ".tf.json", ".tofu.json")):
            continue
        module = folder.removeprefix("m-")
        above = "".join(f"module.{step}." for step in module.split(".") if step)
        content = parts.read(name, MAX_CONFIG)
        if not file.endswith(".json"):
            found = protected_addresses(content.decode("utf-8", "replace"))
        else:
            found = protected_in_json(read_json(content, name)) if b"prevent_destroy" in content else iter(())
        yield from (above + address for address in found)


class _Parts:
    """The parts of an archive, each read within limits; what an archive says of its sizes is not believed."""

    def __init__(self, archive: ZipFile, file: str) -> None:
        self.archive, self.file, self.room = archive, file, MAX_ALL
        infos = archive.infolist()
        if len(infos) > MAX_PARTS:
            refuse.no_archive(file, f"it has more than {MAX_PARTS:,} parts")
        if min((info.header_offset for info in infos), default=0) > 0:
            # readers differ in which of two archives they take
            refuse.no_archive(file, "something stands before its parts")
        self.infos: dict[str, ZipInfo] = {}
        for info in infos:
            self._check(info)
            self.infos[info.filename] = info

    def _check(self, info: ZipInfo) -> None:
        name = info.filename
        if info.flag_bits & 1:
            refuse.no_archive(self.file, f"its part {name[:80]!r} is encrypted")
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
            refuse.no_archive(self.file, f"its part {name[:80]!r} lies outside of it")
        if name in self.infos:
            refuse.no_archive(self.file, f"it has two parts {name[:80]!r}")
        if info.file_size > MAX_PART:
            refuse.no_archive(self.file, f"its part {name[:80]!r} is larger than {MAX_PART:,} bytes")

    def names(self) -> list[str]:
        """All parts, in the archive's order."""
        return list(self.infos)

    def read(self, name: str, most: int = MAX_PART) -> bytes:
        """One part of at most so many bytes. Raises InputError where it is missing or larger than there is room for."""
        info = self.infos.get(name)
        if info is None:
            refuse.no_archive(self.file, f"it has no part `{name}`: this is no saved plan")
        with self.archive.open(info) as part:
            most = min(most, MAX_PART, self.room)
            content = part.read(most + 1)
        if len(content) > most:
            refuse.no_archive(self.file, f"its part {name[:80]!r} is too large")
        self.room -= len(content)
        return content
