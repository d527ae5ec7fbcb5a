"""The questions of an incident as SQL over the table of CloudTrail's log files, for Athena.

Every query is held to some days: what a query reads is what it costs. A question mark is a value that Athena's console asks for.

https://docs.aws.amazon.com/athena/latest/ug/query-examples-cloudtrail-logs.html
https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements-querying.html
"""

from dataclasses import dataclass

from generator.blocks.cloudtrail_table import TABLE

ACTOR = "coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn) AS actor"
WHO_AND_WHENCE = ("eventtime", "account", "region", "useridentity.arn AS identity", "sourceipaddress", "useragent")


@dataclass(frozen=True, kw_only=True)
class Question:
    """``name`` is the saved query's, without the prefix; ``asks`` says what stands for the question mark."""

    name: str
    says: str
    select: tuple[str, ...]
    where: tuple[str, ...]
    days: int = 7
    asks: str = ""
    group_by: tuple[str, ...] = ()
    order_by: str = "eventtime DESC"

    @property
    def pascal(self) -> str:
        """The name as it stands in a logical id."""
        return "".join(word.capitalize() for word in self.name.split("-"))

    @property
    def sql(self) -> str:
        """The query, of the last ``days`` days."""
        since = f"day >= date_format(current_date - interval '{self.days}' day, '%Y/%m/%d')"
        lines = [
            *([f"-- The question mark is {self.asks}, in single quotation marks."] if self.asks else []),
            "SELECT",
            ",\n".join(f"  {each}" for each in self.select),
            f"FROM {TABLE}",
            f"WHERE {since}",
            *(f"  AND {each}" for each in self.where),
            *([f"GROUP BY {', '.join(self.group_by)}"] if self.group_by else []),
            f"ORDER BY {self.order_by}",
            "LIMIT 1000",
        ]
        return "\n".join(lines)


def _calls(*names: str) -> str:
    listed = ",\n    ".join(f"'{name}'" for name in names)
    return f"eventname IN (\n    {listed}\n  )"


