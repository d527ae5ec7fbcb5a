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

NAME = f"${{{NAME_PREFIX}}}-rds-enhanced-monitoring"
MONITORING = "monitoring.rds.amazonaws.com"
MONITORING_ROLE_ARN = arn("iam", f"role/{NAME}", region="")
"""The role by its name: it is made in the home Region, and every other Region refers to it."""


def rds_monitoring_role(condition: str) -> Iterator[Element]:
    """The role, where ``condition`` holds."""
    yield Comment("RDS takes it for instances that the runbook has turned enhanced monitoring on for.")
    yield iam.Role(
        "IAMRoleForRdsEnhancedMonitoring",
        Condition=condition,
        RoleName=Sub(NAME),
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
