import json
from pathlib import Path
from typing import Any

import pytest

from generator.knowledge import regions
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, as_list
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "guardduty"
EVENTS = json.loads((Path(__file__).parents[1] / "events/samples/guardduty.json").read_text("utf-8"))["events"]
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"
ID = "12abc34d567e8fa901bc2d34e56789f0"
BUCKET = "amzn-s3-demo-bucket"
DETECTOR = "AWS::GuardDuty::Detector"


def stack(**given: Any) -> Made:
    return made(NAME, **{"AlertTopicArn": TOPIC, **given})


def event(name: str, **detail: Any) -> dict[str, Any]:
    return {**EVENTS[name], "detail": {**EVENTS[name]["detail"], **detail}}


def hears(rule: str, what: dict[str, Any], **given: Any) -> bool:
    return matches(stack(**given).properties(rule)["EventPattern"], what)


def told(rule: str, what: dict[str, Any], **given: Any) -> list[str]:
    (target,) = stack(**given).properties(rule)["Targets"]
    assert target["Arn"] == TOPIC
    return transformed(target["InputTransformer"], what)


def features(region: str = HOME, **given: Any) -> dict[str, str]:
    """Every feature and what it manages, with the status."""
    (detector,) = made(NAME, region=region, **given).of_type(DETECTOR).values()
    found = {each["Name"]: each["Status"] for each in detector["Features"]}
    for each in detector["Features"]:
        found |= {more["Name"]: more["Status"] for more in each.get("AdditionalConfiguration", ())}
    return found


@pytest.mark.parametrize(("level", "least"), [("LOW", 1), ("MEDIUM", 4), ("HIGH", 7), ("CRITICAL", 9)], ids=str)
def test_a_finding_is_told_from_the_chosen_severity_upwards(level: str, least: float) -> None:
    rule = "EventsRuleForGuardDutyFindings"
    for severity in (least, least + 0.9, 9.5):
        assert hears(rule, event("finding", severity=severity), GuardDutyAlertSeverity=level)
    for other in (least - 0.1, 0, str(least)):
        assert not hears(rule, event("finding", severity=other), GuardDutyAlertSeverity=level)


def test_medium_is_the_default_and_an_administrator_hears_of_its_members() -> None:
    rule = "EventsRuleForGuardDutyFindings"
    assert hears(rule, event("finding", severity=4.0))
    assert not hears(rule, event("finding", severity=3.9))
    assert hears(rule, event("finding", accountId="444455556666"))


@pytest.mark.parametrize(
    "changed",
    [
        {"account": "444455556666"},
        {"region": OTHER},
        {"source": "guardduty"},
        {"detail-type": "GuardDuty Malware Protection Object Scan Result"},
    ],
)
def test_what_comes_from_elsewhere_or_is_no_finding_is_not_told(changed: dict[str, str]) -> None:
    assert not hears("EventsRuleForGuardDutyFindings", event("finding") | changed)


def test_the_finding_reads_well() -> None:
    assert told("EventsRuleForGuardDutyFindings", event("finding")) == [
        "GuardDuty, severity 5 of 10: 198.51.100.0 is performing SSH brute force attacks against i-99999999.",
        f"UnauthorizedAccess:EC2/SSHBruteForce in account {ACCOUNT}, {HOME}. Resource: Instance.",
        "198.51.100.0 is performing SSH brute force attacks against i-99999999. Brute force attacks are used to gain"
        " unauthorized access to your instance by guessing the SSH password.",
        f"https://{HOME}.console.aws.amazon.com/guardduty/home?region={HOME}"
        "#/findings?search=id%3D16afba5c5c43e07c9e3e5e2e544e95df",
    ]


@pytest.mark.parametrize("status", ["ACCESS_DENIED", "FAILED", "UNSUPPORTED"])
def test_an_object_that_was_not_scanned_is_told_of(status: str) -> None:
    rule, given = "EventsRuleForGuardDutyUnscannedObjects", {"GuardDutyScannedBucketName": BUCKET}
    what = event("scan result", scanResultDetails={"scanResultStatus": status})
    assert hears(rule, what, **given)
    assert told(rule, what, **given)[0] == (
        f"GuardDuty did not scan s3://{BUCKET}/uploads/invoice.zip for malware: {status}. Account {ACCOUNT}, {HOME}."
    )
    assert not hears(rule, what, GuardDutyScannedBucketName="amzn-s3-demo-bucket1")


@pytest.mark.parametrize("status", ["NO_THREATS_FOUND", "THREATS_FOUND"])
def test_a_scan_with_a_result_is_a_finding_or_nothing_to_tell(status: str) -> None:
    what = event("scan result", scanResultDetails={"scanResultStatus": status})
    assert not hears("EventsRuleForGuardDutyUnscannedObjects", what, GuardDutyScannedBucketName=BUCKET)


