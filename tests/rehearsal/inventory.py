"""What an account has: every kind of resource that the articles make and that is retained or goes with its stack."""

from collections.abc import Callable
from typing import Any

from generator.knowledge.limits import ORGANIZATION_POLICY_LENGTHS
from generator.rehearsal.account import StrictAccount

INSTANCE = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
"""The instance of IAM Identity Center."""


def hubs(client: Any) -> list[str]:
    try:
        return [client.describe_hub()["HubArn"]]
    except client.exceptions.InvalidAccessException:
        return []


def organization_policies(client: Any) -> list[str]:
    try:
        return [
            each["Id"]
            for kind in ORGANIZATION_POLICY_LENGTHS
            for each in client.list_policies(Filter=kind)["Policies"]
            if not each["AwsManaged"]
        ]
    except client.exceptions.AWSOrganizationsNotInUseException:
        return []


def administrators(client: Any, items: str) -> list[str]:
    try:
        return [each["AccountId"] for each in client.list_organization_admin_accounts()[items]]
    except client.exceptions.ClientError:
        return []


def aggregators(client: Any) -> list[str]:
    if not hubs(client):
        return []
    return [each["FindingAggregatorArn"] for each in client.list_finding_aggregators()["FindingAggregators"]]


LISTS: dict[str, tuple[str, Callable[[Any], list[str]]]] = {
    "analyzer": ("accessanalyzer", lambda client: [each["arn"] for each in client.list_analyzers()["analyzers"]]),
    "hub": ("securityhub", hubs),
    "administrator of Detective": ("detective", lambda client: administrators(client, "Administrators")),
    "administrator of Security Hub": (
        "securityhub",
        # CloudFormation names the Region with it.
        lambda client: [f"{each}/{client.meta.region_name}" for each in administrators(client, "AdminAccounts")],
    ),
    "finding aggregator": ("securityhub", aggregators),
    "organization's policy": ("organizations", organization_policies),
    "alarm": (
        "cloudwatch",
        lambda client: [each["AlarmName"] for each in client.describe_alarms()["MetricAlarms"]],
    ),
    "database": (
        "rds",
        lambda client: [each["DBInstanceIdentifier"] for each in client.describe_db_instances()["DBInstances"]],
    ),
    "detector": ("guardduty", lambda client: client.list_detectors()["DetectorIds"]),
    "graph": ("detective", lambda client: [each["Arn"] for each in client.list_graphs()["GraphList"]]),
    "bucket": ("s3", lambda client: [each["Name"] for each in client.list_buckets()["Buckets"]]),
    "group": ("iam", lambda client: [each["GroupName"] for each in client.list_groups()["Groups"]]),
    "policy": ("iam", lambda client: [each["Arn"] for each in client.list_policies(Scope="Local")["Policies"]]),
    "role": ("iam", lambda client: [each["RoleName"] for each in client.list_roles()["Roles"]]),
    "key": ("kms", lambda client: [each["KeyId"] for each in client.list_keys()["Keys"]]),
    "log group": (
        "logs",
        lambda client: [each["logGroupName"] for each in client.describe_log_groups()["logGroups"]],
    ),
    "association": (
        "ssm",
        lambda client: [each["AssociationId"] for each in client.list_associations()["Associations"]],
    ),
    "patch baseline": (
        "ssm",
        lambda client: [each["BaselineId"] for each in client.describe_patch_baselines()["BaselineIdentities"]],
    ),
    "secret": ("secretsmanager", lambda client: [each["ARN"] for each in client.list_secrets()["SecretList"]]),
    "topic": ("sns", lambda client: [each["TopicArn"] for each in client.list_topics()["Topics"]]),
    "directory": (
        "ds",
        lambda client: [each["DirectoryId"] for each in client.describe_directories()["DirectoryDescriptions"]],
    ),
    "user pool": (
        "cognito-idp",
        lambda client: [each["Id"] for each in client.list_user_pools(MaxResults=60)["UserPools"]],
    ),
    "permission set": (
        "sso-admin",
        lambda client: client.list_permission_sets(InstanceArn=INSTANCE)["PermissionSets"],
    ),
    "schedule": ("scheduler", lambda client: [each["Name"] for each in client.list_schedules()["Schedules"]]),
    "queue": ("sqs", lambda client: client.list_queues().get("QueueUrls", [])),
    "event rule": ("events", lambda client: [each["Name"] for each in client.list_rules()["Rules"]]),
    "registry": (
        "ecr",
        # The default configuration has no rules.
        lambda client: [
            each["registryId"]
            for each in [client.get_registry_scanning_configuration()]
            if each["scanningConfiguration"].get("rules")
        ],
    ),
    "trail": ("cloudtrail", lambda client: [each["Name"] for each in client.list_trails()["Trails"]]),
    "rule": (
        "config",
        lambda client: [each["ConfigRuleName"] for each in client.describe_config_rules()["ConfigRules"]],
    ),
    "recorder": (
        "config",
        lambda client: [each["name"] for each in client.describe_configuration_recorders()["ConfigurationRecorders"]],
    ),
    "channel": (
        "config",
        lambda client: [each["name"] for each in client.describe_delivery_channels()["DeliveryChannels"]],
    ),
    "runbook": (
        "ssm",
        lambda client: [
            each["Name"]
            for each in client.list_documents(Filters=[{"Key": "Owner", "Values": ["Self"]}])["DocumentIdentifiers"]
        ],
    ),
}


def inventory(account: StrictAccount, region: str) -> set[tuple[str, str]]:
    """Kind and physical id of everything that is there and that stacks make."""
    place = account.account_region(region)
    return {(kind, name) for kind, (service, names) in LISTS.items() for name in names(place.client(service))}
