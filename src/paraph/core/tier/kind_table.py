"""Which names, extensions and directories give away what kind of file something is? One table of facts."""

from __future__ import annotations

from paraph.core.tier.readers import READERS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Extension (lower case, no dot) -> language. A language counts as code.
LANGUAGES: dict[str, str] = {
    extension: language
    for language, extensions in {
        "python": "py pyi pyx pxd pyw",
        "javascript": "js jsx mjs cjs",
        "typescript": "ts tsx mts cts",
        "vue": "vue",
        "svelte": "svelte",
        "mdx": "mdx",
        "java": "java",
        "go": "go",
        "kotlin": "kt kts",
        "scala": "scala sc",
        "groovy": "groovy",
        "clojure": "clj cljs cljc",
        "ruby": "rb rake erb",
        "php": "php phtml",
        "rust": "rs",
        "c": "c h",
        "c++": "cc cpp cxx hh hpp hxx ipp inl",
        "c#": "cs cshtml razor",
        "f#": "fs fsx",
        "visual-basic": "vb",
        "swift": "swift",
        "objective-c": "m mm",
        "dart": "dart",
        "elixir": "ex exs heex",
        "erlang": "erl hrl",
        "haskell": "hs",
        "ocaml": "ml mli",
        "lua": "lua",
        "perl": "pl pm",
        "r": "r",
        "julia": "jl",
        "zig": "zig",
        "nim": "nim",
        "solidity": "sol",
        "shell": "sh bash zsh fish ps1 psm1 bat cmd",
        "sql": "sql",
        "html": "html htm xhtml jinja jinja2 j2 hbs ejs mustache liquid twig pug",
        "css": "css scss sass less styl",
        "notebook": "ipynb",
        "make": "mk mak",
        "cmake": "cmake",
        "nix": "nix",
        "starlark": "bzl star",
        "assembly": "s asm",
        "webassembly": "wat wasm",
    }.items()
    for extension in extensions.split()
}

# Languages that the import readers understand, and those in which a file seldom names another one.
READ_LANGUAGES = frozenset(LANGUAGES[extension] for reader in READERS for extension in reader.extensions)
WITHOUT_IMPORTS = frozenset({"sql", "html", "css", "notebook", "make", "cmake", "webassembly", "assembly"})

# Languages whose build tools agree that what is below `src/test` is never shipped.
BUILT_BY_PLACE = frozenset({"java", "kotlin", "scala", "groovy"})

# Content nobody executes: prose anywhere, plain text and pictures only below a directory of documents.
PROSE = _words("md markdown rst adoc asciidoc")
PAPERS = _words("txt pdf png jpg jpeg gif webp drawio puml plantuml mmd bib")
PAPER_NAMES = _words(
    "readme changelog changes license licence notice authors contributors copying contributing news "
    "readme.txt changelog.txt license.txt licence.txt notice.txt authors.txt code_of_conduct"
)
DOCUMENT_SEGMENTS = _words("docs doc documentation")
# Prose below these is input of a program or a model, not a document.
PROSE_THAT_RUNS = _words("prompts prompt templates skills commands agents workflows")

CONFIG = _words("yaml yml json json5 jsonc toml ini cfg conf properties env xml plist tpl tmpl cue jsonnet")
INERT_DATA = _words("json yaml yml csv tsv txt xml snap golden html htm svg ndjson jsonl toml ini approved")

