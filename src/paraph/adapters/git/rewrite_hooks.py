"""What do a clone's hooks say to git, so that what is known of lines follows commits that are written anew?

Plain shell that looks whether there is anything to do before Python starts: a journal of what agents did, or records
of lines. Whatever goes wrong, git's own command goes on, and one line says so.
"""

from __future__ import annotations

HOOKS = ("post-commit", "post-rewrite", "post-merge", "post-index-change", "reference-transaction")

COMMON = """\
home=${0%/*}/..
test -d "$home/objects" || home=$(git rev-parse --git-common-dir) || exit 0
has_journal() { test -s "$home/paraph/capture/journal.jsonl"; }
has_lines() {
    has_journal || test -e "$home/refs/notes/ai" ||
        { test -e "$home/packed-refs" && grep -q ' refs/notes/ai$' "$home/packed-refs"; }
}
carry() {
    said=$(PROGRAM hook run "$@" 2>&1 >/dev/null) && return
    printf 'paraph: what is known of lines was not carried: %s\\n' "$(printf '%s\\n' "$said" | head -n 1)" >&2
}
"""
BEFORE_MESSAGE = """\
near=${1%/*}
if ! test -d "$near/rebase-merge"; then
    if test -e "$near/SQUASH_MSG"; then
        carry squashed
    elif test -e "$near/MERGE_MSG"; then
        set -- "$1" "$near"/[CMR][HE]*_HEAD
        test -e "$2" || carry picked
    fi
fi
"""
_BEFORE = 'if test -x "$before"; then "$before" "$@"; fi\n'
_POST_COMMIT = """\
has_lines || exit 0
near=$(git rev-parse --git-dir) || exit 0
test -e "$near/CHERRY_PICK_HEAD" && test -d "$near/rebase-merge" && exit 0
has_journal || test -e "$near/CHERRY_PICK_HEAD" ||
    git log -1 --format=%B | grep -qE '^(This reverts commit|[(]cherry picked from commit) ' || exit 0
carry post-commit
exit 0
"""
_POST_REWRITE = """\
given=$(cat; echo .)
given=${given%.}
if test -x "$before"; then printf '%s' "$given" | "$before" "$@"; fi
if test "$1" = amend; then
    near=$(git rev-parse --git-dir) && ! test -d "$near/rebase-merge" || exit 0
    pair=${given%%[!0-9a-f ]*}
    has_lines || test "$(git log -1 --format=%B "${pair% *}")" != "$(git log -1 --format=%B "${pair#* }")" || exit 0
fi
printf '%s' "$given" | carry post-rewrite "$1"
exit 0
"""
_POST_MERGE = """\
test "$1" = 1 && carry squashed
exit 0
"""
_POST_INDEX_CHANGE = """\
near=${GIT_DIR:-${0%/*}/..}
if test -s "$near/sequencer/todo" && grep -q 'no-commit = true' "$near/sequencer/opts" 2>/dev/null && has_lines; then
    # git writes down what it picks next before it does, and nothing of it once all are picked
    read -r deed commit _ <"$near/sequencer/todo"
    test "$deed" = pick && carry picked "$commit"
fi
has_journal || test -e "$home/refs/notes/ai-stash" || exit 0
# git does not say whose doing it was: a stash that is applied brings lines back, a checkout of paths takes some away,
# and what a person types while they are gone must not count as theirs
doing() {
    set -f
    set -- $(ps -o args= -p "$PPID" 2>/dev/null)
    test $# -eq 0 || shift
    while :; do
        case $1 in -c | -C) shift && shift || return ;; -*) shift ;; *) break ;; esac
    done
    printf '%s' "$1 $2 $3"
}
done=$(doing)
case $done in
'stash '* | 'read-tree '*) ;;
*) test -e "$home/paraph/unstashed" && carry unstashed again ;;
esac
case $done in
'stash pop '* | 'stash apply '* | 'stash branch '*) carry unstashed "${done##* }" && exit 0 ;;
'rebase '* | 'merge '* | 'pull '* | 'cherry-pick '* | 'revert '* | 'am '*) exit 0 ;;
'add '* | 'commit '* | 'status '* | 'diff '* | 'mv '* | 'rm '* | 'update-index '*) exit 0 ;;
'checkout '* | 'restore '* | '  ') ;;
*) test "$1" = 1 || exit 0 ;;
esac
has_journal || exit 0
carry work-changed
exit 0
"""
_REFERENCE_TRANSACTION = """\
if test -x "$before"; then
    given=$(cat; echo .)
    given=${given%.}
    printf '%s' "$given" | "$before" "$@" || exit $?
fi
test "$1" = committed || exit 0
look() {
    count=0
    while read -r old new ref; do
        # a fetch may bring thousands
        count=$((count + 1))
        test "$count" != 50 || has_lines || return
        case $ref in
        HEAD)
            case $old in *[!0]*) ;; *) continue ;; esac
            test "$old" != "$new" && has_lines && git merge-base --is-ancestor "$new" "$old" 2>/dev/null &&
                carry moved "$old" "$new" </dev/null ;;
        refs/stash) case $new in *[!0]*) has_lines && carry stashed "$new" </dev/null ;; esac ;;
        esac
    done
}
if test -x "$before"; then printf '%s' "$given" | look; else look; fi
exit 0
"""
TEXTS = {
    "post-commit": _BEFORE + COMMON + _POST_COMMIT,
    "post-rewrite": COMMON + _POST_REWRITE,
    "post-merge": _BEFORE + COMMON + _POST_MERGE,
    "post-index-change": _BEFORE + COMMON + _POST_INDEX_CHANGE,
    "reference-transaction": COMMON + _REFERENCE_TRANSACTION,
}
