"""Sessions on instances without SSH: how they are held and logged, and the role through which an instance takes part.

https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import logs as logs_action
from awacs import ssm as ssm_action
from awacs import ssmmessages, sts
from awacs.aws import StringEqualsIfExists
from troposphere import And, Equals, GetAtt, Ref, Sub, iam, logs, ssm

from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.blocks.network_log_key import KEY, KEY_ARN, SESSION_LOG_GROUP, allow_decryption, by_key
from generator.blocks.policy import allow, arn, policy, service
from generator.model import Comment, Condition, Element, Output, Parameter

GROUP = "Session Manager"
PREFERENCES, MAKES_ROLE = "SetsSessionPreferences", "MakesRoleForSessions"
LOG_GROUP, ROLE = "CloudWatchLogsGroupForSessions", "IAMRoleForSessions"
NAME = Sub(f"${{{NAME_PREFIX}}}-SessionManager")
# The one name under which Session Manager looks for the preferences of an account and Region.
DOCUMENT = "SSM-SessionManagerRunShell"


def session_parameters() -> Iterator[Parameter]:
    """Whose preferences hold, how long a session lasts, and whether there is a role for instances."""
    yield Parameter(
        name="SessionManagerPreferences",
        description=(
            "CREATE logs every session of this account and Region to a log group: also on instances whose role cannot write there, and"
            f" these cannot be reached any more. It fails where {DOCUMENT} is there; EXISTING leaves all as it is."
        ),
        label="Preferences",
        group=GROUP,
        default="EXISTING",
        allowed_values=("EXISTING", "CREATE"),
    )
    yield _minutes("IdleTimeout", "Idle timeout", "Minutes without input after which a session ends.", 20, 60)
    yield _minutes("MaxDuration", "Longest session", "Minutes after which a session ends.", 60, 1440)
    yield Parameter(
        name="SessionManagerInstanceRole",
        description="ENABLED makes a role and an instance profile for instances: sessions and their log, and nothing else.",
        label="Role for instances",
        group=GROUP,
        default="ENABLED",
        allowed_values=("ENABLED", "DISABLED"),
    )


def session_conditions() -> Iterator[Condition]:
    """To be yielded beside those of deployment and of the key."""
    yield Condition(PREFERENCES, Equals(Ref("SessionManagerPreferences"), "CREATE"))
    enabled = Equals(Ref("SessionManagerInstanceRole"), "ENABLED")
    yield Condition(MAKES_ROLE, And({"Condition": IS_HOME_REGION}, enabled))


def session_manager() -> Iterator[Element]:
    """The preferences with their log group, and the role."""
    yield Comment(
        "What was typed and shown in sessions, without what was sent through SSH or port forwarding inside them."
    )
    yield logs.LogGroup(
        LOG_GROUP,
        Condition=PREFERENCES,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        LogGroupName=Sub(SESSION_LOG_GROUP),
        KmsKeyId=KEY_ARN,
        RetentionInDays=Ref("NetworkLogRetentionInDays"),
    )
    yield Comment(
        "With a key, sessions are encrypted with it too: whoever starts one needs kms:GenerateDataKey with it."
    )
    yield ssm.Document(
        "SSMDocumentForSessionPreferences",
        Condition=PREFERENCES,
        Name=DOCUMENT,
        DocumentType="Session",
        UpdateMethod="NewVersion",
        Content=_preferences(),
    )
    yield from _role()


def session_output() -> Output:
    """What an instance is launched with."""
    return Output(
        name="SessionManagerInstanceProfile",
        description="Instance profile for instances that people reach through Session Manager.",
        value=Ref("IAMInstanceProfileForSessions"),
        condition=MAKES_ROLE,
    )


def _preferences() -> dict[str, Any]:
    return {
        "schemaVersion": "1.0",
        "description": "Preferences of Session Manager for this account and Region.",
        "sessionType": "Standard_Stream",
        "inputs": {
            "s3BucketName": "",
            "s3KeyPrefix": "",
            "s3EncryptionEnabled": True,
            "cloudWatchLogGroupName": Ref(LOG_GROUP),
            "cloudWatchEncryptionEnabled": by_key(True, True, False),
            "cloudWatchStreamingEnabled": True,
            "kmsKeyId": by_key(GetAtt(KEY, "Arn"), Ref("NetworkKeyArn"), ""),
            "runAsEnabled": False,
            "runAsDefaultUser": "",
            "idleSessionTimeout": Ref("SessionManagerIdleTimeoutInMinutes"),
            "maxSessionDuration": Ref("SessionManagerMaxDurationInMinutes"),
            "shellProfile": {"windows": "", "linux": ""},
        },
    }


def _role() -> Iterator[Element]:
    group = f"log-group:{SESSION_LOG_GROUP}"
    channels = allow(
        ssmmessages.CreateControlChannel,
        ssmmessages.CreateDataChannel,
        ssmmessages.OpenControlChannel,
        ssmmessages.OpenDataChannel,
        on="*",
    )
    report = allow(ssm_action.UpdateInstanceInformation, on=arn("ec2", "instance/*", region="*"))
    find = allow(logs_action.DescribeLogGroups, on="*")
    write = allow(
        logs_action.CreateLogStream,
        logs_action.DescribeLogStreams,
        logs_action.PutLogEvents,
        on=arn("logs", f"{group}:*", region="*"),
    )
    held = (StringEqualsIfExists("aws:SourceAccount", Ref("AWS::AccountId")),)
    yield Comment("Made in the home Region only: other Regions refer to it by its name.")
    yield Comment(
        "EC2 tells no source: instances get the role through an instance profile, which is of this account.",
        "Properties/AssumeRolePolicyDocument/Statement/0/Condition",
    )
    yield iam.Role(
        ROLE,
        Condition=MAKES_ROLE,
        RoleName=NAME,
        Description="Lets people reach an instance through Session Manager, and the instance log their sessions.",
        AssumeRolePolicyDocument=policy(allow(sts.AssumeRole, to=service("ec2"), if_=held)),
        Policies=[
            iam.Policy(PolicyName="HoldSessions", PolicyDocument=policy(channels, report)),
            iam.Policy(PolicyName="LogSessions", PolicyDocument=policy(find, write, *allow_decryption())),
        ],
    )
    yield iam.InstanceProfile(
        "IAMInstanceProfileForSessions", Condition=MAKES_ROLE, InstanceProfileName=NAME, Roles=[Ref(ROLE)]
    )


def _minutes(name: str, label: str, description: str, default: int, most: int) -> Parameter:
    return Parameter(
        name=f"SessionManager{name}InMinutes",
        description=description,
        label=label,
        group=GROUP,
        type="Number",
        default=default,
        min_value=1,
        max_value=most,
    )
