"""Where does a path lead?"""

from __future__ import annotations

import pytest

from core.guard.commands import sight
from paraph.core.guard.judges import paths


@pytest.mark.parametrize(
    "path", ["/", "/*", "~", "~/*", "/etc", "/usr/lib", "/home/ada", "/srv/shop", "/srv", "/srv/shop/*"]
)
def test_a_root(path: str) -> None:
    assert paths.is_root(path, "/srv/shop")


@pytest.mark.parametrize("path", ["/srv/shop/x", "/opt/a/b", "/tmp/x", "~/x/y"])
def test_no_root(path: str) -> None:
    assert not paths.is_root(path, "/srv/shop")


@pytest.mark.parametrize(
    ("path", "is_prone"), [("\0/", True), ("\0/*", True), ("/\0", True), ("\0", False), ("\0/x/y", False)]
)
def test_a_path_that_an_empty_variable_makes_a_root(path: str, *, is_prone: bool) -> None:
    assert paths.is_empty_prone(path) == is_prone


def test_a_path_is_joined_with_the_folder_of_its_command() -> None:
    inner = sight("rm x")._replace(folder="sub")

    assert paths.absolute("../x", inner, "/srv/shop") == "/srv/shop/x"
    assert paths.absolute("x", inner._replace(folder="/opt"), "/srv/shop") == "/opt/x"
    assert paths.absolute("~/x", inner, "/srv/shop") == "~/x"


def test_what_is_inside_and_what_is_kept() -> None:
    assert paths.is_inside("/srv/shop/x", "/srv/shop")
    assert not paths.is_inside("/srv/shopping", "/srv/shop")
    assert paths.is_inside("/tmp/x", "")
    assert paths.is_state("x/terraform.tfstate.backup")
    assert paths.is_precious("/x/.env.production")
    assert not paths.is_precious("/x/.env.example")
