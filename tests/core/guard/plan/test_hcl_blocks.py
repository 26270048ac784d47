"""Which resources does a configuration keep from being destroyed?"""

from __future__ import annotations

import pytest

from paraph.core.guard.plan.hcl_blocks import protected_addresses, protected_in_json

TEXT = """
# resource "a" "comment" { lifecycle { prevent_destroy = true } }
resource "aws_db_instance" "main" {
  name = "a { b }"
  tags = { a = "b" }
  lifecycle {
    prevent_destroy = true  # always
  }
}
resource "aws_s3_bucket" "one_line" { lifecycle { prevent_destroy = true } }
resource "aws_s3_bucket" "not" {
  lifecycle { prevent_destroy = false }
  doc = <<-EOT
    lifecycle { prevent_destroy = true }
  EOT
}
/* resource "x" "y" { lifecycle {
  prevent_destroy = true } } */
data "x" "z" {
  lifecycle { prevent_destroy = true }
}
"""


def test_only_lifecycles_of_resources_count() -> None:
    assert list(protected_addresses(TEXT)) == ["aws_db_instance.main", "aws_s3_bucket.one_line"]


def test_a_text_without_it_is_not_read() -> None:
    assert list(protected_addresses("}}}{{{")) == []
    assert list(protected_addresses("}}} prevent_destroy = true }")) == []


HOSTILE = ["/* " * 30_000, "".join(f"<<T{number}\n" for number in range(10_000)), '"\\' * 40_000, '"a' * 40_000]


@pytest.mark.parametrize("text", HOSTILE, ids=["comments", "heredocs", "escapes", "strings"])
def test_what_never_closes_ends_soon(text: str) -> None:
    assert list(protected_addresses(f"# prevent_destroy\n{text}")) == []


def test_what_follows_an_open_comment_is_still_read() -> None:
    assert list(protected_addresses(TEXT + "\n/* open")) == ["aws_db_instance.main", "aws_s3_bucket.one_line"]


def test_the_json_of_a_configuration() -> None:
    kept = {"lifecycle": {"prevent_destroy": True}}
    data = {
        "data": {"x": {"z": kept}},
        "resource": [
            {"aws_db_instance": {"main": kept, "not": {"lifecycle": [{"prevent_destroy": False}]}, "bare": 7}},
            {"aws_s3_bucket": [{"b": [{"lifecycle": [{"prevent_destroy": "true"}]}]}]},
        ],
    }
    assert list(protected_in_json(data)) == ["aws_db_instance.main", "aws_s3_bucket.b"]
    assert list(protected_in_json([data, 7])) == ["aws_db_instance.main", "aws_s3_bucket.b"]
    assert list(protected_in_json("x")) == []
