from typing import Any

from awacs import s3 as action
from troposphere import If, NoValue, Ref, s3

from generator.blocks.policy import allow, service
from generator.blocks.private_bucket import ABORT_INCOMPLETE_UPLOADS, bucket_policy, expiry, private_bucket
from generator.render.plain import plain_resource


def body(**facts: Any) -> dict[str, Any]:
    return plain_resource(private_bucket("Bucket", **facts))


def test_a_bucket_is_closed_encrypted_versioned_and_kept() -> None:
    bucket = body()
    assert "Condition" not in bucket
    assert (bucket["DeletionPolicy"], bucket["UpdateReplacePolicy"]) == ("Retain", "Retain")
    properties = bucket["Properties"]
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(properties["PublicAccessBlockConfiguration"]) == 4
    assert properties["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    (rule,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    (lifecycle,) = properties["LifecycleConfiguration"]["Rules"]
    assert lifecycle["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}


def test_lifecycle_rules_come_before_the_cleanup_of_uploads() -> None:
    rules = body(rules=(expiry(30), If("IsOn", expiry(60), NoValue)))["Properties"]["LifecycleConfiguration"]["Rules"]
    assert [rule.get("Id") for rule in rules] == ["ExpireAfterRetention", None, ABORT_INCOMPLETE_UPLOADS.Id]


def test_given_properties_win_and_the_condition_is_set() -> None:
    bucket = body(condition="IsOn", VersioningConfiguration=s3.VersioningConfiguration(Status="Suspended"))
    assert bucket["Condition"] == "IsOn"
    assert bucket["Properties"]["VersioningConfiguration"] == {"Status": "Suspended"}


def test_expiry_takes_objects_and_then_their_old_versions() -> None:
    rule = expiry(Ref("Days"), noncurrent_days=9).to_dict()
    assert rule["ExpirationInDays"] == Ref("Days").to_dict()
    assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": 9}


def test_a_policy_ends_in_the_two_denies_for_bucket_and_objects() -> None:
    statement = allow(action.GetBucketAcl, to=service("config"), on="x")
    resource = plain_resource(bucket_policy("Policy", "Bucket", statement, condition="IsOn"))
    assert resource["Condition"] == "IsOn"
    assert resource["Properties"]["Bucket"] == {"Ref": "Bucket"}
    statements = resource["Properties"]["PolicyDocument"]["Statement"]
    assert [each.get("Sid") for each in statements] == [None, "DenyPlainHttp", "DenyOldTls"]
    for each in statements[1:]:
        assert each["Action"] == "s3:*"
        assert each["Resource"] == [{"Fn::GetAtt": ["Bucket", "Arn"]}, {"Fn::Sub": "${Bucket.Arn}/*"}]
