from __future__ import annotations

import pytest

from paraph.core.detect.declared import PULL_REQUEST_BLOCK, declarations_in, leveled, share_of, tool_names
from paraph.core.model.provenance import Assistance, Declaration, Oddity

QUESTION = "### Was this patch authored or co-authored using generative AI tooling?"


def read(text: str) -> list[Declaration | Oddity]:
    return list(declarations_in(text.split("\n"), frozenset(), "trailer"))


def one(text: str) -> Declaration:
    (found,) = read(text)
    assert isinstance(found, Declaration)
    return found


def test_a_block_of_our_keys() -> None:
    found = one("feat: x\n\nAI-Assistance: assisted\nAI-Tools: Claude Code, copilot, home-made\nAI-Share: 40%")
    assert found.assistance is Assistance.ASSISTED
    assert found.tools == ("claude-code", "github-copilot", "home-made")
    assert (found.share, found.source, found.is_exact) == (0.4, "trailer", True)


@pytest.mark.parametrize("level", ["none", "assisted", "generated", "autonomous"])
def test_every_level_can_be_declared(level: str) -> None:
    assert one(f"ai-assistance: {level.upper()}").assistance.value == level


def test_several_blocks_are_several_declarations() -> None:
    found = read("AI-Assistance: none\n\nAI-Assistance: generated\nAI-Tools: codex")
    assert [each.assistance.value for each in found if isinstance(each, Declaration)] == ["none", "generated"]


@pytest.mark.parametrize("text", ["AI-Assistance: maybe", "AI-Assistance: none\nAI-Share: lots", "AI-Share: 140%"])
def test_what_cannot_be_read_is_reported_and_never_none(text: str) -> None:
    found = read(text)
    assert [each.kind for each in found if isinstance(each, Oddity)] == ["unreadable_declaration"]
    assert not [each for each in found if isinstance(each, Declaration)]


def test_a_tool_or_share_beside_none_is_help() -> None:
    assert one("AI-Assistance: none\nAI-Tools: cursor").assistance is Assistance.ASSISTED
    assert one("AI-Tools: none\nAI-Assistance: none").assistance is Assistance.NONE
    assert one("AI-Share: 0%").assistance is Assistance.NONE
    assert leveled(None, (), 0.3) is Assistance.ASSISTED
    assert one("AI-Tools: codex").assistance is Assistance.ASSISTED
    assert one("AI-Tools: codex\nAI-Share: 0%").assistance is Assistance.ASSISTED
    assert leveled(None, (), None) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("AI-Assistance: generated\nAI-Share: lots", "generated"),
        ("AI-Assistance: maybe\nAI-Tools: codex", "assisted"),
        ("AI-Assistance: maybe\nAI-Share: 60%", "assisted"),
    ],
)
def test_a_block_that_is_half_read_still_admits_what_it_admits(text: str, level: str) -> None:
    said, odd = [each for each in read(text) if isinstance(each, Declaration)], read(text)[0]
    assert isinstance(odd, Oddity)
    assert [each.assistance.value for each in said] == [level]


@pytest.mark.parametrize(
    ("answer", "level", "tools"),
    [
        ("No", "none", ()),
        ("no.", "none", ()),
        ("**NO**", "none", ()),
        ("No, but this is for AI.", "none", ()),
        ("No AI tool has been used for this patch.", "none", ()),
        ("No, but Claude Code wrote the tests", "assisted", ("claude-code",)),
        ("Yes.", "assisted", ()),
        ("Partially assisted by Claude Code (Claude Opus 4.7) for unit tests.", "assisted", ("claude-code",)),
        ("co-authored: Claude Opus 4.8", "assisted", ("claude-code",)),
        ("Generated-by: ChatGPT 5", "generated", ("chatgpt",)),
        ("Cursor auto-complete feature was used.", "assisted", ("cursor",)),
        ("Claude Code (Anthropic Claude Opus 4.7)", "assisted", ("claude-code",)),
        ("Yes. The page was primarily authored by Claude Code under review.", "generated", ("claude-code",)),
        ("Yes. Claude Opus 4.7 helped, reviewed by the author.", "assisted", ("claude-code",)),
        ("Codex assisted; the design is authored by a human.", "assisted", ("codex",)),
        ("Yes, Generated-by Cursor-AI with Claude Sonnet 3.5 agent", "generated", ("cursor",)),
    ],
)
@pytest.mark.parametrize("shape", ["{q}\n\n{a}\n\nCloses #1", "{q}_\n{a}\nCloses #1 from x", "{q} {a}"])
def test_the_question_of_apache_projects(shape: str, answer: str, level: str, tools: tuple[str, ...]) -> None:
    found = one(shape.format(q=QUESTION, a=answer))
    assert (found.assistance.value, found.tools, found.source) == (level, tools, "pull_request")
    assert found.is_exact == (level == "none")


