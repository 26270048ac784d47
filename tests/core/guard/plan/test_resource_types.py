"""Which types hold data, hold others, or decide who gets in?"""

from __future__ import annotations

import pytest

from paraph.core.guard.plan.resource_types import decides_access, held_by, is_parent


@pytest.mark.parametrize(
    ("type_", "held"),
    [
        ("aws_db_instance", "a database"),
        ("azurerm_storage_account", "a bucket"),
        ("google_compute_disk", "a disk"),
        ("aws_kms_key", "a key or secret"),
        ("google_dns_managed_zone", "a DNS zone"),
        ("aws_sqs_queue", "a queue or topic"),
        ("kubernetes_persistent_volume_claim_v1", "a volume claim"),
        ("PersistentVolumeClaim", "a volume claim"),
        ("aws_ecr_repository", "a registry"),
        ("aws_cognito_user_pool", "a user pool"),
        ("AWS::RDS::DBInstance", "a database"),
        ("aws:s3/bucket:Bucket", "a bucket"),
        ("aws:dynamodb/table:Table", "a database"),
        ("digitalocean_database_cluster", "a database"),
        ("hcloud_volume", "a disk"),
        ("openstack_blockstorage_volume_v3", "a disk"),
        ("aws_instance", ""),
        ("aws_s3_bucket_policy", ""),
        ("aws_route_table", ""),
        ("aws_volume_attachment", ""),
        ("AWS::IAM::Role", ""),
        ("Deployment", ""),
        ("", ""),
    ],
)
def test_what_a_type_holds(type_: str, held: str) -> None:
    assert held_by(type_) == held


def test_parents() -> None:
    assert [is_parent(each) for each in ("aws_vpc", "Namespace", "aws:ec2/vpc:Vpc", "aws_instance")] == [
        True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("aws_iam_role_policy", True),
        ("aws_security_group_rule", True),
        ("google_compute_firewall", True),
        ("azurerm_role_assignment", True),
        ("aws_route", True),
        ("ClusterRoleBinding", True),
        ("AWS::EC2::SecurityGroup", True),
        ("aws_instance", False),
        ("aws_route53_record", False),
        ("Deployment", False),
    ],
)
def test_what_decides_access(type_: str, expected: bool) -> None:
    assert decides_access(type_) is expected