@pytest.mark.parametrize(("state", "heard"), [("Warning", True), ("Error", True), ("Active", False)])
def test_a_plan_that_stops_scanning_is_told_of(state: str, heard: bool) -> None:
    rule, given = "EventsRuleForGuardDutyScanPlan", {"GuardDutyScannedBucketName": BUCKET}
    what = event("plan status") | {"detail-type": f"GuardDuty Malware Protection Resource Status {state}"}
    assert hears(rule, what, **given) is heard
    assert told(rule, what, **given)[0] == (
        f"GuardDuty's malware protection of the bucket {BUCKET} is in state ERROR. Account {ACCOUNT}, {HOME}."
    )


def test_without_a_topic_there_is_no_rule() -> None:
    assert made(NAME, GuardDutyScannedBucketName=BUCKET).of_type("AWS::Events::Rule") == {}
    assert set(stack().of_type("AWS::Events::Rule")) == {"EventsRuleForGuardDutyFindings"}


def test_a_new_detector_has_the_plans_that_change_nothing_and_no_agents() -> None:
    assert features() == {
        "S3_DATA_EVENTS": "ENABLED",
        "EKS_AUDIT_LOGS": "ENABLED",
        "EBS_MALWARE_PROTECTION": "ENABLED",
        "RDS_LOGIN_EVENTS": "ENABLED",
        "LAMBDA_NETWORK_LOGS": "ENABLED",
        "RUNTIME_MONITORING": "DISABLED",
        "EKS_ADDON_MANAGEMENT": "DISABLED",
        "ECS_FARGATE_AGENT_MANAGEMENT": "DISABLED",
        "EC2_AGENT_MANAGEMENT": "DISABLED",
    }
    (detector,) = made(NAME).of_type(DETECTOR).values()
    assert "DataSources" not in detector


@pytest.mark.parametrize(
    ("parameter", "feature"),
    [
        ("GuardDutyS3Protection", "S3_DATA_EVENTS"),
        ("GuardDutyEksProtection", "EKS_AUDIT_LOGS"),
        ("GuardDutyMalwareProtection", "EBS_MALWARE_PROTECTION"),
        ("GuardDutyRdsProtection", "RDS_LOGIN_EVENTS"),
        ("GuardDutyLambdaProtection", "LAMBDA_NETWORK_LOGS"),
    ],
)
def test_each_plan_is_switched_by_its_own_parameter(parameter: str, feature: str) -> None:
    changed = features(**{parameter: "DISABLED"})
    assert {name for name, status in features().items() if changed[name] != status} == {feature}


def test_an_agent_is_installed_only_where_the_runtime_is_monitored() -> None:
    assert features(GuardDutyEc2Agent="ENABLED")["EC2_AGENT_MANAGEMENT"] == "DISABLED"
    both = features(GuardDutyEc2Agent="ENABLED", GuardDutyRuntimeMonitoring="ENABLED")
    assert (both["EC2_AGENT_MANAGEMENT"], both["EKS_ADDON_MANAGEMENT"]) == ("ENABLED", "DISABLED")


