"""Which resources does a configuration keep from being destroyed?"""

from __future__ import annotations

from paraph.core.guard.hcl_blocks import protected_addresses

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
