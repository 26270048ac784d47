from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.detect.agent_rows import NO_ROWS
from paraph.core.detect.assess import assess
from paraph.core.detect.claims import RANK
from paraph.core.detect.read import provenance_of
from paraph.core.model.change import Change, Commit
from paraph.core.model.decision import AssistanceFound
from paraph.core.model.noun import changed
from paraph.core.model.person import Directory, Identity, Person
from paraph.core.model.provenance import (
    Assistance,
    Declaration,
    LineEvidence,
    Oddity,
    Provenance,
    Role,
    Signal,
    SignalSource,
    Strength,
)

ADA = Identity("Ada Sample", "ada@example.test")
CLAUDE = "Co-authored-by: Claude <noreply@anthropic.com>"


def change(*messages: str, author: Identity = ADA, **more: object) -> Change:
    commits = tuple(
        Commit(f"c{at}", author, ADA, message=message, added_lines=10) for at, message in enumerate(messages)
    )
    return Change(base="b", head="h", commits=commits, **more)  # type: ignore[arg-type]


def value(given: Change, directory: Directory | None = None) -> tuple[str, list[str]]:
    found, findings = assess(provenance_of(given, own=NO_ROWS), given, directory)
    return found.value, [finding.kind for finding in findings]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (change("x"), "unknown"),
        (change(f"x\n\n{CLAUDE}"), "generated"),
        (change("a", "b", f"x\n\n{CLAUDE}"), "generated"),
        (change("x\n\nAssisted-by: Crush:glm-5.2"), "assisted"),
        (change("x", author=Identity("Claude", "noreply@anthropic.com")), "autonomous"),
        (change("x", author=Identity("Ada Sample (aider)", "ada@example.test")), "generated"),
        (change("x", author=Identity("gemini-cli-robot", "gemini-cli-robot@google.com")), "unknown"),
        (
            change("x", author=Identity("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")),
            "unknown",
        ),
        (change(CLAUDE, author=Identity("d", "49699333+dependabot[bot]@users.noreply.github.com")), "generated"),
        (change("x", opener="github:Copilot"), "autonomous"),
        (change("x", pushers=("github:cursor[bot]",)), "autonomous"),
        (change("x", opener="github:devin"), "unknown"),
        (change("x", source="claude/fix"), "unknown"),
        (change("x\n\nAI-Assistance: none"), "none"),
        (change("x\n\nAI-Assistance: none", "y"), "unknown"),
        (change("x\n\nAI-Assistance: none", "y\n\nAI-Assistance: none"), "none"),
        (change("x", "y", body="AI-Assistance: none"), "none"),
        (change("x", body="AI-Assistance: none", source="devin/topic"), "none"),
        (change("x\n\nAI-Assistance: autonomous"), "autonomous"),
        (change("x\n\nAI-Assistance: assisted\nAI-Share: 50%"), "generated"),
        (change("x\n\nAI-Assistance: assisted\nAI-Share: 49%"), "assisted"),
    ],
)
def test_the_strongest_claim_wins(given: Change, expected: str) -> None:
    assert value(given) == (expected, [])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (change(f"x\n\nAI-Assistance: none\n{CLAUDE}"), "generated"),
        (change("x\n\nAssisted-by: Claude", body="AI-Assistance: none"), "assisted"),
        (change(f"x\n\n{CLAUDE}", body="AI-Assistance: assisted"), "generated"),
        (change("x", body="AI-Assistance: generated", opener="github:Copilot"), "autonomous"),
        (change("x", body="AI-Assistance: none\nAI-Assistance: assisted"), "assisted"),
        (change("x\n\nAI-Assistance: generated", body="AI-Assistance: none"), "generated"),
    ],
)
def test_a_milder_word_than_the_trace_is_a_contradiction(given: Change, expected: str) -> None:
    assert value(given) == (expected, ["contradiction"])


def test_a_word_about_one_commit_is_not_contradicted_by_another() -> None:
    assert value(change("x\n\nAI-Assistance: none", f"y\n\n{CLAUDE}")) == ("generated", [])


