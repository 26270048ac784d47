"""How is it counted what was called, and how it was answered?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from paraph.adapters.http.client import HttpClient, Response
from paraph.adapters.http.troubles import HttpError


class CountedClient(HttpClient):
    """A client that tells each call: `count` gets the status of the answer, or `none` where there was none."""

    def __init__(self, allowed: Iterable[str], count: Callable[[str], None], *, inside: Iterable[str] = ()) -> None:
        super().__init__(allowed, inside=inside)
        self._count = count

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b"", *,
        timeout: float | None = None, most_bytes: int | None = None,
    ) -> Response:  # fmt: skip
        """Ask, and count the answer."""
        try:
            answer = super().request(method, url, headers, body, timeout=timeout, most_bytes=most_bytes)
        except HttpError:
            self._count("none")
            raise
        self._count(str(answer.status))
        return answer
