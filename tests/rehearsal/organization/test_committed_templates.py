from generator.rehearsal.committed import template_text
from generator.rehearsal.organization.organization import StrictOrganization
from generator.template.capabilities import needed_capabilities
from generator.template.template import load
from tests.rehearsal.organization.stack_set_calls import Calls

BOTH = ("us-east-1", "eu-west-1")


def deployed(organization: StrictOrganization, article: str, parameters: dict[str, str]) -> Calls:
    text = template_text(article)
    calls = Calls(organization, StackSetName=article)
    calls.create(
        template=text,
        Capabilities=list(needed_capabilities(load(text))),
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
    )
    return calls


def test_config_is_deployed_home_region_first_and_removed_but_for_its_buckets(organization: StrictOrganization) -> None:
    roles = deployed(organization, "service-linked-roles", {})
    assert roles.end(roles.instances("Security"))["Status"] == "SUCCEEDED"
    calls = deployed(organization, "config", {"HomeRegion": "us-east-1"})
    done = calls.end(calls.instances("Security", BOTH, OperationPreferences={"RegionOrder": list(BOTH)}))
    assert (done["Status"], [each.get("StatusReason") for each in calls.listed()]) == ("SUCCEEDED", [None] * 4)
    recorders = [
        organization.client("config", name, region).describe_configuration_recorders()["ConfigurationRecorders"]
        for name in ("audit", "log")
        for region in BOTH
    ]
    assert [len(each) for each in recorders] == [1, 1, 1, 1]
    done = calls.end(calls.delete("Security", BOTH))
    assert (done["Status"], calls.listed()) == ("SUCCEEDED", [])
    assert organization.client("config", "audit").describe_configuration_recorders()["ConfigurationRecorders"] == []
    assert organization.client("s3", "audit").list_buckets()["Buckets"] != []


def test_guardduty_fails_where_a_detector_is_and_recovers(organization: StrictOrganization) -> None:
    detectors = organization.client("guardduty", "audit")
    own = detectors.create_detector(Enable=True)["DetectorId"]
    calls = deployed(organization, "guardduty", {})
    done = calls.end(calls.instances("Security"))
    assert (done["Status"], done["StatusDetails"]["FailedStackInstancesCount"]) == ("SUCCEEDED", 1)
    failed = calls.listed(Filters=[{"Name": "DETAILED_STATUS", "Values": "FAILED"}])
    assert [each["Account"] for each in failed] == [organization.account("audit")]
    assert "AWS::GuardDuty::Detector" in failed[0]["StatusReason"]
    detectors.delete_detector(DetectorId=own)
    calls.end(calls.instances("Security"))
    assert {each["Status"] for each in calls.listed()} == {"CURRENT"}
