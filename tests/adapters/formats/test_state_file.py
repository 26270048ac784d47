"""Which state is it, and what does it manage?"""

from __future__ import annotations

import json

import pytest

from paraph.adapters.formats.state_file import read_state
from paraph.core.errors import InputError


def test_a_state_is_read() -> None:
    instances = [{"index_key": 0, "dependencies": ["a.z"]}, {"index_key": "k"}, {"deposed": "d"}]
    resources = [
        {"mode": "managed", "module": 'module.m["x"]', "type": "a", "name": "b", "instances": instances},
        {"mode": "data", "type": "a", "name": "c", "instances": [{}]},
    ]  # fmt: skip
    content = json.dumps({"version": 4, "serial": 3, "lineage": "L", "resources": resources}).encode()
    identity, managed = read_state(content, "s")
    assert tuple(getattr(identity, name) for name in ("lineage", "serial", "managed")) == ("L", 3, 2)
    assert [(each.address, each.module, each.needs) for each in managed] == [
        ('module.m["x"].a.b[0]', "module.m", ("a.z",)), ('module.m["x"].a.b["k"]', "module.m", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"version": 3, "serial": 1, "lineage": "x"}', b'{"version": 4}']
)
def test_what_is_no_state_is_refused(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_state(content, "s")
    assert caught.value.problems[0].code == "P1128"
