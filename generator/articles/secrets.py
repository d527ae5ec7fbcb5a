"""Emits templates/secrets.yaml: a generated secret that is rotated, and a path of parameters with a role for each application.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-hierarchies.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, Not, Ref, Sub, events, ssm

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.allowed_patterns import KMS_KEY_ARN_PATTERN, or_nothing
from generator.blocks.application_secret import (
    FIRST,
    MAKES,
    NAMED_KEY,
    OWN_KEY,
    ROTATES,
    SECRET,
    SHARES,
    secret,
)
from generator.blocks.deployment import deployment
from generator.blocks.parameter_path import (
    APPLICATIONS,
    HAS_APPLICATIONS,
    application_conditions,
    application_parameters,
    path_of,
    reader,
)
from generator.blocks.text_parameter import text_parameter
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Scope, Text

GROUP, SHARING = "Secret", "Sharing"
RATE = r"rate\(([4-9]|[1-9][0-9]{1,3}) (hours|days)\)|rate\(1 day\)|rate\([23] days\)"
FAILED = (
    "FAILURE: Secrets Manager could not rotate <secret> in account <account>, ${AWS::Region}; the old value stays in use.",
    "See the log group of its rotation function, or what the service says that manages the secret:",
    "https://${AWS::Region}.${Host}/secretsmanager/listsecrets?region=${AWS::Region}",
)


def elements() -> Iterator[Element]:
    """Parameters, the applications' roles, the secret, and who hears of failures."""
    yield from _secret_parameters()
    yield from _sharing_parameters()
    yield from application_parameters()
    yield from alert_topic()
    yield from deployment()
    yield from _conditions()
    for name in APPLICATIONS:
        yield from reader(name)
    yield from secret()
    yield Comment(
        "CloudFormation makes no SecureString; put those below the path by hand: aws ssm put-parameter --type SecureString."
    )
    yield ssm.Parameter(
        "SSMParameterForSecretArn",
        Condition="TellsApplicationOfSecret",
        Name=Sub(f"{path_of(FIRST)}/secret-arn"),
        Type="String",
        Description="Where the secret of the application is.",
        Value=Ref(SECRET),
    )
    yield from _failures()
    yield Output(name="SecretArn", description="The secret.", value=Ref(SECRET), condition=MAKES)


def _secret_parameters() -> Iterator[Element]:
    yield Parameter(
        name="Secret",
        description="CREATE generates a user name with a password, billed by the month. Nobody sees it until it is read.",
        label="Secret",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE"),
    )
    yield Parameter(
        name="SecretUserName",
        description="User name in the secret; changing it generates a new password.",
        label="User name",
        group=GROUP,
        default="application",
        allowed_pattern="^[A-Za-z][A-Za-z0-9_]{0,31}$",
        constraint="1 to 32 letters, digits and underscores, a letter first.",
    )
    yield Parameter(
        name="SecretKey",
        description=(
            "AWS_MANAGED costs nothing, unless a key is named below. CREATE makes a customer managed KMS key, at USD 1 a month."
            " Another account reads only what is encrypted with a key of yours."
        ),
        label="Encryption",
        group=GROUP,
        default="AWS_MANAGED",
        allowed_values=("AWS_MANAGED", "CREATE"),
    )
    yield text_parameter(
        "SecretKeyArn",
        "ARN of the existing KMS key",
        "Takes the place of the AWS managed one; its policy must let those who read the secret decrypt.",
        or_nothing(KMS_KEY_ARN_PATTERN),
        "An ARN, or nothing.",
        group=GROUP,
    )
    yield text_parameter(
        "SecretRotationFunctionArn",
        "Rotation function",
        "Lambda function that changes the password where it is used, and the secret. Empty: the secret is not rotated.",
        "^(arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[a-zA-Z0-9_-]{1,64})?$",
        "The ARN of a function, without a version, or nothing.",
        group=GROUP,
    )
    yield Parameter(
        name="SecretRotationSchedule",
        description="How often the function is called.",
        label="Rotation",
        group=GROUP,
        default="rate(30 days)",
        allowed_pattern=f"^({RATE})$",
        constraint="A rate such as rate(30 days) or rate(12 hours), from four hours.",
    )


def _sharing_parameters() -> Iterator[Element]:
    yield text_parameter(
        "SecretOrganizationId",
        "Organization",
        "The Organization of the role below. Empty: who reads the secret is a matter of the IAM policies of this account alone.",
        "^(o-[a-z0-9]{10,32})?$",
        "An Organization's id such as o-abcde12345, or nothing.",
        group=SHARING,
    )
    yield text_parameter(
        "SecretReaderArn",
        "Role that reads the secret",
        "Role of an account of that Organization; it needs a key of your own above, and both of these fields. Empty: nobody outside.",
        "^(arn:aws[a-z-]*:iam::[0-9]{12}:role/[a-zA-Z0-9_+=,.@/-]{1,512})?$",
        "The ARN of a role, or nothing.",
        group=SHARING,
    )


def _conditions() -> Iterator[Element]:
    yield Condition(MAKES, Equals(Ref("Secret"), "CREATE"))
    yield Condition(OWN_KEY, And({"Condition": MAKES}, Equals(Ref("SecretKey"), "CREATE")))
    yield Condition(NAMED_KEY, Not(Equals(Ref("SecretKeyArn"), "")))
    yield Condition(ROTATES, And({"Condition": MAKES}, Not(Equals(Ref("SecretRotationFunctionArn"), ""))))
    shared = [Not(Equals(Ref(name), "")) for name in ("SecretOrganizationId", "SecretReaderArn")]
    yield Condition(SHARES, And(*shared))
    yield from application_conditions()
    yield Condition("TellsApplicationOfSecret", And({"Condition": MAKES}, {"Condition": HAS_APPLICATIONS}))
    yield has_topic()


def _failures() -> Iterator[Element]:
    yield Comment("Of every secret of this Region, also those that a service such as RDS manages.")
    yield events.Rule(
        "EventsRuleForSecretsRotation",
        Condition=HAS_TOPIC,
        EventPattern={
            "source": ["aws.secretsmanager"],
            "detail-type": ["AWS Service Event via CloudTrail"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {"eventSource": ["secretsmanager.amazonaws.com"], "eventName": ["RotationFailed"]},
        },
        Targets=[told(FAILED, {"account": "$.account", "secret": "$.detail.additionalEventData.SecretId"})],
    )


ARTICLE = Article(
    title=Text("Secrets and parameters", "シークレットとパラメータ"),
    summary=Text(
        "A generated secret that is rotated and stays in the account, and parameters of which each application reads its own.",
        "自動生成・ローテーションされ、アカウント外からは読めないシークレットと、アプリケーションごとに自分のパスだけを読めるパラメータ。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Off by default. A secret is billed by the month and by calls, its key by the month; standard parameters and roles cost nothing.",
        "既定では無効。シークレットは月額と API 呼び出し数、KMS キーは月額で課金。標準パラメータとロールは無料。",
    ),
    elements=elements,
    detected_by=(
        "SECRETSMANAGER_ROTATION_ENABLED_CHECK",
        "ECS_NO_ENVIRONMENT_SECRETS",
        "CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK",
    ),
)
