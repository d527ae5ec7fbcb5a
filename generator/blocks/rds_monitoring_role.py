"""The role with which RDS writes operating system metrics of DB instances to CloudWatch Logs.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
"""

from collections.abc import Iterator

from awacs import sts
from awacs.aws import ArnLike, StringEquals
from troposphere import Ref, Sub, iam

from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import allow, arn, policy, service
from generator.model import Comment, Element

NAME = "rds-enhanced-monitoring"
MONITORING = "monitoring.rds.amazonaws.com"


def _named(name: str) -> str:
    return f"${{{NAME_PREFIX}}}-{name}"


def monitoring_role_arn(name: str) -> Sub:
    """The role by its name without prefix: it is made in the home Region, and every other Region refers to it."""
    return arn("iam", f"role/{_named(name)}", region="")


MONITORING_ROLE_ARN = monitoring_role_arn(NAME)
"""The role of instances that a runbook monitors."""


def rds_monitoring_role(condition: str) -> Iterator[Element]:
    """The role, where ``condition`` holds."""
    yield Comment("RDS takes it for instances that the runbook has turned enhanced monitoring on for.")
    yield monitoring_role("IAMRoleForRdsEnhancedMonitoring", condition, NAME)


def monitoring_role(logical_id: str, condition: str, name: str) -> iam.Role:
    """A role with which RDS writes metrics; templates of one account each have their own ``name``."""
    return iam.Role(
        logical_id,
        Condition=condition,
        RoleName=Sub(_named(name)),
        Description="Lets RDS write operating system metrics of DB instances to CloudWatch Logs.",
        AssumeRolePolicyDocument=policy(
            allow(
                sts.AssumeRole,
                to=service("monitoring.rds"),
                if_=(
                    StringEquals("aws:SourceAccount", Ref("AWS::AccountId")),
                    ArnLike("aws:SourceArn", arn("rds", "db:*", region="*")),
                ),
            )
        ),
        ManagedPolicyArns=[
            arn("iam", "policy/service-role/AmazonRDSEnhancedMonitoringRole", region="", account="aws"),
        ],
    )
