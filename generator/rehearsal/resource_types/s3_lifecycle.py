"""Lifecycle rules: CloudFormation's members as the S3 API names them.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html
"""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.rehearsal.resource_types.resource_type import NotModelled

KNOWN = frozenset(
    {
        "AbortIncompleteMultipartUpload",
        "ExpirationDate",
        "ExpirationInDays",
        "ExpiredObjectDeleteMarker",
        "Id",
        "NoncurrentVersionExpiration",
        "NoncurrentVersionExpirationInDays",
        "NoncurrentVersionTransitions",
        "ObjectSizeGreaterThan",
        "ObjectSizeLessThan",
        "Prefix",
        "Status",
        "TagFilters",
        "Transitions",
    }
)


def lifecycle_rules(rules: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The ``Rules`` of PutBucketLifecycleConfiguration."""
    return [_rule(rule) for rule in rules]


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(rule) - KNOWN)
    if unknown:
        raise NotModelled(f"LifecycleConfiguration: {unknown[0]} is not modelled")
    result: dict[str, Any] = {"Status": rule.get("Status"), "Filter": _filter(rule)}
    if "Id" in rule:
        result["ID"] = rule["Id"]
    if "AbortIncompleteMultipartUpload" in rule:
        result["AbortIncompleteMultipartUpload"] = rule["AbortIncompleteMultipartUpload"]
    expiration = {
        name: rule[source]
        for name, source in (
            ("Date", "ExpirationDate"),
            ("Days", "ExpirationInDays"),
            ("ExpiredObjectDeleteMarker", "ExpiredObjectDeleteMarker"),
        )
        if source in rule
    }
    if expiration:
        result["Expiration"] = expiration
    noncurrent = rule.get("NoncurrentVersionExpiration")
    if "NoncurrentVersionExpirationInDays" in rule:
        noncurrent = {"NoncurrentDays": rule["NoncurrentVersionExpirationInDays"]}
    if noncurrent:
        result["NoncurrentVersionExpiration"] = noncurrent
    if "Transitions" in rule:
        result["Transitions"] = [
            _renamed(item, {"TransitionInDays": "Days", "TransitionDate": "Date"}) for item in rule["Transitions"]
        ]
    if "NoncurrentVersionTransitions" in rule:
        result["NoncurrentVersionTransitions"] = [
            _renamed(item, {"TransitionInDays": "NoncurrentDays"}) for item in rule["NoncurrentVersionTransitions"]
        ]
    return result


def _filter(rule: Mapping[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = {
        name: rule[name] for name in ("ObjectSizeGreaterThan", "ObjectSizeLessThan", "Prefix") if name in rule
    }
    tags = list(rule.get("TagFilters", ()))
    if len(parts) + len(tags) > 1:
        return {"And": {**parts, **({"Tags": tags} if tags else {})}}
    if tags:
        return {"Tag": tags[0]}
    return parts or {"Prefix": ""}


def _renamed(item: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in item.items()}