# Whole file name (lower case) -> kinds that hold wherever the file stands.
FILE_KINDS: dict[str, tuple[str, ...]] = {
    name: (kind,)
    for kind, names in {
        "dependencies": (
            "package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml "
            "bun.lock "
            "bun.lockb deno.json deno.lock .npmrc .yarnrc .yarnrc.yml pyproject.toml setup.py setup.cfg "
            "requirements.txt constraints.txt pipfile pipfile.lock poetry.lock uv.lock pdm.lock environment.yml "
            "pip.conf go.mod go.sum go.work go.work.sum pom.xml build.gradle build.gradle.kts "
            "settings.gradle settings.gradle.kts gradle.lockfile gradle.properties gradle-wrapper.properties "
            "gradle-wrapper.jar "
            "libs.versions.toml gemfile gemfile.lock cargo.toml cargo.lock composer.json composer.lock mix.exs "
            "mix.lock packages.config "
            "packages.lock.json directory.packages.props nuget.config package.swift package.resolved podfile "
            "podfile.lock pubspec.yaml pubspec.lock build.sbt plugins.sbt rebar.config rebar.lock stack.yaml "
            "stack.yaml.lock cabal.project flake.nix flake.lock conanfile.txt conanfile.py vcpkg.json workspace "
            "workspace.bazel module.bazel module.bazel.lock .gitmodules chart.lock .terraform.lock.hcl "
            "renovate.json renovate.json5 dependabot.yml dependabot.yaml"
        ),
        "pipeline": (
            ".gitlab-ci.yml .gitlab-ci.yaml jenkinsfile azure-pipelines.yml azure-pipelines.yaml .travis.yml "
            "bitbucket-pipelines.yml .drone.yml appveyor.yml .appveyor.yml cloudbuild.yaml cloudbuild.yml "
            "buildspec.yml .woodpecker.yml .cirrus.yml codemagic.yaml action.yml action.yaml .pre-commit-config.yaml "
            ".goreleaser.yml .goreleaser.yaml makefile gnumakefile justfile taskfile.yml rakefile noxfile.py tox.ini "
            "cmakelists.txt meson.build meson_options.txt"
        ),
        "infrastructure": (
            "dockerfile containerfile .dockerignore docker-compose.yml docker-compose.yaml compose.yml compose.yaml "
            "docker-bake.hcl kustomization.yaml kustomization.yml chart.yaml helmfile.yaml skaffold.yaml "
            "serverless.yml serverless.yaml pulumi.yaml pulumi.yml cdk.json vagrantfile procfile fly.toml "
            "vercel.json "
            "netlify.toml app.yaml nginx.conf ansible.cfg terragrunt.hcl wrangler.toml caddyfile haproxy.cfg "
            "template.yaml samconfig.toml"
        ),
        "rollout": (
            "flags.yaml flags.yml flags.json feature-flags.yaml feature-flags.yml feature-flags.json "
            "feature_flags.yaml feature_flags.yml feature_flags.json features.yaml features.yml rollout.yaml "
            "rollout.yml rollout.json canary.yaml canary.yml flagd.json flagd.yaml .flagship.yaml"
        ),
        "secrets": (
            ".env id_rsa id_dsa id_ecdsa id_ed25519 .netrc .pypirc .htpasswd credentials.json credentials.yaml "
            "credentials.yml secrets.yaml secrets.yml secrets.json secrets.toml secret.yaml secret.yml "
            "service-account.json .vault-pass .sops.yaml"
        ),
        "public-api": (
            "openapi.yaml openapi.yml openapi.json swagger.yaml swagger.yml swagger.json asyncapi.yaml asyncapi.yml "
            "asyncapi.json schema.graphql buf.yaml buf.gen.yaml"
        ),
        "migration": "alembic.ini liquibase.properties flyway.conf schema.rb structure.sql",
        "governance": "codeowners",
        "agent-config": (
            "agents.md claude.md gemini.md copilot-instructions.md .cursorrules .windsurfrules .clinerules "
            ".aider.conf.yml .mcp.json mcp.json .roomodes skill.md"
        ),
    }.items()
    for name in names.split()
}

# Extension -> kinds that hold wherever the file stands.
EXTENSION_KINDS: dict[str, tuple[str, ...]] = {
    extension: (kind,)
    for kind, extensions in {
        "infrastructure": "tf tfvars hcl bicep nomad dockerfile containerfile rego tofu",
        "public-api": "proto graphql gql graphqls avsc avdl thrift wsdl raml xsd fbs capnp smithy tsp",
        "secrets": "pem key p12 pfx jks keystore kdbx ppk asc gpg",
        "dependencies": "gemspec csproj fsproj vbproj cabal podspec",
    }.items()
    for extension in extensions.split()
}

