"""What the bucket row does with each of its properties: plain moto's row applies encryption and nothing else."""

import json
from pathlib import Path

from moto.s3.models import s3_backends

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.resource_types.s3_lifecycle import lifecycle_rules
from generator.template.parse import parse

SAMPLE = parse((Path(__file__).parent / "samples.yaml").read_text())["AWS::S3::Bucket"]


def test_every_property_of_a_bucket_reaches_the_service(account: StrictAccount) -> None:
    stack = account.create_stack(
        "one", json.dumps({"Parameters": SAMPLE["parameters"], "Resources": SAMPLE["resources"]}), {"Days": "365"}
    )
    assert stack.status == "CREATE_COMPLETE", stack.failures
    s3 = account.session().client("s3")
    name = stack.resources["Sample"].physical_id
    assert s3.get_bucket_versioning(Bucket=name)["Status"] == "Enabled"
    rules = s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    assert rules[0]["Expiration"]["Days"] == 365
    assert rules[0]["NoncurrentVersionExpiration"]["NoncurrentDays"] == 30
    assert rules[0]["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"] == 7
    assert all(s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"].values())
    ownership = s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"]
    assert ownership["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    encryption = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"][0]
    assert encryption["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    assert encryption["BucketKeyEnabled"] is True
    lock = s3.get_object_lock_configuration(Bucket=name)["ObjectLockConfiguration"]
    retention = lock["Rule"]["DefaultRetention"]
    assert (retention["Mode"], retention["Days"]) == ("GOVERNANCE", 1)
    logging = s3.get_bucket_logging(Bucket=name)["LoggingEnabled"]
    assert logging == {"TargetBucket": stack.resources["Logs"].physical_id, "TargetPrefix": "access/"}
    # moto keeps the setting and leaves it out of its answer, because the member is empty.
    kept = s3_backends[account.account_id]["aws"].get_bucket(name).notification_configuration
    assert kept is not None
    assert kept.event_bridge is not None
    assert s3.get_bucket_tagging(Bucket=name)["TagSet"] == [{"Key": "Owner", "Value": "security"}]
    tiers = s3.list_bucket_intelligent_tiering_configurations(Bucket=name)["IntelligentTieringConfigurationList"]
    assert tiers[0]["Tierings"] == [{"AccessTier": "ARCHIVE_ACCESS", "Days": 90}]


def test_a_bucket_property_that_is_not_modelled_fails_by_name(account: StrictAccount) -> None:
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"AccelerateConfiguration": {"AccelerationStatus": "Enabled"}}}
    stack = account.create_stack("one", json.dumps({"Resources": {"Bucket": bucket}}))
    assert "AccelerateConfiguration of a bucket is not modelled" in stack.failures[0].reason


def test_lifecycle_filters_are_combined() -> None:
    rule = {"Status": "Enabled", "Prefix": "a/", "TagFilters": [{"Key": "k", "Value": "v"}], "ExpirationInDays": 1}
    assert lifecycle_rules([rule])[0]["Filter"] == {"And": {"Prefix": "a/", "Tags": [{"Key": "k", "Value": "v"}]}}
    assert lifecycle_rules([{"Status": "Enabled"}])[0]["Filter"] == {"Prefix": ""}
