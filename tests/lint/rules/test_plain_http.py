import pytest

from tests.lint.rule_run import places_found_by

SECURE = "{Bool: {aws:SecureTransport: 'false'}}"
ALL = "[!GetAtt Bucket.Arn, !Sub '${Bucket.Arn}/*']"


def template(
    condition: str = SECURE,
    *,
    principal: str = "'*'",
    action: str = "s3:*",
    resource: str = ALL,
    bucket: str = "{}",
    target: str = "!Ref Bucket",
    effect: str = "Deny",
) -> str:
    return f"""
Bucket:
  Type: AWS::S3::Bucket
  Properties: {bucket}
Policy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: {target}
    PolicyDocument:
      Statement:
        - Effect: {effect}
          Principal: {principal}
          Action: {action}
          Resource: {resource}
          Condition: {condition}
"""


def through(text: str) -> list[str]:
    """The actions that the rule tells of."""
    return [message.partition(" over plain HTTP")[0] for _, message in places_found_by("W9503", text)]


@pytest.mark.parametrize(
    "condition",
    [
        "{Bool: {aws:SecureTransport: false}}",
        "{BoolIfExists: {AWS:securetransport: ['false']}}",
        "{StringNotEquals: {aws:SecureTransport: 'true'}}",
        "{'Null': {s3:TlsVersion: 'true'}}",
        "{NumericLessThanIfExists: {s3:TlsVersion: 1.2}}",
        "{Bool: {aws:SecureTransport: 'false', aws:PrincipalIsAWSService: 'false'}}",
    ],
)
def test_a_deny_that_holds_for_plain_http_refuses_it(condition: str) -> None:
    assert through(template(condition)) == []


@pytest.mark.parametrize(
    "condition",
    [
        "{Bool: {aws:SecureTransport: 'true'}}",
        "{Bool: {aws:SecureTransport: 'false'}, NumericLessThan: {s3:TlsVersion: 1.2}}",
        "{StringNotLike: {aws:SecureTransport: 'f*'}}",
        "{NumericLessThan: {s3:TlsVersion: 1.2}}",
        "{Bool: {aws:SecureTransport: 'false', aws:PrincipalIsAWSService: 'true'}}",
    ],
)
def test_a_deny_that_does_not_hold_for_plain_http_is_found(condition: str) -> None:
    assert through(template(condition)) == ["s3:GetObject, s3:PutObject, s3:ListBucket"]


@pytest.mark.parametrize(
    "condition",
    [
        "{Bool: {aws:SecureTransport: !Ref Secure}}",
        "{Bool: {aws:SecureTransport: 'false'}, StringNotEquals: {aws:PrincipalArn: 'arn:aws:iam::1:role/a'}}",
        "!If [Strict, {Bool: {aws:SecureTransport: 'false'}}, {Bool: {aws:SecureTransport: 'true'}}]",
        "{Bool: !If [Strict, {aws:SecureTransport: 'false'}, {aws:SecureTransport: 'true'}]}",
    ],
)
def test_a_deny_that_may_hold_is_not_judged(condition: str) -> None:
    assert through(template(condition)) == []


def test_what_the_deny_is_not_about_is_named() -> None:
    assert through(template(resource="!Sub 'arn:aws:s3:::${Bucket}/*'")) == ["s3:ListBucket"]
    assert through(template(resource="!GetAtt Bucket.Arn")) == ["s3:GetObject, s3:PutObject"]
    assert through(template(action="[s3:GetObject, 's3:List*']")) == ["s3:PutObject"]
    assert through(template(action="s3:PutBucketPolicy", effect="Deny")) == [
        "s3:GetObject, s3:PutObject, s3:ListBucket"
    ]
    assert through(template(principal="{AWS: 'arn:aws:iam::111122223333:root'}")) != []
    assert through(template(effect="Allow")) != []
    assert through(template(resource="arn:aws:s3:::another/*", bucket="{BucketName: one}")) != []


def test_other_forms_of_the_same_refusal_are_understood() -> None:
    assert through(template(principal="{AWS: ['*']}", action="'*'", resource="'*'")) == []
    named = "!Sub '${Prefix}-logs-${AWS::AccountId}'"
    arns = "[!Sub 'arn:${AWS::Partition}:s3:::${Prefix}-logs-${AWS::AccountId}*']"
    assert through(template(bucket=f"{{BucketName: {named}}}", target=named, resource=arns)) == []
    joined = "[!Join ['', ['arn:aws:s3:::', !Ref Bucket]], !Join ['', ['arn:aws:s3:::', !Ref Bucket, '/*']]]"
    assert through(template(resource=joined)) == []
    statement = template().replace("        - Effect", "        - !If [A, !Ref AWS::NoValue, !Ref B]\n        - Effect")
    assert through(statement) == []


def test_a_website_a_policy_of_another_bucket_and_a_transform_are_passed_over() -> None:
    bad = template(effect="Allow")
    assert through(bad.replace("Properties: {}", "Properties: {WebsiteConfiguration: {IndexDocument: a}}")) == []
    assert through(template(effect="Allow", target="!Ref Parameter")) == []
    assert through("Transform: AWS::Serverless-2016-10-31\nResources:\n" + bad.replace("\n", "\n  ")) == []
    assert through(bad.replace("- Effect: Allow", "- Fn::Transform: {Name: X}\n          Effect: Allow")) == [
        "s3:GetObject, s3:PutObject, s3:ListBucket"
    ]
    assert through(bad.replace("PolicyDocument:", "PolicyDocument:\n      Fn::Transform: {Name: X}")) == []
