import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "macie"
EVENTS = json.loads((Path(__file__).parents[1] / "events/samples/macie.json").read_text("utf-8"))["events"]
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"
RULE = "EventsRuleForMacieFindings"
BUCKET = "amzn-s3-demo-bucket"
OPTIONS = {
    "MacieSuppressedTypes": "Policy:IAMUser/S3BucketSharedExternally,SensitiveData:S3Object/Personal",
    "MacieLowSuppression": "ENABLED",
    "MacieAllowListBucketName": BUCKET,
    "MacieAllowedRegex": "4111-1111-1111-1111",
    "MacieIdentifierRegex": "C-[0-9]{8}",
    "MacieIdentifierKeywords": "customer,customer number",
}


def stack(**given: Any) -> Made:
    return made(NAME, **{"Macie": "CREATE", "AlertTopicArn": TOPIC, **given})


def event(name: str, **detail: Any) -> dict[str, Any]:
    return {**EVENTS[name], "detail": {**EVENTS[name]["detail"], **detail}}


def hears(what: dict[str, Any], **given: Any) -> bool:
    return matches(stack(**given).properties(RULE)["EventPattern"], what)


@pytest.mark.parametrize(("level", "least"), [("LOW", 1), ("MEDIUM", 2), ("HIGH", 3)])
def test_a_finding_is_told_from_the_chosen_severity_upwards(level: str, least: int) -> None:
    heard = [hears(event("policy", severity={"score": score}), MacieAlertSeverity=level) for score in (1, 2, 3)]
    assert heard == [score >= least for score in (1, 2, 3)]


def test_medium_is_the_default_and_an_administrator_hears_of_its_members() -> None:
    assert hears(event("sensitive data"))
    assert not hears(event("sensitive data", severity={"score": 1, "description": "Low"}))
    assert hears(event("policy", accountId="444455556666"))


@pytest.mark.parametrize(
    "changed",
    [{"account": "444455556666"}, {"region": OTHER}, {"source": "aws.macie2"}, {"detail-type": "Macie Alert"}],
)
def test_what_comes_from_elsewhere_or_is_no_finding_is_not_told(changed: dict[str, str]) -> None:
    assert not hears(event("policy") | changed)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "sensitive data",
            [
                "Macie, severity Medium: The S3 object contains personal information",
                f"SensitiveData:S3Object/Personal in account {ACCOUNT}, {HOME}. Resource: s3://{BUCKET}/people/staff.csv",
                "The object contains personal information such as full names and mailing addresses.",
                f"Finding 3355fe0a-7a8b-4a52-bb44-51dexample: https://{HOME}.console.aws.amazon.com/macie/home"
                f"?region={HOME}#findings",
            ],
        ),
        (
            "policy",
            [
                "Macie, severity High: The S3 bucket is shared with an external account",
                f"Policy:IAMUser/S3BucketSharedExternally in account {ACCOUNT}, {HOME}. Resource: s3://{BUCKET}/",
                "The bucket policy for the Amazon S3 bucket shares the bucket with an external account.",
                f"Finding 64b917aa-3843-014c-91d8-937ffexample: https://{HOME}.console.aws.amazon.com/macie/home"
                f"?region={HOME}#findings",
            ],
        ),
    ],
)
def test_the_finding_reads_well(name: str, lines: list[str]) -> None:
    (target,) = stack().properties(RULE)["Targets"]
    assert target["Arn"] == TOPIC
    assert transformed(target["InputTransformer"], event(name)) == lines


def test_nothing_is_made_until_macie_is_chosen() -> None:
    assert stack(Macie="DISABLED", MacieRepository="CREATE", **OPTIONS).resources == {}
    assert set(stack(AlertTopicArn="").resources) == {"MacieSession"}
    assert set(stack(Macie="EXISTING").resources) == {RULE}


def test_what_it_looks_for_waits_for_the_session_and_does_without_one_that_is_there() -> None:
    named = stack(**OPTIONS)
    told = {name for name in named.resources if name.startswith("Macie") and name != "MacieSession"}
    assert told == {
        "MacieAllowListRegex",
        "MacieAllowListWords",
        "MacieCustomDataIdentifier",
        "MacieFindingsFilterForLowFindings",
        "MacieFindingsFilterForSuppressedTypes",
    }
    for name in told:
        assert "MacieSession" in named.waits_for(name)
    assert set(stack(Macie="EXISTING", **OPTIONS).resources) == told | {RULE}


