"""Which coding agents are on this machine or in this repository, as far as files tell?"""

from __future__ import annotations

import os
import shutil

from paraph.adapters.agents.setup.hook_config import HookConfig
from paraph.adapters.agents.which_agent import NAMES, adapter
from paraph.core.errors import InputError, Problem


def config_of(name: str) -> HookConfig:
    """How an agent is told to run our hook. Raises InputError for a name that nobody knows."""
    if name not in NAMES:
        what = f"no agent is known by the name {name!r}"
        raise InputError(Problem("P1086", what, f"name one of {', '.join(NAMES)}"))
    return adapter(name).config()


def signs_of(config: HookConfig, repository: str, home: str) -> list[str]:
    """What tells that an agent is used here: its program, its folder at home, its folder in the repository."""
    programs = [f"`{name}` on PATH" for name in config.programs if shutil.which(name)]
    at_home = [f"~/{trace}" for trace in config.traces if os.path.isdir(os.path.join(home, trace))]
    here = dict.fromkeys(each.split("/")[0] for each in (config.repository_file, config.other_file) if each)
    below = [trace for trace in here if trace != ".github" and os.path.isdir(os.path.join(repository, trace))]
    own = [config.repository_file] if os.path.isfile(os.path.join(repository, config.repository_file)) else []
    return [*programs, *at_home, *dict.fromkeys([*own, *below])]
