from typing import Any

import pytest

from generator.model import Scope
from generator.template.errors import RequestRefused
from tests.articles.evaluation import HOME, OTHER, Made, document, made, rendered

PARTS = (
    "service-linked-roles",
    "config",
    "cloudtrail",
    "default-security-group",
    "password-policy",
    "access-keys",
    "vpc-flow-logs",
    "ssh-rdp",
    "s3-encryption",
    "log-archive",
    "private-bucket",
)
SWITCHES = {
    "DeployConfig": ("config", "ENABLED"),
    "DeployCloudTrail": ("cloudtrail", "ENABLED"),
    "DeployLogArchive": ("log-archive", "DISABLED"),
    "DeployPrivateBucket": ("private-bucket", "DISABLED"),
}
ON_REQUEST = ("log-archive", "private-bucket")
CONTROLS = [
    name for name, body in document("baseline")["Parameters"].items() if "DETECT" in body.get("AllowedValues", ())
]
ALL = {
    **dict.fromkeys(SWITCHES, "ENABLED"),
    "ArchiveOrganizationId": "o-exampleorgid",
    "TrailKey": "CREATE",
    "TrailTopic": "CREATE",
    "ConfigTopic": "CREATE",
    "VpcDefaultSecurityGroupClosed": "AUTOMATIC",
}
ONLY = dict.fromkeys(SWITCHES, "DISABLED") | {
    **dict.fromkeys(CONTROLS, "DISABLED"),
    "ServiceLinkedRoleOfConfig": "EXISTING",
}


def baseline(**given: Any) -> Made:
    return made("baseline", **given)


def test_it_holds_the_resources_of_every_part_flat_and_no_others() -> None:
    parts = {name: body["Type"] for part in PARTS for name, body in document(part)["Resources"].items()}
    assert {name: body["Type"] for name, body in document("baseline")["Resources"].items()} == parts
    assert rendered("baseline").article.scope is Scope.REGIONAL


@pytest.mark.parametrize("part", PARTS)
def test_it_takes_every_parameter_of_every_part_as_the_part_declares_it(part: str) -> None:
    parameters = document("baseline")["Parameters"]
    assert {name: parameters[name] for name in document(part)["Parameters"]} == document(part)["Parameters"]


def test_each_service_has_its_switch() -> None:
    parameters = document("baseline")["Parameters"]
    assert {name: parameters[name]["Default"] for name in parameters if name.startswith("Deploy")} == {
        name: default for name, (_, default) in SWITCHES.items()
    }
    for name in SWITCHES:
        assert parameters[name]["AllowedValues"] == ["ENABLED", "DISABLED"]


def test_by_default_it_makes_config_trail_roles_and_the_controls_with_their_runbooks() -> None:
    expected = {name for part in PARTS if part not in ON_REQUEST for name in made(part).resources}
    assert {*baseline().resources} == expected


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_switch_leaves_one_part_alone_out(switch: str) -> None:
    part, _ = SWITCHES[switch]
    with_part, without = baseline(**ALL), baseline(**ALL | {switch: "DISABLED"})
    assert {*with_part.resources} - {*without.resources} == {*made_alone(part)}
    own_outputs = document(part).get("Outputs", {})
    assert not own_outputs.keys() & without.outputs.keys()
    assert own_outputs.keys() <= with_part.outputs.keys()


def made_alone(part: str) -> dict[str, Any]:
    values = {name: value for name, value in ALL.items() if name in document(part)["Parameters"]}
    return dict(made(part, **values).resources)


@pytest.mark.parametrize(
    ("only", "part"), [({"DeployCloudTrail": "ENABLED"}, "cloudtrail"), ({"DeployConfig": "ENABLED"}, "config")]
)
def test_cloudtrail_only_and_config_only_are_offered_as_the_articles_offer_them(
    only: dict[str, str], part: str
) -> None:
    assert {*baseline(**ONLY | only).resources} == {*made(part).resources}


def test_each_resource_is_what_its_own_template_makes() -> None:
    together = baseline(**ALL)
    for part in PARTS:
        for name, body in made_alone(part).items():
            assert together.resources[name]["Properties"] == body["Properties"], name
            for attribute in ("DeletionPolicy", "UpdateReplacePolicy", "Type"):
                assert together.resources[name].get(attribute) == body.get(attribute)


def test_the_rule_waits_for_the_recorder_where_the_stack_makes_it_e20() -> None:
    assert "ConfigConfigurationRecorder" in baseline().waits_for("ConfigVpcDefaultSecurityGroupClosed")
    existing = baseline(ConfigurationRecorder="EXISTING")
    assert "ConfigVpcDefaultSecurityGroupClosed" in existing.resources
    assert "ConfigConfigurationRecorder" not in existing.resources
    off = baseline(DeployConfig="DISABLED")
    assert "ConfigVpcDefaultSecurityGroupClosed" in off.resources


def test_the_recorder_and_an_organization_s_trail_wait_for_their_service_linked_roles_e03() -> None:
    stack = baseline(ServiceLinkedRoleOfCloudTrail="CREATE")
    assert "ServiceLinkedRoleForConfig" in stack.waits_for("ConfigConfigurationRecorder")
    assert "ServiceLinkedRoleForCloudTrail" in stack.waits_for("CloudTrail")
    assert baseline(ServiceLinkedRoleOfConfig="EXISTING").resources.keys() >= {"ConfigConfigurationRecorder"}


def test_channel_and_recorder_stay_unlinked_e11() -> None:
    stack = baseline(**ALL)
    assert "ConfigConfigurationRecorder" not in stack.waits_for("ConfigDeliveryChannel")
    assert "ConfigDeliveryChannel" not in stack.waits_for("ConfigConfigurationRecorder")
    assert "S3BucketPolicyForConfig" in stack.waits_for("ConfigDeliveryChannel")


def test_a_second_region_records_and_controls_but_makes_nothing_global_e03_e06_e10() -> None:
    there = baseline(**ALL | {"DeployLogArchive": "DISABLED"}, region=OTHER, HomeRegion=HOME)
    assert not [name for name, body in there.resources.items() if body["Type"].startswith("AWS::IAM::")]
    assert "CloudTrail" not in there.resources
    assert there.properties("ConfigConfigurationRecorder")["RecordingGroup"]["IncludeGlobalResourceTypes"] is False
    assert {"ConfigDeliveryChannel", "ConfigVpcDefaultSecurityGroupClosed"} <= there.resources.keys()


def test_the_archive_asks_whose_logs_it_takes_only_where_it_is_made() -> None:
    with pytest.raises(RequestRefused, match="Give ArchiveOrganizationId or ArchiveAccountIds"):
        baseline(DeployLogArchive="ENABLED")
    assert "S3ForCloudTrailArchive" not in baseline().resources


def test_the_names_of_a_capability_are_those_of_its_parts() -> None:
    assert rendered("baseline").capabilities == ("CAPABILITY_NAMED_IAM",)
    assert rendered("default-security-group").capabilities == ("CAPABILITY_NAMED_IAM",)
    assert rendered("cloudtrail").capabilities == ("CAPABILITY_IAM",)
    for part in ("config", "log-archive", "private-bucket"):
        assert rendered(part).capabilities == ()
