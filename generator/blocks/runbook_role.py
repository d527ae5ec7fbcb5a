"""The role of one runbook: only Systems Manager Automation of this account takes it, and it holds just the actions that are called.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
"""

from awacs import sts
from awacs.aws import ArnLike, StringEquals
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
        Policies=[iam.Policy(PolicyName=runbook.name, PolicyDocument=policy(*runbook.permissions))],
    )