def test_a_question_without_its_mark_is_one_where_it_is_the_whole_line() -> None:
    asked = "**Was this patch authored or co-authored using generative AI tooling**"
    found = one(f"x\n\n{asked}\n\nYes, Generated-by Cursor-AI with Claude Sonnet 3.5 agent\n\nCloses #1")
    assert (found.assistance.value, found.tools) == ("generated", ("cursor",))
    assert read(f"The template asks {asked} now\n\nNo") == []


def test_an_answer_that_announces_a_list_goes_on_to_its_end() -> None:
    found = one(
        f"{QUESTION}\nYes. Tools were used in several stages:\n\n- Drafted with Claude Code.\n- Revised by Gemini.\n\nx"
    )
    assert (found.assistance.value, found.tools) == ("assisted", ("claude-code", "gemini"))


@pytest.mark.parametrize("mark", ["x", "X", " "])
def test_a_ticked_promise_that_no_tool_took_part(mark: str) -> None:
    label = "This patch was not authored or co-authored using [Generative Tooling](https://example.test/tooling.html)"
    found = read(f"# Checklist\n\n- [{mark}] {label}\n- [x] I ran the tests")
    assert [each.assistance.value for each in found if isinstance(each, Declaration)] == ["none"] * (mark != " ")


@pytest.mark.parametrize("rest", ["", "\n\nCloses #1", "\n\n### Next\nNo", "\n\nTo be filled in"])
def test_a_question_without_an_answer_declares_nothing(rest: str) -> None:
    assert read(QUESTION + rest) == []


@pytest.mark.parametrize("level", ["None", "Assisted", "Generated", "Autonomous"])
@pytest.mark.parametrize("mark", ["x", "X"])
def test_one_tick_in_our_block(level: str, mark: str) -> None:
    found = one(PULL_REQUEST_BLOCK.replace(f"[ ] {level}:", f"[{mark}] {level}:"))
    assert (found.assistance.value, found.source, found.is_exact) == (level.lower(), "pull_request", True)


def test_the_block_as_written_declares_nothing() -> None:
    assert read(PULL_REQUEST_BLOCK) == []


def test_the_tools_line_of_the_block() -> None:
    text = PULL_REQUEST_BLOCK.replace("[ ] Assisted", "[x] Assisted").rstrip("\n") + " Claude Code, cursor"
    assert one(text).tools == ("claude-code", "cursor")
    contradicting = PULL_REQUEST_BLOCK.replace("[ ] None", "[x] None").rstrip("\n") + " cursor"
    assert one(contradicting).assistance is Assistance.ASSISTED


def test_two_ticks_are_two_declarations() -> None:
    text = PULL_REQUEST_BLOCK.replace("[ ] None", "[x] None").replace("[ ] Generated", "[x] Generated")
    assert [each.assistance.value for each in read(text) if isinstance(each, Declaration)] == ["none", "generated"]


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("I did not use AI", "none"),
        ("This was written with the help of an AI tool", "generated"),
        ("I used Copilot for parts", "assisted"),
        ("An agent opened this", "autonomous"),
        ("I ran the tests", None),
    ],
)
def test_boxes_of_others_below_a_heading_about_ai(label: str, level: str | None) -> None:
    found = read(f"## AI usage\n- [x] {label}\n- [ ] None\n## Checks\n- [x] None")
    assert [each.assistance.value for each in found if isinstance(each, Declaration)] == ([level] if level else [])


def test_boxes_elsewhere_say_nothing() -> None:
    assert read("## Checklist\n- [x] None of the tests fail\n- [x] Generated files are up to date") == []


def test_hidden_lines_say_nothing() -> None:
    assert list(declarations_in(["AI-Assistance: none"], frozenset({0}), "trailer")) == []


@pytest.mark.parametrize(("text", "share"), [("40%", 0.4), ("0.4", 0.4), ("100 %", 1.0), ("1", 1.0), ("0", 0.0)])
def test_shares(text: str, share: float) -> None:
    assert share_of(text) == share


@pytest.mark.parametrize("text", ["", "140%", "-1%", "4", "half", "1e3", "٤٠%x"])
def test_what_is_no_share(text: str) -> None:
    assert share_of(text) is None


def test_tool_names() -> None:
    assert tool_names("Claude Code; codex, n/a") == ("claude-code", "codex")
    assert tool_names("none") == ()
    assert tool_names("None, N/A; No, --, `NONE`.") == ()