# Directory segment -> kind of every file below it that is not prose.
SEGMENT_KINDS: dict[str, str] = {
    segment: kind
    for kind, segments in {
        "infrastructure": (
            "terraform infra infrastructure k8s kubernetes helm charts kustomize ansible playbooks cloudformation "
            "pulumi argocd packer puppet cdk"
        ),
        "pipeline": ".circleci .buildkite .tekton .jenkins .azure-pipelines .woodpecker .husky",
        "migration": "migrations migration migrate alembic flyway liquibase changelogs",
        "rollout": (
            "feature-flags feature_flags featureflags flags rollout rollouts argo-rollouts launchdarkly unleash "
            "flagd flipt"
        ),
        "secrets": "secrets .secrets sealed-secrets",
        "governance": ".paraph",
        "agent-config": ".claude .cursor .windsurf .codex .gemini .aider .clinerules .roo .continue",
    }.items()
    for segment in segments.split()
}
# These need a configuration file: a Python package named `flags` is code, not a flag's setting.
SEGMENTS_FOR_CONFIG_ONLY = frozenset({"rollout", "secrets"})
PIPELINE_DIRECTORIES = _words(".github/workflows .github/actions .gitlab/ci .gitea/workflows .forgejo/workflows")

# A whole directory segment, or a whole file stem, that says what code is about.
TOPIC_WORDS: dict[str, str] = {
    word: kind
    for kind, words in {
        "auth": (
            "auth authn authz authentication authorization authorisation login logout signin signup oauth "
            "oauth2 oidc "
            "saml sso jwt rbac acl iam mfa totp webauthn passkey passkeys password passwords permission permissions "
            "session sessions credentials"
        ),
        "crypto": (
            "crypto cryptography encryption decryption encrypt decrypt cipher ciphers signing hmac kms pki tls "
            "ssl keyring"
        ),
        "shared-library": "shared common commons libs shared-lib shared_lib shared-libs shared_libs",
    }.items()
    for word in words.split()
}
# Words strong enough to count as one of several in a stem (`auth_service`, `LoginController`).
STEM_TOKENS: dict[str, str] = {
    word: kind
    for word, kind in TOPIC_WORDS.items()
    if kind != "shared-library" and word not in _words("session sessions permission permissions signing signup ssl acl")
}

TEST_SEGMENTS = _words("test tests __tests__ __mocks__ __snapshots__ spec specs testdata e2e cypress androidtest")
VENDOR_SEGMENTS = _words("vendor vendored third_party third-party thirdparty node_modules bower_components")
GENERATED_SEGMENTS = _words("generated __generated__ gen-src autogenerated")
GENERATED_ENDINGS = (
    ".pb.go", "_pb2.py", "_pb2.pyi", "_pb2_grpc.py", "_grpc.pb.go", ".pb.cc", ".pb.h", ".g.dart", ".freezed.dart",
    ".designer.cs", ".g.cs", ".min.js", ".min.css", ".generated.ts", ".generated.go", "_generated.go", ".gen.go",
    "_string.go", ".pb.gw.go", ".generated.cs", ".js.map", ".css.map",
)  # fmt: skip

# A lower-case name that is in no table and holds none of these as a token says nothing but its extension.
TELLING_TOKENS = (
    frozenset(TOPIC_WORDS)
    | frozenset(PAPER_NAMES)
    | (frozenset(".".join(GENERATED_ENDINGS).replace("_", ".").split(".")) - frozenset(LANGUAGES) - {""})
    | _words(
        "test conftest spec cy stories snap dockerfile compose env requirements constraints jenkinsfile openapi "
        "swagger asyncapi schema flags rollout conduct map"
    )
)
