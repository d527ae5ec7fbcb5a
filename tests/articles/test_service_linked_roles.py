import pytest

from tests.articles.evaluation import HOME, OTHER, document, made

PRINCIPALS = {
    "Config": "config.amazonaws.com",
    "ConfigRemediation": "remediation.config.amazonaws.com",
    "ConfigMultiAccountSetup": "config-multiaccountsetup.amazonaws.com",
    "CloudTrail": "cloudtrail.amazonaws.com",
    "AccessAnalyzer": "access-analyzer.amazonaws.com",
    "SecurityHub": "securityhub.amazonaws.com",
    "GuardDuty": "guardduty.amazonaws.com",
    "GuardDutyMalwareProtection": "malware-protection.guardduty.amazonaws.com",
    "Inspector": "inspector2.amazonaws.com",
    "Detective": "detective.amazonaws.com",
    "Macie": "macie.amazonaws.com",
    "SystemsManager": "ssm.amazonaws.com",
}


def test_there_is_a_role_for_config_its_remediation_and_each_service_of_the_other_articles() -> None:
    stack = made("service-linked-roles", **{f"ServiceLinkedRoleOf{thing}": "CREATE" for thing in PRINCIPALS})
    assert {
        name: properties["AWSServiceName"] for name, properties in stack.of_type("AWS::IAM::ServiceLinkedRole").items()
    } == {f"ServiceLinkedRoleFor{thing}": principal for thing, principal in PRINCIPALS.items()}
    assert {*document("service-linked-roles")["Resources"]} == {f"ServiceLinkedRoleFor{thing}" for thing in PRINCIPALS}


@pytest.mark.parametrize("thing", PRINCIPALS)
def test_each_role_is_created_or_left_as_it_is_e03(thing: str) -> None:
    choice, role = f"ServiceLinkedRoleOf{thing}", f"ServiceLinkedRoleFor{thing}"
    assert document("service-linked-roles")["Parameters"][choice]["AllowedValues"] == ["CREATE", "EXISTING"]
    assert role in made("service-linked-roles", **{choice: "CREATE"}).resources
    assert role not in made("service-linked-roles", **{choice: "EXISTING"}).resources


def test_by_default_only_the_role_that_no_service_makes_itself_is_created_e03_e32() -> None:
    assert {*made("service-linked-roles").resources} == {"ServiceLinkedRoleForConfig"}


def test_a_second_region_creates_nothing_e03() -> None:
    everything = {f"ServiceLinkedRoleOf{thing}": "CREATE" for thing in PRINCIPALS}
    assert made("service-linked-roles", region=OTHER, HomeRegion=HOME, **everything).resources == {}
    assert len(made("service-linked-roles", region=HOME, HomeRegion=HOME, **everything).resources) == len(PRINCIPALS)


@pytest.mark.parametrize("attribute", ["DeletionPolicy", "UpdateReplacePolicy"])
def test_every_role_outlives_the_stack_e03(attribute: str) -> None:
    resources = document("service-linked-roles")["Resources"]
    assert {body.get(attribute) for body in resources.values()} == {"Retain"}
