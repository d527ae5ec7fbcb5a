"""The buckets of a template that services write logs into, and who writes there.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.lint.buckets import Bucket, bucket_named, buckets
from generator.lint.nodes import Place, at, literal, resources, written
from generator.lint.policy_statements import Maybe, Statement, all_of, any_of

LOAD_BALANCER: Final = "AWS::ElasticLoadBalancingV2::LoadBalancer"
CLASSIC_LOAD_BALANCER: Final = "AWS::ElasticLoadBalancing::LoadBalancer"
LOAD_BALANCING: Final = "logdelivery.elasticloadbalancing"
ACCESS_LOG: Final = "logging.s3"
WRITERS: Final = (
    ("AWS::CloudTrail::Trail", ("S3BucketName",), "cloudtrail", "the trail"),
    ("AWS::Config::DeliveryChannel", ("S3BucketName",), "config", "the channel"),
    ("AWS::S3::Bucket", ("LoggingConfiguration", "DestinationBucketName"), ACCESS_LOG, "the access log of"),
)
"""The type, the property that names the bucket, the service principal's short name, and what it writes."""
ON: Final = (True, "true")
SERVICE_LINKED: Final = "aws-service-role/config.amazonaws.com"
AUDIT: Final = frozenset({"cloudtrail", "config"})
"""The writers whose logs are evidence."""


@dataclass(frozen=True)
class Log:
    """A service writes logs into a bucket; ``place`` names the bucket."""

    place: Place
    bucket: Bucket
    service: str
    what: str


def logs(template: Mapping[str, Any]) -> Iterator[Log]:
    """Every log that goes into a bucket of the template."""
    found = list(buckets(template))
    for place, service, what in _targets(template) if found else ():
        bucket = bucket_named(found, written(place.value))
        if bucket is not None:
            yield Log(place, bucket, service, what)


def _targets(template: Mapping[str, Any]) -> Iterator[tuple[Place, str, str]]:
    for kind, steps, service, what in WRITERS:
        for resource in resources(template, kind):
            yield from ((place, service, f"{what} {resource.logical_id}") for place in resource.at(*steps))
    for balancer in resources(template, CLASSIC_LOAD_BALANCER):
        for policy in balancer.at("AccessLoggingPolicy"):
            if isinstance(policy.value, Mapping) and literal(policy.value.get("Enabled")) in ON:
                what = f"the access log of {balancer.logical_id}"
                yield from ((place, LOAD_BALANCING, what) for place in at(policy, "S3BucketName"))
    for balancer in resources(template, LOAD_BALANCER):
        attributes = list(balancer.at("LoadBalancerAttributes", "*"))
        if any(_is(each, "enabled") and literal(each.value.get("Value")) in ON for each in attributes):
            what = f"the access log of {balancer.logical_id}"
            for each in attributes:
                if _is(each, "bucket"):
                    yield from ((place, LOAD_BALANCING, what) for place in at(each, "Value"))


def _is(attribute: Place, key: str) -> bool:
    return isinstance(attribute.value, Mapping) and attribute.value.get("Key") == f"access_logs.s3.{key}"


def is_let_in(log: Log) -> Maybe:
    """Whether the bucket's policy lets the log's writer put objects."""
    return any_of(_lets_write(each, log) for each in log.bucket.statements)


def _lets_write(statement: Statement, log: Log) -> Maybe:
    if statement.effect != "Allow":
        return False
    about = any_of(log.bucket.is_resource(text, key) for _, text in statement.texts("Resource") for key in _keys(text))
    if "NotResource" in statement.place.value:
        about = None
    return all_of([_names_writer(statement, log.service), statement.has_action("s3:PutObject"), about])


def _keys(text: str | None) -> tuple[str, ...]:
    """A key that an ARN's own pattern fits: under which prefix the log is written is not asked."""
    _, _, key = (text or "").rpartition(":::")[2].partition("/")
    return (key.replace("*", "x").replace("?", "x"),)


def _names_writer(statement: Statement, service: str) -> Maybe:
    if service != LOAD_BALANCING:
        return statement.lets_in(service)
    # In older Regions an account of Elastic Load Balancing writes, and for a Network Load Balancer log delivery does.
    if any(statement.texts("Principal", "AWS")):
        return None
    return any_of([statement.lets_in(service), statement.lets_in("delivery.logs")])


def writes_as_itself(template: Mapping[str, Any], log: Log) -> bool:
    """Whether a writer certainly needs the bucket's policy, and not a role's or an access control list."""
    if log.service == "config":
        roles = [written(each.value) for each in _recorder_roles(template)]
        return bool(roles) and all(role is not None and SERVICE_LINKED in role for role in roles)
    if log.service == ACCESS_LOG:
        declared = log.bucket.declared
        if log.bucket.policies == () and _may_come_from_elsewhere(template):
            return False
        return not any(declared.at("AccessControl")) and not any(declared.at("AccessControlList"))
    return True


def _recorder_roles(template: Mapping[str, Any]) -> Iterator[Place]:
    for recorder in resources(template, "AWS::Config::ConfigurationRecorder"):
        yield from recorder.at("RoleARN")


def _may_come_from_elsewhere(template: Mapping[str, Any]) -> bool:
    kinds = ("Custom::", "AWS::CloudFormation::")
    return any(resource.type.startswith(kinds) for resource in resources(template))
