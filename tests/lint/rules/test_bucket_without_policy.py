from tests.lint.rule_run import places_found_by

BUCKETS = """
One:
  Type: AWS::S3::Bucket
Two:
  Type: AWS::S3::Bucket
  Properties: {BucketName: two}
Policy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: %s
    PolicyDocument: {Statement: []}
"""


def found(bucket: str) -> list[str]:
    return [path for path, _ in places_found_by("I9506", BUCKETS % bucket)]


def test_the_bucket_that_no_policy_is_of_is_found() -> None:
    assert found("!Ref One") == ["Resources/Two"]
    assert found("two") == ["Resources/One"]


def test_a_policy_of_a_bucket_that_is_not_known_may_be_of_any() -> None:
    assert found("!Ref Parameter") == []
    assert found("!ImportValue bucket") == []


def test_a_website_is_open_on_purpose() -> None:
    site = "Site:\n  Type: AWS::S3::Bucket\n  Properties: {WebsiteConfiguration: {IndexDocument: i}}\n"
    assert places_found_by("I9506", site) == []