def test_it_is_told_what_was_asked() -> None:
    found = stack(**OPTIONS)
    criteria = {
        each["Name"]: (each["Action"], each["FindingCriteria"]["Criterion"])
        for each in found.of_type("AWS::Macie::FindingsFilter").values()
    }
    types = ["Policy:IAMUser/S3BucketSharedExternally", "SensitiveData:S3Object/Personal"]
    assert criteria == {
        "baseline-suppressed-types": ("ARCHIVE", {"type": {"eq": types}}),
        "baseline-low-findings": ("ARCHIVE", {"severity.description": {"eq": ["Low"]}}),
    }
    assert found.properties("MacieAllowListWords")["Criteria"] == {
        "S3WordsList": {"BucketName": BUCKET, "ObjectKey": "macie-allow-list.txt"}
    }
    identifier = found.properties("MacieCustomDataIdentifier")
    assert (identifier["Regex"], identifier["Keywords"]) == ("C-[0-9]{8}", ["customer", "customer number"])
    assert "Keywords" not in stack(**{**OPTIONS, "MacieIdentifierKeywords": ""}).properties("MacieCustomDataIdentifier")


@pytest.mark.parametrize(
    ("region", "lacks"),
    [
        ("cn-north-1", {"Session", "FindingsFilter", "CustomDataIdentifier", "AllowList"}),
        ("us-gov-west-1", {"Session", "FindingsFilter", "CustomDataIdentifier", "AllowList"}),
        ("ca-west-1", {"Session", "FindingsFilter", "CustomDataIdentifier", "AllowList"}),
        ("af-south-1", {"FindingsFilter", "CustomDataIdentifier"}),
        ("ap-northeast-3", {"AllowList"}),
        ("us-east-1", set()),
    ],
)
def test_a_region_gets_what_it_has(region: str, lacks: set[str]) -> None:
    found = stack(region=region, MacieRepository="CREATE", **OPTIONS)
    kinds = {body["Type"].rsplit("::", 1)[1] for body in found.resources.values() if "::Macie::" in body["Type"]}
    assert kinds == {"Session", "FindingsFilter", "CustomDataIdentifier", "AllowList"} - lacks
    assert bool(found.resources) is ("Session" not in lacks)


@pytest.mark.parametrize(("region", "principal"), [(HOME, "macie"), ("me-south-1", "macie.me-south-1")])
def test_macie_stores_results_of_this_account_and_region_only(region: str, principal: str) -> None:
    found = stack(region=region, MacieRepository="CREATE")
    (key,), (bucket,) = (found.of_type(kind).values() for kind in ("AWS::KMS::Key", "AWS::S3::BucketPolicy"))
    source = f"arn:aws:macie2:{region}:{ACCOUNT}:classification-job/0123"
    key_arn = f"arn:aws:kms:{region}:{ACCOUNT}:key/made-kmskeyformacie"
    context = {
        "aws:SourceArn": source,
        "aws:SourceAccount": ACCOUNT,
        "aws:SecureTransport": "true",
        "s3:TlsVersion": "1.3",
        "s3:x-amz-server-side-encryption": "aws:kms",
        "s3:x-amz-server-side-encryption-aws-kms-key-id": key_arn,
    }

    def may(action: str, document: Any, **other: str) -> bool:
        resource = "*" if action.startswith("kms:") else "arn:aws:s3:::made-s3formacie/AWSLogs/x"
        given = {**context, **other}
        return allows([document], Attempt(action, resource, service=f"{principal}.amazonaws.com", context=given))

    assert may("s3:PutObject", bucket["PolicyDocument"])
    for action in ("kms:GenerateDataKey", "kms:Encrypt"):
        assert may(action, key["KeyPolicy"])
        assert not may(action, key["KeyPolicy"], **{"aws:SourceArn": source.replace(region, OTHER)})
    assert not may("kms:Decrypt", key["KeyPolicy"])
    assert may(
        "s3:PutObject",
        bucket["PolicyDocument"],
        **{"aws:SourceArn": source.replace("classification-job/0123", "export-configuration:x")},
    )
    assert not may("s3:PutObject", bucket["PolicyDocument"], **{"aws:SourceAccount": "444455556666"})
    assert not may("s3:PutObject", bucket["PolicyDocument"], **{"s3:x-amz-server-side-encryption": "AES256"})


def test_the_command_names_the_bucket_and_the_key_to_a_shell() -> None:
    command = shlex.split(stack(MacieRepository="CREATE").outputs["MacieRepositoryCommand"])
    assert command == [
        "aws",
        "macie2",
        "put-classification-export-configuration",
        "--region",
        HOME,
        "--configuration",
        f"s3Destination={{bucketName=made-s3formacie,kmsKeyArn=arn:aws:kms:{HOME}:{ACCOUNT}:key/made-kmskeyformacie}}",
    ]
    assert set(stack().outputs) == {"MacieDiscoveryCommand"}
    assert stack(Macie="DISABLED").outputs == {}
