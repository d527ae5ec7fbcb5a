import pytest

from generator.articles.config_rules_s3 import CONTROLS
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, besides_notices, document, made

NAME, BUCKET = "config-rules-s3", "arn:aws:s3:::web"
ASKED = {
    "AccessLogBucketName": ("S3BucketLoggingEnabled", "LogBucketName"),
    "BucketKmsKey": ("S3DefaultEncryptionKms", "KmsKey"),
}


def test_every_rule_has_a_runbook_with_a_role_of_its_own() -> None:
    wanted = set()
    for control in CONTROLS:
        assert control.runbook is not None
        wanted |= {f"Config{control.pascal}", f"Config{control.pascal}RemediationConfiguration"}
        wanted |= {f"SSMAutomation{control.runbook.name}", f"IAMRoleFor{control.runbook.name}"}
    assert {*besides_notices(NAME)} == wanted
    assert len(CONTROLS) == 12


def test_elsewhere_the_roles_of_home_are_used() -> None:
    there = made(NAME, region=OTHER, HomeRegion=HOME)
    assert there.of_type("AWS::IAM::Role") == {}
    assert len(there.of_type("AWS::Config::RemediationConfiguration")) == len(CONTROLS)


def test_no_more_than_five_documents_are_made_at_the_same_time() -> None:
    stack = made(NAME)
    documents = [*stack.of_type("AWS::SSM::Document")]
    assert all(documents[place - 5] in stack.waits_for(documents[place]) for place in range(5, len(documents)))


@pytest.mark.parametrize("parameter", ASKED)
def test_what_is_not_given_is_not_passed_and_what_is_given_is(parameter: str) -> None:
    control, name = ASKED[parameter]
    remediation = f"Config{control}RemediationConfiguration"
    assert name not in made(NAME).properties(remediation)["Parameters"]
    value = "access-logs" if parameter == "AccessLogBucketName" else "alias/buckets"
    given = made(NAME, **{parameter: value}).properties(remediation)["Parameters"]
    assert given[name] == {"StaticValue": {"Values": [value]}}


def test_exempt_buckets_are_those_with_the_tag_of_the_stack() -> None:
    stack = made(NAME, ExemptionTagKey="public-website")
    for remediation in stack.of_type("AWS::Config::RemediationConfiguration").values():
        assert remediation["Parameters"]["ExemptionTagKey"] == {"StaticValue": {"Values": ["public-website"]}}


def may(runbook: str, action: str, resource: str = BUCKET, account: str = ACCOUNT) -> bool:
    policies = [each["PolicyDocument"] for each in made(NAME).properties(f"IAMRoleFor{runbook}")["Policies"]]
    return allows(policies, Attempt(action, resource, context={"aws:ResourceAccount": account}), identity=True)


def test_a_runbook_changes_buckets_of_this_account_only_and_no_objects() -> None:
    assert may("DenyPlainHttpToBucket", "s3:PutBucketPolicy")
    assert not may("DenyPlainHttpToBucket", "s3:PutBucketPolicy", account="999988887777")
    for control in CONTROLS:
        assert control.runbook is not None
        assert may(control.runbook.name, "s3:GetBucketTagging")
        for action in ("DeleteBucket", "DeleteObject", "GetObject", "PutObject"):
            assert not may(control.runbook.name, f"s3:{action}", f"{BUCKET}/key")


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        ("S3BucketLevelPublicAccessProhibited", "public websites"),
        ("S3BucketSslRequestsOnly", "plain HTTP"),
        ("S3BucketAclProhibited", "through an ACL"),
        ("S3BucketVersioningEnabled", "paid for"),
        ("S3LifecyclePolicyCheck", "discarded"),
        ("S3VersionLifecyclePolicyCheck", "no object is touched"),
        ("S3DefaultEncryptionKms", "without permission on the key"),
    ],
)
def test_the_choice_says_what_a_repair_can_break(parameter: str, words: str) -> None:
    assert words in document(NAME)["Parameters"][parameter]["Description"]
