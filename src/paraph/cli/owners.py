"""`paraph owners`: who owns these paths, by which line of CODEOWNERS?"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from paraph.adapters.formats.named_file import read_named
from paraph.cli.options import Options, common
from paraph.cli.policy_files import work_tree
from paraph.cli.terminal_text import safe
from paraph.core.errors import InputError, Problem
from paraph.core.model import places
from paraph.core.policy.globs import Flavour
from paraph.core.policy.owners import CodeOwners, OwnerRule
from paraph.core.policy.owners_find import find_owners_file
from paraph.core.policy.owners_read import MAX_BYTES, read_owners
from paraph.flows.facts.name_owners import refuse_too_much

MAX_PATHS_BYTES = 64 * 1024 * 1024
_SHOWN_PROBLEMS = 20


@click.command("owners")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--codeowners", "file", metavar="FILE", help="This file, instead of the repository's own.")
@click.option(
    "--flavour",
    type=click.Choice(["github", "gitlab"]),
    help="Whose rules (by default by the file's place, else github).",
)
@common("text", "json")
def command(paths: tuple[str, ...], file: str | None, flavour: Flavour | None, options: Options) -> int:
    """Answer who owns each PATH, from CODEOWNERS.

    Paths are relative to the root of the repository; `-` reads them from stdin, one a line (or separated by NUL).
    Nobody needs to own a path: the exit code is 0 whenever there is an answer.
    """
    root = work_tree(options.repository)
    owners = _read_file(Path(file), flavour) if file is not None else _find(root, flavour, options)
    asked = _asked(paths)
    refuse_too_much(owners, len(asked))
    for problem in owners.problems[:_SHOWN_PROBLEMS]:
        place = f"{safe(problem.position.file)}:{problem.position.line}: " if problem.position else ""
        options.talk(f"{place}{safe(problem.what)}")
    for path in paths:
        meant = _meant(path, root)
        if meant:
            what = f"{safe(path)} is not there: paths are read from the root of the repository."
            options.talk(f"{what} Did you mean {safe(meant)}?")
    if options.format == "json":
        options.json([_entry(path, owners, root) for path in asked])
    else:
        for path in asked:
            options.data(_line(path, owners, root))
    return 0


def _entry(path: str, owners: CodeOwners, root: Path) -> dict[str, Any]:
    rules = owners.rules_for(_normal(path, root))
    first = rules[0] if rules else None
    return {
        "path": path,
        "owners": list(dict.fromkeys(owner for rule in rules for owner in rule.owners)),
        "file": owners.file,
        "line": first.line if first else None,
        "pattern": first.pattern if first else None,
        "section": owners.sections[first.section].name if first else None,
        "groups": [_group(rule, owners) for rule in rules if rule.owners],
    }


def _group(rule: OwnerRule, owners: CodeOwners) -> dict[str, Any]:
    section = owners.sections[rule.section]
    return {
        "owners": list(rule.owners),
        "count": section.count,
        "section": section.name,
        "is_optional": section.is_optional,
        "pattern": rule.pattern,
        "line": rule.line,
    }


def _line(path: str, owners: CodeOwners, root: Path) -> str:
    rules = owners.rules_for(_normal(path, root))
    if not rules:
        return f"{safe(path)}: nobody (no line of {safe(owners.file)} matches)"
    return f"{safe(path)}: " + "; ".join(_group_text(rule, owners) for rule in rules)


def _group_text(rule: OwnerRule, owners: CodeOwners) -> str:
    section = owners.sections[rule.section]
    who = safe(" ".join(rule.owners)) if rule.owners else "nobody"
    demand = f", {section.count} of them" if section.count > 1 else ""
    optional = ", optional" if section.is_optional else ""
    name = f" in [{safe(section.name)}]" if section.name else ""
    return f"{who}{demand}{optional} ({safe(owners.file)}:{rule.line} {safe(rule.pattern)}{name})"


def _asked(paths: tuple[str, ...]) -> list[str]:
    """The paths in words; bytes that are not UTF-8 stand as `\\xNN`, as everywhere in Paraph."""
    asked: list[str] = []
    for path in paths:
        if path == "-":
            content = sys.stdin.buffer.read(MAX_PATHS_BYTES + 1)
            if len(content) > MAX_PATHS_BYTES:
                raise InputError(Problem("P0605", "more than 64 MiB of paths on stdin", "ask in portions"))
            separator = b"\0" if b"\0" in content else b"\n"
            raw = (part.removesuffix(b"\r") for part in content.split(separator))
            asked += [part.decode("utf-8", "backslashreplace") for part in raw if part]
        else:
            asked.append(path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))
    return asked


def _meant(path: str, root: Path) -> str:
    """The path from the root, where one was typed that is there only from the folder that one stands in."""
    if path == "-" or path.startswith("/") or os.path.lexists(root / path):
        return ""
    from_root = os.path.relpath(Path.cwd() / path, root)
    is_inside = not from_root.startswith("..") and os.path.lexists(root / from_root)
    return from_root if is_inside else ""


def _normal(path: str, root: Path) -> str:
    """The path as git writes it: relative to the root, without `.`, `..` and doubled slashes."""
    if path.startswith("/"):
        path = path.removeprefix(f"{root}/")
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part == ".." or (not part and not parts):
            raise InputError(Problem("P0409", f"`{path[:200]}` is not inside the repository", "write it from the root"))
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts) + ("/" if parts and path.endswith("/") else "")


def _find(root: Path, flavour: Flavour | None, options: Options) -> CodeOwners:
    contents = {path: _content(root / path) for path in places.ANY_CODEOWNERS if (root / path).exists()}
    found = find_owners_file(contents, flavour)
    if found is None:
        looked_at = ", ".join(places.CODEOWNERS[flavour] if flavour else places.ANY_CODEOWNERS)
        what = f"there is no CODEOWNERS file in {root}; looked at {looked_at}"
        raise InputError(Problem("P0406", what, "write one, or name it with --codeowners"))
    if found.ambiguity is not None:
        options.talk(found.ambiguity.what)
    return read_owners(found.content, found.file, found.flavour)


def _read_file(path: Path, flavour: Flavour | None) -> CodeOwners:
    content = read_named(str(path), MAX_BYTES, f"--codeowners {path}")
    by_place: Flavour = "gitlab" if path.parent.name == ".gitlab" else "github"
    return read_owners(content, str(path), flavour or by_place)


def _content(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise InputError(Problem("P0604", f"{path} is not a plain file", "forges do not follow links here"))
    return read_named(str(path), MAX_BYTES)
