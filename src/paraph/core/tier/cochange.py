"""Which files usually change together with these, and are missing from the change?

From the newest `WINDOW` landed changes (those of more than `MOST_FILES` files left out: sweeping edits
say nothing about habits), a partner of a file changed with it at least `MIN_TOGETHER` times, and in at
least `MIN_SHARE` of the file's own changes. These are support and confidence of association rules
(Zimmermann et al., "Mining version histories to guide software changes", 2004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from paraph.core.model.facts import Partner

WINDOW = 400
MOST_FILES = 30
MIN_TOGETHER = 5
MIN_SHARE = 0.7
MOST_PARTNERS = 20


def missing_partners(
    history: Iterable[Collection[str]],
    changed: Collection[str],
    is_there: Callable[[str], bool],
    quiet: Collection[str] = (),
) -> tuple[Partner, ...]:
    """Partners that are not in `changed`, the most faithful first, at most `MOST_PARTNERS`.

    `history` holds the paths of each landed change; `is_there` says whether a path still exists. `quiet`
    are changed files that miss nobody (a test may well change alone). A missing file is named once, beside
    the changed file that it follows most faithfully.
    """
    present = frozenset(changed)
    wanted = present.difference(quiet)
    times: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for paths in history:
        here = wanted.intersection(paths) if len(paths) <= MOST_FILES else ()
        for path in here:
            times[path] += 1
            together.update((path, other) for other in set(paths) if other not in present)
    best: dict[str, Partner] = {}
    for (path, missing), count in together.items():
        if count < MIN_TOGETHER or count < MIN_SHARE * times[path] or not is_there(missing):
            continue
        found = Partner(path, missing, count, times[path])
        known = best.get(missing)
        if known is None or _order(found) < _order(known):
            best[missing] = found
    return tuple(sorted(best.values(), key=_order)[:MOST_PARTNERS])


def _order(partner: Partner) -> tuple[float, int, str, str]:
    return -partner.together / partner.times, -partner.together, partner.missing, partner.path
