"""Permissions boundaries: ceilings for people, who may make roles only below one, and for workloads, which make none.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
"""

from collections.abc import Iterator

from awacs.aws import Action, Allow, Statement, StringEquals, StringNotEquals
from troposphere import And, Equals, Ref, Sub, iam

from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.blocks.guardrail import (
    BLINDING,
    CHANGING,
    EVERYTHING,
    IDENTITIES,
    NAMED,
    STOPPING,
    actions,
    allow_all_but,
    denial,
    of_baseline,
)
from generator.blocks.policy import allow, arn, policy
from generator.model import Comment, Condition, Element, Parameter

GROUP = "Permissions boundaries"
PEOPLE, WORKLOADS = "PeopleBoundary", "WorkloadBoundary"
HAS_PEOPLE, HAS_WORKLOADS = "HasPeopleBoundary", "HasWorkloadBoundary"
PEOPLE_POLICY, WORKLOAD_POLICY = "IAMManagedPolicyForPeopleBoundary", "IAMManagedPolicyForWorkloadBoundary"
NAMES = {PEOPLE: "people-boundary", WORKLOADS: "workload-boundary"}
# The actions that know which boundary the user or role has, or is given.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
BOUNDED = (
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateRole",
    "iam:CreateUser",
    "iam:DeleteRolePolicy",
    "iam:DeleteUserPolicy",
    "iam:DetachRolePolicy",
    "iam:DetachUserPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
)
LEAVING = ("account:CloseAccount", "organizations:LeaveOrganization")
UNBINDING = ("iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary")
OTHERS_CREDENTIALS = (
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:UpdateAccessKey",
    "iam:UpdateLoginProfile",
    "iam:UploadSigningCertificate",
)
# The services that run what a workload starts; EC2 has a name of its own in China.
COMPUTE = tuple(
    f"{name}.amazonaws.com{suffix}"
    for name, suffix in (
        ("batch", ""),
        ("ec2", ""),
        ("ec2", ".cn"),
        ("ecs-tasks", ""),
        ("events", ""),
        ("lambda", ""),
        ("scheduler", ""),
        ("states", ""),
    )
)


def boundary_parameters() -> Iterator[Parameter]:
    """Whether each boundary is made."""
    words = {
        PEOPLE: "Make a boundary for users and roles of people: what they may do at most. It binds whom it is given to.",
        WORKLOADS: "Make a boundary for roles of applications: what they may do at most. It binds whom it is given to.",
    }
    for name, description in words.items():
        yield Parameter(
            name=name,
            description=description,
            label={PEOPLE: "Boundary for people", WORKLOADS: "Boundary for workloads"}[name],
            group=GROUP,
            default="ENABLED",
            allowed_values=("DISABLED", "ENABLED"),
        )


def boundary_conditions() -> Iterator[Condition]:
    """Both only in the home Region: IAM is the same in every Region."""
    for choice, condition in ((PEOPLE, HAS_PEOPLE), (WORKLOADS, HAS_WORKLOADS)):
        yield Condition(condition, And({"Condition": IS_HOME_REGION}, Equals(Ref(choice), "ENABLED")))


def boundary_arn(choice: str) -> Sub:
    """A boundary by its name: it is not there in the stack's first moment, and its own policy names it."""
    return arn("iam", f"policy/${{{NAME_PREFIX}}}-{NAMES[choice]}", region="")


def boundaries() -> Iterator[Element]:
    """The policies of both."""
    yield Comment(
        "Left open on purpose: iam:PassRole and sts:AssumeRole, which the policies of whoever has the boundary must hold to roles; a role"
        " above the boundary that may be taken, or passed to a service, is a way around it."
    )
    yield iam.ManagedPolicy(
        PEOPLE_POLICY,
        Condition=HAS_PEOPLE,
        ManagedPolicyName=Sub(f"${{{NAME_PREFIX}}}-{NAMES[PEOPLE]}"),
        Description="Boundary of people: everything but to leave the boundary, the Organization and what the baseline watches with.",
        PolicyDocument=policy(*_people()),
    )
    yield Comment("A workload has no part in who may do what; what it passes on is a role of its own account.")
    yield iam.ManagedPolicy(
        WORKLOAD_POLICY,
        Condition=HAS_WORKLOADS,
        ManagedPolicyName=Sub(f"${{{NAME_PREFIX}}}-{NAMES[WORKLOADS]}"),
        Description="Boundary of workloads: everything but identities, the account, the Organization and what watches them.",
        PolicyDocument=policy(*_workloads()),
    )


def _people() -> Iterator[Statement]:
    bound = StringNotEquals("iam:PermissionsBoundary", [boundary_arn(PEOPLE), boundary_arn(WORKLOADS)])
    yield Statement(Sid="AllowAtMost", Effect=Allow, Action=[Action("*")], Resource=EVERYTHING)
    yield denial(*BOUNDED, sid="DenyWithoutBoundary", if_=(bound,))
    yield denial(*UNBINDING, sid="DenyLeavingBoundary")
    own = arn("iam", "user/${!aws:username}", region="")
    yield denial(*OTHERS_CREDENTIALS, sid="DenyCredentialsOfOthers", but_on=[own])
    # IAM does not say of this action which boundary the role has.
    yield denial("iam:UpdateAssumeRolePolicy", sid="DenyTakingRoles", on=[arn("iam", "role/*", region="")])
    yield denial(*CHANGING, sid="DenyChangingBaseline", on=of_baseline(*IDENTITIES))
    yield denial(*STOPPING, sid="DenyStoppingBaseline", on=of_baseline(*NAMED))
    yield denial(*BLINDING, sid="DenyBlinding")
    yield denial(*LEAVING, sid="DenyLeavingOrganization")


def _workloads() -> Iterator[Statement]:
    yield allow_all_but("account:*", "iam:*", "identitystore:*", "organizations:*", "sso:*", sid="AllowAtMost")
    yield allow(*actions("iam:Get*", "iam:List*"), on="*", sid="AllowReadingIdentities")
    passing = arn("iam", "role/*", region="")
    to_compute = (StringEquals("iam:PassedToService", list(COMPUTE)),)
    yield allow(*actions("iam:PassRole"), on=passing, if_=to_compute, sid="AllowPassingRoles")
    yield denial("iam:PassRole", sid="DenyPassingRolesOfBaseline", on=of_baseline("iam:role/NAME-*"))
    yield denial("sts:AssumeRole", sid="DenyTakingRolesOfBaseline", on=of_baseline("iam:role/NAME-*"))
    yield denial(*STOPPING, sid="DenyStoppingBaseline", on=of_baseline(*NAMED))
    yield denial(*BLINDING, sid="DenyBlinding")
