"""Which rule judges which API call, and which calls a double answers."""

from typing import Final

from generator.rehearsal.api_call import Double, ServiceRule
from generator.rehearsal.service_doubles import doubles
from generator.rehearsal.service_rules import (
    analyzers,
    associations,
    bucket_doubles,
    buckets,
    cloudtrail,
    config,
    databases,
    documents,
    keys,
    metric_filters,
    object_requests,
    once_per_region,
    remediations,
    roles,
)
from generator.rehearsal.service_rules.model_constraints import check_model_constraints

RULES: Final[dict[tuple[str, str], tuple[ServiceRule, ...]]] = {
    ("cloudtrail", "CreateTrail"): (cloudtrail.trail_can_write,),
    ("cloudtrail", "UpdateTrail"): (cloudtrail.trail_can_write,),
    ("config", "DeleteConfigRule"): (config.rule_has_no_remediation,),
    ("config", "PutConfigRule"): (config.rule_has_recorder,),
    ("config", "PutConfigurationRecorder"): (config.recorder_role_exists,),
    ("config", "PutDeliveryChannel"): (config.channel_can_deliver,),
    ("guardduty", "CreateDetector"): (once_per_region.no_other_detector,),
    ("iam", "AttachGroupPolicy"): (roles.provide_aws_managed_policy,),
    ("iam", "AttachRolePolicy"): (roles.provide_aws_managed_policy,),
    ("iam", "AttachUserPolicy"): (roles.provide_aws_managed_policy,),
    ("iam", "CreateRole"): (roles.provide_aws_managed_policy,),
    ("iam", "PutRolePermissionsBoundary"): (roles.provide_aws_managed_policy,),
    ("kms", "CreateKey"): (keys.key_stays_manageable,),
    ("kms", "PutKeyPolicy"): (keys.key_stays_manageable,),
    ("logs", "AssociateKmsKey"): (keys.log_group_key_is_usable,),
    ("logs", "CreateLogGroup"): (keys.log_group_key_is_usable,),
    ("logs", "PutMetricFilter"): (metric_filters.filter_can_count,),
    ("rds", "CreateDBInstance"): databases.ON_INSTANCE,
    ("rds", "CreateDBSubnetGroup"): (databases.subnets_cover_zones,),
    ("rds", "DeleteDBParameterGroup"): (databases.parameter_group_is_unused,),
    ("rds", "DeleteDBSubnetGroup"): (databases.subnet_group_is_unused,),
    ("rds", "ModifyDBSubnetGroup"): (databases.subnets_cover_zones,),
    ("s3", "CreateBucket"): (buckets.name_is_free,),
    ("s3", "PutBucketPolicy"): (buckets.policy_is_about_the_bucket, buckets.policy_is_not_public),
    ("s3", "PutObject"): (object_requests.remember_conditions,),
    ("securityhub", "EnableSecurityHub"): (once_per_region.no_other_hub,),
    ("ssm", "CreateDocument"): (documents.content_fits, documents.name_is_not_reserved),
    ("ssm", "UpdateDocument"): (documents.content_fits,),
}
DOUBLES: Final[dict[tuple[str, str], Double]] = {
    ("accessanalyzer", "CreateAnalyzer"): analyzers.create,
    ("accessanalyzer", "DeleteAnalyzer"): analyzers.delete,
    ("accessanalyzer", "GetAnalyzer"): analyzers.get,
    ("accessanalyzer", "ListAnalyzers"): analyzers.list_all,
    ("accessanalyzer", "UpdateAnalyzer"): analyzers.update,
    ("budgets", "UpdateBudget"): once_per_region.update_budget,
    ("config", "DeleteRemediationConfiguration"): remediations.delete,
    ("config", "DescribeRemediationConfigurations"): remediations.describe,
    ("config", "PutRemediationConfigurations"): remediations.put,
    ("iam", "CreateServiceLinkedRole"): roles.create_service_linked_role,
    ("s3", "DeleteBucketIntelligentTieringConfiguration"): bucket_doubles.delete_tiering,
    ("s3", "GetBucketIntelligentTieringConfiguration"): bucket_doubles.get_tiering,
    ("s3", "ListBucketIntelligentTieringConfigurations"): bucket_doubles.list_tiering,
    ("s3", "PutBucketIntelligentTieringConfiguration"): bucket_doubles.put_tiering,
    ("s3", "PutBucketLogging"): bucket_doubles.put_logging,
    ("securityhub", "UpdateSecurityHubConfiguration"): once_per_region.update_hub,
    ("ssm", "CreateAssociation"): associations.create,
    ("ssm", "DeleteAssociation"): associations.delete,
    ("ssm", "DescribeAssociation"): associations.describe,
    ("ssm", "ListAssociations"): associations.list_all,
    ("ssm", "UpdateAssociation"): associations.update,
    **doubles(),
}

__all__ = ["DOUBLES", "RULES", "check_model_constraints"]
