"""Where in a repository does that stand which governs it, and which of it does a change not write for itself?"""

from __future__ import annotations

from typing import Literal

POLICY = ".paraph/policy.yaml"
PEOPLE = ".paraph/people.yaml"
SERVICES = ".paraph/services.yaml"
POLICY_TESTS = ".paraph/policy-tests"
ABSENCE = ".paraph/absence.yaml"
ASSISTANCE = ".paraph/assistance.yaml"
# What positions and sources name where a repository has no policy and the default is shown.
BUILT_IN = "(built-in policy)"

# Where each forge looks, in its order; the first file found is the one that counts.
CODEOWNERS: dict[Literal["github", "gitlab"], tuple[str, ...]] = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
}
ANY_CODEOWNERS: tuple[str, ...] = tuple(dict.fromkeys(path for paths in CODEOWNERS.values() for path in paths))

# What judges a change: a change to it is judged by the old version, at the highest tier. Who is away, and what a
# change declares of itself, judges nobody.
GOVERNED: tuple[str, ...] = (POLICY, PEOPLE, SERVICES, POLICY_TESTS, *ANY_CODEOWNERS)
# A file or link in the place of one of these folders takes away what stood below it.
GOVERNED_FOLDERS: tuple[str, ...] = (".paraph", ".github", ".gitlab")
