"""What does each coding agent leave behind in a commit? One row a clue, as data.

The facts were gathered from the tools' own files, their documentation and public histories. Rows say what a
clue looks like, what part the tool then had in the work, and how sure that is. Patterns are regular
expressions in lower case that must match the whole of what they look at, so a substring never counts.
"""

# ruff: noqa: E501 (a row a line can be read and sorted as a table)

from __future__ import annotations

from typing import Literal, NamedTuple

from paraph.core.model.provenance import Role, Strength

Source = Literal["docs", "histories", "tracker"]
RowKind = Literal["email", "author_name", "trailer_name", "key", "footer", "subject", "account", "branch"]


class Window(NamedTuple):
    """A span of commit times, epoch seconds, `start` included and `end` not, in which a clue is weak, and why.

    The time is the commit's own claim, so a window only ever weakens a clue.
    """

    start: int
    end: int
    why: str


class Row(NamedTuple):
    """One clue. `kind` names what `pattern` is matched with:

    `email`: the address of an author, committer or trailer; `author_name`: the name of an author or committer;
    `trailer_name`: a trailer's display name where its address says nothing of a person; `key`: a whole trailer
    line; `footer`: a whole line of a message; `subject`: the first line; `account`: a forge login;
    `branch`: a branch name.
    `name` is a display name that makes a weak address strong; with `is_name_needed` the address alone is nothing.
    `source` says where the clue is known from: what the tool's makers publish, public histories, or an issue tracker.
    """

    id: str
    tool: str
    kind: RowKind
    pattern: str
    role: Role = "wrote"
    strength: Strength = "proof"
    name: str = ""
    is_name_needed: bool = False
    window: Window | None = None
    source: Source = "docs"


_G = r"@users\.noreply\.github\.com"
_N = r"(?:\d+\+)?"
_END = r"(?:[\])]*[\W_]*|\]?\s*\(https?://\S+\)(?:\s+via\s+\S.{0,40})?[\W_]*)"
_BY = r"[\W_]*(?::\w+:\s*)?generated (?:with|by) "
_BEHALF = r"[\W_]*(?:agent-signature:\s*)?"
_MODEL = r"(?=\S*\d)[\w.-]+"
_WHOM = r"\S.{0,60}"

FALSE_VSCODE = Window(
    1_775_001_600, 1_782_864_000, "from April to June 2026 an editor wrote this trailer even where no AI was used"
)
BEFORE_AGENTS = Window(-(2**63), 1_622_505_600, "before June 2021 such trailers named people")

