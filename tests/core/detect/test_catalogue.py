from __future__ import annotations

import re
from typing import get_args

import pytest

from paraph.core.detect.catalogue import BEFORE_AGENTS, FALSE_VSCODE, ROWS, Row, Source
from paraph.core.detect.message import read_message

G = "@users.noreply.github.com"

# id: (what the row must match, what comes close and must not)
CASES: dict[str, tuple[str, str]] = {
    "claude.email": ("noreply@anthropic.com", "noreply@anthropic.com.example.test"),
    "claude.email2": (f"claude{G}", "claude@example.test"),
    "claude.invented": ("claude-code@anthropic.com", "jane@anthropic.com"),
    "claude.bot": (f"209825114+claude[bot]{G}", f"12+claude-dupont{G}"),
    "claude.name": ("claude opus 4.8 (1m context)", "claude martin (work)"),
    "claude.bare": ("claude", "claudette"),
    "claude.footer": (
        "🤖 generated with [claude code](https://claude.ai/code)",
        "generated with claude code is banned here",
    ),
    "claude.session": ("claude-session: https://claude.ai/code/session_01ab", "claude-sessions: 3 of them"),
    "claude.behalf": ("agent-signature: claude-opus-4-7-medium on behalf of ada", "we thank claude on behalf of ada"),
    "claude.link": ("https://claude.ai/code/session_01ab", "see https://claude.ai/code/session_01ab for why"),
    "copilot.review": (f"175728472+copilot{G}", f"1175728472+copilot{G}"),
    "copilot.email": (f"223556219+copilot{G}", f"copilot-fan{G}"),
    "copilot.swe": (f"198982749+copilot-swe-agent[bot]{G}", f"swe-agent{G}"),
    "copilot.app": ("copilot-swe-agent", "copilot-sweep"),
    "copilot.vscode": ("copilot@github.com", "my-copilot@github.com"),
    "copilot.autofix": ("copilot autofix powered by ai", "autofix powered by ai and ada"),
    "copilot.logs": ("agent-logs-url: https://github.com/o/r/sessions/1-2", "agent-logs-url: see the wiki"),
    "copilot.session": ("copilot-session: 01234567-89ab-cdef-0123-456789abcdef", "copilot-session: tomorrow at ten"),
    "cursor.email": ("cursoragent@cursor.com", "ada@cursor.com"),
    "cursor.bot": (f"206951365+cursor[bot]{G}", f"cursor{G}"),
    "cursor.user": (f"199161495+cursoragent{G}", f"cursoragents{G}"),
    "cursor.old": ("ai@cursor.sh", "mai@cursor.sh"),
    "cursor.made": ("made with [cursor](https://cursor.com)", "made with cursor pagination in mind"),
    "cursor.link": ("https://cursor.com/agents?bcid=bc-1a", "https://cursor.com/docs"),
    "devin.bot": (f"158243242+devin-ai-integration[bot]{G}", f"devin{G}"),
    "devin.app": ("devin-ai-integration", "devin"),
    "devin.email": ("bot@devin.ai", "sales@devin.ai"),
    "devin.footer": ("generated with [devin](https://devin.ai)", "generated with devin's help"),
    "devin.link": ("https://app.devin.ai/sessions/0123abcd", "https://app.devin.ai/pricing"),
    "codex.email": ("noreply@openai.com", "support@openai.com"),
    "codex.bot": (f"215057067+openai-codex[bot]{G}", f"codex{G}"),
    "codex.behalf": ("_codex-gpt-5.5-medium on behalf of ada_", "codex-gpt acts on behalf of the user"),
    "codex.subj": ("[codex] share the set-up", "codex: share the set-up"),
    "codex.link": ("https://chatgpt.com/codex/tasks/task_e_68ab", "https://chatgpt.com/codex"),
    "jules.bot": (f"161369871+google-labs-jules[bot]{G}", f"jules{G}"),
    "jules.app": ("google-labs-jules", "jules"),
    "gemini.assist": (f"176961590+gemini-code-assist[bot]{G}", f"gemini{G}"),
    "gemini.releasebot": ("gemini-cli-robot@google.com", "cli-robot@google.com"),
    "gemini.cli": (f"218195315+gemini-cli[bot]{G}", f"gemini-client{G}"),
    "gemini.wild": ("gemini@google.com", "geminis@google.com"),
    "antigravity.wild": ("noreply@antigravity.ai", "ada@antigravity.ai"),
    "aider.email": ("aider@aider.chat", "paul@aider.chat"),
    "aider.name": ("ada sample (aider)", "aider sample"),
    "aider.chat": ("# aider chat conversation:", "aider chat conversation: see the docs"),
    "aider.subj": ("aider: rename it", "fix aider: rename it"),
    "openhands.email": ("openhands@all-hands.dev", "ada@all-hands.dev"),
    "openhands.bot": (f"175740463+openhands-agent{G}", f"openhands-fan{G}"),
    "roo.email": ("roomote@roocode.com", "ada@roocode.com"),
    "roo.name": ("roomote", "roomote fan"),
    "roo.bot": (f"219738659+roomote-v0[bot]{G}", f"roomote{G}"),
    "cline.bot": (f"276134852+cline-cloud[bot]{G}", "cline@example.com"),
    "amp.email": ("amp@ampcode.com", "ada@ampcode.com"),
    "amp.thread": ("amp-thread-id: https://ampcode.com/threads/t-01ab-cd", "amp-thread: soldered anew"),
    "crush.email": ("crush@charm.land", "ada@charm.land"),
    "crush.footer": ("💘 generated with crush", "generated with crush line, including validation"),
    "termai.email": ("noreply@termai.io", "ada@termai.io"),
    "opencode.email": ("noreply@opencode.ai", "ada@opencode.ai"),
    "opencode.bot": (f"1+opencode-agent[bot]{G}", f"opencode-agents{G}"),
    "opencode.footer": ("🤖 generated with [opencode](https://opencode.ai)", "generated with opencode-like tools"),
    "qwen.email": ("qwen-coder@alibabacloud.com", "ada@alibabacloud.com"),
    "droid.bot": (f"138933559+factory-droid[bot]{G}", f"factory-droid-fan{G}"),
    "augment.bot": (f"185243770+augmentcode[bot]{G}", f"augmentcode{G}"),
    "kiro.email": (f"244629292+kiro-agent{G}", f"kiro{G}"),
    "kiro.wild": ("kiro@amazon.com", "akiro@amazon.com"),
    "warp.email": ("oz-agent@warp.dev", "ada@warp.dev"),
    "junie.bot": (f"jetbrains-junie[bot]{G}", f"12+junie{G}"),
    "windsurf.email": ("noreply@windsurf.com", "ada@windsurf.com"),
    "windsurf.name": ("windsurf", "wind surfer"),
    "amazonq.bot": (f"208079219+amazon-q-developer[bot]{G}", f"amazon-q{G}"),
    "replit.key": ("replit-commit-author: agent", "replit-commit-author: ada"),
    "replit.session": ("replit-commit-session-id: 01234567-89ab-cdef-0123-456789abcdef", "replit-commit-session-id: x"),
    "replit.email": ("agent@replit.com", "ada@replit.com"),
    "lovable.bot": (f"lovable-dev[bot]{G}", f"lovable{G}"),
    "v0.bot": (f"v0[bot]{G}", f"v0{G}"),
    "codegen.bot": (f"codegen-sh[bot]{G}", f"codegen{G}"),
    "sweep.bot": (f"131841235+sweep-nightly[bot]{G}", f"sweep{G}"),
    "ellipsis.bot": (f"65095814+ellipsis-dev[bot]{G}", f"ellipsis{G}"),
    "coderabbit.bot": (f"136622811+coderabbitai[bot]{G}", f"coderabbit{G}"),
    "sourcery.bot": (f"58596630+sourcery-ai[bot]{G}", f"sourcery{G}"),
    "sourcery.name": ("sourcery ai", "sourcery"),
    "greptile.bot": (f"165735046+greptile-apps[bot]{G}", f"greptile{G}"),
    "kilo.bot": (f"240665456+kiloconnect[bot]{G}", "ada@kilocode.ai"),
    "goose.user": (f"271095942+aaif-goose{G}", f"goose{G}"),
    "goose.wild": ("goose@block.xyz", "ada@block.xyz"),
    "grok.cursor": ("grok@x.ai", "ada@x.ai"),
    "nori.footer": ("generated with [nori](https://nori.ai)", "generated with nori"),
    "firebender.footer": ("generated with [firebender](https://firebender.com)", "generated with firebender"),
    "claudeflow.email": ("ruv@ruv.net", "truv@ruv.net"),
    "entire.cp": ("entire-checkpoint: 0123456789ab", "entire-checkpoint: reached"),
    "entire.agent": ("entire-agent: claude code", "entire-agents: all"),
    "assisted": ("assisted-by: crush:glm-5.2", "assist-by: crush"),
    "generated": ("generated-by: claude code", "generated: by claude"),
    "coauthor.name": ("co-authored-by: github copilot", "authored-by: github copilot"),
    "branch.copilot": ("copilot/fix-1", "copilots/fix"),
    "branch.claude": ("claude/fix-1", "claudette/fix"),
    "branch.cursor": ("cursor/fix-1", "fix-cursor/1"),
    "branch.codex": ("codex/fix-1", "codex"),
    "branch.devin": ("devin/1712345678-fix", "devine/fix"),
    "branch.jules": ("jules-1234-fix", "jules-fix"),
    "branch.openhands": ("openhands-fix-1", "openhand-fix"),
    "branch.kiro": ("kiro/fix", "kirov/fix"),
    "branch.junie": ("junie/fix", "junie"),
}


