"""Which pages are there?"""

from __future__ import annotations

from litestar.types import ControllerRouterHandler

from paraph.web.pages import (
    answer,
    asks,
    audit,
    change,
    inbox,
    marks,
    passkeys,
    people,
    policy,
    records,
    repositories,
    setup,
    timeline,
    tokens,
)

_PAGES = (
    inbox,
    change,
    marks,
    asks,
    timeline,
    audit,
    policy,
    people,
    repositories,
    records,
    answer,
    passkeys,
    setup,
    tokens,
)
HANDLERS: tuple[ControllerRouterHandler, ...] = tuple(each for page in _PAGES for each in page.HANDLERS)