def test_naming_a_helper_is_not_contradicted_by_its_own_trailer() -> None:
    assert value(change(f"x\n\nAssisted-by: Claude:opus\n{CLAUDE}")) == ("generated", [])


def test_a_disguise_beside_none_leaves_it_unknown() -> None:
    message = "x\n\nAI-Assistance: none\nCo-authored-by: Сlaude <noreply@аnthropic.com>"
    assert value(change(message)) == ("unknown", ["disguised_trailer"])


@pytest.mark.parametrize(
    ("message", "claimed_time"),
    [
        ("x\n\nCo-authored-by: Claude\nAI-Assistance: none", 1_000_000_000),
        ("x\n\nGenerated-by: Claude Code\nAI-Assistance: none", 1_000_000_000),
        ("x\n\nCo-authored-by: Copilot <copilot@github.com>\nAI-Assistance: none", 1_780_000_000),
        ("x\n\nAI-Assistance: genrated\n\nAI-Assistance: none", 1_790_000_000),
    ],
)
def test_neither_a_false_date_nor_a_second_word_makes_none(message: str, claimed_time: int) -> None:
    commit = Commit("c", ADA, ADA, message=message, commit_time=claimed_time)
    assert value(Change(base="b", head="h", commits=(commit,)))[0] == "unknown"


def test_oddities_become_findings_with_their_commit() -> None:
    provenance = Provenance(oddities=(Oddity("agent_signed_off", "text", "c1"),))
    _, (finding,) = assess(provenance, change("x"))
    assert (finding.kind, finding.text, finding.commit) == ("agent_signed_off", "text", "c1")


def test_the_answer_says_why_and_by_which_tools() -> None:
    given = change(f"x\n\n{CLAUDE}\nAssisted-by: Codex", body="AI-Assistance: generated\nAI-Tools: home-made")
    found, _ = assess(provenance_of(given, own=NO_ROWS), given)
    assert found.tools == ("claude-code", "codex", "home-made")
    assert "noreply@anthropic.com" in found.because


RABBIT = "Co-authored-by: coderabbitai[bot] <136622811+coderabbitai[bot]@users.noreply.github.com>"


@pytest.mark.parametrize(
    ("given", "because"),
    [
        (change("x", author=Identity("Claude", "noreply@anthropic.com")),
         "an agent's account authored: Claude <noreply@anthropic.com>"),
        (change("x", opener="github:Copilot"), "an agent's account opened or pushed: github:Copilot opened"),
        (change(f"x\n\n{CLAUDE}"), f"claude-code wrote: {CLAUDE}"),
        (change("x\n\nAssisted-by: Codex"), "codex helped: Assisted-by: Codex"),
        (change(f"x\n\n{RABBIT}"), f"coderabbit took part: {RABBIT}"),
        (change("x", body="AI-Assistance: generated"), "declared: ai-assistance: generated"),
        (change("x", body="AI-Assistance: none"), "declared: ai-assistance: none"),
        (change("x\n\nAI-Assistance: none", "y"), "only some of the commits were declared to be without AI"),
        (change("x"), "nothing was declared, and no tool left a trace"),
        (change("x", source="claude/fix"), "nothing was declared, and there are only weak clues"),
        (change("x\n\nAI-Assistance: none\n", source="claude/fix", opener="github:devin"),
         "declared: ai-assistance: none"),
    ],
)  # fmt: skip
def test_the_answer_gives_its_reason(given: Change, because: str) -> None:
    assert assess(provenance_of(given, own=NO_ROWS), given)[0].because == because


def test_a_measured_share_counts_and_an_upper_bound_does_not() -> None:
    measured = Provenance(ai_lines=50, added_lines=100)
    assert assess(measured, change("x"))[0].value == "generated"
    assert assess(measured, change("x"), generated_share=0.6)[0].value == "assisted"
    bound = Provenance(
        (Signal("crush", "helped", "strong", "trailer", "assisted", "t"),), (), 50, 100, is_upper_bound=True
    )
    found, _ = assess(bound, change("x"))
    assert (found.value, found.ai_share) == ("assisted", 0.5)
    assert assess(Provenance(ai_lines=5), change("x"))[0].ai_share == 1.0


