"""How is the text of a people file changed, so that its authors still recognise it?"""

from __future__ import annotations

from typing import Literal, Protocol

from paraph.core.model.person import Key


class PeopleEditor(Protocol):
    """Puts words into the text of a people file and leaves all others as they stand. Raises InputError."""

    def with_key(self, text: str, group: Literal["people", "robots"], holder: str, key: Key, /) -> str:
        """The text with one more key of a holder; a robot that is not there yet is added."""
        ...

    def with_revocation(self, text: str, public: str, day: str, /) -> str:
        """The text in which a key is revoked from a day on."""
        ...

    def fingerprint(self, public: str, /) -> str:
        """`SHA256:…` of a key of the file, however weak it may be."""
        ...
