"""What must hold for every form of a plan: each reader's own test inherits it."""

from __future__ import annotations

from hashlib import sha256
from typing import ClassVar

import pytest

from paraph.adapters.formats.plan_file import read_plan
from paraph.core.errors import InputError
from paraph.core.guard.plan.model import DESTRUCTIVE, Plan, PlanForm

SECRET = "hunter2-and-more"


class PlanContract:
    """A subclass names the form, and gives a plan that destroys one resource, one of whose values is `SECRET`."""

    form: ClassVar[PlanForm]
    file: ClassVar[str] = "plan"
    content: ClassVar[bytes]
    step: ClassVar[int] = 1

    def read(self, content: bytes) -> Plan:
        return read_plan(content, self.file)

    def digest(self) -> str:
        return sha256(self.content).hexdigest()

    def test_what_it_destroys_is_told(self) -> None:
        plan = self.read(self.content)
        assert SECRET.encode() in self.content or self.content.startswith(b"PK")
        assert (plan.form, plan.digest) == (self.form, self.digest())
        (change,) = [each for each in plan.changes if each.deed in DESTRUCTIVE]
        assert change.address
        assert change.type

    def test_no_value_of_a_resource_is_kept(self) -> None:
        assert SECRET not in repr(self.read(self.content))

    def test_no_part_of_it_passes_for_the_whole(self) -> None:
        whole = self.content.rstrip()
        for length in range(0, len(whole), self.step):
            with pytest.raises(InputError) as caught:
                self.read(whole[:length])
            assert caught.value.problems[0].fix

    def test_a_damaged_byte_is_read_or_refused(self) -> None:
        for at in range(0, len(self.content), self.step):
            for byte in (b"\x00", b"\xff", b"[", b'"', b"9"):
                try:
                    said: str = self.read(self.content[:at] + byte + self.content[at + 1 :]).form
                except InputError as error:
                    said = error.problems[0].code
                assert said == self.form or said[:3] in {"P11", "P03"}
