"""The policy that stops a user or role, and the role that may attach it and contain what an intruder reached.

https://docs.aws.amazon.com/whitepapers/latest/aws-security-incident-response-guide/containment.html
"""

from collections.abc import Iterator

from awacs.aws import Action, ArnEquals, Deny, Statement
from troposphere import And, Equals, Ref, Sub, iam

from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.blocks.guardrail import EVERYTHING, IDENTITIES, actions, denial, of_baseline
from generator.blocks.policy import allow, arn, policy
from generator.blocks.switch_role import aws_policy, mfa_trust
from generator.model import Comment, Condition, Element, Parameter

GROUP = "Incidents"
QUARANTINE, RESPONDER = "QuarantinePolicy", "IncidentResponderRole"
HAS_QUARANTINE, HAS_RESPONDER = "HasQuarantinePolicy", "HasIncidentResponderRole"


def responder_parameters() -> Iterator[Parameter]:
    """Whether the policy and the role are made."""
    yield Parameter(
        name=QUARANTINE,
        description="Make a policy that denies everything: attached to a user or role, it stops it.",
        label="Quarantine policy",
        group=GROUP,
        default="ENABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield Parameter(
        name=RESPONDER,
        description="Make a role that people take with MFA to look into an incident, stop users, roles and keys, and isolate instances.",
        label="Incident responder role",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )


def responder_conditions() -> Iterator[Condition]:
    """Only in the home Region: IAM is the same in every Region."""
    for choice, condition in ((QUARANTINE, HAS_QUARANTINE), (RESPONDER, HAS_RESPONDER)):
        yield Condition(condition, And({"Condition": IS_HOME_REGION}, Equals(Ref(choice), "ENABLED")))


def responder() -> Iterator[Element]:
    """The policy, then the role."""
    yield Comment("An explicit Deny ends what any policy allows, also for sessions that are open already.")
    yield iam.ManagedPolicy(
        "IAMManagedPolicyForQuarantine",
        Condition=HAS_QUARANTINE,
        ManagedPolicyName=Sub(f"${{{NAME_PREFIX}}}-quarantine"),
        Description="Denies everything to the user, group or role that it is attached to.",
        PolicyDocument=policy(Statement(Sid="DenyAll", Effect=Deny, Action=[Action("*")], Resource=EVERYTHING)),
    )
    yield iam.Role(
        "IAMRoleForIncidentResponder",
        Condition=HAS_RESPONDER,
        RoleName=Sub(f"${{{NAME_PREFIX}}}-incident-responder"),
        Description="People take it with MFA to look into an incident and to contain it.",
        MaxSessionDuration=3600,
        AssumeRolePolicyDocument=mfa_trust(),
        ManagedPolicyArns=[aws_policy("SecurityAudit"), aws_policy("job-function/ViewOnlyAccess")],
        Policies=[iam.Policy(PolicyName="Contain", PolicyDocument=policy(*_contain()))],
    )


def _contain() -> Iterator[Statement]:
    quarantine = arn("iam", f"policy/${{{NAME_PREFIX}}}-quarantine", region="")
    users, roles = arn("iam", "user/*", region=""), arn("iam", "role/*", region="")
    yield allow(
        *actions("iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:DetachRolePolicy", "iam:DetachUserPolicy"),
        on=[users, roles],
        if_=(ArnEquals("iam:PolicyARN", quarantine),),
        sid="AllowQuarantine",
    )
    stopping = ("iam:DeleteLoginProfile", "iam:UpdateAccessKey")
    yield allow(*actions(*stopping), on=users, sid="AllowStoppingCredentials")
    yield denial("iam:AttachRolePolicy", sid="DenyStoppingBaseline", on=of_baseline(IDENTITIES[2]))
    isolating = ("ec2:CreateSnapshot", "ec2:CreateTags", "ec2:ModifyInstanceAttribute", "ec2:StopInstances")
    kinds = ("instance/*", "network-interface/*", "security-group/*", "volume/*")
    places = [arn("ec2", kind, region="*") for kind in kinds]
    snapshots = arn("ec2", "snapshot/*", region="*", account="")
    yield allow(*actions(*isolating), on=[*places, snapshots], sid="AllowIsolatingInstances")
    yield allow(
        *actions("lambda:PutFunctionConcurrency"),
        on=arn("lambda", "function:*", region="*"),
        sid="AllowStoppingFunctions",
    )
    yield allow(
        *actions("s3:PutBucketPublicAccessBlock"), on=Sub("arn:${AWS::Partition}:s3:::*"), sid="AllowClosingBuckets"
    )
    yield allow(
        *actions("guardduty:ArchiveFindings", "guardduty:UnarchiveFindings", "guardduty:UpdateFindingsFeedback"),
        on=arn("guardduty", "detector/*", region="*"),
        sid="AllowMarkingFindings",
    )
    yield allow(
        *actions("securityhub:BatchUpdateFindings"),
        on=arn("securityhub", "hub/default", region="*"),
        sid="AllowNotingFindings",
    )
