"""What every bucket must be: private, encrypted, versioned, kept, emptied in time, and closed to unencrypted requests.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.articles.evaluation import Made
from tests.articles.policies import NEW_TLS, OLD_TLS, PLAIN_HTTP, bucket_name, bucket_policy_of, denied, request
from tests.articles.scenarios import Stacks

BLOCKS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
KEPT = frozenset({"AWS::S3::Bucket", "AWS::Logs::LogGroup", "AWS::KMS::Key"})
ACTIONS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:PutBucketPolicy")


def bucket_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """What is wrong with any bucket, in any scenario."""
    for values, stack in stacks:
        for name, properties in stack.of_type("AWS::S3::Bucket").items():
            yield from (f"{name}: {fault}" for fault in _property_faults(properties, values))
            yield from (f"{name}: {fault}" for fault in _policy_faults(stack, name))


def retention_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Buckets whose lifecycle no parameter decides: when objects expire, or, of what is always in use, what replaced it."""
    for name, body in data["Resources"].items():
        ends = ("ExpirationInDays': {'Ref'", "NoncurrentDays': {'Ref'")
        if body["Type"] == "AWS::S3::Bucket" and not any(end in str(body["Properties"]) for end in ends):
            yield f"{name}: no parameter says when its objects expire"


def deletion_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Buckets, log groups and keys that a deleted or replaced stack would take with it."""
    for name, body in data["Resources"].items():
        for attribute in ("DeletionPolicy", "UpdateReplacePolicy"):
            if body["Type"] in KEPT and body.get(attribute) != "Retain":
                yield f"{name}: {attribute} is not Retain"


def _property_faults(properties: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[str]:
    blocks = properties.get("PublicAccessBlockConfiguration", {})
    # A bucket that the user makes public by choice lets a policy do it, and never an ACL.
    wanted = [block for block in BLOCKS if "Acls" in block or "PUBLIC" not in values.values()]
    yield from (f"{block} is not true" for block in wanted if blocks.get(block) is not True)
    if properties.get("OwnershipControls") != {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}:
        yield "its owner is not enforced"
    if properties.get("VersioningConfiguration") != {"Status": "Enabled"} and "Suspended" not in values.values():
        yield "it is not versioned"
    encryption = properties.get("BucketEncryption", {}).get("ServerSideEncryptionConfiguration", [])
    for rule in encryption:
        if rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms":
            if not rule["ServerSideEncryptionByDefault"].get("KMSMasterKeyID"):
                yield "it is encrypted with the key of AWS, which no other account can use"
            if rule.get("BucketKeyEnabled") is not True:
                yield "it asks KMS for every object: no bucket key"
    if not encryption:
        yield "it is not encrypted"
    rules = properties.get("LifecycleConfiguration", {}).get("Rules", [])
    if not all(rule.get("Status") == "Enabled" and rule.get("Id") for rule in rules):
        yield "a rule of its lifecycle is off or has no name"
    if not any(rule.get("AbortIncompleteMultipartUpload") == {"DaysAfterInitiation": 7} for rule in rules):
        yield "it keeps unfinished uploads"


def _policy_faults(stack: Made, name: str) -> Iterator[str]:
    policy = bucket_policy_of(stack, name)
    if policy is None:
        yield "it has no policy"
        return
    partition = "aws-cn" if "arn:aws-cn:" in str(policy) else "aws"
    for action in ACTIONS:
        at = f"arn:{partition}:s3:::{bucket_name(stack, name)}" + ("/key" if action.endswith("Object") else "")
        plain = denied(policy, request(action, at, **PLAIN_HTTP))
        old = [denied(policy, request(action, at, **context)) for context in OLD_TLS]
        new = [denied(policy, request(action, at, **context)) for context in NEW_TLS]
        always = set.intersection(*new)
        if not plain - always:
            yield f"{action} is not denied over plain HTTP"
        if not all(each - always for each in old):
            yield f"{action} is not denied over TLS 1.1 or 1.0"
        if (plain - always) & {number for each in old for number in each}:
            yield f"one statement denies {action} both over HTTP and over old TLS: the TLS key is absent over HTTP"
        if any(new) and not action.endswith("DeleteObject"):
            yield f"{action} is denied over TLS 1.2"
