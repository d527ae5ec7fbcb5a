"""Groups and roles of people: users get what they may do from a group, or take a role for a while, with MFA either way.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from awacs import sts
from awacs.aws import Bool, NumericLessThan, Principal
from troposphere import And, Equals, If, Not, NoValue, Ref, Sub, iam

from generator.blocks.allowed_patterns import ACCOUNT_ID_PATTERN, or_nothing
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.blocks.forced_mfa import FORCES_MFA, POLICY, SECONDS
from generator.blocks.permissions_boundary import HAS_PEOPLE, PEOPLE_POLICY
from generator.blocks.policy import allow, policy
from generator.model import Comment, Condition, Element, Parameter, Resource

GROUP = "Groups and roles of people"
TRUSTED, HAS_TRUSTED = "SwitchRoleAccountId", "TrustsOtherAccount"


@dataclass(frozen=True)
class Job:
    """What people do, and the policies of AWS that let them, by the last parts of their ARNs."""

    name: str
    words: str
    policies: tuple[str, ...]
    group: bool = True
    bounded: bool = False

    @property
    def physical(self) -> str:
        """``PowerUser`` is ``power-user``."""
        return "".join(f"-{char.lower()}" if char.isupper() else char for char in self.name).lstrip("-")


JOBS = (
    Job("Administrator", "everything", ("AdministratorAccess",)),
    Job("PowerUser", "everything but users, groups and roles", ("PowerUserAccess",), bounded=True),
    Job("ReadOnly", "reading, contents of objects and tables too", ("ReadOnlyAccess",)),
    Job(
        "Auditor", "reading how things are set up, not what they hold", ("SecurityAudit", "job-function/ViewOnlyAccess")
    ),
    Job("Support", "cases of AWS Support", ("AWSSupportAccess",), group=False),
)


def job_parameters() -> Iterator[Parameter]:
    """Each group and each role, none by itself."""
    for job in JOBS:
        for kind in ("Group", "Role") if job.group else ("Role",):
            yield Parameter(
                name=f"{job.name}{kind}",
                description=f"Make {'a group of users' if kind == 'Group' else 'a role that people take with MFA'} for {job.words}.",
                label=f"{kind} {job.physical}",
                group=GROUP,
                default="DISABLED",
                allowed_values=("DISABLED", "ENABLED"),
            )
    yield Parameter(
        name=TRUSTED,
        description="Account whose users and roles may take the roles, if their own policies let them. Empty is this account.",
        label="Account that takes the roles",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(ACCOUNT_ID_PATTERN),
        constraint="12 digits, or nothing.",
    )


def job_conditions() -> Iterator[Condition]:
    """Only in the home Region: IAM is the same in every Region."""
    for job in JOBS:
        for kind in ("Group", "Role") if job.group else ("Role",):
            chosen = Equals(Ref(f"{job.name}{kind}"), "ENABLED")
            yield Condition(f"Has{job.name}{kind}", And({"Condition": IS_HOME_REGION}, chosen))
    yield Condition(HAS_TRUSTED, Not(Equals(Ref(TRUSTED), "")))


def jobs() -> Iterator[Element]:
    """The groups, then the roles."""
    yield Comment(
        "No user has a policy: a group gives what its users may do, and the policy that forces MFA comes with it."
    )
    for job in JOBS:
        if job.group:
            yield _group(job)
    yield Comment(
        "The trust asks for MFA with Bool, which long-term keys without it do not meet; who may take a role, the taker's policies say."
    )
    for job in JOBS:
        yield _role(job)


def mfa_trust() -> Any:
    """People of the trusted account with a fresh second factor may take the role."""
    account = If(HAS_TRUSTED, Ref(TRUSTED), Ref("AWS::AccountId"))
    trusted = Principal("AWS", Sub("arn:${AWS::Partition}:iam::${Account}:root", Account=account))
    fresh = (Bool("aws:MultiFactorAuthPresent", "true"), NumericLessThan("aws:MultiFactorAuthAge", Ref(SECONDS)))
    return policy(allow(sts.AssumeRole, to=trusted, if_=fresh))


def aws_policy(name: str) -> Sub:
    """A policy that AWS keeps, in whatever partition."""
    return Sub(f"arn:${{AWS::Partition}}:iam::aws:policy/{name}")


def _group(job: Job) -> Resource:
    return iam.Group(
        f"IAMGroupFor{job.name}",
        Condition=f"Has{job.name}Group",
        GroupName=Sub(f"${{{NAME_PREFIX}}}-{job.physical}"),
        ManagedPolicyArns=[*map(aws_policy, job.policies), If(FORCES_MFA, Ref(POLICY), NoValue)],
    )


def _role(job: Job) -> Resource:
    bounded: dict[str, Any] = (
        {"PermissionsBoundary": If(HAS_PEOPLE, Ref(PEOPLE_POLICY), NoValue)} if job.bounded else {}
    )
    return iam.Role(
        f"IAMRoleFor{job.name}",
        Condition=f"Has{job.name}Role",
        RoleName=Sub(f"${{{NAME_PREFIX}}}-{job.physical}"),
        Description=f"People take it with MFA for {job.words}.",
        MaxSessionDuration=3600,
        AssumeRolePolicyDocument=mfa_trust(),
        ManagedPolicyArns=[*map(aws_policy, job.policies)],
        **bounded,
    )
