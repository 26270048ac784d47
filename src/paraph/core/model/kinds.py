"""Which kinds of file does Paraph recognise by itself?"""

from __future__ import annotations

KINDS: tuple[str, ...] = (
    "agent-config", "auth", "code", "crypto", "dependencies", "docs", "generated", "governance", "infrastructure",
    "migration", "pipeline", "public-api", "rollout", "secrets", "shared-library", "tests", "vendored",
)  # fmt: skip
LANGUAGE_PREFIX = "code:"  # code of one language has the kind `code:python` besides
