"""Are the recipes of a target found, with what they depend on?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules, verdict

MAKEFILE = """ENV ?= dev
all: build
build:
\techo build
down: check
\t@terraform -chdir=$(ENV) \\
\t  destroy
check: ; echo $$HOME
"""
PACKAGE = '{"scripts": {"down": "terraform destroy", "predown": "rm -rf /", "ok": "ls"}}'
JUSTFILE = "env := 'prod'\ndown: check\n    terraform -chdir={{ env }} destroy\ncheck:\n    ls\n"
FILES = {
    "Makefile": MAKEFILE,
    "package.json": PACKAGE,
    "justfile": JUSTFILE,
    "sub/Makefile": "x:\n\tterraform destroy\n",
}


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("make down", ["terraform.destroy"]),
        ("make down ENV=prod", ["terraform.destroy"]),
        ("make", []),
        ("make -n down", []),
        ("make -C sub x", ["terraform.destroy"]),
        ("make -f none down", []),
        ("npm run down", ["files.root", "terraform.destroy"]),
        ("yarn down", ["files.root", "terraform.destroy"]),
        ("npm run ok", []),
        ("npm run none", []),
        ("just down", ["terraform.destroy"]),
        ("just check", []),
    ],
)
def test_the_recipes(command: str, found: list[str]) -> None:
    assert rules(command, files=FILES) == found


def test_the_recipe_is_made_with_its_variables() -> None:
    assert verdict("make down ENV=prod", files=FILES).dangers[0].excerpt == "terraform -chdir=prod destroy"


@pytest.mark.parametrize("text", ["{", "[]", '{"scripts": 1}', '{"scripts": {"down": 1}}', "[" * 100_000])
def test_a_broken_package_file_says_nothing(text: str) -> None:
    assert rules("npm run down", files={"package.json": text}) == []


def test_targets_that_need_each_other_end() -> None:
    assert rules("make a", files={"Makefile": "a: b\nb: a\n\tterraform destroy\n"}) == ["terraform.destroy"]
