"""Which of several CODEOWNERS files counts, and in whose way is it read?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from paraph.core.errors import Problem
from paraph.core.model import places
from paraph.core.model.regex import regex
from paraph.core.policy.globs import Flavour

# Only one forge looks here, so a file here tells whose it is.
_GITHUB_ONLY, _GITLAB_ONLY = ".github/CODEOWNERS", ".gitlab/CODEOWNERS"
_SECTION_LINE = regex(rb"^\^?\[[^\]\r\n]+\](?:\[[0-9]+\])?[ \t]*(?:@[^\r\n]*)?\r?$", re.MULTILINE)


class FoundFile(NamedTuple):
    """The file that counts. `rivals` are others of the forge's places that say something else."""

    file: str
    content: bytes
    flavour: Flavour
    rivals: tuple[str, ...] = ()

    @property
    def ambiguity(self) -> Problem | None:
        """Two files that a reader could each take for the one that counts."""
        if not self.rivals:
            return None
        what = f"{self.file} counts, but {' and '.join(self.rivals)} says something else"
        return Problem("P0405", what, f"keep only {self.file}")


def find_owners_file(files: Mapping[str, bytes], flavour: Flavour | None = None) -> FoundFile | None:
    """Choose among the files present, by their paths in the repository; None where there is none.

    Without a flavour it is guessed: GitLab where its own folder holds the only file, or where no file lies in
    GitHub's folder and one has GitLab's section headers, else GitHub.
    """
    flavour = flavour or _guess(files)
    present = [path for path in places.CODEOWNERS[flavour] if path in files]
    if not present:
        return None
    chosen, *others = present
    rivals = tuple(path for path in others if files[path] != files[chosen])
    return FoundFile(chosen, files[chosen], flavour, rivals)


def _guess(files: Mapping[str, bytes]) -> Flavour:
    if _GITHUB_ONLY in files:
        return "github"
    if set(files) == {_GITLAB_ONLY} or any(_SECTION_LINE.search(content) for content in files.values()):
        return "gitlab"
    return "github"
