"""Whose configuration is written so that a coding agent asks, and where does it stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.adapters.agents.setup.install import Target


def agent_targets(names: Iterable[str], repository: str, *, is_user: bool) -> list[Target]:
    """The configurations of some agents in a repository, or with `is_user` in the home folder.

    Raises InputError for an unknown agent, and where there is no repository with a work tree.
    """
    from paraph.adapters.agents.setup.agents_found import config_of
    from paraph.adapters.agents.setup.install import Target

    configs = [config_of(name) for name in dict.fromkeys(names)]
    folder, program = (home_folder(), own_program()) if is_user else (work_tree(repository), "paraph")
    return [Target(config, folder, program, is_user) for config in configs]


def signs_of_agents(repository: str) -> dict[str, list[str]]:
    """For each agent that is known, what tells that it is used on this machine or in this repository."""
    from paraph.adapters.agents.setup.agents_found import config_of, signs_of
    from paraph.adapters.agents.which_agent import NAMES

    folder, home = work_tree(repository), home_folder()
    return {name: signs_of(config_of(name), folder, home) for name in NAMES}


def home_folder() -> str:
    """The user's home folder. Raises InputError where the system knows none."""
    import os

    from paraph.core.errors import InputError, Problem

    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        raise InputError(Problem("P1088", "no home folder is known", "set HOME, or install in the repository"))
    return home


def work_tree(repository: str) -> str:
    """The top folder of a repository's work tree. Raises InputError where there is none."""
    from contextlib import closing

    from paraph.core.errors import InputError, Problem
    from paraph.wiring import open_repository

    with closing(open_repository(repository)) as reader:
        folder = reader.location.work_tree
    if not folder:
        what = "this repository has no files checked out, so no agent works in it"
        raise InputError(Problem("P1087", what, "name a clone with --repo, or add --user for your own files"))
    return folder


def own_program() -> str:
    """How a shell calls this very Paraph from anywhere: the installed program by its path, else by its interpreter."""
    import os
    import shutil
    import sys
    from shlex import quote

    called = shutil.which(sys.argv[0]) or ""
    if os.path.basename(called) == "paraph":
        return quote(os.path.abspath(called))
    from paraph.adapters.git.hook_script import program

    return program()