def test_the_directory_takes_a_persons_address_back_but_not_proof() -> None:
    people = Directory(people=(Person("kim", accounts=("email:kiro@kiro.dev", "email:noreply@anthropic.com")),))
    kim = change("x", author=Identity("Kim Roe", "kiro@kiro.dev"))
    assert value(kim) == ("autonomous", [])
    assert value(kim, people) == ("unknown", [])
    assert value(change("x", author=Identity("Claude", "noreply@anthropic.com")), people) == ("autonomous", [])
    opened = change("x", opener="email:Kiro@kiro.dev")
    assert value(opened, people) == ("unknown", [])


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("author", "Kim <KIM@example.test>", "unknown"),
        ("committer", "Kim <kim@example.test>", "unknown"),
        ("trailer", "Co-authored-by: Kim <kim@example.test>", "unknown"),
        ("trailer", "Co-authored-by: Kim <kim@example.test.evil>", "generated"),
        ("trailer", "kim@example.test", "generated"),
        ("footer", "Made with a tool for Kim <kim@example.test>", "generated"),
        ("body", "<kim@example.test>", "generated"),
        ("key", "<kim@example.test>", "generated"),
    ],
)
def test_only_a_clue_that_rests_on_a_persons_address_is_taken_back(
    source: SignalSource, text: str, expected: str
) -> None:
    people = Directory(people=(Person("kim", accounts=("email:Kim@Example.test",)),))
    clue = Signal("tool", "wrote", "strong", source, "aider.name", text, "c0")
    assert assess(Provenance((clue,)), change("x"), people)[0].value == expected


def test_a_release_robot_is_no_tool_of_the_change_and_no_lines_are_no_share() -> None:
    robot = Identity("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")
    given = change("x", author=robot)
    assert assess(provenance_of(given, own=NO_ROWS), given)[0].tools == ()
    assert assess(Provenance(), change("x"))[0].ai_share == 0.0


ROLES: list[Role] = ["wrote", "helped", "suggestion", "autofix", "session", "automation", "committed_for_human"]
SOURCES: list[SignalSource] = ["author", "committer", "trailer", "key", "footer", "account", "branch", "body"]
STRENGTHS: list[Strength] = ["proof", "strong", "weak"]
SIGNALS = st.builds(
    Signal, st.just("t"), st.sampled_from(ROLES), st.sampled_from(STRENGTHS), st.sampled_from(SOURCES),
    st.just("r"), st.just("x"), st.sampled_from([None, "c0", "c1"]),
)  # fmt: skip
DECLARATIONS = st.builds(
    Declaration, st.sampled_from(list(Assistance)), st.just("trailer"), st.just("x"),
    commit=st.sampled_from([None, "c0", "c1"]), share=st.one_of(st.none(), st.floats(0, 1)), is_exact=st.booleans(),
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(SIGNALS, max_size=5), st.lists(DECLARATIONS, max_size=4), SIGNALS)
def test_one_more_clue_never_weakens(signals: list[Signal], declarations: list[Declaration], more: Signal) -> None:
    less, _ = assess(Provenance(tuple(signals), tuple(declarations)), change("a", "b"))
    grown, _ = assess(Provenance((*signals, more), tuple(declarations)), change("a", "b"))
    assert RANK[Assistance(grown.value)] >= RANK[Assistance(less.value)]


@settings(max_examples=150)
@given(st.lists(SIGNALS, max_size=5), st.lists(DECLARATIONS, max_size=4))
def test_none_needs_a_declaration_and_no_contradiction(signals: list[Signal], declarations: list[Declaration]) -> None:
    found, findings = assess(Provenance(tuple(signals), tuple(declarations)), change("a", "b"))
    if found.value == "none":
        assert any(each.assistance is Assistance.NONE for each in declarations)
        assert not [finding for finding in findings if finding.kind == "contradiction"]


