from paraph.core.errors import InputError
"""Does everything that hides content from git's own commands leave the facts right, or raise a doubt?"""
from paraph.core.errors import InputError

from paraph.core.errors import InputError
from __future__ import annotations
from paraph.core.errors import InputError

from paraph.core.errors import InputError
import os
from paraph.core.errors import InputError
import tempfile
from paraph.core.errors import InputError
from pathlib import Path
from paraph.core.errors import InputError

from paraph.core.errors import InputError
import pytest
from paraph.core.errors import InputError
from hypothesis import HealthCheck, given, settings
from paraph.core.errors import InputError
from hypothesis import strategies as st
from paraph.core.errors import InputError

from paraph.core.errors import InputError
from adapters.git.asking import Open, files, marks, read, start
from paraph.core.errors import InputError
from gitbuild import GitRepo
from paraph.core.errors import InputError
from paraph.adapters.git.reader import GitRepository
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_replace_refs_are_not_followed(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    harmless = git_repo.raw_commit(git_repo.rev("main^{tree}"), "harmless", git_repo.rev("main"))
from paraph.core.errors import InputError
    git_repo.git("replace", git_repo.rev("topic"), harmless)
from paraph.core.errors import InputError
    git_repo.git("replace", git_repo.rev("topic:app.py"), git_repo.rev("main:app.py"))
from paraph.core.errors import InputError
    assert not git_repo.git("diff", "--name-only", "main..topic")
from paraph.core.errors import InputError
    change, doubts = read(open_repo, git_repo)
from paraph.core.errors import InputError
    assert (files(change), change.commits[0].message, doubts) == ({"app.py": (2, 1)}, "work", ())
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_grafts_are_not_followed(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    middle = git_repo.rev("topic")
from paraph.core.errors import InputError
    git_repo.commit("more", {"more.py": "x\n"})
from paraph.core.errors import InputError
    (git_repo.path / ".git/info/grafts").write_text(f"{git_repo.rev('topic')} {git_repo.rev('main')}\n")
from paraph.core.errors import InputError
    assert middle not in git_repo.git("log", "--format=%H", "main..topic")
from paraph.core.errors import InputError
    change, doubts = read(open_repo, git_repo)
from paraph.core.errors import InputError
    assert ([one.message for one in change.commits], doubts) == (["more", "work"], ())
from paraph.core.errors import InputError
    change, _ = read(open_repo, git_repo, "HEAD")
from paraph.core.errors import InputError
    assert change.base == middle
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
ATTRIBUTES = "*.py diff=evil merge=ours filter=evil eol=crlf export-ignore linguist-generated binary -diff\n"
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
@pytest.mark.parametrize("place", [".gitattributes", ".git/info/attributes", "home"])
from paraph.core.errors import InputError
def test_attributes_hide_no_lines(git_repo: GitRepo, open_repo: Open, place: str) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    path = git_repo.path / place
from paraph.core.errors import InputError
    if place == "home":
from paraph.core.errors import InputError
        path = Path(os.environ["XDG_CONFIG_HOME"]) / "git/attributes"
from paraph.core.errors import InputError
    path.parent.mkdir(parents=True, exist_ok=True)
from paraph.core.errors import InputError
    path.write_text(ATTRIBUTES)
from paraph.core.errors import InputError
    git_repo.git("config", "diff.evil.textconv", "echo same; true")
from paraph.core.errors import InputError
    git_repo.git("config", "filter.evil.clean", "touch owned")
from paraph.core.errors import InputError
    assert git_repo.git("diff", "--numstat", "main..topic").startswith("-")
from paraph.core.errors import InputError
    change, doubts = read(open_repo, git_repo)
from paraph.core.errors import InputError
    path.unlink()
from paraph.core.errors import InputError
    assert (files(change), marks(change), doubts) == ({"app.py": (2, 1)}, {"app.py": set()}, ())
from paraph.core.errors import InputError
    assert not (git_repo.path / "owned").exists()
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_attributes_steer_no_merge(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    git_repo.commit("start", {".gitattributes": "app.py merge=ours\n", "app.py": "1\n2\n3\n4\n5\n"})
from paraph.core.errors import InputError
    git_repo.git("config", "merge.ours.driver", "true")
from paraph.core.errors import InputError
    git_repo.switch("topic")
from paraph.core.errors import InputError
    git_repo.commit("work", {"app.py": "one\n2\n3\n4\n5\n"})
from paraph.core.errors import InputError
    git_repo.switch("main")
from paraph.core.errors import InputError
    git_repo.commit("other", {"app.py": "1\n2\n3\n4\nfive\n"})
from paraph.core.errors import InputError
    change, _ = read(open_repo, git_repo, "main..topic")
from paraph.core.errors import InputError
    assert change.merge == "clean"
from paraph.core.errors import InputError
    assert open_repo(git_repo.path).read(change.tree or "", "app.py") == b"one\n2\n3\n4\nfive\n"
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_directory_renames_move_nothing(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    lines = "".join(f"{count}\n" for count in range(20))
from paraph.core.errors import InputError
    git_repo.commit("start", {f"old/{name}": f"{name}\n{lines}" for name in "abc"})
from paraph.core.errors import InputError
    git_repo.switch("topic")
from paraph.core.errors import InputError
    git_repo.commit("work", {"old/new.py": "x\n"})
from paraph.core.errors import InputError
    git_repo.switch("main")
from paraph.core.errors import InputError
    git_repo.git("mv", "old", "moved")
from paraph.core.errors import InputError
    git_repo.commit("move")
from paraph.core.errors import InputError
    change, _ = read(open_repo, git_repo, "main..topic")
from paraph.core.errors import InputError
    assert list(files(change)) == ["old/new.py"]
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_an_attributes_file_in_the_change_is_marked(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    git_repo.commit("hide", {"docs/.gitattributes": "* -diff\n"})
from paraph.core.errors import InputError
    change, _ = read(open_repo, git_repo)
from paraph.core.errors import InputError
    assert marks(change)["docs/.gitattributes"] == {"attributes"}
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_a_rename_is_a_deletion_and_an_addition(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    git_repo.git("config", "diff.renames", "copies")
from paraph.core.errors import InputError
    (git_repo.path / "docs").mkdir()
from paraph.core.errors import InputError
    git_repo.git("mv", "infra/prod.tf", "docs/notes.txt")
from paraph.core.errors import InputError
    git_repo.commit("move")
from paraph.core.errors import InputError
    change, _ = read(open_repo, git_repo)
from paraph.core.errors import InputError
    assert set(files(change)) == {"app.py", "docs/notes.txt", "infra/prod.tf"}
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_modes_links_and_submodules_are_marked(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    blob, link, commit = git_repo.rev("main:app.py"), git_repo.blob("../../etc/passwd"), git_repo.rev("main")
from paraph.core.errors import InputError
    tree = git_repo.tree(
from paraph.core.errors import InputError
        ("100755", blob, "app.py"), ("120000", link, "infra/prod.tf"), ("160000", commit, "vendored"),
from paraph.core.errors import InputError
        ("100755", blob, "tool.sh"),
from paraph.core.errors import InputError
    )  # fmt: skip
from paraph.core.errors import InputError
    head = git_repo.raw_commit(tree, "odd", git_repo.rev("main"))
from paraph.core.errors import InputError
    change, doubts = read(open_repo, git_repo, f"main..{head}")
from paraph.core.errors import InputError
    assert marks(change) == {
from paraph.core.errors import InputError
        "app.py": {"executable", "mode_changed"},
from paraph.core.errors import InputError
        "infra/prod.tf": {"mode_changed", "symlink"},
from paraph.core.errors import InputError
        "tool.sh": {"executable"},
from paraph.core.errors import InputError
        "vendored": {"gitlink"},
from paraph.core.errors import InputError
    }
from paraph.core.errors import InputError
    assert (files(change)["app.py"], doubts) == ((0, 0), ())
from paraph.core.errors import InputError
    assert {one.path: one.new_mode for one in change.files}["vendored"] == "160000"
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_binary_content_has_no_line_counts_and_says_so(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    git_repo.commit("nul", {"app.py": b"one\n\0evil\n"})
from paraph.core.errors import InputError
    change, _ = read(open_repo, git_repo)
from paraph.core.errors import InputError
    assert (files(change), marks(change)) == ({"app.py": (None, None)}, {"app.py": {"binary"}})
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
@pytest.mark.parametrize(
from paraph.core.errors import InputError
    ("raw", "shown", "mark"),
from paraph.core.errors import InputError
    [
from paraph.core.errors import InputError
        (b"line\nbreak.py", "line\nbreak.py", "odd_name"),
from paraph.core.errors import InputError
        (b"caf\xe9.py", "caf\\xe9.py", "odd_name"),
from paraph.core.errors import InputError
        (b"caf\\xe9.py", "caf\\x5cxe9.py", "odd_name"),
from paraph.core.errors import InputError
        ("evil\u202eyp.txt".encode(), "evil\u202eyp.txt", "odd_name"),
from paraph.core.errors import InputError
        ("p\u0430yments.py".encode(), "p\u0430yments.py", "odd_name"),
from paraph.core.errors import InputError
        (b"100644 tab\there", "100644 tab\there", "odd_name"),
from paraph.core.errors import InputError
        (b"trailing. ", "trailing. ", "odd_name"),
from paraph.core.errors import InputError
        (b"APP.py", "APP.py", "alias_name"),
from paraph.core.errors import InputError
        (b"INFRA/new.tf", "INFRA/new.tf", "alias_name"),
from paraph.core.errors import InputError
        (b".Paraph/policy.yaml", ".Paraph/policy.yaml", "alias_name"),
from paraph.core.errors import InputError
        (b"sub/.GITattributes", "sub/.GITattributes", "alias_name"),
from paraph.core.errors import InputError
        (".gi\u200ct/config".encode(), ".gi\u200ct/config", "alias_name"),
from paraph.core.errors import InputError
        (b"git~1/config", "git~1/config", "alias_name"),
from paraph.core.errors import InputError
        (b"codeowners", "codeowners", "alias_name"),
from paraph.core.errors import InputError
    ],
from paraph.core.errors import InputError
)
from paraph.core.errors import InputError
def test_odd_and_aliased_names(git_repo: GitRepo, open_repo: Open, raw: bytes, shown: str, mark: str) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    head = commit_of_names(git_repo, [b"app.py", b"infra/prod.tf", raw])
from paraph.core.errors import InputError
    change, _ = read(open_repo, git_repo, f"main..{head}")
from paraph.core.errors import InputError
    assert mark in marks(change)[shown]
from paraph.core.errors import InputError
    assert open_repo(git_repo.path).read(head, shown) == b"x\n"
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_names_that_differ_by_composition_meet(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    head = commit_of_names(git_repo, ["caf\u00e9.py".encode(), "cafe\u0301.py".encode(), b"plain.py"])
from paraph.core.errors import InputError
    change, _ = read(open_repo, git_repo, f"main..{head}")
from paraph.core.errors import InputError
    assert {path for path, kinds in marks(change).items() if "alias_name" in kinds} == {"caf\u00e9.py", "cafe\u0301.py"}
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def commit_of_names(repo: GitRepo, names: list[bytes]) -> str:
from paraph.core.errors import InputError
    """A commit on `main` whose tree holds one small file at each path."""
from paraph.core.errors import InputError
    trees: dict[bytes, dict[bytes, bytes]] = {b"": {}}
from paraph.core.errors import InputError
    blob = bytes.fromhex(repo.blob("x\n"))
from paraph.core.errors import InputError
    entries: dict[bytes, bytes] = {}
from paraph.core.errors import InputError
    for name in names:
from paraph.core.errors import InputError
        folder, _, leaf = name.rpartition(b"/")
from paraph.core.errors import InputError
        if folder:
from paraph.core.errors import InputError
            trees.setdefault(folder, {})[leaf] = blob
from paraph.core.errors import InputError
        else:
from paraph.core.errors import InputError
            entries[leaf] = b"100644 " + leaf + b"\0" + blob
from paraph.core.errors import InputError
    for folder, leaves in trees.items():
from paraph.core.errors import InputError
        if folder:
from paraph.core.errors import InputError
            content = b"".join(b"100644 " + leaf + b"\0" + leaves[leaf] for leaf in sorted(leaves))
from paraph.core.errors import InputError
            entries[folder + b"/"] = b"40000 " + folder + b"\0" + bytes.fromhex(tree_of(repo, content))
from paraph.core.errors import InputError
    return repo.raw_commit(
from paraph.core.errors import InputError
        tree_of(repo, b"".join(entries[name] for name in sorted(entries))), "names", repo.rev("main")
from paraph.core.errors import InputError
    )
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def tree_of(repo: GitRepo, content: bytes) -> str:
from paraph.core.errors import InputError
    return repo.git("hash-object", "-t", "tree", "-w", "--stdin", "--literally", stdin=content)
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_a_tree_that_holds_a_path_twice_is_in_doubt(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    one, two = (bytes.fromhex(git_repo.blob(text)) for text in ("harmless\n", "evil\n"))
from paraph.core.errors import InputError
    tree = tree_of(git_repo, b"100644 app.py\0" + one + b"100644 app.py\0" + two)
from paraph.core.errors import InputError
    head = git_repo.raw_commit(tree, "twice", git_repo.rev("main"))
from paraph.core.errors import InputError
    _, doubts = read(open_repo, git_repo, f"main..{head}")
from paraph.core.errors import InputError
    assert "files" in {one.fact for one in doubts}
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_a_large_file_pointer_is_marked_and_its_absence_is_a_doubt(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    oid = "ab" * 32
from paraph.core.errors import InputError
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 12345\n"
from paraph.core.errors import InputError
    git_repo.commit("large", {"model.bin": pointer})
from paraph.core.errors import InputError
    change, doubts = read(open_repo, git_repo)
from paraph.core.errors import InputError
    assert "lfs_pointer" in marks(change)["model.bin"]
from paraph.core.errors import InputError
    assert [one.fact for one in doubts] == ["files"]
from paraph.core.errors import InputError
    stored = git_repo.path / f".git/lfs/objects/ab/ab/{oid}"
from paraph.core.errors import InputError
    stored.parent.mkdir(parents=True)
from paraph.core.errors import InputError
    stored.write_bytes(b"content")
from paraph.core.errors import InputError
    assert read(open_repo, git_repo)[1] == ()
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
HOSTILE = {
from paraph.core.errors import InputError
    "core.fsmonitor": "touch owned",
from paraph.core.errors import InputError
    "core.pager": "touch owned",
from paraph.core.errors import InputError
    "core.hooksPath": "hooks",
from paraph.core.errors import InputError
    "core.sshCommand": "touch owned",
from paraph.core.errors import InputError
    "core.attributesFile": "evil-attributes",
from paraph.core.errors import InputError
    "core.commitGraph": "true",
from paraph.core.errors import InputError
    "core.quotePath": "true",
from paraph.core.errors import InputError
    "diff.external": "touch owned",
from paraph.core.errors import InputError
    "diff.renames": "copies",
from paraph.core.errors import InputError
    "diff.noprefix": "true",
from paraph.core.errors import InputError
    "diff.orderFile": "absent",
from paraph.core.errors import InputError
    "diff.ignoreSubmodules": "all",
from paraph.core.errors import InputError
    "diff.algorithm": "patience",
from paraph.core.errors import InputError
    "alias.rev-parse": "!touch owned",
from paraph.core.errors import InputError
    "alias.log": "!touch owned",
from paraph.core.errors import InputError
    "gpg.program": "touch owned",
from paraph.core.errors import InputError
    "log.showSignature": "true",
from paraph.core.errors import InputError
    "log.follow": "true",
from paraph.core.errors import InputError
    "log.mailmap": "true",
from paraph.core.errors import InputError
    "log.showRoot": "false",
from paraph.core.errors import InputError
    "log.date": "human",
from paraph.core.errors import InputError
    "i18n.logOutputEncoding": "UTF-16",
from paraph.core.errors import InputError
    "color.ui": "always",
from paraph.core.errors import InputError
    "protocol.ext.allow": "always",
from paraph.core.errors import InputError
    "remote.origin.url": "ext::touch owned",
from paraph.core.errors import InputError
    "remote.origin.promisor": "true",
from paraph.core.errors import InputError
    "merge.default": "evil",
from paraph.core.errors import InputError
    "merge.evil.driver": "touch owned",
from paraph.core.errors import InputError
    "merge.directoryRenames": "true",
from paraph.core.errors import InputError
    "trace2.eventTarget": "trace",
from paraph.core.errors import InputError
    "fetch.fsckObjects": "true",
from paraph.core.errors import InputError
}
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_hostile_settings_run_nothing_and_bend_nothing(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    expected = read(open_repo, git_repo)
from paraph.core.errors import InputError
    (git_repo.path / "evil-attributes").write_text("* -diff merge=evil\n")
from paraph.core.errors import InputError
    for name, value in HOSTILE.items():
from paraph.core.errors import InputError
        git_repo.git("config", name, value)
from paraph.core.errors import InputError
    for hook in ("post-index-change", "reference-transaction", "pre-commit"):
from paraph.core.errors import InputError
        path = git_repo.path / "hooks" / hook
from paraph.core.errors import InputError
        path.parent.mkdir(exist_ok=True)
from paraph.core.errors import InputError
        path.write_text("#!/bin/sh\ntouch owned\n")
from paraph.core.errors import InputError
        path.chmod(0o755)
from paraph.core.errors import InputError
    found = read(open_repo, git_repo)
from paraph.core.errors import InputError
    reader = open_repo(git_repo.path)
from paraph.core.errors import InputError
    assert found == expected
from paraph.core.errors import InputError
    assert len(list(reader.commits("HEAD"))) == 2
from paraph.core.errors import InputError
    assert [len(one.files) for one in reader.landed("HEAD")] == [1, 2]
from paraph.core.errors import InputError
    with pytest.raises(InputError, match="nothing is staged"):
from paraph.core.errors import InputError
        reader.change(reader.resolve(None, staged=True))
from paraph.core.errors import InputError
    assert not (git_repo.path / "owned").exists()
from paraph.core.errors import InputError
    assert not (git_repo.path / "trace").exists()
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_a_scratch_repository_that_was_tampered_with_is_not_used(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    expected = read(open_repo, git_repo)
from paraph.core.errors import InputError
    scratch = git_repo.path / ".git/paraph/scratch-sha1"
from paraph.core.errors import InputError
    (scratch / "info").mkdir()
from paraph.core.errors import InputError
    (scratch / "info/attributes").write_text("* -diff\n")
from paraph.core.errors import InputError
    assert read(open_repo, git_repo) == expected
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_a_lying_commit_graph_is_not_believed(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    git_repo.git("replace", "--graft", "topic")
from paraph.core.errors import InputError
    git_repo.git("commit-graph", "write", "--reachable")
from paraph.core.errors import InputError
    assert [one.message for one in read(open_repo, git_repo)[0].commits] == ["work"]
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_a_message_that_hides_behind_nul_is_read_whole_and_doubted(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    raw = git_repo.git("cat-file", "commit", "topic") + "\n\0\nCo-authored-by: Some Agent <agent@example.test>\n"
from paraph.core.errors import InputError
    head = git_repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw)
from paraph.core.errors import InputError
    change, doubts = read(open_repo, git_repo, f"main..{head}")
from paraph.core.errors import InputError
    assert [one.email for one in change.commits[0].co_authors] == ["agent@example.test"]
from paraph.core.errors import InputError
    assert {one.fact for one in doubts} == {"commits", "provenance"}
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
def test_signatures_are_seen_but_never_checked(git_repo: GitRepo, open_repo: Open) -> None:
from paraph.core.errors import InputError
    start(git_repo)
from paraph.core.errors import InputError
    head, _, body = git_repo.git("cat-file", "commit", "topic").partition("\n\n")
from paraph.core.errors import InputError
    signed = f"{head}\ngpgsig -----BEGIN SSH SIGNATURE-----\n nonsense\n -----END SSH SIGNATURE-----\n\n{body}"
from paraph.core.errors import InputError
    made = git_repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=signed)
from paraph.core.errors import InputError
    assert read(open_repo, git_repo, f"main..{made}")[0].commits[0].signature == "unverified"
from paraph.core.errors import InputError
    assert read(open_repo, git_repo)[0].commits[0].signature == "none"
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
NAMES = st.binary(min_size=1, max_size=12).filter(
from paraph.core.errors import InputError
    lambda name: not {0, 47} & set(name) and name not in {b".", b"..", b".git", b"app.py"}
from paraph.core.errors import InputError
)
from paraph.core.errors import InputError

from paraph.core.errors import InputError

from paraph.core.errors import InputError
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
from paraph.core.errors import InputError
@given(names=st.sets(NAMES, min_size=1, max_size=8))
from paraph.core.errors import InputError
def test_any_names_come_through_apart(names: set[bytes]) -> None:
from paraph.core.errors import InputError
    with tempfile.TemporaryDirectory() as folder:
from paraph.core.errors import InputError
        repo = GitRepo(Path(folder))
from paraph.core.errors import InputError
        repo.commit("start", {"app.py": "x\n"})
from paraph.core.errors import InputError
        head = commit_of_names(repo, [b"app.py", *sorted(names)])
from paraph.core.errors import InputError
        with GitRepository(folder) as reader:
from paraph.core.errors import InputError
            change, _ = reader.change(reader.resolve(f"main..{head}"))
from paraph.core.errors import InputError
            assert len({one.path for one in change.files}) == len(names)
from paraph.core.errors import InputError
            for one in change.files:
from paraph.core.errors import InputError
                assert (one.added_lines, one.deleted_lines) == (1, 0)
from paraph.core.errors import InputError
                assert reader.read(head, one.path) == b"x\n"
