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
        ("aws:rds/instance:Instance", "a database"),
        ("aws:ec2/instance:Instance", ""),
        ("gcp:sql/databaseInstance:DatabaseInstance", "a database"),
        ("azure-native:storage:StorageAccount", "a bucket"),
        ("azure:mssql/server:Server", "a database"),
        ("azure-native:sql:Server", "a database"),
        ("kubernetes:core/v1:PersistentVolumeClaim", "a volume claim"),
        ("kubernetes:apps/v1:StatefulSet", "a volume claim"),
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


@pytest.mark.parametrize(
    "type_",
    [
        "aws_vpc", "Namespace", "aws:ec2/vpc:Vpc", "aws:eks/cluster:Cluster", "kubernetes:core/v1:Namespace",
        "azure-native:resources:ResourceGroup", "azure:core/resourceGroup:ResourceGroup",
        "gcp:organizations/project:Project", "gcp:container/cluster:Cluster",
    ],
)  # fmt: skip
def test_parents(type_: str) -> None:
    assert is_parent(type_)
    assert not is_parent("aws_instance")


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
