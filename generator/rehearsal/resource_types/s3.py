"""Buckets and bucket policies.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
"""

from collections.abc import Callable, Mapping
from typing import Any

from generator.rehearsal.resource_types.policy_text import policy_text
from generator.rehearsal.resource_types.resource_type import (
    AlreadyThere,
    Attributes,
    NotModelled,
    Resource,
    ResourceType,
    by_id,
)
from generator.rehearsal.resource_types.s3_lifecycle import lifecycle_rules
from generator.rehearsal.service_rules.buckets import owner_of
from generator.template.pseudo_parameters import url_suffix_of

# Properties that only create_bucket reads.
AT_CREATION = frozenset({"AccessControl", "BucketName", "BucketNamespace", "ObjectLockEnabled"})
ACLS = {"LogDeliveryWrite": "log-delivery-write", "Private": "private", "PublicRead": "public-read"}


def _create(resource: Resource) -> str:
    name = resource.name("BucketName", 63, lower=True)
    acl = resource.properties.get("AccessControl")
    if acl is not None and acl not in ACLS:
        raise NotModelled(f"AccessControl: {acl} is not modelled")
    region = resource.account.region
    resource.call(
        "s3",
        "create_bucket",
        Bucket=name,
        ACL=ACLS.get(acl or ""),
        BucketNamespace=resource.properties.get("BucketNamespace"),
        CreateBucketConfiguration=None if region == "us-east-1" else {"LocationConstraint": region},
        ObjectLockEnabledForBucket=resource.properties.get("ObjectLockEnabled"),
    )
    resource.physical_id = name
    _configure(resource, resource.properties)
    return name


def _update(resource: Resource) -> None:
    changed = {name: value for name, value in resource.properties.items() if value != resource.old_properties.get(name)}
    removed = set(resource.old_properties) - set(resource.properties)
    for name in sorted(removed):
        if name not in REMOVERS:
            raise NotModelled(f"removing {name} from a bucket is not modelled")
        resource.call("s3", REMOVERS[name], Bucket=resource.physical_id)
    _configure(resource, changed)


def _configure(resource: Resource, properties: Mapping[str, Any]) -> None:
    # Object Lock needs versioning, and the tiers of the bucket's own life come last.
    for name in sorted(properties, key=lambda name: name != "VersioningConfiguration"):
        if name in AT_CREATION:
            continue
        if name not in SETTERS:
            raise NotModelled(f"property {name} of a bucket is not modelled")
        SETTERS[name](resource, properties[name])


def _put(operation: str, argument: str, shape: Callable[[Any], Any] = lambda value: value) -> Callable[..., None]:
    def put(resource: Resource, value: Any) -> None:
        resource.call("s3", operation, Bucket=resource.physical_id, **{argument: shape(value)})

    return put


