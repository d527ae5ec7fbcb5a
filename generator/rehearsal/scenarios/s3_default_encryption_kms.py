"""Default encryption of a bucket: none, SSE-S3, a key already, and buckets to which log delivery writes."""

import json
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.scenario_bucket import absent, bucket_case, exempt, make_bucket

ALIAS = "alias/buckets"


def encrypt(client: Any, bucket: str, algorithm: str, **rule: Any) -> None:
    """Encrypt by default."""
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}, **rule}
    client.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})


def with_key(session: Session) -> str:
    """A bucket with SSE-S3, and the key that the stack names."""
    kms = session.client("kms")
    kms.create_alias(AliasName=ALIAS, TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
    bucket = make_bucket(session, "encrypted-by-s3")
    encrypt(session.client("s3"), bucket, "AES256", BucketKeyEnabled=False)
    return bucket


def log_bucket(client: Any, bucket: str) -> None:
    """Load balancers write here."""
    write = {
        "Effect": "Allow",
        "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    client.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [write]}))


def state(client: Any, bucket: str) -> Any:
    """The default encryption; None where there is none."""
    code = "ServerSideEncryptionConfigurationNotFoundError"
    return absent(code, client.get_bucket_encryption, Bucket=bucket)


def compliant(found: Any) -> bool:
    """A key."""
    return "aws:kms" in json.dumps(found)


def _refused(name: str, prepare: Any, refusal: str) -> Case:
    return bucket_case(name, prepare, state=state, compliant=compliant, ends=Ends.REFUSED, refusal=refusal)


SCENARIO = Scenario(
    (
        Case(
            name="encrypted by s3",
            make=with_key,
            state=lambda session, bucket: state(session.client("s3"), bucket),
            compliant=lambda session, bucket: compliant(state(session.client("s3"), bucket)),
        ),
        bucket_case("not encrypted", lambda client, bucket: None, state=state, compliant=compliant),
        bucket_case(
            "encrypted twice",
            lambda client, bucket: encrypt(client, bucket, "aws:kms:dsse"),
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
        _refused(
            "logs of load balancers", log_bucket, "logdelivery.elasticloadbalancing.amazonaws.com could not write"
        ),
        _refused(
            "logs by acl",
            lambda client, bucket: client.put_bucket_acl(
                Bucket=bucket, GrantWrite='uri="http://acs.amazonaws.com/groups/s3/LogDelivery"'
            ),
            "S3 log delivery could not write",
        ),
        bucket_case("exempt bucket", exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    ),
    parameters={"BucketKmsKey": ALIAS},
)
