"""The right to let a service make its own role, which it does when it is first enabled.

https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
"""

from awacs import iam
from awacs.aws import Statement, StringEquals

from generator.blocks.policy import allow, arn


def allow_service_linked_role(*services: str) -> Statement:
    """``services`` are names such as ``guardduty``; the role can be of these services only."""
    principals = [f"{service}.amazonaws.com" for service in services]
    return allow(
        iam.CreateServiceLinkedRole,
        on=[arn("iam", f"role/aws-service-role/{principal}/*", region="") for principal in principals],
        if_=(StringEquals("iam:AWSServiceName", principals),),
    )
