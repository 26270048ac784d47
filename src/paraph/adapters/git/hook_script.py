"""What do the shell scripts say that git runs when somebody pushes?

They start Python only where there is something to decide, and read nothing but what git hands over: no settings of
an account, no PATH, no file of the repository.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from shlex import quote

from paraph.adapters.git.hook_files import KEPT
from paraph.core.model.refs import NOTES_SPACE
from paraph.core.policy.ref_globs import literal_start

MARK = "# Paraph guards the protected refs of this repository."
HOOKS = ("pre-receive", "reference-transaction")
JOINED = ("post-receive",)
_CALL = "import sys; from paraph.cli.main import run; sys.exit(run())"
_HEAD = f"""\
#!/bin/sh
{MARK} `paraph hook install --server` wrote this file;
# `paraph hook uninstall --server` takes it away, and puts back the hook that was here before (PLACE{KEPT}).
given=$(cat && echo .) || exit 1
given=${{given%.}}
before=${{0%/*}}/PLACE{KEPT}
if test -x "$before"; then
    printf '%s' "$given" | "$before" "$@" || exit $?
fi
"""
_ASK = """\
printf '%s' "$given" | exec PROGRAM hook run PLACE "$@"
"""
_ANY_BRANCH = """\
case $given in *' refs/heads/'* | *' refs/notes/'*) ;; *) exit 0 ;; esac
"""


def script(hook: str, globs: Iterable[str]) -> str:
    """The text of one of `HOOKS` or `JOINED`; `globs` are the protected refs."""
    between = _filter(globs) if hook == "reference-transaction" else _ANY_BRANCH if hook in JOINED else ""
    return (_HEAD + between + _ASK).replace("PLACE", hook).replace("PROGRAM", program())


def program() -> str:
    """How a shell starts this very Paraph, whatever its environment and its folder say."""
    return f"{quote(sys.executable)} -I -c {quote(_CALL)}"


def _filter(globs: Iterable[str]) -> str:
    """Let go what names no protected ref; a pattern is told by what all its refs begin with."""
    starts = dict.fromkeys(literal_start(glob) for glob in globs)
    guarded = " | ".join(f"*{_literal(' ' + start)}*" for start in starts)
    return f"""\
LC_ALL=C
case $1 in
prepared) case $given in {guarded}) ;; *) exit 0 ;; esac ;;
committed) case $given in {guarded} | *{_literal(" " + NOTES_SPACE)}*) ;; *) exit 0 ;; esac ;;
*) exit 0 ;;
esac
"""


def _literal(text: str) -> str:
    """A text that a shell pattern means letter by letter."""
    return "'" + text.replace("'", "'\\''") + "'"
