from __future__ import annotations

from paraph.core.model.person import Directory, Person
from paraph.core.policy.review import review_policy
from paraph.core.policy.review_cover import KnownPath
from policy_text import GOOD as NAMELESS
from policy_text import document, read

IDENTITY = f'identity: "{"0f" * 16}"\n'
GOOD = IDENTITY + NAMELESS


def test_a_sound_policy_has_no_remarks() -> None:
    assert review_policy(read(GOOD), (document(GOOD),)) == ()


def test_a_policy_without_version_is_told() -> None:
    text = GOOD.replace("version: 1\n", "")
    (remark,) = review_policy(read(text), (document(text),))
    assert (remark.severity, remark.problem.code) == ("warning", "P0158")


def test_remarks_of_all_sorts_come_in_the_order_of_the_file() -> None:
    text = (
        f"{IDENTITY}version: 1\nmode: enforce\nrules:\n"
        "  - {name: a, when: {paths: x}, require: [{signoff: {count: 3}}]}\n"
        "  - {name: b, when: {draft: true, not: {draft: true}}, deny: no}\n"
    )
    found = review_policy(read(text), (document(text),), Directory((Person("ada"),)), (KnownPath("y", ()),))
    assert [(remark.severity, remark.problem.code) for remark in found] == [
        ("warning", "P0163"),
        ("error", "P0154"),
        ("warning", "P0165"),
        ("error", "P0150"),
    ]
    assert review_policy(read(text.replace("paths: x", "tier: low")))[0].problem.code == "P0150"


def test_what_nobody_could_ever_sign_for_is_told() -> None:
    (remark,) = review_policy(read(NAMELESS), (document(NAMELESS),))
    assert (remark.severity, remark.problem.code) == ("warning", "P0164")
    asks_nobody = "version: 1\nmode: enforce\nrules: [{name: a, require: [{evidence: tests}]}]\n"
    assert review_policy(read(asks_nobody), (document(asks_nobody),)) == ()
