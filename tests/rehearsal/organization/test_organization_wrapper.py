from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.organization.organization import StrictOrganization
from tests.rehearsal.organization.wrapper_calls import REGIONS, TREE, launched, published

EARLY = (
    "CloudWatchLogsGroupForCloudTrail",
    "IAMRoleForCloudTrail",
    "CloudTrail",
    "StackSetForServiceLinkedRoles",
    "StackSetForConfig",
)
"""What delivers to the archive and what that needs: made before the archive, unless it is declared to wait for it."""


def test_the_baseline_of_the_organization_launches_in_order_and_follows_an_account_that_joins() -> None:
    parts = ("service-linked-roles", "config", "password-policy", "access-analyzer", "log-archive")
    off = {
        name: "DISABLED"
        for name in committed_parameters("stack-sets/organization")
        if name.startswith("Deploy")
        and name not in {"DeployServiceLinkedRoles", "DeployConfig", "DeployPasswordPolicy", "DeployAccessAnalyzer"}
    } | {"DeployCloudTrail": "ENABLED"}
    with StrictOrganization(TREE, regions=REGIONS) as organization:
        organization.trust_stack_sets()
        published(organization, *parts)
        archive = {
            "LogArchiveAccountId": organization.account("log"),
            "TrailOrganizationId": organization.ids.organization,
        }
        stack = launched(organization, "organization", *EARLY, **archive, **off)
        assert (stack.status, [event.reason for event in stack.failures]) == ("CREATE_COMPLETE", [])
        sets = {each.name: each for each in organization.stack_sets}
        assert sets["baseline-config"].auto_deployment["DependsOn"] == [sets["baseline-service-linked-roles"].arn]
        assert sets["baseline-password-policy"].auto_deployment["DependsOn"] == [sets["baseline-config"].arn]
        buckets = {
            writer: f"baseline-{writer}-{organization.account('log')}-eu-west-1-an"
            for writer in ("cloudtrail", "config")
        }
        there = organization.client("s3", "log", "eu-west-1").list_buckets()["Buckets"]
        assert {each["Name"] for each in there} >= {*buckets.values()}
        (trail,) = organization.client("cloudtrail").describe_trails()["trailList"]
        assert (trail["S3BucketName"], trail["IsOrganizationTrail"]) == (buckets["cloudtrail"], True)
        assert stack.outputs["ConfigBucketNameOfArchive"].value == buckets["config"]
        for account in ("log", "work"):
            for region in REGIONS:
                recorders = organization.client("config", account, region).describe_configuration_recorders()
                assert len(recorders["ConfigurationRecorders"]) == 1
                assert _delivers_to(organization, account, region) == buckets["config"]
        organization.join("new", "Workloads")
        organization.settle()
        rules = organization.client("config", "new", REGIONS[0]).describe_config_rules()["ConfigRules"]
        assert [each["ConfigRuleName"] for each in rules] == ["baseline-iam-password-policy"]
        assert _delivers_to(organization, "new", REGIONS[0]) == buckets["config"]
        organization.aws.delete_stack(stack.name)
        assert stack.status == "DELETE_COMPLETE"
        assert organization.client("config", "new", REGIONS[0]).describe_config_rules()["ConfigRules"] == []


def _delivers_to(organization: StrictOrganization, account: str, region: str) -> str:
    (channel,) = organization.client("config", account, region).describe_delivery_channels()["DeliveryChannels"]
    return str(channel["s3BucketName"])
