from __future__ import annotations

from typing import Any

import pytest

from core.gate.situations import HERE, asking, change, context, facts, policy, unreadable
from paraph.core.model.change import ChangedFile, Mark
from paraph.core.model.policy import KindRule
from paraph.core.policy.context import Outcome
from paraph.core.policy.predicates import predicate

CODE, DOCS, DARK = (
    ChangedFile("src/a.py", kinds=("code", "auth"), marks=(Mark("bidi"),)),
    ChangedFile("docs/b.md", kinds=("docs",)),
    ChangedFile("z.bin", kinds=None),
)


def ask(name: str, value: tuple[str, ...], *files: ChangedFile, **more: Any) -> Outcome:
    return predicate(asking(name, value)).run(context(facts(change(files=files)), **more))


@pytest.mark.parametrize(
    ("name", "value", "files", "expected"),
    [
        ("paths", ("src/**",), (CODE, DOCS), (True, "src/a.py", ("src/a.py",))),
        ("paths", ("**",), (CODE, DOCS, DARK), (True, "docs/b.md and 2 more", ("docs/b.md", "src/a.py", "z.bin"))),
        ("paths", ("src/**", "!*.py"), (CODE,), (False, "no changed file", ())),
        ("paths", ("src/**",), (), (False, "no changed file", ())),
        ("only_paths", ("src/**",), (CODE,), (True, "every changed file", ("src/a.py",))),
        ("only_paths", ("src/**",), (CODE, DOCS), (False, "not docs/b.md", ())),
        ("only_paths", ("src/**", "!*.py"), (CODE,), (False, "not src/a.py", ())),
        ("only_paths", ("**",), (), (False, "nothing is changed", ())),
        ("kinds", ("auth",), (CODE,), (True, "src/a.py", ("src/a.py",))),
        ("kinds", ("auth", "docs"), (CODE,), (True, "auth in src/a.py", ("src/a.py",))),
        (
            "kinds",
            ("auth", "tests", "docs"),
            (CODE, DOCS),
            (True, "auth, docs in docs/b.md and 1 more", ("docs/b.md", "src/a.py")),
        ),
        ("kinds", ("docs",), (CODE,), (False, "no changed file", ())),
        ("kinds", ("docs",), (CODE, DARK), (None, "nobody said of what kind z.bin is", ("z.bin",))),
        ("kinds", ("code",), (CODE, DARK), (True, "src/a.py", ("src/a.py",))),
        ("only_kinds", ("docs",), (DOCS,), (True, "every changed file", ("docs/b.md",))),
        ("only_kinds", ("docs",), (DOCS, CODE), (False, "not src/a.py", ())),
        ("only_kinds", ("docs",), (DOCS, DARK), (None, "nobody said of what kind z.bin is", ("z.bin",))),
        ("only_kinds", ("docs",), (DOCS, CODE, DARK), (False, "not src/a.py", ())),
        ("only_kinds", ("docs", "code"), (DOCS, CODE), (True, "every changed file", ("docs/b.md", "src/a.py"))),
        ("only_kinds", ("docs",), (), (False, "nothing is changed", ())),
        ("marks", ("bidi",), (CODE, DOCS), (True, "src/a.py", ("src/a.py",))),
        ("marks", ("bidi", "symlink"), (CODE, DOCS), (True, "bidi in src/a.py", ("src/a.py",))),
        ("marks", ("symlink",), (CODE, DOCS), (False, "no changed file", ())),
    ],
)
def test_files(name: str, value: tuple[str, ...], files: tuple[ChangedFile, ...], expected: tuple[Any, ...]) -> None:
    assert ask(name, value, *files) == expected


def test_the_policys_own_kinds_count() -> None:
    own = policy(kinds=(KindRule("money", ("*.bin",), HERE),))
    assert ask("kinds", ("money",), DARK, policy_=own).truth is True
    assert ask("only_kinds", ("money",), DARK, policy_=own).truth is True


@pytest.mark.parametrize("name", ["paths", "only_paths", "kinds", "only_kinds", "marks"])
def test_unreadable_files(name: str) -> None:
    blind = context(facts(change(files=(CODE,)), unreadable=unreadable("files")))
    outcome = predicate(asking(name, ("code",))).run(blind)
    assert outcome == (None, "files could not be read: the disk is gone", ())


def test_titles() -> None:
    titles = [
        predicate(asking(name, ("a", "b"))).title for name in ("paths", "only_paths", "kinds", "only_kinds", "marks")
    ]
    assert titles == [
        "a changed path is in a or b",
        "every changed path is in a or b",
        "a changed file is of kind a or b",
        "every changed file is of kind a or b",
        "a changed file is marked a or b",
    ]
