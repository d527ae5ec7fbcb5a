from tests.lint.rule_run import places_found_by

TEMPLATE = """
Logs:
  Type: AWS::S3::Bucket
  Properties:
    BucketEncryption:
      ServerSideEncryptionConfiguration:
        - ServerSideEncryptionByDefault: {%s}
Trail:
  Type: AWS::CloudTrail::Trail
  Properties: {S3BucketName: !Ref Logs%s}
"""


def test_kms_without_a_key_is_found_at_the_trail() -> None:
    ((path, message),) = places_found_by("W9513", TEMPLATE % ("SSEAlgorithm: aws:kms", ""))
    assert path == "Resources/Trail/Properties"
    assert message.startswith("Logs asks for aws:kms without a key")


def test_a_key_at_either_place_or_sse_s3_is_no_fault() -> None:
    assert places_found_by("W9513", TEMPLATE % ("SSEAlgorithm: aws:kms", ", KMSKeyId: !Ref Key")) == []
    assert places_found_by("W9513", TEMPLATE % ("SSEAlgorithm: aws:kms, KMSMasterKeyID: !Ref Key", "")) == []
    assert places_found_by("W9513", TEMPLATE % ("SSEAlgorithm: AES256", "")) == []
    assert places_found_by("W9513", TEMPLATE % ("SSEAlgorithm: !Ref Algorithm", "")) == []
