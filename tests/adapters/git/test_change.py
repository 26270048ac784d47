"""Does everything that hides content from git's own commands leave the facts right, or raise a doubt?"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError, ReadError
from paraph.core.model.change import Change, ChangedFile
from paraph.ports.repository import ChangeRequest, Doubt

Open = Callable[[Path], GitRepository]


def read(open_repo: Open, repo: GitRepo, spec: str | None = "main..HEAD") -> tuple[Change, tuple[Doubt, ...]]:
    reader = open_repo(repo.path)
    return reader.change(reader.resolve(spec))


def files(change: Change) -> dict[str, tuple[int | None, int | None]]:
    return {one.path: (one.added_lines, one.deleted_lines) for one in change.files}


def marks(change: Change) -> dict[str, set[str]]:
    return {one.path: {mark.kind for mark in one.marks} for one in change.files}


def only_file(change: Change) -> ChangedFile:
    assert len(change.files) == 1
    return change.files[0]


def start(repo: GitRepo) -> None:
    """`main` with two files, and a branch `topic` that changes one of them."""
    repo.commit("start", {"app.py": "one\ntwo\n", "infra/prod.tf": "size = 1\n"})
    repo.switch("topic")
    repo.commit("work", {"app.py": "one\n2\nthree\n"})


def test_a_fast_forward_shows_its_files_commits_and_tree(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    change, doubts = read(open_repo, git_repo)
    assert files(change) == {"app.py": (2, 1)}
    assert (change.merge, change.tree) == ("fast_forward", git_repo.rev("topic^{tree}"))
    assert change.merge_bases == (change.base,)
    assert [(one.message, one.author.email, one.added_lines, one.deleted_lines) for one in change.commits] == [
        ("work", "ada@example.test", 2, 1)
    ]
    assert (change.target, change.source, doubts) == ("refs/heads/main", "refs/heads/topic", ())


def test_a_clean_merge_is_computed_and_not_shown_as_undoing_the_target(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.commit("elsewhere", {"other.py": "x\n"})
    git_repo.switch("topic")
    change, doubts = read(open_repo, git_repo)
    assert files(change) == {"app.py": (2, 1)}
    git_repo.switch("main")
    git_repo.merge("topic")
    assert (change.merge, change.tree, doubts) == ("clean", git_repo.rev("HEAD^{tree}"), ())


def test_a_conflict_has_no_tree_and_leaves_the_files_in_doubt(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.commit("clash", {"app.py": "one\nzwei\n"})
    git_repo.switch("topic")
    change, doubts = read(open_repo, git_repo)
    assert (change.merge, change.tree) == ("conflict", None)
    assert {one.fact for one in doubts} == {"merge", "files"}
    assert "app.py" in doubts[0].why
    assert "app.py" in files(change)


def test_work_that_is_already_merged_changes_nothing(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.merge("topic")
    change, doubts = read(open_repo, git_repo, "main..topic")
    assert (change.files, change.commits, change.merge, doubts) == ((), (), "clean", ())
    assert change.tree == git_repo.rev("main^{tree}")


def test_unrelated_histories_are_in_doubt(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    orphan = git_repo.raw_commit(git_repo.rev("topic^{tree}"), "orphan")
    change, doubts = read(open_repo, git_repo, f"main..{orphan}")
    assert (change.merge, change.tree, change.merge_bases) == ("unknown", None, ())
    assert {one.fact for one in doubts} == {"merge", "files"}


def test_several_merge_bases_are_all_told(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {"a": "1\n", "b": "1\n"})
    git_repo.switch("left")
    left = git_repo.commit("left", {"a": "2\n"})
    git_repo.switch("right", "main")
    right = git_repo.commit("right", {"b": "2\n"})
    git_repo.merge("left")
    git_repo.switch("left")
    git_repo.git("merge", "--quiet", "--no-ff", "--message", "criss", right)
    change, doubts = read(open_repo, git_repo, "left..right")
    assert change.merge_bases == tuple(sorted((left, right)))
    assert (change.merge, doubts) == ("clean", ())


def test_an_octopus_merge_is_in_doubt(git_repo: GitRepo, open_repo: Open) -> None:
    base = git_repo.commit("start", {"a": "1\n"})
    tree = git_repo.rev("HEAD^{tree}")
    heads = [git_repo.raw_commit(tree, f"head {count}", base) for count in range(3)]
    git_repo.git("branch", "octopus", git_repo.raw_commit(tree, "octopus", *heads))
    _, doubts = read(open_repo, git_repo, "main..octopus")
    assert [one.fact for one in doubts] == ["merge"]


def test_an_evil_merge_shows_what_it_smuggled_in(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.commit("elsewhere", {"other.py": "x\n"})
    git_repo.git("merge", "--no-ff", "--no-commit", "--quiet", "topic")
    git_repo.commit("Merge branch 'topic'", {"smuggled.py": "evil\n"})
    change, _ = read(open_repo, git_repo, "main")
    assert files(change) == {"app.py": (2, 1), "smuggled.py": (1, 0)}
    assert [one.message.split()[0] for one in change.commits] == ["Merge", "work"]
    assert change.commits[0].added_lines is None


def test_a_file_erased_by_merging_with_ours_is_shown(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.commit("guard", {"guard.py": "safe\n"})
    git_repo.switch("topic")
    git_repo.git("merge", "--quiet", "--strategy=ours", "--message", "update", "main")
    change, _ = read(open_repo, git_repo)
    assert files(change) == {"app.py": (2, 1), "guard.py": (0, 1)}


def test_a_root_commit_is_a_change_from_nothing(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {"a": "1\n2\n"})
    change, doubts = read(open_repo, git_repo, "HEAD")
    assert (change.base, files(change), len(change.commits), doubts) == ("", {"a": (2, 0)}, 1, ())


def test_replace_refs_are_not_followed(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    harmless = git_repo.raw_commit(git_repo.rev("main^{tree}"), "harmless", git_repo.rev("main"))
    git_repo.git("replace", git_repo.rev("topic"), harmless)
    git_repo.git("replace", git_repo.rev("topic:app.py"), git_repo.rev("main:app.py"))
    assert not git_repo.git("diff", "--name-only", "main..topic")
    change, doubts = read(open_repo, git_repo)
    assert (files(change), change.commits[0].message, doubts) == ({"app.py": (2, 1)}, "work", ())


def test_grafts_are_not_followed(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    middle = git_repo.rev("topic")
    git_repo.commit("more", {"more.py": "x\n"})
    (git_repo.path / ".git/info/grafts").write_text(f"{git_repo.rev('topic')} {git_repo.rev('main')}\n")
    assert middle not in git_repo.git("log", "--format=%H", "main..topic")
    change, doubts = read(open_repo, git_repo)
    assert ([one.message for one in change.commits], doubts) == (["more", "work"], ())
    change, _ = read(open_repo, git_repo, "HEAD")
    assert change.base == middle


ATTRIBUTES = "*.py diff=evil merge=ours filter=evil eol=crlf export-ignore linguist-generated binary -diff\n"


@pytest.mark.parametrize("place", [".gitattributes", ".git/info/attributes", "home"])
def test_attributes_hide_no_lines(git_repo: GitRepo, open_repo: Open, place: str) -> None:
    start(git_repo)
    path = git_repo.path / place
    if place == "home":
        path = Path(os.environ["XDG_CONFIG_HOME"]) / "git/attributes"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ATTRIBUTES)
    git_repo.git("config", "diff.evil.textconv", "echo same; true")
    git_repo.git("config", "filter.evil.clean", "touch owned")
    assert git_repo.git("diff", "--numstat", "main..topic").startswith("-")
    change, doubts = read(open_repo, git_repo)
    path.unlink()
    assert (files(change), marks(change), doubts) == ({"app.py": (2, 1)}, {"app.py": set()}, ())
    assert not (git_repo.path / "owned").exists()


def test_attributes_steer_no_merge(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {".gitattributes": "app.py merge=ours\n", "app.py": "1\n2\n3\n4\n5\n"})
    git_repo.git("config", "merge.ours.driver", "true")
    git_repo.switch("topic")
    git_repo.commit("work", {"app.py": "one\n2\n3\n4\n5\n"})
    git_repo.switch("main")
    git_repo.commit("other", {"app.py": "1\n2\n3\n4\nfive\n"})
    change, _ = read(open_repo, git_repo, "main..topic")
    assert change.merge == "clean"
    assert open_repo(git_repo.path).read(change.tree or "", "app.py") == b"one\n2\n3\n4\nfive\n"


def test_directory_renames_move_nothing(git_repo: GitRepo, open_repo: Open) -> None:
    lines = "".join(f"{count}\n" for count in range(20))
    git_repo.commit("start", {f"old/{name}": f"{name}\n{lines}" for name in "abc"})
    git_repo.switch("topic")
    git_repo.commit("work", {"old/new.py": "x\n"})
    git_repo.switch("main")
    git_repo.git("mv", "old", "moved")
    git_repo.commit("move")
    change, _ = read(open_repo, git_repo, "main..topic")
    assert list(files(change)) == ["old/new.py"]


def test_an_attributes_file_in_the_change_is_marked(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.commit("hide", {"docs/.gitattributes": "* -diff\n"})
    change, _ = read(open_repo, git_repo)
    assert marks(change)["docs/.gitattributes"] == {"attributes"}


def test_a_rename_is_a_deletion_and_an_addition(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.git("config", "diff.renames", "copies")
    (git_repo.path / "docs").mkdir()
    git_repo.git("mv", "infra/prod.tf", "docs/notes.txt")
    git_repo.commit("move")
    change, _ = read(open_repo, git_repo)
    assert set(files(change)) == {"app.py", "docs/notes.txt", "infra/prod.tf"}


def test_modes_links_and_submodules_are_marked(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    blob, link, commit = git_repo.rev("main:app.py"), git_repo.blob("../../etc/passwd"), git_repo.rev("main")
    tree = git_repo.tree(
        ("100755", blob, "app.py"), ("120000", link, "infra/prod.tf"), ("160000", commit, "vendored"),
        ("100755", blob, "tool.sh"),
    )  # fmt: skip
    head = git_repo.raw_commit(tree, "odd", git_repo.rev("main"))
    change, doubts = read(open_repo, git_repo, f"main..{head}")
    assert marks(change) == {
        "app.py": {"executable", "mode_changed"},
        "infra/prod.tf": {"mode_changed", "symlink"},
        "tool.sh": {"executable"},
        "vendored": {"gitlink"},
    }
    assert (files(change)["app.py"], doubts) == ((0, 0), ())
    assert {one.path: one.new_mode for one in change.files}["vendored"] == "160000"


def test_binary_content_has_no_line_counts_and_says_so(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.commit("nul", {"app.py": b"one\n\0evil\n"})
    change, _ = read(open_repo, git_repo)
    assert (files(change), marks(change)) == ({"app.py": (None, None)}, {"app.py": {"binary"}})


@pytest.mark.parametrize(
    ("raw", "shown", "mark"),
    [
        (b"line\nbreak.py", "line\nbreak.py", "odd_name"),
        (b"caf\xe9.py", "caf\\xe9.py", "odd_name"),
        (b"caf\\xe9.py", "caf\\x5cxe9.py", "odd_name"),
        ("evil\u202eyp.txt".encode(), "evil\u202eyp.txt", "odd_name"),
        ("p\u0430yments.py".encode(), "p\u0430yments.py", "odd_name"),
        (b"100644 tab\there", "100644 tab\there", "odd_name"),
        (b"trailing. ", "trailing. ", "odd_name"),
        (b"APP.py", "APP.py", "alias_name"),
        (b"INFRA/new.tf", "INFRA/new.tf", "alias_name"),
        (b".Paraph/policy.yaml", ".Paraph/policy.yaml", "alias_name"),
        (b"sub/.GITattributes", "sub/.GITattributes", "alias_name"),
        (".gi\u200ct/config".encode(), ".gi\u200ct/config", "alias_name"),
        (b"git~1/config", "git~1/config", "alias_name"),
        (b"codeowners", "codeowners", "alias_name"),
    ],
)
def test_odd_and_aliased_names(git_repo: GitRepo, open_repo: Open, raw: bytes, shown: str, mark: str) -> None:
    start(git_repo)
    head = commit_of_names(git_repo, [b"app.py", b"infra/prod.tf", raw])
    change, _ = read(open_repo, git_repo, f"main..{head}")
    assert mark in marks(change)[shown]
    assert open_repo(git_repo.path).read(head, shown) == b"x\n"


def test_names_that_differ_by_composition_meet(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    head = commit_of_names(git_repo, ["caf\u00e9.py".encode(), "cafe\u0301.py".encode(), b"plain.py"])
    change, _ = read(open_repo, git_repo, f"main..{head}")
    assert {path for path, kinds in marks(change).items() if "alias_name" in kinds} == {"caf\u00e9.py", "cafe\u0301.py"}


def commit_of_names(repo: GitRepo, names: list[bytes]) -> str:
    """A commit on `main` whose tree holds one small file at each path."""
    trees: dict[bytes, dict[bytes, bytes]] = {b"": {}}
    blob = bytes.fromhex(repo.blob("x\n"))
    entries: dict[bytes, bytes] = {}
    for name in names:
        folder, _, leaf = name.rpartition(b"/")
        if folder:
            trees.setdefault(folder, {})[leaf] = blob
        else:
            entries[leaf] = b"100644 " + leaf + b"\0" + blob
    for folder, leaves in trees.items():
        if folder:
            content = b"".join(b"100644 " + leaf + b"\0" + leaves[leaf] for leaf in sorted(leaves))
            entries[folder + b"/"] = b"40000 " + folder + b"\0" + bytes.fromhex(tree_of(repo, content))
    return repo.raw_commit(
        tree_of(repo, b"".join(entries[name] for name in sorted(entries))), "names", repo.rev("main")
    )


def tree_of(repo: GitRepo, content: bytes) -> str:
    return repo.git("hash-object", "-t", "tree", "-w", "--stdin", "--literally", stdin=content)


def test_a_tree_that_holds_a_path_twice_is_in_doubt(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    one, two = (bytes.fromhex(git_repo.blob(text)) for text in ("harmless\n", "evil\n"))
    tree = tree_of(git_repo, b"100644 app.py\0" + one + b"100644 app.py\0" + two)
    head = git_repo.raw_commit(tree, "twice", git_repo.rev("main"))
    _, doubts = read(open_repo, git_repo, f"main..{head}")
    assert "files" in {one.fact for one in doubts}


def test_a_large_file_pointer_is_marked_and_its_absence_is_a_doubt(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    oid = "ab" * 32
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 12345\n"
    git_repo.commit("large", {"model.bin": pointer})
    change, doubts = read(open_repo, git_repo)
    assert "lfs_pointer" in marks(change)["model.bin"]
    assert [one.fact for one in doubts] == ["files"]
    stored = git_repo.path / f".git/lfs/objects/ab/ab/{oid}"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"content")
    assert read(open_repo, git_repo)[1] == ()


HOSTILE = {
    "core.fsmonitor": "touch owned",
    "core.pager": "touch owned",
    "core.hooksPath": "hooks",
    "core.sshCommand": "touch owned",
    "core.attributesFile": "evil-attributes",
    "core.commitGraph": "true",
    "core.quotePath": "true",
    "diff.external": "touch owned",
    "diff.renames": "copies",
    "diff.noprefix": "true",
    "diff.orderFile": "absent",
    "diff.ignoreSubmodules": "all",
    "diff.algorithm": "patience",
    "alias.rev-parse": "!touch owned",
    "alias.log": "!touch owned",
    "gpg.program": "touch owned",
    "log.showSignature": "true",
    "log.follow": "true",
    "log.mailmap": "true",
    "log.showRoot": "false",
    "log.date": "human",
    "i18n.logOutputEncoding": "UTF-16",
    "color.ui": "always",
    "protocol.ext.allow": "always",
    "remote.origin.url": "ext::touch owned",
    "remote.origin.promisor": "true",
    "merge.default": "evil",
    "merge.evil.driver": "touch owned",
    "merge.directoryRenames": "true",
    "trace2.eventTarget": "trace",
    "fetch.fsckObjects": "true",
}


def test_hostile_settings_run_nothing_and_bend_nothing(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    expected = read(open_repo, git_repo)
    (git_repo.path / "evil-attributes").write_text("* -diff merge=evil\n")
    for name, value in HOSTILE.items():
        git_repo.git("config", name, value)
    for hook in ("post-index-change", "reference-transaction", "pre-commit"):
        path = git_repo.path / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text("#!/bin/sh\ntouch owned\n")
        path.chmod(0o755)
    found = read(open_repo, git_repo)
    reader = open_repo(git_repo.path)
    assert found == expected
    assert len(list(reader.commits("HEAD"))) == 2
    assert [len(one.files) for one in reader.landed("HEAD")] == [1, 2]
    assert reader.change(reader.resolve(None, staged=True))[0].files == ()
    assert not (git_repo.path / "owned").exists()
    assert not (git_repo.path / "trace").exists()


def test_a_scratch_repository_that_was_tampered_with_is_not_used(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    expected = read(open_repo, git_repo)
    scratch = git_repo.path / ".git/paraph/scratch-sha1"
    (scratch / "info").mkdir()
    (scratch / "info/attributes").write_text("* -diff\n")
    assert read(open_repo, git_repo) == expected


def test_a_lying_commit_graph_is_not_believed(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.git("replace", "--graft", "topic")
    git_repo.git("commit-graph", "write", "--reachable")
    assert [one.message for one in read(open_repo, git_repo)[0].commits] == ["work"]


def test_a_message_that_hides_behind_nul_is_read_whole_and_doubted(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    raw = git_repo.git("cat-file", "commit", "topic") + "\n\0\nCo-authored-by: Some Agent <agent@example.test>\n"
    head = git_repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw)
    change, doubts = read(open_repo, git_repo, f"main..{head}")
    assert [one.email for one in change.commits[0].co_authors] == ["agent@example.test"]
    assert {one.fact for one in doubts} == {"commits", "provenance"}


def test_signatures_are_seen_but_never_checked(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    head, _, body = git_repo.git("cat-file", "commit", "topic").partition("\n\n")
    signed = f"{head}\ngpgsig -----BEGIN SSH SIGNATURE-----\n nonsense\n -----END SSH SIGNATURE-----\n\n{body}"
    made = git_repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=signed)
    assert read(open_repo, git_repo, f"main..{made}")[0].commits[0].signature == "unverified"
    assert read(open_repo, git_repo)[0].commits[0].signature == "none"


def test_a_shallow_boundary_within_the_change_is_a_doubt(
    git_repo: GitRepo, make_repo: Callable[..., GitRepo], open_repo: Open, tmp_path: Path
) -> None:
    start(git_repo)
    git_repo.commit("more", {"more.py": "x\n"})
    git_repo.git("clone", "--quiet", "--no-local", "--depth=1", "--no-single-branch", str(git_repo.path), "../shallow")
    reader = open_repo(tmp_path / "shallow")
    change, doubts = reader.change(reader.resolve("origin/main..origin/topic"))
    assert change.merge != "fast_forward"
    assert {"commits", "merge", "files"} <= {one.fact for one in doubts}
    with pytest.raises(ReadError, match="missing"):
        reader.change(reader.resolve("origin/topic~0"))


def test_a_shallow_boundary_below_the_change_is_none(git_repo: GitRepo, open_repo: Open, tmp_path: Path) -> None:
    start(git_repo)
    git_repo.commit("more", {"more.py": "x\n"})
    git_repo.git("clone", "--quiet", "--no-local", "--depth=2", "--no-single-branch", str(git_repo.path), "../shallow")
    reader = open_repo(tmp_path / "shallow")
    change, doubts = reader.change(reader.resolve("HEAD"))
    assert (files(change), doubts) == ({"more.py": (1, 0)}, ())


def test_contents_missing_from_a_partial_clone_are_a_doubt_and_never_fetched(
    git_repo: GitRepo, open_repo: Open, tmp_path: Path
) -> None:
    start(git_repo)
    git_repo.git("config", "uploadpack.allowFilter", "true")
    url = f"file://{git_repo.path}"
    git_repo.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", url, "../partial")
    before = len(list((tmp_path / "partial/.git/objects/pack").iterdir()))
    reader = open_repo(tmp_path / "partial")
    change, doubts = reader.change(reader.resolve("origin/main..origin/topic"))
    assert (files(change), [one.fact for one in doubts]) == ({"app.py": (None, None)}, ["files"])
    assert marks(change) == {"app.py": set()}
    assert change.commits[0].added_lines is None
    assert len(list((tmp_path / "partial/.git/objects/pack").iterdir())) == before


def test_trees_missing_from_a_partial_clone_cannot_be_told(git_repo: GitRepo, open_repo: Open, tmp_path: Path) -> None:
    start(git_repo)
    git_repo.git("config", "uploadpack.allowFilter", "true")
    url = f"file://{git_repo.path}"
    git_repo.git("clone", "--quiet", "--no-checkout", "--filter=tree:0", url, "../partial")
    reader = open_repo(tmp_path / "partial")
    with pytest.raises(ReadError):
        reader.change(reader.resolve("origin/main..origin/topic"))


def test_staged_work_is_the_index_and_not_the_work_tree(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.stage({"staged.py": "x\n"})
    git_repo.write("unstaged.py", "x\n")
    before = (git_repo.path / ".git/index").read_bytes()
    reader = open_repo(git_repo.path)
    change, doubts = reader.change(reader.resolve(None, staged=True))
    assert (files(change), change.head, change.commits, doubts) == ({"staged.py": (1, 0)}, "", (), ())
    assert change.tree == git_repo.git("write-tree")
    assert (git_repo.path / ".git/index").read_bytes()[:12] == before[:12]


def test_staged_work_before_the_first_commit(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.stage({"a": "x\n"})
    reader = open_repo(git_repo.path)
    change, _ = reader.change(reader.resolve(None, staged=True))
    assert (change.base, files(change)) == ("", {"a": (1, 0)})


def test_staged_work_of_a_split_index(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.git("update-index", "--split-index")
    git_repo.stage({"staged.py": "x\n"})
    reader = open_repo(git_repo.path)
    assert files(reader.change(reader.resolve(None, staged=True))[0]) == {"staged.py": (1, 0)}


def test_an_unfinished_merge_is_not_staged_work(git_repo: GitRepo, open_repo: Open) -> None:
    start(git_repo)
    git_repo.switch("main")
    git_repo.commit("clash", {"app.py": "one\nzwei\n"})
    with pytest.raises(AssertionError):
        git_repo.git("merge", "--quiet", "topic")
    reader = open_repo(git_repo.path)
    with pytest.raises(InputError, match=r"app\.py"):
        reader.change(reader.resolve(None, staged=True))


def test_objects_borrowed_from_another_repository_are_found(git_repo: GitRepo, open_repo: Open, tmp_path: Path) -> None:
    start(git_repo)
    git_repo.git("clone", "--quiet", "--shared", "--no-checkout", str(git_repo.path), "../bor:ro wed")
    reader = open_repo(tmp_path / "bor:ro wed")
    change, doubts = reader.change(reader.resolve("origin/main..origin/topic"))
    assert (files(change), doubts) == ({"app.py": (2, 1)}, ())


def test_sha256_repositories(tmp_path: Path, open_repo: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    repo = GitRepo(tmp_path / "sha256")
    start(repo)
    repo.switch("main")
    repo.commit("elsewhere", {"other.py": "x\n", "Zed/a": "y\n"})
    change, doubts = read(open_repo, repo, "main..topic")
    assert (files(change), change.merge, len(change.head), doubts) == ({"app.py": (2, 1)}, "clean", 64, ())
    assert len(open_repo(repo.path).change(ChangeRequest("commit", "", repo.rev("main~1"), "", ""))[0].files) == 2


def test_many_files_stay_within_bounds(git_repo: GitRepo, open_repo: Open) -> None:
    git_repo.commit("start", {"a": "1\n"})
    blob = git_repo.blob("x\n")
    tree = git_repo.tree(*(("100644", blob, f"d{count % 100}/f{count}") for count in range(100_000)))
    head = git_repo.raw_commit(tree, "huge", git_repo.rev("main"))
    change, doubts = read(open_repo, git_repo, f"main..{head}")
    assert (len(change.files), doubts) == (100_001, ())


NAMES = st.binary(min_size=1, max_size=12).filter(
    lambda name: not {0, 47} & set(name) and name not in {b".", b"..", b".git", b"app.py"}
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.sets(NAMES, min_size=1, max_size=8))
def test_any_names_come_through_apart(names: set[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        repo = GitRepo(Path(folder))
        repo.commit("start", {"app.py": "x\n"})
        head = commit_of_names(repo, [b"app.py", *sorted(names)])
        with GitRepository(folder) as reader:
            change, _ = reader.change(reader.resolve(f"main..{head}"))
            assert len({one.path for one in change.files}) == len(names)
            for one in change.files:
                assert (one.added_lines, one.deleted_lines) == (1, 0)
                assert reader.read(head, one.path) == b"x\n"