@pytest.mark.parametrize(
    ("region", "lacks"),
    [
        ("cn-north-1", {"S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RUNTIME_MONITORING"}),
        ("us-gov-west-1", {"EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "RUNTIME_MONITORING"}),
        ("ap-southeast-5", {"RDS_LOGIN_EVENTS", "EKS_ADDON_MANAGEMENT"}),
        ("mx-central-1", {"RDS_LOGIN_EVENTS", "EKS_ADDON_MANAGEMENT", "EC2_AGENT_MANAGEMENT"}),
    ],
)
def test_a_region_is_not_asked_for_a_plan_that_it_lacks(region: str, lacks: set[str]) -> None:
    assert not lacks & features(region).keys()


@pytest.mark.parametrize(
    "region", [each.code for name in ("aws", "aws-cn", "aws-us-gov") for each in regions.regions_of(name)]
)
def test_every_region_gets_a_detector(region: str) -> None:
    assert set(made(NAME, region=region).resources) == {"GuardDutyDetector"}


def test_an_existing_detector_is_left_alone_and_its_findings_are_told() -> None:
    assert set(stack(Detector="EXISTING").resources) == {"EventsRuleForGuardDutyFindings"}


@pytest.mark.parametrize(
    "chosen",
    [
        {"GuardDutySuppressedTypes": "Recon:EC2/Portscan"},
        {"GuardDutyScannerImageIds": "ami-0123456789abcdef0"},
        {"GuardDutyLowSuppression": "ENABLED"},
        {"GuardDutyTrustedList": "ADDRESSES", "GuardDutyListBucketName": BUCKET},
        {"GuardDutyThreatList": "ENTITIES", "GuardDutyListBucketName": BUCKET},
        {"GuardDutyExport": "CREATE"},
    ],
)
def test_what_belongs_to_an_existing_detector_needs_its_id(chosen: dict[str, str]) -> None:
    with pytest.raises(RequestRefused, match="need DetectorId"):
        stack(Detector="EXISTING", **chosen)
    of_detector = [
        properties["DetectorId"]
        for body in stack(Detector="EXISTING", DetectorId=ID, **chosen).resources.values()
        if "DetectorId" in (properties := body["Properties"])
    ]
    assert of_detector == [ID]


def test_suppression_rules_archive_what_they_name() -> None:
    found = stack(
        GuardDutySuppressedTypes="Recon:EC2/PortProbeUnprotectedPort,Backdoor:EC2/C&CActivity.B!DNS",
        GuardDutyScannerImageIds="ami-0123456789abcdef0,ami-11111111",
        GuardDutyLowSuppression="ENABLED",
    ).of_type("AWS::GuardDuty::Filter")
    assert {each["Action"] for each in found.values()} == {"ARCHIVE"}
    assert {each["Name"]: each["FindingCriteria"]["Criterion"] for each in found.values()} == {
        "baseline-suppressed-types": {
            "type": {"Equals": ["Recon:EC2/PortProbeUnprotectedPort", "Backdoor:EC2/C&CActivity.B!DNS"]}
        },
        "baseline-scanners": {
            "type": {"Equals": ["Recon:EC2/Portscan"]},
            "resource.instanceDetails.imageId": {"Equals": ["ami-0123456789abcdef0", "ami-11111111"]},
        },
        "baseline-low-findings": {"severity": {"LessThan": 4}},
    }
    assert stack().of_type("AWS::GuardDuty::Filter") == {}


@pytest.mark.parametrize("form", ["ADDRESSES", "ENTITIES"])
def test_a_list_is_made_in_the_chosen_form_from_the_bucket(form: str) -> None:
    kinds = {
        "ADDRESSES": ("AWS::GuardDuty::IPSet", "AWS::GuardDuty::ThreatIntelSet"),
        "ENTITIES": ("AWS::GuardDuty::TrustedEntitySet", "AWS::GuardDuty::ThreatEntitySet"),
    }
    chosen = {"GuardDutyTrustedList": form, "GuardDutyThreatList": form}
    own = stack(GuardDutyListBucket="CREATE", **chosen)
    lists = {kind: own.of_type(kind) for kind in (*kinds["ADDRESSES"], *kinds["ENTITIES"])}
    assert {kind for kind, found in lists.items() if found} == set(kinds[form])
    (trusted,), (threats,) = (lists[kind].values() for kind in kinds[form])
    assert trusted["Location"] == "s3://made-s3forguarddutylists/trusted.txt"
    named = stack(GuardDutyListBucketName=BUCKET, GuardDutyListBucket="CREATE", **chosen)
    assert [each["Location"] for each in named.of_type(kinds[form][1]).values()] == [f"s3://{BUCKET}/threats.txt"]
    assert "S3ForGuardDutyLists" not in named.resources
    assert (trusted["ExpectedBucketOwner"], threats["Activate"]) == (ACCOUNT, True)


def test_a_list_without_a_bucket_is_refused() -> None:
    with pytest.raises(RequestRefused, match="A list needs GuardDutyListBucket CREATE"):
        stack(GuardDutyTrustedList="ADDRESSES")


def test_regions_without_entity_lists_have_none() -> None:
    given = {"GuardDutyListBucketName": BUCKET, "GuardDutyTrustedList": "ENTITIES", "GuardDutyThreatList": "ADDRESSES"}
    assert set(made(NAME, region="us-gov-west-1", **given).resources) == {
        "GuardDutyDetector",
        "GuardDutyThreatAddresses",
    }


@pytest.mark.parametrize(("region", "principal"), [(HOME, "guardduty"), ("me-south-1", "guardduty.me-south-1")])
def test_guardduty_exports_for_this_detector_only(region: str, principal: str) -> None:
    found = made(NAME, region=region, GuardDutyExport="CREATE")
    (key,), (bucket,) = (found.of_type(kind).values() for kind in ("AWS::KMS::Key", "AWS::S3::BucketPolicy"))
    arn = f"arn:aws:guardduty:{region}:{ACCOUNT}:detector/made-guarddutydetector"
    key_arn = f"arn:aws:kms:{region}:{ACCOUNT}:key/made-kmskeyforguardduty"
    context = {
        "aws:SourceArn": arn,
        "aws:SourceAccount": ACCOUNT,
        "aws:SecureTransport": "true",
        "s3:TlsVersion": "1.3",
    }
    encrypted = {
        "s3:x-amz-server-side-encryption": "aws:kms",
        "s3:x-amz-server-side-encryption-aws-kms-key-id": key_arn,
    }

    def put(**other: str) -> bool:
        given = {**context, **encrypted, **other}
        attempt = Attempt(
            "s3:PutObject",
            "arn:aws:s3:::made-s3forguardduty/AWSLogs/x",
            service=f"{principal}.amazonaws.com",
            context=given,
        )
        return allows([bucket["PolicyDocument"]], attempt)

    assert put()
    assert not put(**{"aws:SourceArn": arn[:-1]})
    assert not put(**{"aws:SourceAccount": "444455556666"})
    assert not put(**{"s3:x-amz-server-side-encryption": "AES256"})
    assert not put(**{"s3:x-amz-server-side-encryption-aws-kms-key-id": key_arn[:-1]})
    use = Attempt("kms:GenerateDataKey", "*", service=f"{principal}.amazonaws.com", context=context)
    assert allows([key["KeyPolicy"]], use)
    decrypt = Attempt("kms:Decrypt", "*", service=f"{principal}.amazonaws.com", context=context)
    assert not allows([key["KeyPolicy"]], decrypt)


def test_the_destination_waits_for_the_policy_and_the_key() -> None:
    found = stack(GuardDutyExport="CREATE")
    assert {"S3BucketPolicyForGuardDuty", "KMSKeyForGuardDuty", "GuardDutyDetector"} <= found.waits_for(
        "GuardDutyPublishingDestination"
    )


def test_an_existing_place_for_findings_is_named_whole() -> None:
    key = f"arn:aws:kms:{HOME}:{ACCOUNT}:key/0123abcd"
    with pytest.raises(RequestRefused, match="EXISTING needs GuardDutyExportBucketName and GuardDutyExportKeyArn"):
        stack(GuardDutyExport="EXISTING", GuardDutyExportBucketName=BUCKET)
    found = stack(GuardDutyExport="EXISTING", GuardDutyExportBucketName=BUCKET, GuardDutyExportKeyArn=key)
    assert found.properties("GuardDutyPublishingDestination")["DestinationProperties"] == {
        "DestinationArn": f"arn:aws:s3:::{BUCKET}",
        "KmsKeyArn": key,
    }
    assert not found.of_type("AWS::S3::Bucket") and not found.of_type("AWS::KMS::Key")


def test_a_bucket_is_scanned_in_its_own_region_with_a_role_of_the_home_region() -> None:
    given = {"GuardDutyScannedBucketName": BUCKET, "HomeRegion": HOME}
    at_home = stack(**given)
    assert "IAMRoleForGuardDutyScans" in at_home.waits_for("GuardDutyMalwareProtectionPlan")
    role = f"arn:aws:iam::{ACCOUNT}:role/baseline-guardduty-scans"
    assert at_home.properties("GuardDutyMalwareProtectionPlan")["Role"] == role
    assert "GuardDutyMalwareProtectionPlan" not in stack(region=OTHER, **given).resources
    elsewhere = {**given, "GuardDutyScannedBucketRegion": OTHER}
    assert "GuardDutyMalwareProtectionPlan" not in stack(**elsewhere).resources
    there = stack(region=OTHER, **elsewhere)
    assert there.properties("GuardDutyMalwareProtectionPlan")["Role"] == role
    assert "IAMRoleForGuardDutyScans" not in there.resources


def test_the_role_reads_the_one_bucket_and_uses_its_key_only_where_it_has_one() -> None:
    def actions(**given: str) -> dict[str, Any]:
        (role,) = stack(GuardDutyScannedBucketName=BUCKET, **given).of_type("AWS::IAM::Role").values()
        statements = role["Policies"][0]["PolicyDocument"]["Statement"]
        return {action: as_list(each["Resource"]) for each in statements for action in as_list(each["Action"])}

    without = actions()
    objects = f"arn:aws:s3:::{BUCKET}/*"
    assert [without[f"s3:{verb}"] for verb in ("GetObject", "PutObjectTagging")] == [[objects], [objects]]
    assert without["s3:PutObject"] == [f"arn:aws:s3:::{BUCKET}/malware-protection-resource-validation-object"]
    assert not [action for action in without if action.startswith("kms:")]
    key = f"arn:aws:kms:{HOME}:{ACCOUNT}:key/0123abcd"
    assert actions(GuardDutyScannedBucketKeyArn=key)["kms:Decrypt"] == [key]
