"""How does a call that came to nothing look?"""

from __future__ import annotations

from paraph.core.errors import ReadError


class HttpError(ReadError):
    """No answer was had, or none that can be used. What was sent may have arrived nevertheless."""
