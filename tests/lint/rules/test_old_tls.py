import pytest

from tests.lint.rule_run import places_found_by

TEMPLATE = """
Bucket:
  Type: AWS::S3::Bucket
Policy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: !Ref Bucket
    PolicyDocument:
      Statement:
        - {Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: %s}
"""


@pytest.mark.parametrize(
    "condition",
    [
        "{NumericLessThan: {s3:TlsVersion: '1.2'}}",
        "{NumericLessThan: {s3:TlsVersion: 1.3}}",
        "{NumericLessThanEquals: {s3:TlsVersion: 1.1}, Bool: {aws:SecureTransport: 'true'}}",
        "{NumericLessThan: {s3:TlsVersion: !Ref Minimum}}",
    ],
)
def test_old_tls_is_or_may_be_refused(condition: str) -> None:
    assert places_found_by("I9504", TEMPLATE % condition) == []


@pytest.mark.parametrize(
    "condition",
    [
        "{Bool: {aws:SecureTransport: 'false'}}",
        "{NumericLessThan: {s3:TlsVersion: 1.1}}",
        "{Bool: {aws:SecureTransport: 'false'}, NumericLessThan: {s3:TlsVersion: 1.2}}",
    ],
)
def test_old_tls_that_passes_is_found(condition: str) -> None:
    ((path, message),) = places_found_by("I9504", TEMPLATE % condition)
    assert path == "Resources/Policy/Properties/PolicyDocument"
    assert "add a Deny of its own" in message
