"""Which types of resources hold what cannot be made again, hold other resources, or decide who gets in?

Names of the providers' own documentation (aws, azurerm, google, kubernetes; AWS CloudFormation; Pulumi writes
`aws:rds/instance:Instance` for the same). A type that no row names is judged by the words its name ends with.
"""

from __future__ import annotations

from functools import lru_cache

from paraph.core.guard.name_lists import names
from paraph.core.model.regex import regex

_HELD: dict[str, str] = {
    "a database": (
        "aws_db_instance aws_rds_cluster aws_rds_cluster_instance aws_rds_global_cluster aws_docdb_cluster"
        " aws_neptune_cluster aws_redshift_cluster aws_dynamodb_table aws_dynamodb_global_table aws_keyspaces_table"
        " aws_opensearch_domain aws_elasticsearch_domain aws_elasticache_cluster aws_elasticache_replication_group"
        " aws_memorydb_cluster aws_timestreamwrite_table azurerm_mssql_database azurerm_mssql_server"
        " azurerm_mssql_managed_instance azurerm_postgresql_server azurerm_postgresql_flexible_server"
        " azurerm_mysql_server azurerm_mysql_flexible_server azurerm_cosmosdb_account azurerm_redis_cache"
        " azurerm_kusto_cluster azurerm_synapse_workspace google_sql_database_instance google_sql_database"
        " google_spanner_instance google_spanner_database google_bigtable_instance google_bigquery_dataset"
        " google_bigquery_table google_firestore_database google_redis_instance google_alloydb_cluster"
        " AWS::RDS::DBInstance AWS::RDS::DBCluster AWS::DynamoDB::Table AWS::DynamoDB::GlobalTable"
        " AWS::Redshift::Cluster AWS::DocDB::DBCluster AWS::Neptune::DBCluster AWS::OpenSearchService::Domain"
        " AWS::ElastiCache::ReplicationGroup"
    ),
    "a bucket": (
        "aws_s3_bucket aws_s3_directory_bucket azurerm_storage_account azurerm_storage_container"
        " azurerm_storage_share google_storage_bucket AWS::S3::Bucket"
    ),
    "a disk": (
        "aws_ebs_volume aws_efs_file_system aws_fsx_lustre_file_system aws_fsx_windows_file_system"
        " aws_fsx_ontap_file_system aws_fsx_openzfs_file_system azurerm_managed_disk azurerm_netapp_volume"
        " google_compute_disk google_compute_region_disk google_filestore_instance AWS::EC2::Volume"
        " AWS::EFS::FileSystem AWS::FSx::FileSystem"
    ),
    "a snapshot or backup": (
        "aws_ebs_snapshot aws_db_snapshot aws_db_cluster_snapshot aws_ami aws_backup_vault aws_backup_plan"
        " azurerm_snapshot azurerm_recovery_services_vault azurerm_data_protection_backup_vault"
        " google_compute_snapshot google_backup_dr_backup_vault AWS::Backup::BackupVault"
    ),
    "a key or secret": (
        "aws_kms_key aws_kms_replica_key aws_secretsmanager_secret azurerm_key_vault azurerm_key_vault_key"
        " azurerm_key_vault_secret google_kms_key_ring google_kms_crypto_key google_kms_crypto_key_version"
        " google_secret_manager_secret AWS::KMS::Key AWS::SecretsManager::Secret"
    ),
    "a DNS zone": (
        "aws_route53_zone azurerm_dns_zone azurerm_private_dns_zone google_dns_managed_zone"
        " cloudflare_zone AWS::Route53::HostedZone"
    ),
    "a queue or topic": (
        "aws_sqs_queue aws_sns_topic aws_kinesis_stream aws_msk_cluster aws_mq_broker azurerm_servicebus_queue"
        " azurerm_servicebus_topic azurerm_servicebus_namespace azurerm_eventhub azurerm_eventhub_namespace"
        " google_pubsub_topic google_pubsub_subscription AWS::SQS::Queue AWS::SNS::Topic AWS::Kinesis::Stream"
        " AWS::MSK::Cluster"
    ),
    "a volume claim": (
        "kubernetes_persistent_volume_claim kubernetes_persistent_volume_claim_v1 kubernetes_persistent_volume"
        " kubernetes_persistent_volume_v1 kubernetes_stateful_set kubernetes_stateful_set_v1"
        " PersistentVolumeClaim PersistentVolume StatefulSet CustomResourceDefinition"
    ),
    "a registry": (
        "aws_ecr_repository aws_ecrpublic_repository azurerm_container_registry google_artifact_registry_repository"
        " google_container_registry AWS::ECR::Repository"
    ),
    "a user pool": (
        "aws_cognito_user_pool aws_cognito_identity_pool azurerm_aadb2c_directory google_identity_platform_tenant"
        " AWS::Cognito::UserPool"
    ),
    "a log archive": "aws_cloudwatch_log_group azurerm_log_analytics_workspace google_logging_project_bucket_config",
}  # fmt: skip
_STATEFUL = {type_: label for label, types in _HELD.items() for type_ in types.split()}
_PARENT_TYPES = (
    "aws_vpc aws_eks_cluster aws_ecs_cluster aws_organizations_account aws_cloudformation_stack"
    " azurerm_resource_group azurerm_virtual_network azurerm_kubernetes_cluster azurerm_subscription"
    " google_project google_folder google_compute_network google_container_cluster kubernetes_namespace"
    " kubernetes_namespace_v1 Namespace CustomResourceDefinition helm_release AWS::EC2::VPC AWS::EKS::Cluster"
    " AWS::ECS::Cluster AWS::CloudFormation::Stack"
)
_PARENTS = frozenset(_PARENT_TYPES.split())
# What is in these goes with them, though no plan and no manifest tells of it.
_TAKING_ALL = names(
    "azurerm_resource_group azurerm_subscription google_project google_folder aws_organizations_account "
    "kubernetes_namespace kubernetes_namespace_v1 Namespace CustomResourceDefinition aws_cloudformation_stack "
    "AWS::CloudFormation::Stack"
)
_ENDS = regex(
    r"_(?:(?P<database>database|db|db_instance|db_cluster|database_cluster|database_instance|table)|(?P<bucket>bucket)"
    r"|(?P<disk>volume|disk|file_system|filesystem)|(?P<snapshot>snapshot|backup|backup_vault)"
    r"|(?P<key>kms_key|crypto_key|secret)|(?P<zone>zone|dns_zone|hosted_zone)|(?P<queue>queue|topic|stream))(?:_v\d)?$"
)
_NOT_HELD = regex(r".*_(?:route_table|security_group|availability_zone|global_table_replica)(?:_v\d)?")
_ENDED = {
    "database": "a database", "bucket": "a bucket", "disk": "a disk", "snapshot": "a snapshot or backup",
    "key": "a key or secret", "zone": "a DNS zone", "queue": "a queue or topic",
}  # fmt: skip
_ACCESS = regex(
    r".*(?:_iam_|iam_(?:policy|role|user|group)|role_assignment|role_definition|security_group|network_acl|firewall"
    r"|network_security_(?:group|rule)|_route$|_route_table|_peering|bucket_policy|public_access_block|_acl$"
    r"|lambda_permission|access_policy|service_account_key|_vpn_|_nat_gateway|_internet_gateway"
    r"|::IAM::|::SecurityGroup|::NetworkAcl|::Route$|BucketPolicy|:iam/|securityGroup|RoleBinding$|^Role$|ClusterRole$"
    r"|NetworkPolicy$|cluster_role|kubernetes_role|network_policy).*"
)
_PULUMI = regex(r"(?P<package>[\w-]+):(?P<module>[\w./-]+):(?P<name>\w+)")
_PACKAGES = {"gcp": "google", "azure": "azurerm", "azure-native": "azurerm", "aws-native": "aws"}
_MODULES = {"rds": "db", "sql": "mssql"}
_HUMP = regex(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=4096)
def held_by(type_: str) -> str:
    """What a resource of this type holds that nobody can make again (`a database`), empty for nothing of the kind."""
    known = _STATEFUL.get(type_)
    if known:
        return known
    if "::" in type_ or _NOT_HELD.fullmatch(type_):
        return ""
    plain = _as_terraform(type_)
    ended = None if plain in _STATEFUL else _ENDS.search(plain)
    return _ENDED[str(ended.lastgroup)] if ended else _STATEFUL.get(plain, "")


