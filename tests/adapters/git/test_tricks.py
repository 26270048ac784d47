"""Does everything that hides content from git's own commands leave the facts right, or raise a doubt?"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.git.asking import Open, files, marks, read, start
from gitbuild import GitRepo
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError


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
    with pytest.raises(InputError, match="nothing is staged"):
        reader.change(reader.resolve(None, staged=True))
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