ROWS: tuple[Row, ...] = (
    Row("claude.email", "claude-code", "email", r"noreply@anthropic\.com", source="histories"),
    Row("claude.email2", "claude-code", "email", rf"claude@(?:anthropic\.com|{_G[1:]})", "wrote", "strong", source="histories"),
    Row("claude.invented", "claude-code", "email", r"claude-code@anthropic\.com", "wrote", "strong", source="tracker"),
    Row("claude.bot", "claude-code-action", "email", rf"{_N}claude\[bot\]{_G}", source="histories"),
    Row(
        "claude.name", "claude-code", "trailer_name",
        r"(?:anthropic )?claude(?:[ -]code)?[ /(-]+(?:(?:claude[ -])?(?:opus|sonnet|haiku|fable|mythos)\b.*|code\b.*|v?\d[\d.]*.*|ai|cli|agent|bot|assistant)",
        "wrote", "strong", source="histories",
    ),
    Row("claude.bare", "claude-code", "trailer_name", r"claude", "wrote", "strong", window=BEFORE_AGENTS, source="histories"),
    Row("claude.footer", "claude-code", "footer", rf"{_BY}\[?claude code{_END}", source="histories"),
    Row("claude.session", "claude-code", "key", r"claude-session(?:-id)?:\s*\S+", "session", source="histories"),
    Row("claude.behalf", "claude-code", "footer", rf"{_BEHALF}claude-{_MODEL} on behalf of {_WHOM}", "wrote", "strong", source="histories"),
    Row("claude.link", "claude-code", "footer", r"\W*https://claude\.ai/code/session_\w+\W*", "session", "strong", source="docs"),
    # the account that reviews on the forge; it becomes a co-author where its suggestion is applied
    Row("copilot.review", "github-copilot", "email", rf"175728472\+copilot{_G}", "suggestion", source="histories"),
    Row("copilot.email", "github-copilot", "email", rf"{_N}copilot{_G}", source="histories"),
    Row("copilot.swe", "github-copilot-agent", "email", rf"{_N}copilot-swe-agent(?:\[bot\])?{_G}", source="docs"),
    Row("copilot.app", "github-copilot-agent", "account", r"copilot-swe-agent", source="docs"),
    Row("copilot.vscode", "github-copilot", "email", r"copilot@github\.com", "helped", "strong", window=FALSE_VSCODE, source="histories"),
    Row("copilot.autofix", "github-copilot-autofix", "trailer_name", r"copilot autofix powered by ai", "autofix", source="histories"),
    Row("copilot.logs", "github-copilot-agent", "key", r"agent-logs-url:\s*https://github\.com/\S+/sessions/\S+", "session", source="histories"),
    Row("copilot.session", "github-copilot-cli", "key", r"copilot-session:\s*[0-9a-f-]{36}", "session", source="histories"),
    Row("cursor.email", "cursor", "email", r"cursoragent@cursor\.com", source="histories"),
    Row("cursor.bot", "cursor", "email", rf"{_N}cursor\[bot\]{_G}", source="histories"),
    Row("cursor.user", "cursor", "email", rf"{_N}cursoragent(?:\[bot\])?{_G}", source="histories"),
    Row("cursor.old", "cursor", "email", r"ai@cursor\.(?:sh|com)", "wrote", "strong", source="histories"),
    Row("cursor.made", "cursor", "footer", rf"[\W_]*made[- ]with:? \[?cursor{_END}", "helped", source="histories"),
    Row("cursor.link", "cursor", "footer", r"\W*(?:\[[^\]]*\]\()?https://(?:www\.)?cursor\.com/(?:agents|background-agent)/?\?bcid=bc-\S*", "session", "strong", source="docs"),
    Row("devin.bot", "devin", "email", rf"{_N}devin-ai-integration\[bot\]{_G}", source="histories"),
    Row("devin.app", "devin", "account", r"devin-ai-integration", source="docs"),
    Row("devin.email", "devin", "email", r"(?:bot@devin\.ai|devin@cognition\.ai)", "wrote", "strong", source="docs"),
    Row("devin.footer", "devin", "footer", rf"{_BY}\[devin\]\(https://(?:cli\.)?devin\.ai.*", source="docs"),
    Row("devin.link", "devin", "footer", r"(?:[\W_]*link to devin (?:run|session):?)?\W*https://app\.devin\.ai/sessions/[0-9a-f]+\W*", "session", "strong", source="docs"),
    Row("codex.email", "codex", "email", r"(?:noreply|codex)@openai\.com", source="histories"),
    Row("codex.bot", "codex", "email", rf"{_N}(?:chatgpt-codex-connector|openai-codex|codex)\[bot\]{_G}", source="docs"),
    Row("codex.behalf", "codex", "footer", rf"{_BEHALF}codex-{_MODEL} on behalf of {_WHOM}", "wrote", "strong", source="histories"),
    # people mark what is about the tool so, too
    Row("codex.subj", "codex", "subject", r"\[codex\] .+", "wrote", "weak", source="histories"),
    Row("codex.link", "codex", "footer", r"\W*(?:\[[^\]]*\]\()?https://chatgpt\.com/codex/tasks/task_e_\w+\W*", "session", "strong", source="docs"),
    Row("jules.bot", "jules", "email", rf"{_N}google-labs-jules\[bot\]{_G}", source="histories"),
    Row("jules.app", "jules", "account", r"google-labs-jules", source="docs"),
    Row("gemini.assist", "gemini-code-assist", "email", rf"{_N}gemini-code-assist\[bot\]{_G}", "suggestion", source="histories"),
    Row("gemini.releasebot", "gemini-cli", "email", rf"(?:gemini-cli-robot@google\.com|{_N}gemini-cli-robot{_G})", "automation", "weak", source="histories"),
    Row("gemini.cli", "gemini-cli", "email", rf"{_N}gemini-cli(?:\[bot\])?{_G}", "wrote", "strong", source="histories"),
    Row("gemini.wild", "gemini", "email", r"(?:noreply|gemini)@google\.com", "wrote", "weak", r"gemini\b.*", is_name_needed=True, source="histories"),
    Row("antigravity.wild", "antigravity", "email", r"(?:antigravity@google\.com|noreply@(?:google\.com|antigravity\.ai))", "wrote", "weak", r"(?:google )?antigravity\b.*", is_name_needed=True, source="histories"),
    Row("aider.email", "aider", "email", r"(?:aider@aider\.chat|noreply@aider\.(?:chat|dev))", source="histories"),
    Row("aider.name", "aider", "author_name", r".*\(aider\)", source="histories"),
    Row("aider.chat", "aider", "footer", r"# aider chat conversation:", "wrote", "strong", source="histories"),
    # a package repository names its packages so: "aider: bump to 0.50" talks about the tool
    Row("aider.subj", "aider", "subject", r"aider: .*", "wrote", "weak", source="histories"),
    Row("openhands.email", "openhands", "email", r"(?:openhands(?:-[a-z0-9.]+)?|opendevin)@(?:all-hands|openhands|opendevin)\.(?:dev|ai)", source="histories"),
    Row("openhands.bot", "openhands", "email", rf"{_N}openhands-agent(?:\[bot\])?{_G}", source="docs"),
    Row("roo.email", "roo-code", "email", r"(?:roomote@roocode\.com|roo@roocode\.com|support@roo\.vet)", source="histories"),
    Row("roo.name", "roo-code", "author_name", r"roomote(?:-v0)?(?:\[bot\])?", "wrote", "strong", source="histories"),
    Row("roo.bot", "roo-code", "email", rf"{_N}roomote(?:-v0)?\[bot\]{_G}", source="histories"),
    Row("cline.bot", "cline", "email", rf"{_N}(?:cline(?:-cloud|-agent)?\[bot\]|cline-agent){_G}", "wrote", "strong", source="docs"),
    Row("amp.email", "amp", "email", r"(?:amp|noreply)@ampcode\.com", source="histories"),
    Row("amp.thread", "amp", "key", r"amp-thread(?:-id)?:\s*(?:https://ampcode\.com/threads/)?t-[0-9a-f-]+", "session", source="histories"),
    Row("crush.email", "crush", "email", r"(?:crush@charm\.land|noreply@crush\.charm\.land)", source="histories"),
    Row("crush.footer", "crush", "footer", rf"{_BY}\[?crush{_END}", source="histories"),
    Row("termai.email", "termai", "email", r"noreply@termai\.io", "wrote", "strong", source="histories"),
    Row("opencode.email", "opencode", "email", rf"(?:noreply@opencode\.ai|opencode@sst\.dev|opencode{_G})", source="histories"),
    Row("opencode.bot", "opencode", "email", rf"{_N}opencode-agent\[bot\]{_G}", source="docs"),
    Row("opencode.footer", "opencode", "footer", rf"{_BY}\[?opencode{_END}", source="histories"),
    Row("qwen.email", "qwen-code", "email", r"(?:qwen-coder@alibabacloud\.com|noreply@qwen\.(?:ai|alibaba\S*))", source="docs"),
    Row("droid.bot", "factory-droid", "email", rf"{_N}factory-droid\[bot\]{_G}", source="histories"),
    Row("augment.bot", "augment", "email", rf"{_N}augmentcode\[bot\]{_G}", "wrote", "strong", source="tracker"),
    Row("kiro.email", "kiro", "email", rf"(?:{_N}kiro-agent{_G}|(?:noreply|kiro)@kiro\.dev)", "wrote", "strong", source="docs"),
    Row("kiro.wild", "kiro", "email", r"kiro@amazon\.com", "wrote", "weak", r"kiro\b.*", source="histories"),
    Row("warp.email", "warp", "email", r"(?:oz-)?agent@warp\.dev", source="docs"),
    Row("junie.bot", "junie", "email", rf"{_N}(?:jetbrains-junie(?:-eap)?(?:\[bot\])?|junie(?:-eap)?\[bot\]|junie-eap){_G}", "wrote", "strong", source="docs"),
    Row("windsurf.email", "windsurf", "email", r"(?:noreply|windsurf)@(?:windsurf|codeium)\.com", "wrote", "strong", source="histories"),
    Row("windsurf.name", "windsurf", "trailer_name", r"windsurf(?: ai)?", "wrote", "weak", source="histories"),
    Row("amazonq.bot", "amazon-q", "email", rf"{_N}amazon-q-developer\[bot\]{_G}", source="docs"),
    Row("replit.key", "replit", "key", r"replit-commit-author:\s*(?:agent|assistant)\b.*", source="docs"),
    Row("replit.session", "replit", "key", r"replit-commit-session-id:\s*[0-9a-f-]{36}", "session", source="docs"),
    Row("replit.email", "replit", "email", r"agent@replit\.com", "wrote", "strong", source="docs"),
    Row("lovable.bot", "lovable", "email", rf"{_N}(?:lovable-dev|gpt-engineer-app)\[bot\]{_G}", source="docs"),
    Row("v0.bot", "v0", "email", rf"{_N}v0\[bot\]{_G}", source="docs"),
    Row("codegen.bot", "codegen", "email", rf"{_N}codegen-sh\[bot\]{_G}", source="docs"),
    Row("sweep.bot", "sweep", "email", rf"{_N}sweep(?:-ai|-nightly|-canary|-ai-deprecated)?\[bot\]{_G}", source="docs"),
    Row("ellipsis.bot", "ellipsis", "email", rf"{_N}ellipsis-dev\[bot\]{_G}", "suggestion", source="histories"),
    Row("coderabbit.bot", "coderabbit", "email", rf"{_N}coderabbitai\[bot\]{_G}", "suggestion", source="docs"),
    Row("sourcery.bot", "sourcery", "email", rf"{_N}sourcery-ai\[bot\]{_G}", "suggestion", source="histories"),
    Row("sourcery.name", "sourcery", "trailer_name", r"sourcery ai", "suggestion", "strong", source="histories"),
    Row("greptile.bot", "greptile", "email", rf"{_N}greptile-apps\[bot\]{_G}", "suggestion", source="histories"),
    Row("kilo.bot", "kilo-code", "email", rf"{_N}(?:kiloconnect|kilocode-bot)(?:\[bot\])?{_G}", "wrote", "strong", source="docs"),
    Row("goose.user", "goose", "email", rf"(?:271095942\+)?aaif-goose{_G}", "wrote", "strong", source="docs"),
    Row("goose.wild", "goose", "email", r"goose(?:-agent)?@block\.xyz", "wrote", "weak", r"goose(?: ai| agent)?", source="histories"),
    Row("grok.cursor", "cursor", "email", r"grok@x\.ai", "wrote", "weak", r"(?:cursor )?grok\b.*", source="histories"),
    Row("nori.footer", "nori", "footer", rf"{_BY}\[nori\]\(https://nori\.ai.*", source="histories"),
    Row("firebender.footer", "firebender", "footer", rf"{_BY}\[firebender\]\(.*", source="histories"),
    Row("claudeflow.email", "claude-flow", "email", r"ruv@ruv\.net", "wrote", "weak", r"claude[- ]flow\b.*", source="histories"),
    Row("entire.cp", "entire", "key", r"entire-checkpoint:\s*(?:[0-9a-f]{12}|[0-9a-hjkmnp-tv-z]{26})", "session", source="histories"),
    Row("entire.agent", "entire", "key", r"entire-agent:\s*\S.*", "session", source="docs"),
    # these three count only when the value names an AI: see vocabulary
    Row("assisted", "assisted-by", "key", r"(?:ai-)?(?:assisted|helped)-by:\s*\S.*", "helped", "strong", window=BEFORE_AGENTS, source="histories"),
    Row("generated", "generated-by", "key", r"generated-by:\s*\S.*", "wrote", "strong", window=BEFORE_AGENTS, source="histories"),
    Row("coauthor.name", "co-authored-by", "key", r"(?:co-?authored-by|co-author|co-developed-by):\s*\S.*", "wrote", "strong", window=BEFORE_AGENTS, source="histories"),
    # a person called Devin has branches below devin/ too, so a branch alone is never a claim
    Row("branch.copilot", "github-copilot-agent", "branch", r"copilot/.+", "wrote", "weak", source="histories"),
    Row("branch.claude", "claude-code", "branch", r"claude/.+", "wrote", "weak", source="histories"),
    Row("branch.cursor", "cursor", "branch", r"cursor/.+", "wrote", "weak", source="histories"),
    Row("branch.codex", "codex", "branch", r"codex/.+", "wrote", "weak", source="histories"),
    Row("branch.devin", "devin", "branch", r"devin/.+", "wrote", "weak", source="histories"),
    Row("branch.jules", "jules", "branch", r"jules(?:/|-\d+-).+", "wrote", "weak", source="histories"),
    Row("branch.openhands", "openhands", "branch", r"openhands[-/].+", "wrote", "weak", source="histories"),
    Row("branch.kiro", "kiro", "branch", r"kiro/.+", "wrote", "weak", source="histories"),
    Row("branch.junie", "junie", "branch", r"junie/.+", "wrote", "weak", source="histories"),
)  # fmt: skip