@lru_cache(maxsize=4096)
def is_parent(type_: str) -> bool:
    """Whether others live in a resource of this type and go with it: a network, a cluster, a project."""
    return type_ in _PARENTS or _as_terraform(type_) in _PARENTS


@lru_cache(maxsize=4096)
def takes_all(type_: str) -> bool:
    """Whether all that is in a resource of this type goes with it, known or not: a namespace, a resource group."""
    return type_ in _TAKING_ALL or _as_terraform(type_) in _TAKING_ALL


@lru_cache(maxsize=4096)
def decides_access(type_: str) -> bool:
    """Whether a resource of this type decides who may do something, or who is reached from where."""
    return _ACCESS.fullmatch(type_) is not None


def _as_terraform(type_: str) -> str:
    """A type of Pulumi's (`aws:s3/bucket:Bucket`) as Terraform would write it (`aws_s3_bucket`), others as they are."""
    found = _PULUMI.fullmatch(type_)
    if found is None:
        return type_
    package = _PACKAGES.get(found["package"], found["package"])
    module, name = found["module"].split("/")[0], _HUMP.sub("_", found["name"]).lower()
    names = (f"{package}_{module}_{name}", f"{package}_{_MODULES.get(module, module)}_{name}", f"{package}_{name}")
    return next((each for each in names if each in _STATEFUL or each in _PARENTS), names[0])
