"""Are files recognised by name, and is nobody let through with less care than is due?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.tier import kind_table as table
from paraph.core.tier.kinds import is_text, kinds_between, kinds_of, language_of, without_tests

PYTHON = ("code", "code:python")

CASES = [
    ("infra/main.tf", ("infrastructure",)),
    ("docs/main.tf", ("infrastructure",)),
    ("tests/fixtures/main.tf", ("infrastructure",)),
    ("Dockerfile", ("infrastructure",)),
    ("Dockerfile.web", ("infrastructure",)),
    ("services/web/docker-compose.override.yml", ("infrastructure",)),
    ("k8s/web.yaml", ("infrastructure",)),
    ("infra/README.md", ("docs",)),
    (".github/workflows/ci.yml", ("pipeline",)),
    (".github/ISSUE_TEMPLATE/bug.yml", ()),
    ("Jenkinsfile", ("pipeline",)),
    ("Makefile", ("pipeline",)),
    ("app/migrations/0001_initial.py", ("migration", *PYTHON)),
    ("db/migrate/20260101_add.rb", ("migration", "code", "code:ruby")),
    ("app/migrations/test_add_column.py", ("migration", *PYTHON)),
    ("tests/migrations/0001_initial.py", ("tests",)),
    ("config/feature-flags.yaml", ("rollout",)),
    ("config/flags/web.yaml", ("rollout",)),
    ("src/flags/parse.py", PYTHON),
    ("package.json", ("dependencies",)),
    ("docs/requirements.txt", ("dependencies",)),
    ("requirements-dev.txt", ("dependencies",)),
    ("web/pnpm-lock.yaml", ("dependencies",)),
    ("src/auth/views.py", ("auth", *PYTHON)),
    ("src/auth_service.py", ("auth", *PYTHON)),
    ("src/LoginController.java", ("auth", "code", "code:java")),
    ("src/author.py", PYTHON),
    ("src/authors/index.py", PYTHON),
    ("src/authority.go", ("code", "code:go")),
    ("src/blogin.ts", ("code", "code:typescript")),
    ("web/auth/login.css", ("code", "code:css")),
    ("docs/auth/login.md", ("docs",)),
    ("app/auth/test_login.py", ("tests",)),
    ("lib/crypto/aes.go", ("crypto", "code", "code:go")),
    ("src/encrypt_at_rest.py", ("crypto", *PYTHON)),
    (".env", ("secrets",)),
    (".env.production", ("secrets",)),
    (".env.example", ()),
    ("certs/server.pem", ("secrets",)),
    ("deploy/secrets/db.yaml", ("secrets",)),
    ("src/secrets/vault.py", PYTHON),
    ("api/openapi.yaml", ("public-api",)),
    ("proto/shop.proto", ("public-api",)),
    ("schema.graphql", ("public-api",)),
    ("events/order.avsc", ("public-api",)),
    ("events/order.schema.json", ("public-api",)),
    ("shared/money.py", ("shared-library", *PYTHON)),
    ("tests/test_cart.py", ("tests",)),
    ("cart_test.go", ("tests",)),
    ("web/cart.test.tsx", ("tests",)),
    ("src/test/java/shop/CartTest.java", ("tests",)),
    ("app/src/test/scala/shop/CartSuite.scala", ("tests",)),
    ("app/test/shop/Cart.scala", ("code", "code:scala")),
    ("spec/cart_spec.rb", ("tests",)),
    ("spec/support/cart.rb", ("code", "code:ruby")),
    ("tests/run.sh", ("code", "code:shell")),
    ("tests/data/cart.json", ("tests",)),
    ("docs/guide.md", ("docs",)),
    ("README", ("docs",)),
    ("docs/images/map.png", ("docs",)),
    ("web/images/map.png", ()),
    ("docs/conf.py", PYTHON),
    ("docs/examples/security/jwt_session.py", PYTHON),
    ("src/security/jwt_session.py", ("auth", *PYTHON)),
    ("docs/deploy.sh", ("code", "code:shell")),
    ("docs/index.html", ("code", "code:html")),
    ("docs/page.mdx", ("code", "code:mdx")),
    ("src/prompts/review.md", ()),
    ("AGENTS.md", ("agent-config",)),
    (".claude/settings.json", ("agent-config",)),
    (".claude/commands/deploy.md", ("agent-config",)),
    ("api_pb2.py", ("generated", *PYTHON)),
    ("web/app.min.js", ("generated", "code", "code:javascript")),
    ("vendor/example.test/x/x.go", ("vendored", "code", "code:go")),
    (".paraph/policy.yaml", ("governance",)),
    (".paraph/absence.yaml", ()),
    (".paraph/assistance.yaml", ()),
    ("docs/CODEOWNERS", ("governance",)),
    ("notes.xyz", ()),
    ("", ()),
]


@pytest.mark.parametrize(("path", "expected"), CASES)
def test_kinds_of_a_path(path: str, expected: tuple[str, ...]) -> None:
    assert kinds_of(path) == expected


@pytest.mark.parametrize(
    ("path", "mode", "expected"),
    [
        ("docs/guide.md", "100755", ()),
        ("docs/guide.md", "120000", ()),
        ("CODEOWNERS", "120000", ("governance",)),
        (".paraph/assistance.yaml", "120000", ("governance",)),
        (".paraph/absence.yaml", "100755", ("governance",)),
        ("lib/other", "160000", ("dependencies",)),
        ("tests/data/run.json", "100755", ()),
        ("tests/test_a.py", "100755", ("tests",)),
    ],
)
def test_modes_count(path: str, mode: str, expected: tuple[str, ...]) -> None:
    assert kinds_of(path, mode) == expected


def test_a_change_of_mode_keeps_the_stronger_side() -> None:
    assert kinds_between("docs/guide.md", "100644", "100644") == ("docs",)
    assert kinds_between("docs/guide.md", "120000", "100644") == ()
    assert kinds_between("docs/guide.md", "100644", "000000") == ("docs",)
    assert kinds_between("CODEOWNERS", "100644", "120000") == ("governance",)
    assert kinds_between("tests/test_a.py", "100644", "100755") == ("tests",)


@pytest.mark.parametrize(
    "path",
    [
        "src/latest.py", "src/contest.ts", "src/attest.go", "src/manifest.py", "src/specific.rb", "src/special.ts",
        "src/inspector.ts", "src/Latest.java", "src/ContestEntry.java", "src/testimony.py", "test_data.bin",
        "src/a_test.bin", "src/a.test.xyz",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_test_is_none(path: str) -> None:
    assert "tests" not in (kinds_of(path) or ())


def test_a_test_that_product_code_needs_is_code() -> None:
    assert without_tests("tests/base.py") == PYTHON
    assert without_tests("tests/data.json") == ()


def test_languages() -> None:
    assert language_of("a/b.PY") == "python"
    assert language_of("a.d.ts") == "typescript"
    assert language_of("py") == ""


segments = st.sampled_from(["docs", "doc", "tests", "test", "spec", "__tests__", "a", "src", "auth"])
extensions = st.sampled_from([*sorted(table.LANGUAGES), "tf", "proto", "pem", "md", "txt", "yaml", "", "png"])


@given(st.lists(segments, max_size=4), st.sampled_from(["deploy", "x", "readme", "index"]), extensions)
def test_no_directory_makes_a_document_of_what_runs(directories: list[str], stem: str, extension: str) -> None:
    path = "/".join([*directories, f"{stem}.{extension}" if extension else stem])
    kinds = kinds_of(path)
    if language_of(path):
        assert "docs" not in kinds
        assert "tests" not in kinds or language_of(path) in table.READ_LANGUAGES
    if {"docs", "tests"}.intersection(kinds):
        assert len(kinds) == 1
    assert extension not in {"tf", "proto", "pem"} or not {"docs", "tests"}.intersection(kinds)
    assert kinds == kinds_of(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.py", True), ("docs/x.md", True), ("README", True), ("k8s/x.yaml", True), ("a.wasm", False), ("i.png", False),
     ("Info.plist", False), ("data.bin", False)],
)  # fmt: skip
def test_a_name_that_promises_text(path: str, expected: bool) -> None:
    assert is_text(path) is expected
