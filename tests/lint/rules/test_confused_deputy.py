import pytest

from tests.lint.rule_run import places_found_by


def bucket_policy(principal: str, condition: str = "") -> str:
    return f"""
Policy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: b
    PolicyDocument:
      Statement:
        - Effect: Allow
          Principal: {principal}
          Action: s3:PutObject
          Resource: arn:aws:s3:::b/*
          {condition}
"""


def role(service: str, condition: str = "") -> str:
    return f"""
Role:
  Type: AWS::IAM::Role
  Properties:
    AssumeRolePolicyDocument:
      Statement: {{Effect: Allow, Principal: {{Service: {service}}}, Action: sts:AssumeRole{condition}}}
"""


def test_each_service_without_a_source_is_found_at_its_place() -> None:
    found = places_found_by("W9501", bucket_policy("{Service: [config.amazonaws.com, logging.s3.amazonaws.com]}"))
    assert [path.rpartition("/Principal/")[2] for path, _ in found] == ["Service/0", "Service/1"]
    assert found[0][1].startswith("config may use this bucket for any account that asks it to; add a condition on aws:")


def test_a_condition_on_the_acl_or_the_transport_names_no_source() -> None:
    for condition in ("{StringEquals: {s3:x-amz-acl: a}}", "{Bool: {aws:SecureTransport: true}}"):
        assert places_found_by("W9501", bucket_policy("{Service: cloudtrail.amazonaws.com}", f"Condition: {condition}"))


def test_a_source_that_is_anything_is_none() -> None:
    text = bucket_policy("{Service: config.amazonaws.com}", "Condition: {ArnLike: {aws:SourceArn: '*'}}")
    assert places_found_by("W9501", text)


@pytest.mark.parametrize(
    "condition",
    [
        "{StringEquals: {AWS:SourceAccount: !Ref AWS::AccountId}}",
        "{StringEqualsIfExists: {aws:SourceArn: !Ref TrailArn}}",
        "{StringEquals: {aws:SourceOrgID: o-1234567890}}",
        "{StringEquals: {aws:SourceOrgID: !If [Organized, o-1234567890, !Ref AWS::NoValue]}}",
        "!If [Organized, {StringEquals: {aws:SourceOrgID: o-1}}, {StringEquals: {aws:SourceAccount: '1'}}]",
        "!Ref Something",
        "{StringEquals: !FindInMap [Conditions, A, B]}",
    ],
)
def test_a_source_and_what_is_not_known_are_no_fault(condition: str) -> None:
    text = bucket_policy("{Service: cloudtrail.amazonaws.com}", f"Condition: {condition}")
    assert places_found_by("W9501", text) == []


@pytest.mark.parametrize("service", ["ssm", "vpc-flow-logs", "scheduler", "monitoring.rds"])
def test_a_role_for_a_service_that_names_its_source_is_found(service: str) -> None:
    assert places_found_by("W9501", role(f"{service}.amazonaws.com"))
    condition = ", Condition: {StringEquals: {aws:SourceAccount: '1'}}"
    assert places_found_by("W9501", role(f"{service}.amazonaws.com", condition)) == []


@pytest.mark.parametrize("service", ["ec2", "lambda", "cloudtrail", "unheard-of"])
def test_a_service_that_no_page_tells_of_is_no_fault(service: str) -> None:
    assert places_found_by("W9501", role(f"{service}.amazonaws.com")) == []


def test_a_regional_service_principal_is_known() -> None:
    key = """
Key:
  Type: AWS::KMS::Key
  Properties:
    KeyPolicy:
      Statement:
        - Effect: Allow
          Principal: {Service: !Sub 'logs.${AWS::Region}.${AWS::URLSuffix}'}
          Action: kms:*
          Resource: '*'
"""
    assert places_found_by("W9501", key)
    encrypted = key + "          Condition: {ArnLike: {'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:*:1:*'}}\n"
    assert places_found_by("W9501", encrypted) == []


def test_a_deny_of_a_service_is_no_fault() -> None:
    text = bucket_policy("{Service: config.amazonaws.com}").replace("Allow", "Deny")
    assert places_found_by("W9501", text) == []


def test_a_permission_of_a_function_is_held_by_its_properties() -> None:
    permission = """
Permission:
  Type: AWS::Lambda::Permission
  Properties:
    Action: lambda:InvokeFunction
    FunctionName: f
    Principal: config.amazonaws.com
"""
    ((path, message),) = places_found_by("W9501", permission)
    assert path == "Resources/Permission/Properties/Principal"
    assert "add SourceAccount" in message
    assert places_found_by("W9501", permission + "    SourceAccount: !Ref AWS::AccountId\n") == []
    assert places_found_by("W9501", permission.replace("config.amazonaws.com", "'111122223333'")) == []
