from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.organization.organization import StrictOrganization
from tests.rehearsal.organization.wrapper_calls import REGIONS, TREE, launched, published

ORGANIZATION = "o-exampleorgid"


def test_the_baseline_of_the_organization_launches_in_order_and_follows_an_account_that_joins() -> None:
    parts = ("service-linked-roles", "config", "password-policy", "access-analyzer", "log-archive")
    off = {
        name: "DISABLED"
        for name in committed_parameters("stack-sets/organization")
        if name.startswith("Deploy")
        and name not in {"DeployServiceLinkedRoles", "DeployConfig", "DeployPasswordPolicy", "DeployAccessAnalyzer"}
    }
    with StrictOrganization(TREE, regions=REGIONS) as organization:
        organization.trust_stack_sets()
        published(organization, *parts)
        archive = {"LogArchiveAccountId": organization.account("log"), "TrailOrganizationId": ORGANIZATION}
        stack = launched(organization, "organization", **archive, **off)
        assert (stack.status, [event.reason for event in stack.failures]) == ("CREATE_COMPLETE", [])
        sets = {each.name: each for each in organization.stack_sets}
        assert sets["baseline-config"].auto_deployment["DependsOn"] == [sets["baseline-service-linked-roles"].arn]
        assert sets["baseline-password-policy"].auto_deployment["DependsOn"] == [sets["baseline-config"].arn]
        assert organization.client("s3", "log", "eu-west-1").list_buckets()["Buckets"] != []
        for account in ("log", "work"):
            for region in REGIONS:
                recorders = organization.client("config", account, region).describe_configuration_recorders()
                assert len(recorders["ConfigurationRecorders"]) == 1
        organization.join("new", "Workloads")
        organization.settle()
        rules = organization.client("config", "new", REGIONS[0]).describe_config_rules()["ConfigRules"]
        assert [each["ConfigRuleName"] for each in rules] == ["baseline-iam-password-policy"]
        organization.aws.delete_stack(stack.name)
        assert stack.status == "DELETE_COMPLETE"
        assert organization.client("config", "new", REGIONS[0]).describe_config_rules()["ConfigRules"] == []
