import json
from typing import Any

import pytest

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import StackRun, launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.stack import Stack
from tests.events.pattern import matches

HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
EVERYTHING: dict[str, dict[str, str]] = {
    "guardduty": {
        "GuardDutyRuntimeMonitoring": "ENABLED",
        "GuardDutyEksAgent": "ENABLED",
        "GuardDutyFargateAgent": "ENABLED",
        "GuardDutyEc2Agent": "ENABLED",
        "GuardDutySuppressedTypes": "Recon:EC2/PortProbeUnprotectedPort",
        "GuardDutyScannerImageIds": "ami-0123456789abcdef0",
        "GuardDutyLowSuppression": "ENABLED",
        "GuardDutyTrustedList": "ADDRESSES",
        "GuardDutyThreatList": "ENTITIES",
        "GuardDutyExport": "CREATE",
        "GuardDutyScannedBucketRegion": OTHER,
    },
    "detective": {
        "GraphMember1": "111122223333",
        "GraphMember1Email": "security@example.com",
        "GraphMember2": "222233334444",
        "GraphMember2Email": "root@example.com",
    },
    "macie": {
        "Macie": "CREATE",
        "MacieSuppressedTypes": "Policy:IAMUser/S3BucketSharedExternally",
        "MacieLowSuppression": "ENABLED",
        "MacieAllowedRegex": "4111-1111-1111-1111",
        "MacieIdentifierRegex": "C-[0-9]{8}",
        "MacieIdentifierKeywords": "customer,customer number",
        "MacieRepository": "CREATE",
    },
}


def green(run: StackRun) -> Stack:
    assert run.stack is not None, run.refused
    assert run.green, [str(event) for event in run.stack.failures]
    return run.stack


def uploads(account: StrictAccount, region: str) -> str:
    """A bucket with lists, and with what is to be scanned."""
    client, bucket = account.account_region(region).client("s3"), f"uploads-{region}"
    where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    client.create_bucket(Bucket=bucket, **where)
    for name in ("trusted.txt", "threats.txt", "macie-allow-list.txt"):
        client.put_object(Bucket=bucket, Key=name, Body=b"192.0.2.0/24")
    return bucket


def everything(account: StrictAccount, name: str, region: str) -> Stack:
    given = committed_parameters(name) | EVERYTHING[name]
    if "AlertTopicArn" in given:
        given["AlertTopicArn"] = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
    if name != "detective":
        bucket = uploads(account, region)
        scanned = "uploads-eu-west-1"
        given |= {"guardduty": {"GuardDutyListBucketName": bucket, "GuardDutyScannedBucketName": scanned}}.get(
            name, {"MacieAllowListBucketName": bucket}
        )
    return green(launch(account, name, region, REGIONS, given))


@pytest.mark.parametrize("name", EVERYTHING)
def test_everything_on_deploys_in_two_regions_and_goes_again(account: StrictAccount, name: str) -> None:
    stacks = {region: everything(account, name, region) for region in REGIONS}
    assert all(len(stack.resources) > 2 for stack in stacks.values())
    for region, stack in stacks.items():
        account.delete_stack(stack.name, region=region)
        assert stack.status == "DELETE_COMPLETE", stack.failures


def test_guardduty_is_as_the_stack_says(account: StrictAccount) -> None:
    for region in REGIONS:
        everything(account, "guardduty", region)
        client = account.account_region(region).client("guardduty")
        (detector,) = client.list_detectors()["DetectorIds"]
        found = client.get_detector(DetectorId=detector)
        statuses = {each["Name"]: each["Status"] for each in found["Features"]}
        assert set(statuses.values()) == {"ENABLED"}
        assert found["FindingPublishingFrequency"] == "FIFTEEN_MINUTES"
        criterion = client.get_filter(DetectorId=detector, FilterName="baseline-low-findings")["FindingCriteria"]
        assert criterion["Criterion"]["severity"]["LessThan"] == 4
        assert len(client.list_publishing_destinations(DetectorId=detector)["Destinations"]) == 1


