"""What a template makes for given parameter values in a Region: conditions decided, functions gone, references followed.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from generator import registry
from generator.render import Template, render
from generator.template import parameters
from generator.template.conditions import evaluate_conditions
from generator.template.functions import Scope, evaluate
from generator.template.parse import parse
from generator.template.pseudo_parameters import partition_of, pseudo_parameters
from generator.template.rules import check_rules

ACCOUNT = "111122223333"
HOME, OTHER = "eu-west-1", "us-west-2"
# The longest name of a StackSet instance that the articles of the series would give: E-15.
STACK_NAME = "StackSet-DefaultSecuritySettings-01234567-89ab-cdef-0123-456789abcdef"

# Where the ARN of a type is not made of account, Region and physical name alone.
ARNS = {
    "AWS::S3::Bucket": "arn:{partition}:s3:::{name}",
    "AWS::SNS::Topic": "arn:{partition}:sns:{region}:{account}:{name}",
    "AWS::KMS::Key": "arn:{partition}:kms:{region}:{account}:key/{name}",
    "AWS::IAM::Role": "arn:{partition}:iam::{account}:role/{name}",
    "AWS::IAM::ManagedPolicy": "arn:{partition}:iam::{account}:policy/{name}",
    "AWS::IAM::OIDCProvider": "arn:{partition}:iam::{account}:oidc-provider/{name}",
    "AWS::IAM::SAMLProvider": "arn:{partition}:iam::{account}:saml-provider/{name}",
    "AWS::Logs::LogGroup": "arn:{partition}:logs:{region}:{account}:log-group:{name}:*",
    "AWS::Logs::DeliveryDestination": "arn:{partition}:logs:{region}:{account}:delivery-destination:{name}",
    "AWS::CloudTrail::Trail": "arn:{partition}:cloudtrail:{region}:{account}:trail/{name}",
    "AWS::Scheduler::ScheduleGroup": "arn:{partition}:scheduler:{region}:{account}:schedule-group/{name}",
    "AWS::Events::Rule": "arn:{partition}:events:{region}:{account}:rule/{name}",
    "AWS::Cognito::UserPool": "arn:{partition}:cognito-idp:{region}:{account}:userpool/{name}",
    "AWS::SSO::PermissionSet": "arn:{partition}:sso:::permissionSet/ssoins-0123456789abcdef/{name}",
    "AWS::WAFv2::WebACL": "arn:{partition}:wafv2:{region}:{account}:regional/webacl/{name}",
    "AWS::RDS::DBInstance": "arn:{partition}:rds:{region}:{account}:db:{name}",
    "AWS::SQS::Queue": "arn:{partition}:sqs:{region}:{account}:{name}",
}
NAMES = {
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::SAMLProvider": "Name",
    "AWS::Logs::DeliveryDestination": "Name",
    "AWS::Logs::DeliverySource": "Name",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::CloudTrail::Trail": "TrailName",
    "AWS::Athena::WorkGroup": "Name",
    "AWS::SSM::Document": "Name",
    "AWS::Config::ConfigRule": "ConfigRuleName",
    "AWS::Config::DeliveryChannel": "Name",
    "AWS::Config::ConfigurationRecorder": "Name",
}
REFERS_BY_ARN = frozenset({"AWS::IAM::ManagedPolicy", "AWS::IAM::SAMLProvider", "AWS::SNS::Topic"})


@dataclass(frozen=True)
class Made:
    """The resources that a stack makes, their properties evaluated; ``needs`` is what each waits for, directly."""

    conditions: Mapping[str, bool]
    resources: Mapping[str, dict[str, Any]]
    needs: Mapping[str, frozenset[str]]
    outputs: Mapping[str, Any]

    def properties(self, logical_id: str) -> dict[str, Any]:
        """The evaluated properties of a resource that is made."""
        found: dict[str, Any] = self.resources[logical_id]["Properties"]
        return found

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """The properties of every made resource of a type."""
        return {name: body["Properties"] for name, body in self.resources.items() if body["Type"] == kind}

    def waits_for(self, logical_id: str) -> set[str]:
        """All that must be made before a resource, directly or not."""
        found: set[str] = set()
        waiting = [logical_id]
        while waiting:
            for other in self.needs[waiting.pop()] - found:
                found.add(other)
                waiting.append(other)
        return found


@cache
def rendered(name: str) -> Template:
    """The template of an article, rendered once."""
    return render(name, registry.articles())


@cache
def document(name: str) -> Mapping[str, Any]:
    """The template of an article as its YAML says it; not to be changed."""
    return parse(rendered(name).text)


def besides_notices(name: str) -> dict[str, Any]:
    """What an article declares, without the EventBridge rules that tell of its controls."""
    return {key: body for key, body in document(name)["Resources"].items() if body["Type"] != "AWS::Events::Rule"}


def made(name: str, *, region: str = HOME, **given: Any) -> Made:
    """What the article ``name`` makes; RequestRefused where AWS would refuse the values."""
    return make(document(name), region=region, **given)


def make(data: Mapping[str, Any], *, region: str = HOME, **given: Any) -> Made:
    """What a template makes; RequestRefused where AWS would refuse the values, KeyError for a reference to nothing made."""
    declared = data.get("Parameters", {})
    stack_id = f"arn:{partition_of(region)}:cloudformation:{region}:{ACCOUNT}:stack/{STACK_NAME}/0"
    values = pseudo_parameters(ACCOUNT, region, STACK_NAME, stack_id) | parameters.resolve(declared, given)
    scope = Scope(
        values=values,
        mappings=data.get("Mappings", {}),
        conditions={},
        resource=_not_in_conditions,
        attribute=_not_in_conditions,
        imported=_not_in_conditions,
        zones=lambda where: [f"{where}{letter}" for letter in "abc"],
    )
    check_rules(data.get("Rules", {}), scope)
    conditions = evaluate_conditions(data.get("Conditions", {}), scope)
    stack = _Stack(data, replace(scope, conditions=conditions))
    resources = {name: stack.resource(name) for name in stack.resources}
    outputs = {
        name: evaluate(body["Value"], stack.scope_of(set()))
        for name, body in data.get("Outputs", {}).items()
        if conditions.get(body.get("Condition", ""), True)
    }
    return Made(conditions, resources, {name: frozenset(needs) for name, needs in stack.needs.items()}, outputs)


def _not_in_conditions(*names: str) -> Any:
    raise KeyError(f"{'.'.join(names)} is no parameter")


class _Stack:
    """The resources of one stack; a reference to one that is not made is a KeyError."""

    def __init__(self, data: Mapping[str, Any], scope: Scope) -> None:
        self._scope = scope
        self.resources: dict[str, Any] = {
            name: body
            for name, body in data["Resources"].items()
            if scope.conditions.get(body.get("Condition", ""), True)
        }
        self.needs: dict[str, set[str]] = {}

    def resource(self, name: str) -> dict[str, Any]:
        body = self.resources[name]
        depends = body.get("DependsOn", [])
        self.needs[name] = {depends} if isinstance(depends, str) else set(depends)
        properties = evaluate(body.get("Properties", {}), self.scope_of(self.needs[name]))
        return {**body, "Properties": properties}

    def scope_of(self, needs: set[str]) -> Scope:
        def reference(name: str) -> str:
            needs.add(name)
            by_arn = self.resources[name]["Type"] in REFERS_BY_ARN
            return self._arn(name) if by_arn else self._physical(name)

        def attribute(name: str, wanted: str) -> str | list[str]:
            needs.add(name)
            if wanted.endswith("Addresses"):
                return ["192.0.2.1", "192.0.2.2"]
            return self._arn(name) if wanted.endswith("Arn") else self._physical(name)

        return replace(self._scope, resource=reference, attribute=attribute)

    def _physical(self, name: str) -> str:
        body = self.resources[name]
        given = body.get("Properties", {}).get(NAMES.get(body["Type"], ""))
        found = evaluate(given, self._scope) if given is not None else None
        return found if isinstance(found, str) else f"made-{name.lower()}"

    def _arn(self, name: str) -> str:
        values = self._scope.values
        return ARNS[self.resources[name]["Type"]].format(
            partition=values["AWS::Partition"], region=values["AWS::Region"], account=ACCOUNT, name=self._physical(name)
        )
