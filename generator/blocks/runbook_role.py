"""The role of one runbook: only Systems Manager Automation of this account takes it, and it holds just the actions that are called.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
"""

from typing import Any

from awacs import sts
from awacs.aws import ArnLike, Statement, StringEquals
from troposphere import Ref, Sub, iam

from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import allow, arn, policy, service
from generator.model import Resource, Runbook


def role_arn(runbook: Runbook) -> Sub:
    """The role by its name: it is made in the home Region, and every other Region refers to it."""
    return arn("iam", f"role/${{{NAME_PREFIX}}}-{runbook.name}", region="")


def role(runbook: Runbook, condition: str) -> Resource:
    """The role of ``runbook``."""
    return iam.Role(
        f"IAMRoleFor{runbook.name}",
        Condition=condition,
        RoleName=Sub(f"${{{NAME_PREFIX}}}-{runbook.name}"),
        Description=f"Permissions of the runbook {runbook.name}.",
        AssumeRolePolicyDocument=policy(
            allow(
                sts.AssumeRole,
                to=service("ssm"),
                if_=(
                    StringEquals("aws:SourceAccount", Ref("AWS::AccountId")),
                    ArnLike("aws:SourceArn", arn("ssm", "automation-execution/*", region="*")),
                ),
            )
        ),
        Policies=[
            iam.Policy(PolicyName=runbook.name, PolicyDocument=policy(*map(_in_every_region, runbook.permissions)))
        ],
    )


def _in_every_region(statement: Statement) -> Statement:
    """The role is made at home and runs in every Region: its resources are of any."""
    found = Statement(**statement.properties)
    if "Resource" in found.properties:
        found.Resource = _regionless(found.Resource)
    return found


def _regionless(resource: Any) -> Any:
    if isinstance(resource, list):
        return [_regionless(each) for each in resource]
    text = resource.data.get("Fn::Sub") if isinstance(resource, Sub) else None
    return Sub(text.replace("${AWS::Region}", "*")) if isinstance(text, str) else resource
