import pytest

from generator import registry
from generator.knowledge.resource_types import known_regions, missing_regions
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, made

NAME = "audit-manager"
OWNER = f"arn:aws:iam::{ACCOUNT}:role/audit-owner"
FRAMEWORK = "a1b2c3d4-5678-90ab-cdef-000000000000"
GIVEN = {"AuditAssessment": "CREATE", "AuditFrameworkId": FRAMEWORK, "AuditOwnerRoleArn": OWNER}
LACKS = missing_regions("AWS::AuditManager::Assessment")


def test_it_is_off_and_says_that_the_service_is_closed() -> None:
    assert made(NAME).resources == {}
    article = registry.articles()[NAME]
    for words in (article.summary.en, article.summary.ja):
        assert "2026-04-30" in words
    assert "conformance packs" in article.summary.en


def test_the_assessment_of_this_account_has_an_owner_and_a_private_bucket() -> None:
    assert made(NAME, **GIVEN).properties("AuditManagerAssessment") == {
        "Name": "baseline-assessment",
        "Description": "Evidence about this account",
        "FrameworkId": FRAMEWORK,
        "AssessmentReportsDestination": {"Destination": "s3://made-s3forauditreports", "DestinationType": "S3"},
        "Roles": [{"RoleArn": OWNER, "RoleType": "PROCESS_OWNER"}],
        "Scope": {"AwsAccounts": [{"Id": ACCOUNT}]},
    }


def test_the_assessment_waits_for_the_policy_of_its_bucket() -> None:
    assert "S3BucketPolicyForAuditReports" in made(NAME, **GIVEN).waits_for("AuditManagerAssessment")


@pytest.mark.parametrize("left_out", ["AuditFrameworkId", "AuditOwnerRoleArn"])
def test_an_assessment_without_framework_or_owner_is_refused(left_out: str) -> None:
    with pytest.raises(RequestRefused, match="An assessment needs AuditFrameworkId and AuditOwnerRoleArn"):
        made(NAME, **{**GIVEN, left_out: ""})


def test_it_is_made_in_the_home_region_only() -> None:
    assert made(NAME, region=OTHER, HomeRegion=HOME, **GIVEN).resources == {}


@pytest.mark.parametrize("region", sorted(known_regions()))
def test_regions_without_the_service_make_nothing(region: str) -> None:
    assert (made(NAME, region=region, **GIVEN).resources == {}) is (region in LACKS)


def test_the_policy_of_the_bucket_admits_no_service() -> None:
    policy = made(NAME, **GIVEN).properties("S3BucketPolicyForAuditReports")["PolicyDocument"]
    assert {statement["Effect"] for statement in policy["Statement"]} == {"Deny"}
