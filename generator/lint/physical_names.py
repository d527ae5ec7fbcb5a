"""Names that a template gives its resources: where each must be unique, and how long it may be.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from generator.knowledge import limits
from generator.lint.nodes import VARIABLE, Declared, Place, resources, written


class Scope(Enum):
    """Among what a name is taken once."""

    WORLD = "all accounts"
    ACCOUNT = "all Regions of the account"
    REGION = "one Region of the account"


@dataclass(frozen=True)
class NameOf:
    """The property that names a resource; ``length`` is ``None`` where no name of a stack comes near the limit."""

    name: str
    scope: Scope
    length: int | None = None


NAMES: Final[Mapping[str, NameOf]] = {
    "AWS::Backup::BackupVault": NameOf("BackupVaultName", Scope.REGION, limits.BACKUP_VAULT_NAME_LENGTH),
    "AWS::CloudTrail::Trail": NameOf("TrailName", Scope.REGION),
    "AWS::CloudWatch::Alarm": NameOf("AlarmName", Scope.REGION, limits.ALARM_NAME_LENGTH),
    "AWS::Config::ConfigRule": NameOf("ConfigRuleName", Scope.REGION, limits.CONFIG_RULE_NAME_LENGTH),
    "AWS::Config::ConfigurationRecorder": NameOf("Name", Scope.REGION),
    "AWS::Config::ConformancePack": NameOf("ConformancePackName", Scope.REGION, limits.CONFORMANCE_PACK_NAME_LENGTH),
    "AWS::Config::DeliveryChannel": NameOf("Name", Scope.REGION),
    "AWS::DynamoDB::Table": NameOf("TableName", Scope.REGION),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": NameOf("Name", Scope.REGION, limits.LOAD_BALANCER_NAME_LENGTH),
    "AWS::ElasticLoadBalancingV2::TargetGroup": NameOf("Name", Scope.REGION, limits.TARGET_GROUP_NAME_LENGTH),
    "AWS::Events::Rule": NameOf("Name", Scope.REGION, limits.EVENT_RULE_NAME_LENGTH),
    "AWS::IAM::Group": NameOf("GroupName", Scope.ACCOUNT, limits.GROUP_NAME_LENGTH),
    "AWS::IAM::InstanceProfile": NameOf("InstanceProfileName", Scope.ACCOUNT, limits.INSTANCE_PROFILE_NAME_LENGTH),
    "AWS::IAM::ManagedPolicy": NameOf("ManagedPolicyName", Scope.ACCOUNT, limits.MANAGED_POLICY_NAME_LENGTH),
    "AWS::IAM::Role": NameOf("RoleName", Scope.ACCOUNT, limits.ROLE_NAME_LENGTH),
    "AWS::IAM::User": NameOf("UserName", Scope.ACCOUNT, limits.USER_NAME_LENGTH),
    "AWS::KMS::Alias": NameOf("AliasName", Scope.REGION),
    "AWS::Lambda::Function": NameOf("FunctionName", Scope.REGION, limits.FUNCTION_NAME_LENGTH),
    "AWS::Logs::LogGroup": NameOf("LogGroupName", Scope.REGION, limits.LOG_GROUP_NAME_LENGTH),
    "AWS::S3::Bucket": NameOf("BucketName", Scope.WORLD, limits.BUCKET_NAME_LENGTH),
    "AWS::SNS::Topic": NameOf("TopicName", Scope.REGION),
    "AWS::SQS::Queue": NameOf("QueueName", Scope.REGION, limits.QUEUE_NAME_LENGTH),
    "AWS::SSM::Document": NameOf("Name", Scope.REGION, limits.DOCUMENT_NAME_LENGTH),
    "AWS::StepFunctions::StateMachine": NameOf("StateMachineName", Scope.REGION, limits.STATE_MACHINE_NAME_LENGTH),
}

PRESCRIBED: Final = frozenset({"SSM-SessionManagerRunShell"})
"""The only names under which AWS looks for what they name: no other one would do.

https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html
"""
ACCOUNT: Final = "AWS::AccountId"
REGION: Final = "AWS::Region"
STACK_NAME: Final = "AWS::StackName"
OF_THE_PLACE: Final = frozenset({ACCOUNT, REGION, "AWS::Partition", "AWS::URLSuffix"})
"""Pseudo parameters that are the same in every stack of a Region."""


@dataclass(frozen=True)
class Name:
    """One name that a template gives; ``text`` has ``${Name}`` where a value comes in."""

    resource: Declared
    of: NameOf
    place: Place
    text: str

    @property
    def variables(self) -> frozenset[str]:
        """What the name is made of besides plain text."""
        return frozenset(each.strip() for each in VARIABLE.findall(self.text))

    @property
    def differs_by_stack(self) -> bool:
        """Whether another stack in the same place can have another name: by a parameter, or by the stack's own name."""
        return not self.variables <= OF_THE_PLACE


def physical_names(template: Mapping[str, Any]) -> Iterator[Name]:
    """Every name of a known type whose text the template tells."""
    for resource in resources(template, *NAMES):
        of = NAMES[resource.type]
        for place in resource.at(of.name):
            text = written(place.value)
            if text and "{{resolve:" not in text and text not in PRESCRIBED:
                yield Name(resource, of, place, text)
