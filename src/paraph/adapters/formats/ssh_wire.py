"""How are strings and numbers written and read in the binary forms of SSH?

The encodings are those of RFC 4251, section 5. Reading is strict: one value has one form, and nothing may follow
the last one.
"""

from __future__ import annotations


class MalformedError(ValueError):
    """The bytes are not what they claim to be."""


class WireReader:
    """Takes values from the front of bytes. Raises MalformedError where they end too early or have a second form."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        end = self._at + count
        if end > len(self._data):
            raise MalformedError("it ends too early")
        piece, self._at = self._data[self._at : end], end
        return piece

    def byte(self) -> int:
        """One byte as a number."""
        return self.take(1)[0]

    def number(self) -> int:
        """A uint32."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """A string: its length and its bytes."""
        return self.take(self.number())

    def text(self) -> str:
        """A string of printable ASCII, as all names in SSH are."""
        raw = self.string()
        if not raw.isascii() or not all(33 <= byte < 127 for byte in raw):
            raise MalformedError("a name in it is not printable ASCII")
        return raw.decode("ascii")

    def positive(self) -> int:
        """An mpint above nought in its shortest form."""
        raw = self.string()
        value = int.from_bytes(raw, "big")
        if value == 0 or positive(value) != pack(raw):
            raise MalformedError("a number in it is not positive, or not in its shortest form")
        return value

    def end(self) -> None:
        """Raise MalformedError unless everything was taken."""
        if self._at != len(self._data):
            raise MalformedError(f"{len(self._data) - self._at} bytes follow its end")


def pack(data: bytes) -> bytes:
    """Bytes as a string."""
    return len(data).to_bytes(4, "big") + data


def positive(value: int) -> bytes:
    """A number above nought as an mpint."""
    return pack(value.to_bytes(value.bit_length() // 8 + 1, "big"))
