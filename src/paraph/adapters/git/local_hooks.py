"""How does git help a committer declare, and tell before a push what would be owed?

The scripts are plain shell: Python starts only where a branch is pushed. Whatever goes wrong in them, they let a commit
pass, and a push too, unless `paraph.prePush` is `enforce`.
"""

from __future__ import annotations

from paraph.adapters.git import rewrite_hooks
from paraph.adapters.git.hook_files import KEPT, HookFiles, hooks_folder
from paraph.adapters.git.hook_script import program
from paraph.adapters.git.location import Location
from paraph.core.model.places import POLICY
from paraph.core.model.refs import ATTRIBUTION_REF, REMOTE_ATTRIBUTION_SPACE, STATEMENTS_REF

HOOKS = ("commit-msg", "pre-push", *rewrite_hooks.HOOKS)
MARK = "# Paraph makes declaring cheap here."

_HEAD = f"""\
#!/bin/sh
{MARK} `paraph hook install --local` wrote this file;
# `paraph hook uninstall --local` takes it away, and puts back the hook that was here before (PLACE{KEPT}).
before=${{0%/*}}/PLACE{KEPT}
"""
_RUN_BEFORE = 'if test -x "$before"; then "$before" "$@" || exit $?; fi\n'
_COMMIT_MSG = """\
test -n "$PARAPH_ASSISTANCE" || git config --get-regexp '^paraph\\.(trailer|assistance|ask)$' >/dev/null || exit 0
said=$(git stripspace --strip-comments <"$1") || exit 0
case $said in '' | fixup!* | squash!* | amend!*) exit 0 ;; esac
if has_journal && test "$(git config --get paraph.trailer)" = assisted-by; then
    owed=$(PROGRAM provenance trailer 2>/dev/null)
    test -n "$(tail -c 1 "$1")" && echo >>"$1"
    printf '%s\\n' "$owed" | while IFS= read -r line; do
        test -z "$line" || git interpret-trailers --in-place --if-exists addIfDifferent --trailer "$line" "$1"
    done
    test -z "$owed" || exit 0
fi
printf '%s\\n' "$said" | grep -qiE '^(ai-assistance|assisted-by|generated-by):' && exit 0
value=${PARAPH_ASSISTANCE:-$(git config --get paraph.assistance)}
if test -z "$value" && test "$(git config --bool --get paraph.ask)" = true && (: </dev/tty) 2>/dev/null; then
    printf 'AI in this commit: [n]one, [a]ssisted, [g]enerated, or Enter to say nothing? ' >/dev/tty
    read -r typed </dev/tty || typed=
    case $typed in n*) value=none ;; a*) value=assisted ;; g*) value=generated ;; esac
fi
case $value in none | assisted | generated | autonomous) ;; *) exit 0 ;; esac
tools=${PARAPH_TOOLS:-$(git config --get paraph.tools)}
test "$value" = none && tools=
test -n "$(tail -c 1 "$1")" && echo >>"$1"
git interpret-trailers --in-place --trailer "AI-assistance: $value" ${tools:+--trailer "AI-tools: $tools"} "$1"
exit 0
"""
_PRE_PUSH = """\
given=$(cat; echo .)
given=${given%.}
if test -x "$before"; then printf '%s' "$given" | "$before" "$@" || exit $?; fi
mode=$(git config --get paraph.prePush)
test "$mode" = off && exit 0
notes=STATEMENTS lines=RECORDS
case $1 in *[!A-Za-z0-9_-]* | '') sent= ;; *) sent=$1 ;; esac
change= code=0
while read -r from id to _; do
    case $to in
    "$notes") test -n "$sent" && git update-ref "refs/paraph/sent/$sent" "$id" ;;
    "$lines") test -n "$sent" && git update-ref "refs/paraph/sent-lines/$sent" "$id" ;;
    refs/heads/*) case $id in *[!0]*) test -n "$change" || change=$from ;; esac ;;
    esac
done <<END
$given
END
test -n "$change" || exit 0
known=$(git symbolic-ref --quiet "refs/remotes/$1/HEAD" ||
    git for-each-ref --count=1 --format='%(refname)' "refs/remotes/$1/main" "refs/remotes/$1/master")
test -n "$known" || exit 0
asked=${known#refs/remotes/}..${change#refs/heads/}
is_governed() {
    for at; do
        found=$(git ls-tree --full-tree "$at" POLICY) || return 0
        test -z "$found" || return 0
    done
    return 1
}
if test "$mode" = enforce || is_governed "$known" "$(git merge-base "$known" "$change" || echo "$known")"; then
    said=$(PROGRAM gate --quiet --no-color "$asked" 2>&1) || code=$?
fi
if test "$code" -ne 0; then
    first=$(printf '%s\\n' "$said" | head -n 1)
    printf 'paraph: %s\\n' "${first#'? cannot tell  '}" >&2
    printf 'Next: paraph explain %s\\n' "$asked" >&2
fi
is_ahead() {
    mine=$(git rev-parse --quiet --verify "$1") || return 1
    shift
    for theirs; do ! git merge-base --is-ancestor "$mine" "$theirs" 2>/dev/null || return 1; done
}
what= refs=
if is_ahead "$notes" "refs/paraph/sent/$sent"; then what=Statements refs=" $notes"; fi
if is_ahead "$lines" "refs/paraph/sent-lines/$sent" "FETCHED$1"; then
    what="${what:-Records of lines}${what:+ and records of lines}" refs="$refs $lines"
fi
test -z "$what" || printf '%s go along with: git push %s%s\\n' "$what" "$1" "$refs" >&2
test "$mode" = enforce && exit "$code"
exit 0
"""
_CARRIED = rewrite_hooks.COMMON + rewrite_hooks.BEFORE_MESSAGE
_TEXTS = {"commit-msg": _RUN_BEFORE + _CARRIED + _COMMIT_MSG, "pre-push": _PRE_PUSH, **rewrite_hooks.TEXTS}


def script(name: str) -> str:
    """The text of one of `HOOKS`."""
    return (
        (_HEAD + _TEXTS[name])
        .replace("PLACE", name)
        .replace("POLICY", POLICY)
        .replace("PROGRAM", program())
        .replace("STATEMENTS", STATEMENTS_REF)
        .replace("RECORDS", ATTRIBUTION_REF)
        .replace("FETCHED", REMOTE_ATTRIBUTION_SPACE)
    )


def local_hooks(location: Location) -> HookFiles:
    """The hooks of a clone, in the folder where git looks for them. Raises InputError where others share that."""
    return HookFiles(hooks_folder(location), {name: script(name) for name in HOOKS}, MARK)