@pytest.mark.parametrize(
    ("name", "rule", "detail"),
    [
        ("guardduty", "EventsRuleForGuardDutyFindings", {"severity": 8.1}),
        ("macie", "EventsRuleForMacieFindings", {"severity": {"score": 3}}),
    ],
)
def test_what_eventbridge_holds_hears_of_a_finding(
    account: StrictAccount, name: str, rule: str, detail: dict[str, Any]
) -> None:
    stack = everything(account, name, HOME)
    held = account.account_region(HOME).client("events").describe_rule(Name=stack.resources[rule].physical_id)
    service = {"guardduty": "GuardDuty", "macie": "Macie"}[name]
    event = {
        "source": f"aws.{name}",
        "detail-type": f"{service} Finding",
        "account": account.account_id,
        "region": HOME,
        "detail": detail,
    }
    assert matches(json.loads(held["EventPattern"]), event)
    assert not matches(json.loads(held["EventPattern"]), event | {"region": OTHER})


def test_a_second_detector_is_refused_and_an_existing_one_is_adopted(account: StrictAccount) -> None:
    client = account.account_region(HOME).client("guardduty")
    detector = client.create_detector(Enable=True)["DetectorId"]
    refused = launch(account, "guardduty", HOME)
    assert refused.stack is not None and not refused.green
    assert "already exists" in refused.stack.failures[0].reason
    account.delete_stack(refused.stack.name)
    given = committed_parameters("guardduty") | {
        "Detector": "EXISTING",
        "DetectorId": detector,
        "GuardDutyExport": "CREATE",
    }
    green(launch(account, "guardduty", HOME, given=given))
    assert client.list_detectors()["DetectorIds"] == [detector]


def test_a_list_that_was_not_uploaded_stops_the_stack(account: StrictAccount) -> None:
    chosen = {"GuardDutyListBucket": "CREATE", "GuardDutyTrustedList": "ADDRESSES"}
    run = launch(account, "guardduty", HOME, given=committed_parameters("guardduty") | chosen)
    assert run.stack is not None and not run.green
    assert "could not read" in run.stack.failures[0].reason


@pytest.mark.parametrize("lacking", ["guardduty.amazonaws.com", "kms:GenerateDataKey"])
def test_an_export_that_guardduty_cannot_write_is_refused(account: StrictAccount, lacking: str) -> None:
    client, s3, kms = (account.account_region(HOME).client(service) for service in ("guardduty", "s3", "kms"))
    detector = client.create_detector(Enable=True)["DetectorId"]
    allowed = {"Effect": "Allow", "Principal": {"Service": "guardduty.amazonaws.com"}, "Resource": "*"}
    root = {"Effect": "Allow", "Principal": {"AWS": account.account_id}, "Action": "kms:*", "Resource": "*"}
    use = [] if lacking == "kms:GenerateDataKey" else [{**allowed, "Action": "kms:GenerateDataKey"}]
    key = kms.create_key(Policy=json.dumps({"Version": "2012-10-17", "Statement": [root, *use]}))["KeyMetadata"]["Arn"]
    s3.create_bucket(Bucket="findings")
    if lacking != "guardduty.amazonaws.com":
        on = ["arn:aws:s3:::findings", "arn:aws:s3:::findings/*"]
        statement = {**allowed, "Action": ["s3:PutObject", "s3:GetBucketLocation"], "Resource": on}
        s3.put_bucket_policy(Bucket="findings", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    with pytest.raises(client.exceptions.BadRequestException, match="does not have permission"):
        client.create_publishing_destination(
            DetectorId=detector,
            DestinationType="S3",
            DestinationProperties={"DestinationArn": "arn:aws:s3:::findings", "KmsKeyArn": key},
        )


def test_macie_takes_nothing_before_its_session(account: StrictAccount) -> None:
    client = account.account_region(HOME).client("macie2")
    with pytest.raises(client.exceptions.AccessDeniedException, match="not enabled"):
        client.create_custom_data_identifier(name="own-data", regex="C-[0-9]{8}")
    client.enable_macie()
    client.create_custom_data_identifier(name="own-data", regex="C-[0-9]{8}")
    with pytest.raises(client.exceptions.ConflictException):
        client.create_custom_data_identifier(name="own-data", regex="D-[0-9]{8}")
