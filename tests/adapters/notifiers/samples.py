"""Which message do tests of the channels send?"""

from __future__ import annotations

from paraph.ports.notifier import Message

EVIL = "<!channel> <at>ada</at> *bold* [click](https://evil.test) <https://evil.test|here> & \u202eabc"
MESSAGE = Message(
    "asked:1", "asked", "ada", ("email:ada@example.test", "slack:U012AB3CD", "teams:ada@example.test"),
    "Your turn: fix\r\nBcc: eve@example.test", f"Line one\n.\n{EVIL}", "https://paraph.example.test/r/git:shop/-/changes/1",
)  # fmt: skip
