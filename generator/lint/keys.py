"""The KMS keys of a template, and which services use them for which of its resources.

https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.lint.nodes import Declared, Place, at, resources, written
from generator.lint.policy_statements import Maybe, Statement, all_of, any_of, is_wholly_known, statements_of

ALARMS: Final = ("AlarmActions", "OKActions", "InsufficientDataActions")
DATA_KEY: Final = ("kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext")
"""What every service that encrypts needs; one of them is enough."""


@dataclass(frozen=True)
class Use:
    """A service uses a key for a resource; ``place`` says so."""

    place: Place
    key: Declared
    service: str
    what: str


def uses(template: Mapping[str, Any]) -> Iterator[Use]:
    """Every use of a key of the template by a service that is no IAM principal."""
    keys = _keys_by_reference(template)
    if not keys:
        return
    yield from _direct(template, keys, "AWS::CloudTrail::Trail", "KMSKeyId", "cloudtrail", "the trail")
    yield from _direct(template, keys, "AWS::Logs::LogGroup", "KmsKeyId", "logs", "the log group")
    encrypted = {**_encrypted(template, keys, "AWS::SNS::Topic"), **_encrypted(template, keys, "AWS::SQS::Queue")}
    for place, service in _sends(template):
        target = encrypted.get(written(place.value) or "")
        if target:
            kind = "the topic" if target[0].type == "AWS::SNS::Topic" else "the queue"
            yield from (Use(place, key, service, f"{kind} {target[0].logical_id}") for key in target[1])


def _keys_by_reference(template: Mapping[str, Any]) -> dict[str, Declared]:
    found: dict[str, Declared] = {}
    for key in resources(template, "AWS::KMS::Key"):
        found |= {f"${{{key.logical_id}{attribute}}}": key for attribute in ("", ".Arn", ".KeyId")}
    for alias in resources(template, "AWS::KMS::Alias"):
        names = [written(each.value) for each in alias.at("AliasName")]
        for target in alias.at("TargetKeyId"):
            aliased = found.get(written(target.value) or "")
            if aliased:
                found |= dict.fromkeys((f"${{{alias.logical_id}}}", *(name for name in names if name)), aliased)
    return found


def _direct(
    template: Mapping[str, Any], keys: Mapping[str, Declared], kind: str, name: str, service: str, what: str
) -> Iterator[Use]:
    for resource in resources(template, kind):
        for place in resource.at(name):
            key = keys.get(written(place.value) or "")
            if key:
                yield Use(place, key, service, f"{what} {resource.logical_id}")


def _encrypted(
    template: Mapping[str, Any], keys: Mapping[str, Declared], kind: str
) -> dict[str, tuple[Declared, list[Declared]]]:
    """Topics or queues with a key of the template, by the forms in which others refer to them."""
    found: dict[str, tuple[Declared, list[Declared]]] = {}
    for resource in resources(template, kind):
        own = [keys.get(written(each.value) or "") for each in resource.at("KmsMasterKeyId")]
        known = [key for key in own if key]
        reference = f"${{{resource.logical_id}{'' if kind == 'AWS::SNS::Topic' else '.Arn'}}}"
        if known:
            found |= dict.fromkeys((reference, f"${{{resource.logical_id}.TopicArn}}"), (resource, known))
    return found


def _sends(template: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Where a service sends to a topic or queue in its own name: the place of the ARN, and the service."""
    for alarm in resources(template, "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"):
        for name in ALARMS:
            yield from ((place, "cloudwatch") for place in alarm.at(name, "*"))
    for rule in resources(template, "AWS::Events::Rule"):
        for target in rule.at("Targets", "*"):
            if isinstance(target.value, Mapping) and "RoleArn" not in target.value:
                yield from ((place, "events") for place in at(target, "Arn"))
    for bucket in resources(template, "AWS::S3::Bucket"):
        for steps in (("TopicConfigurations", "*", "Topic"), ("QueueConfigurations", "*", "Queue")):
            yield from ((place, "s3") for place in bucket.at("NotificationConfiguration", *steps))
    for subscription in resources(template, "AWS::SNS::Subscription"):
        if any(each.value == "sqs" for each in subscription.at("Protocol")):
            yield from ((place, "sns") for place in subscription.at("Endpoint"))


def lets_use(key: Declared, service: str) -> Maybe:
    """Whether a key's policy lets a service encrypt; a key without a policy lets only the account in."""
    if not is_wholly_known(key):
        return None
    return any_of(_lets_encrypt(each, service) for each in statements_of(key, "key"))


def _lets_encrypt(statement: Statement, service: str) -> Maybe:
    if statement.effect != "Allow":
        return False
    return all_of([statement.lets_in(service), any_of(statement.has_action(action) for action in DATA_KEY)])
