"""A path of Systems Manager parameters that belongs to one application, and the role that reads there and nowhere else.

https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-hierarchies.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
"""

from collections.abc import Iterator

from awacs import kms as kms_action
from awacs import ssm as ssm_action
from awacs import sts
from awacs.aws import ArnLike, StringEquals, StringLike
from troposphere import And, Equals, Ref, Sub, iam

from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.blocks.policy import allow, arn, policy, service
from generator.model import Condition, Element, Parameter

GROUP = "Parameters"
HAS_APPLICATIONS, MAKES_READERS = "HasApplications", "MakesReadersOfParameters"
APPLICATIONS = {"Application1": "web", "Application2": "batch"}
"""The parameters with the names of applications, each with its default: a secret is the first one's."""


def application_parameters() -> Iterator[Parameter]:
    """Whether there are applications, and their names."""
    yield Parameter(
        name="ApplicationRoles",
        description="ENABLED makes a role for the ECS tasks of each application below, which reads under /<prefix>/<application>/ only.",
        label="Roles of applications",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    for name, default in APPLICATIONS.items():
        yield Parameter(
            name=name,
            description="Name of an application, as it stands in the path of its parameters and in the name of its role.",
            label=f"Application ({name[-1]})",
            group=GROUP,
            default=default,
            allowed_pattern="^[a-z][a-z0-9-]{0,23}$",
            constraint="At most 24 lower case letters, digits and hyphens, a letter first.",
            max_length=24,
        )


def application_conditions() -> Iterator[Condition]:
    """Whether there are applications, and whether this stack makes their roles: in the home Region only."""
    yield Condition(HAS_APPLICATIONS, Equals(Ref("ApplicationRoles"), "ENABLED"))
    yield Condition(MAKES_READERS, And({"Condition": IS_HOME_REGION}, {"Condition": HAS_APPLICATIONS}))


def path_of(name: str) -> str:
    """The application's path, for Fn::Sub."""
    return f"/${{{NAME_PREFIX}}}/${{{name}}}"


def reader_arn(name: str) -> Sub:
    """The application's role by its name, which is the same in every Region."""
    return arn("iam", f"role/{_role_name(name)}", region="")


def reader_id(name: str) -> str:
    """The logical id of the application's role."""
    return f"IAMRoleForReaderOf{name}"


def reader(name: str) -> Iterator[Element]:
    """The role of the application's tasks."""
    own = [arn("ssm", f"parameter{path_of(name)}", region="*"), arn("ssm", f"parameter{path_of(name)}/*", region="*")]
    decrypts = StringLike(
        {
            "kms:ViaService": Sub("ssm.*.${AWS::URLSuffix}"),
            "kms:EncryptionContext:PARAMETER_ARN": arn("ssm", f"parameter{path_of(name)}/*", region="*"),
        }
    )
    of_tasks = (
        StringEquals("aws:SourceAccount", Ref("AWS::AccountId")),
        ArnLike("aws:SourceArn", arn("ecs", "*", region="*")),
    )
    yield iam.Role(
        reader_id(name),
        Condition=MAKES_READERS,
        RoleName=Sub(_role_name(name)),
        Description="Lets the tasks of one application read its own parameters.",
        AssumeRolePolicyDocument=policy(allow(sts.AssumeRole, to=service("ecs-tasks"), if_=of_tasks)),
        Policies=[
            iam.Policy(
                PolicyName="ReadOwnParameters",
                PolicyDocument=policy(
                    allow(ssm_action.GetParameter, ssm_action.GetParameters, ssm_action.GetParametersByPath, on=own),
                    allow(kms_action.Decrypt, on=arn("kms", "key/*", region="*"), if_=(decrypts,)),
                ),
            )
        ],
    )


def _role_name(name: str) -> str:
    return f"${{{NAME_PREFIX}}}-reads-${{{name}}}"
