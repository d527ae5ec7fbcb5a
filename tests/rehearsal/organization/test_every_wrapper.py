from collections.abc import Iterator

import pytest

from generator.rehearsal.committed import ROOT, committed_parameters, template_text
from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.tree import Unit
from generator.rehearsal.stack import Stack
from generator.template.capabilities import needed_capabilities
from generator.template.template import load

REGIONS = ("eu-west-1", "us-east-1")
TREE = Unit("Root", [], [Unit("Security", ["log"]), Unit("Workloads", ["work"])])
BUCKET = "published-templates"
BASE = f"https://{BUCKET}.s3.us-east-1.amazonaws.com/1.0.0/templates"
ORGANIZATION = "o-exampleorgid"
WRAPPERS = sorted(path.stem for path in (ROOT / "templates/stack-sets").glob("*.yaml"))


def published(organization: StrictOrganization, *names: str) -> None:
    s3 = organization.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    for name in names:
        body = template_text(name).encode()
        s3.put_object(Bucket=BUCKET, Key=f"1.0.0/templates/{name}.yaml", Body=body)


@pytest.fixture(scope="module")
def light() -> Iterator[StrictOrganization]:
    with StrictOrganization(TREE, regions=REGIONS, light=True) as made:
        made.trust_stack_sets()
        published(made, *(name for name in WRAPPERS if name != "organization"))
        yield made


def launched(organization: StrictOrganization, name: str, **given: str) -> Stack:
    text = template_text(f"stack-sets/{name}")
    values = committed_parameters(f"stack-sets/{name}")
    values |= {"TemplateBaseUrl": BASE, "OrganizationalUnitIds": organization.ou("Root")}
    values |= {"Regions": ",".join(REGIONS)} if "Regions" in values else {}
    return organization.aws.create_stack(
        f"wraps-{name}", text, values | given, capabilities=needed_capabilities(load(text))
    )


@pytest.mark.parametrize("name", [name for name in WRAPPERS if name != "organization"])
def test_a_wrapper_launches_from_the_management_account(light: StrictOrganization, name: str) -> None:
    stack = launched(light, name)
    assert (stack.status, [event.reason for event in stack.failures]) == ("CREATE_COMPLETE", [])
    client = light.client("cloudformation")
    (made,) = client.list_stack_sets(Status="ACTIVE")["Summaries"]
    found = client.list_stack_instances(StackSetName=made["StackSetName"])["Summaries"]
    assert {each["Account"] for each in found} == {light.account("log"), light.account("work")}
    assert {each["Region"] for each in found} <= set(REGIONS)
    light.aws.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE"
    assert client.list_stack_sets(Status="ACTIVE")["Summaries"] == []


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
