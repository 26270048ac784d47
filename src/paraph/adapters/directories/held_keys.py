"""Which keys does a person or robot of the directory hold, from when until when?"""

from __future__ import annotations

from paraph.adapters.directories.days import day_of, refuse_reversed
from paraph.adapters.formats.directory_keys import KEY_ENTRY
from paraph.core.errors import InputError
from paraph.core.model.person import Key
from paraph.core.policy.read_values import text_of
from paraph.core.policy.reading import Field, Reading
from paraph.core.policy.source import Tree


class HeldKeys:
    """All keys read so far, so that one held twice is found wherever it stands.

    What a key looks like is checked here, whether it is weak when it is enrolled and when it is used: that takes
    milliseconds for each.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.held: dict[bytes, tuple[str, Tree]] = {}

    def read(self, fields: dict[str, Field], holder: str) -> tuple[Key, ...]:
        """The keys below `keys`, without comments in their public part."""
        if "keys" not in fields:
            return ()
        found = (self._key(node, holder) for node in self.reading.items(fields["keys"].value, "`keys`"))
        return tuple(key for key in found if key is not None)

    def _key(self, node: Tree, holder: str) -> Key | None:
        fields = self.reading.fields(node, KEY_ENTRY, "a key")
        line = text_of(self.reading, fields, "key") if fields else None
        if not fields or line is None:
            return None
        start, end, revoked = (day_of(self.reading, fields, key) or "" for key in ("from", "until", "revoked"))
        refuse_reversed(self.reading, node, "the key", start, end)
        public, comment = self._public(fields["key"].value, line, holder)
        return Key(public, start, end, revoked, text_of(self.reading, fields, "comment") or comment)

    def _public(self, node: Tree, line: str, holder: str) -> tuple[str, str]:
        from paraph.adapters.formats.ssh_keys import read_commented

        try:
            key, comment = read_commented(line)
        except InputError as error:
            for problem in error.problems:
                self.reading.report(problem.code, node, problem.what, problem.fix)
            return line, ""
        if key.material in self.held:
            other, first = self.held[key.material]
            what = f"the key {key.fingerprint} of {holder} is already held by {other}, on line {first.line}"
            self.reading.report("P0731", node, what, "one key is one holder: delete one", self.reading.at(first))
        self.held.setdefault(key.material, (holder, node))
        return key.text, comment