def test_every_row_has_its_cases_and_a_name_of_its_own() -> None:
    assert [row.id for row in ROWS] == list(dict.fromkeys(row.id for row in ROWS))
    assert {row.id for row in ROWS} == set(CASES)


def test_every_row_says_where_it_is_known_from() -> None:
    assert {row.source for row in ROWS} == set(get_args(Source))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_matches_its_clue_and_not_what_comes_close(row: object) -> None:
    assert isinstance(row, tuple)
    pattern = re.compile(row[3])
    clue, close = CASES[row[0]]
    assert pattern.fullmatch(clue)
    assert not pattern.fullmatch(close)


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind in ("key", "footer")], ids=lambda row: row.id)
def test_a_line_of_a_message_is_found_by_the_hints_that_pick_lines(row: Row) -> None:
    clue = CASES[row.id][0]
    for line in (clue, clue.upper() if row.kind == "key" else clue):
        found = read_message(f"feat: x\n\nwhy it is so\n\n{line}\n")
        assert row.id in [signal.rule for signal in found.signals], line


def test_windows_only_weaken() -> None:
    dated = {row.id: row.window for row in ROWS if row.window}
    assert dated["copilot.vscode"] is FALSE_VSCODE
    assert dated["assisted"] is BEFORE_AGENTS
    assert all(window.start < window.end and window.why for window in dated.values())