def _encryption(value: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {"ServerSideEncryptionByDefault": "ApplyServerSideEncryptionByDefault"}
    rules = value.get("ServerSideEncryptionConfiguration", [])
    return {"Rules": [{renamed.get(key, key): item for key, item in rule.items()} for rule in rules]}


def _logging(value: Mapping[str, Any]) -> dict[str, Any]:
    target = {"TargetBucket": value.get("DestinationBucketName"), "TargetPrefix": value.get("LogFilePrefix", "")}
    if "TargetObjectKeyFormat" in value:
        target["TargetObjectKeyFormat"] = value["TargetObjectKeyFormat"]
    return {"LoggingEnabled": target}


def _notification(value: Mapping[str, Any]) -> dict[str, Any]:
    others = sorted(set(value) - {"EventBridgeConfiguration"})
    if others:
        raise NotModelled(f"NotificationConfiguration: {others[0]} of a bucket is not modelled")
    enabled = value.get("EventBridgeConfiguration", {}).get("EventBridgeEnabled", True)
    return {"EventBridgeConfiguration": {}} if enabled else {}


def _tiering(resource: Resource, value: list[Mapping[str, Any]]) -> None:
    for configuration in value:
        others = sorted(set(configuration) - {"Id", "Prefix", "Status", "Tierings"})
        if others:
            raise NotModelled(f"IntelligentTieringConfigurations: {others[0]} is not modelled")
        body = {key: configuration[key] for key in ("Id", "Status", "Tierings") if key in configuration}
        if "Prefix" in configuration:
            body["Filter"] = {"Prefix": configuration["Prefix"]}
        resource.call(
            "s3",
            "put_bucket_intelligent_tiering_configuration",
            Bucket=resource.physical_id,
            Id=configuration.get("Id"),
            IntelligentTieringConfiguration=body,
        )


def _lifecycle(resource: Resource, value: Mapping[str, Any]) -> None:
    resource.call(
        "s3",
        "put_bucket_lifecycle_configuration",
        Bucket=resource.physical_id,
        LifecycleConfiguration={"Rules": lifecycle_rules(value.get("Rules", []))},
        TransitionDefaultMinimumObjectSize=value.get("TransitionDefaultMinimumObjectSize"),
    )


SETTERS: Mapping[str, Callable[[Resource, Any], None]] = {
    "BucketEncryption": _put("put_bucket_encryption", "ServerSideEncryptionConfiguration", _encryption),
    "IntelligentTieringConfigurations": _tiering,
    "LifecycleConfiguration": _lifecycle,
    "LoggingConfiguration": _put("put_bucket_logging", "BucketLoggingStatus", _logging),
    "NotificationConfiguration": _put(
        "put_bucket_notification_configuration", "NotificationConfiguration", _notification
    ),
    "ObjectLockConfiguration": _put("put_object_lock_configuration", "ObjectLockConfiguration"),
    "OwnershipControls": _put("put_bucket_ownership_controls", "OwnershipControls"),
    "PublicAccessBlockConfiguration": _put("put_public_access_block", "PublicAccessBlockConfiguration"),
    "Tags": _put("put_bucket_tagging", "Tagging", lambda tags: {"TagSet": tags}),
    "VersioningConfiguration": _put("put_bucket_versioning", "VersioningConfiguration"),
}
REMOVERS: Mapping[str, str] = {
    "BucketEncryption": "delete_bucket_encryption",
    "LifecycleConfiguration": "delete_bucket_lifecycle",
    "OwnershipControls": "delete_bucket_ownership_controls",
    "PublicAccessBlockConfiguration": "delete_public_access_block",
    "Tags": "delete_bucket_tagging",
}


def _attributes(resource: Resource) -> Attributes:
    region, suffix, name = resource.account.region, url_suffix_of(resource.account.region), resource.physical_id
    return {
        "Arn": f"arn:{resource.account.partition}:s3:::{name}",
        "DomainName": f"{name}.s3.{suffix}",
        "DualStackDomainName": f"{name}.s3.dualstack.{region}.{suffix}",
        "RegionalDomainName": f"{name}.s3.{region}.{suffix}",
        "WebsiteURL": f"http://{name}.s3-website-{region}.{suffix}",
    }


def _put_policy(resource: Resource) -> str:
    bucket = str(resource.properties["Bucket"])
    resource.call("s3", "put_bucket_policy", Bucket=bucket, Policy=policy_text(resource.properties["PolicyDocument"]))
    return bucket


def _create_policy(resource: Resource) -> str:
    bucket = str(resource.properties["Bucket"])
    taken = resource.account.store("AWS::S3::BucketPolicy")
    if taken.get(bucket):
        raise AlreadyThere(f"The bucket policy already exists on bucket {bucket}.")
    _put_policy(resource)
    taken[bucket] = True
    return bucket


def _delete_policy(resource: Resource) -> None:
    resource.account.store("AWS::S3::BucketPolicy").pop(resource.physical_id, None)
    resource.call("s3", "delete_bucket_policy", Bucket=resource.physical_id)


ROWS = (
    ResourceType(
        "AWS::S3::Bucket",
        create=_create,
        update=_update,
        delete=by_id("s3", "delete_bucket", "Bucket"),
        attributes=_attributes,
        name_property="BucketName",
        # CreateBucket of us-east-1 takes a bucket that the account has already, which CloudFormation does not.
        taken=lambda _, name: owner_of(name) is not None,
    ),
    ResourceType(
        "AWS::S3::BucketPolicy",
        lateness=2,
        create=_create_policy,
        update=_put_policy,
        delete=_delete_policy,
    ),
)