QUESTIONS = (
    Question(
        name="root-use",
        says="What has the root user done?",
        select=(*WHO_AND_WHENCE, "eventsource", "eventname", "errorcode"),
        where=("useridentity.type = 'Root'", "useridentity.invokedby IS NULL", "eventtype <> 'AwsServiceEvent'"),
        days=30,
    ),
    Question(
        name="console-logins-without-mfa",
        says="Which users and root logged in to the console without MFA? Federated sessions have theirs elsewhere.",
        select=WHO_AND_WHENCE,
        where=(
            "eventname = 'ConsoleLogin'",
            "useridentity.type IN ('IAMUser', 'Root')",
            "json_extract_scalar(additionaleventdata, '$.MFAUsed') = 'No'",
            "json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'",
        ),
        days=30,
    ),
    Question(
        name="failed-console-logins",
        says="Who failed to log in to the console, how often, and from where?",
        select=(
            "useridentity.username AS username",
            "sourceipaddress",
            "count(*) AS attempts",
            "min(eventtime) AS first_seen",
            "max(eventtime) AS last_seen",
        ),
        where=("eventname = 'ConsoleLogin'", "errormessage IS NOT NULL"),
        group_by=("useridentity.username", "sourceipaddress"),
        order_by="attempts DESC",
    ),
    Question(
        name="access-key-activity",
        says="What did this access key do?",
        asks="the id of the key, such as AKIAIOSFODNN7EXAMPLE",
        select=(*WHO_AND_WHENCE, "eventsource", "eventname", "errorcode", "requestparameters"),
        where=("useridentity.accesskeyid = ?",),
        days=30,
    ),
    Question(
        name="identity-activity",
        says="What did this user or role session do?",
        asks="the ARN of the identity; of a role that of its session, arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION",
        select=(*WHO_AND_WHENCE, "eventsource", "eventname", "errorcode", "requestparameters"),
        where=("useridentity.arn = ?",),
    ),
    Question(
        name="role-assumed-by",
        says="Who took this role?",
        asks="the ARN of the role",
        select=(
            *WHO_AND_WHENCE,
            "useridentity.invokedby AS service",
            "json_extract_scalar(requestparameters, '$.roleSessionName') AS session_name",
            "errorcode",
        ),
        where=(
            "eventsource = 'sts.amazonaws.com'",
            "eventname IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity')",
            "json_extract_scalar(requestparameters, '$.roleArn') = ?",
        ),
    ),
    Question(
        name="address-activity",
        says="What came from this address?",
        asks="the IP address",
        select=(*WHO_AND_WHENCE, "eventsource", "eventname", "errorcode"),
        where=("sourceipaddress = ?",),
    ),
    Question(
        name="denied-calls",
        says="Who was refused what, and how often?",
        select=(
            ACTOR,
            "eventsource",
            "eventname",
            "errorcode",
            "count(*) AS attempts",
            "max(eventtime) AS last_seen",
        ),
        where=("(errorcode LIKE '%AccessDenied%' OR errorcode LIKE '%UnauthorizedOperation%')",),
        group_by=(
            "coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn)",
            "eventsource",
            "eventname",
            "errorcode",
        ),
        order_by="attempts DESC",
    ),
    Question(
        name="security-group-changes",
        says="Who changed a security group?",
        select=(
            *WHO_AND_WHENCE,
            "eventname",
            "json_extract_scalar(requestparameters, '$.groupId') AS group_id",
            "errorcode",
            "requestparameters",
        ),
        where=(
            "eventsource = 'ec2.amazonaws.com'",
            _calls(
                "AuthorizeSecurityGroupIngress",
                "AuthorizeSecurityGroupEgress",
                "RevokeSecurityGroupIngress",
                "RevokeSecurityGroupEgress",
                "ModifySecurityGroupRules",
                "CreateSecurityGroup",
                "DeleteSecurityGroup",
            ),
        ),
    ),
    Question(
        name="new-credentials-and-permissions",
        says="Who made credentials, or gave permissions?",
        select=(*WHO_AND_WHENCE, "eventname", "errorcode", "requestparameters"),
        where=(
            "eventsource = 'iam.amazonaws.com'",
            _calls(
                "CreateUser",
                "CreateAccessKey",
                "CreateLoginProfile",
                "UpdateLoginProfile",
                "DeactivateMFADevice",
                "CreateRole",
                "UpdateAssumeRolePolicy",
                "AddUserToGroup",
                "AttachUserPolicy",
                "AttachGroupPolicy",
                "AttachRolePolicy",
                "PutUserPolicy",
                "PutGroupPolicy",
                "PutRolePolicy",
                "CreatePolicyVersion",
                "SetDefaultPolicyVersion",
                "CreateSAMLProvider",
                "CreateOpenIDConnectProvider",
            ),
        ),
    ),
    Question(
        name="detection-switched-off",
        says="Who deleted or stopped a trail, the recorder, or a service that finds threats?",
        select=(*WHO_AND_WHENCE, "eventsource", "eventname", "errorcode", "requestparameters"),
        where=(
            _calls(
                "DeleteTrail",
                "StopLogging",
                "UpdateTrail",
                "PutEventSelectors",
                "DeleteEventDataStore",
                "StopConfigurationRecorder",
                "DeleteConfigurationRecorder",
                "DeleteDeliveryChannel",
                "DeleteDetector",
                "UpdateDetector",
                "DisassociateFromAdministratorAccount",
                "DisableSecurityHub",
                "DeleteAnalyzer",
                "DisableMacie",
                "DeleteFlowLogs",
                "DeleteLogGroup",
            ),
        ),
        days=30,
    ),
    Question(
        name="bucket-access-changes",
        says="Who changed who may reach a bucket, or how it is kept?",
        select=(
            *WHO_AND_WHENCE,
            "eventname",
            "json_extract_scalar(requestparameters, '$.bucketName') AS bucket",
            "errorcode",
        ),
        where=(
            "eventsource = 's3.amazonaws.com'",
            _calls(
                "PutBucketPolicy",
                "DeleteBucketPolicy",
                "PutBucketAcl",
                "PutBucketPublicAccessBlock",
                "DeleteBucketPublicAccessBlock",
                "PutAccountPublicAccessBlock",
                "DeleteAccountPublicAccessBlock",
                "PutBucketVersioning",
                "PutBucketLifecycle",
                "DeleteBucketLifecycle",
                "PutBucketReplication",
                "DeleteBucket",
            ),
        ),
    ),
    Question(
        name="key-deletions",
        says="Who disabled a KMS key, or put it up for deletion?",
        select=(
            *WHO_AND_WHENCE,
            "eventname",
            "json_extract_scalar(requestparameters, '$.keyId') AS key_id",
            "errorcode",
        ),
        where=(
            "eventsource = 'kms.amazonaws.com'",
            "eventname IN ('ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'DeleteImportedKeyMaterial')",
        ),
        days=30,
    ),
    Question(
        name="changes-by-region",
        says="In which Region was how much made or changed, and by whom? Regions that nobody uses stand out.",
        select=("region", "eventsource", ACTOR, "count(*) AS calls", "max(eventtime) AS last_seen"),
        where=("readonly = 'false'", "useridentity.invokedby IS NULL"),
        group_by=(
            "region",
            "eventsource",
            "coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn)",
        ),
        order_by="region, calls DESC",
    ),
)
