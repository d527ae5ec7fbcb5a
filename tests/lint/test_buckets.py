import pytest

from generator.lint.buckets import bucket_named, buckets

TEMPLATE = {
    "Resources": {
        "Logs": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Fn::Sub": "${Prefix}-logs"}}},
        "Data": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "data"}},
        "Free": {"Type": "AWS::S3::Bucket"},
        "Policy": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": {"Fn::Sub": "${Prefix}-logs"}}},
    }
}
FOUND = {each.logical_id: each for each in buckets(TEMPLATE)}


@pytest.mark.parametrize(
    ("bucket", "arn", "key", "answer"),
    [
        ("Logs", "${Logs.Arn}/*", "a", True),
        ("Logs", "arn:${AWS::Partition}:s3:::${Prefix}-logs", None, True),
        ("Logs", "arn:aws:s3:::${Logs}/AWSLogs/*", "a", False),
        ("Logs", "arn:aws:s3:::${Logs}/${Path}", "a", None),
        ("Logs", "${Data.Arn}/*", "a", False),
        ("Logs", "arn:aws:s3:::data/*", "a", False),
        ("Logs", "arn:aws:s3:::${Other}/*", "a", None),
        ("Logs", "arn:aws:s3:::prod-logs/*", "a", None),
        ("Data", "arn:aws:s3:::prod-logs/*", "a", False),
        ("Data", "arn:aws:s3:::da*/*", "a", None),
        ("Free", "arn:aws:s3:::prod-logs/*", "a", None),
        ("Data", "arn:aws:sns:us-east-1:1:data", None, False),
        ("Data", "${Arn}", None, None),
        ("Data", "*", None, True),
        ("Data", None, None, None),
    ],
)
def test_an_arn_means_a_bucket_or_not_or_that_is_not_known(
    bucket: str, arn: str | None, key: str | None, answer: bool | None
) -> None:
    assert FOUND[bucket].is_resource(arn, key) is answer


def test_a_policy_belongs_to_the_bucket_whose_name_it_repeats() -> None:
    assert [each.logical_id for each in FOUND["Logs"].policies or ()] == ["Policy"]
    assert FOUND["Data"].policies == ()
    assert FOUND["Free"].policies == ()


def test_a_bucket_is_found_by_its_name_or_arn() -> None:
    every = list(FOUND.values())
    for name in ("${Logs}", "${Prefix}-logs", "arn:aws:s3:::${Prefix}-logs", "${Logs.Arn}"):
        assert bucket_named(every, name) == FOUND["Logs"], name
    assert bucket_named(every, "${Other}") is None
    assert bucket_named(every, None) is None