def told(lines: LineEvidence, ai_lines: int, added: int = 100, **more: object) -> tuple[AssistanceFound, list[str]]:
    given = Provenance(ai_lines=ai_lines, added_lines=added, claimed_lines=0, lines=lines, **more)  # type: ignore[arg-type]
    found, findings = assess(given, change("x"))
    return found, [each.text for each in findings]


NOTED = LineEvidence(ai=60, recorded=60, sure=60, unclaimed=60, tools=("cursor",), commits=("c0",), strongest="strong")
NONE_SAID = Declaration(Assistance.NONE, "trailer", "AI-Assistance: none", commit="c0")


@pytest.mark.parametrize(
    ("lines", "ai_lines", "is_bound", "expected"),
    [
        (NOTED, 60, False, "generated"),
        (changed(NOTED, ai=40, recorded=40, sure=40), 40, False, "assisted"),
        (changed(NOTED, ai=0, mixed=60, sure=0), 60, True, "assisted"),
        (changed(NOTED, ai=50, mixed=10, sure=50), 60, True, "generated"),
        (changed(NOTED, ai=40, mixed=20, sure=40), 60, True, "assisted"),
        (LineEvidence(unknown=100), 0, False, "unknown"),
    ],
)
def test_what_records_tell_is_a_claim(lines: LineEvidence, ai_lines: int, is_bound: bool, expected: str) -> None:
    found, findings = told(lines, ai_lines, is_upper_bound=is_bound)
    assert (found.value, found.ai_lines, found.recorded_lines) == (expected, ai_lines, lines.recorded)
    assert findings == []


def test_records_contradict_a_declaration_that_says_less() -> None:
    found, findings = told(NOTED, 60, declarations=(NONE_SAID,))
    assert found.value == "generated"
    assert findings == ["declared none (AI-Assistance: none), but records attribute 60 added lines to AI (cursor)"]
    helped = Declaration(Assistance.ASSISTED, "pull_request", "[x] Assisted")
    _, findings = told(NOTED, 60, declarations=(helped,))
    assert findings == ["declared assisted ([x] Assisted), but 60% of the added lines are attributed to AI"]
    _, findings = told(changed(NOTED, recorded=1, sure=1), 1, declarations=(helped,))
    assert findings == []
    _, findings = told(NOTED, 60, declarations=(changed(NONE_SAID, commit="c9"),))
    assert findings == []


@pytest.mark.parametrize("kind", ["note_changed", "note_stripped", "note_unreadable"])
def test_a_none_is_not_believed_beside_a_record_that_was_tampered_with(kind: str) -> None:
    odd = Oddity(kind, "t", "c0")  # type: ignore[arg-type]
    given = Provenance(declarations=(NONE_SAID,), oddities=(odd,))
    assert assess(given, change("x"))[0].value == "unknown"
    assert assess(changed(given, oddities=()), change("x"))[0].value == "none"


@pytest.mark.parametrize(
    ("given", "strength"),
    [
        (Provenance(), "none"),
        (Provenance(declarations=(NONE_SAID,)), "strong"),
        (Provenance(lines=changed(NOTED, strongest="proof")), "proof"),
        (Provenance(lines=changed(NOTED, strongest="weak")), "weak"),
        (Provenance(lines=changed(NOTED, strongest=None)), "none"),
        (provenance_of(change("x", source="claude/fix"), own=NO_ROWS), "weak"),
        (provenance_of(change(f"x\n\n{CLAUDE}"), own=NO_ROWS), "proof"),
        (provenance_of(change("x\n\nAssisted-by: Crush:glm-5.2"), own=NO_ROWS), "strong"),
    ],
)
def test_the_best_evidence_is_named(given: Provenance, strength: str) -> None:
    assert assess(given, change("x"))[0].strength == strength
