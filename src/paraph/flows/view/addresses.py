"""At which address is each page of a repository and of a change?"""

from __future__ import annotations

from urllib.parse import quote

DATA = ".json"


def repository_address(key: str, page: str) -> str:
    """A page of one repository: `/r/github:acme/shop/-/policy`."""
    return f"/r/{quote(key, safe=':/')}/-/{page}"


def change_address(key: str, number: str, page: str = "") -> str:
    """The page of a change, or one below it (`timeline`, `files/3`, `answer`). A slash in its number is written as
    `%2F`, and a number that ends as data do cannot be taken for them."""
    name = quote(number, safe=":")
    if name.endswith(DATA):
        name = f"{name.removesuffix(DATA)}%2Ejson"
    change = repository_address(key, f"changes/{name}")
    return f"{change}/{page}" if page else change


def entry_address(index: int) -> str:
    """The page of one entry of the ledger, with its proof."""
    return f"/audit/entries/{index}"
