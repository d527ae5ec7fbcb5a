"""Emits templates/iam-reports.yaml: IAM's credential report and last accessed data, written to a bucket on a schedule.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
"""

import json
from collections.abc import Iterator
from typing import Any

from awacs import iam as iam_action
from awacs import ssm as ssm_action
from awacs import sts
from awacs.aws import StringEquals
from troposphere import And, Equals, GetAtt, If, Or, Ref, Sub, cloudwatch, events, iam, scheduler

from generator.blocks.alert_topic import HAS_TOPIC, TOPIC, alert_topic, has_topic, told
from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.control_notifications import FAILURES, RUN_PAGE
from generator.blocks.credential_report import credential_report
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX, home_region, name_prefix
from generator.blocks.last_accessed_report import last_accessed_report
from generator.blocks.policy import allow, arn, policy, service
from generator.blocks.private_bucket import bucket_policy, expiry, private_bucket
from generator.blocks.report_runbook import PREFIX, report_document
from generator.blocks.runbook_document import document_id
from generator.blocks.runbook_role import role
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Runbook, Scope, Text

GROUP = "IAM reports"
REPORTS, OWN_BUCKET, TELLS = "WritesIamReports", "OwnsIamReportBucket", "TellsOfIamReports"
BUCKET_NAME = If(OWN_BUCKET, Ref("S3ForIamReports"), Ref("IamReportBucketName"))
OBJECTS = If(
    OWN_BUCKET,
    Sub(f"${{S3ForIamReports.Arn}}/{PREFIX}*"),
    Sub(f"arn:${{AWS::Partition}}:s3:::${{IamReportBucketName}}/{PREFIX}*"),
)
CHOICES = {"CredentialReport": credential_report(OBJECTS), "LastAccessedReport": last_accessed_report(OBJECTS)}


def elements() -> Iterator[Element]:
    """Parameters, the bucket, each report's runbook with its role, then the schedules and who hears of failures."""
    yield from _parameters()
    yield from alert_topic()
    yield from name_prefix()
    yield from home_region()
    yield from _conditions()
    yield from _bucket()
    for choice, runbook in CHOICES.items():
        yield report_document(runbook, _writes(choice))
        yield role(runbook, _writes(choice))
    yield from _schedules()
    yield from _failures()
    yield Output(
        name="IamReportBucketNameInUse",
        description="Bucket that the reports are written to.",
        value=BUCKET_NAME,
        condition=REPORTS,
    )


def _parameters() -> Iterator[Parameter]:
    words = {
        "CredentialReport": "Every user, with the age and the last use of password, access keys and MFA, as CSV.",
        "LastAccessedReport": "When users, groups, roles and policies last used each service that they may use, as JSON lines.",
    }
    for choice, says in words.items():
        yield Parameter(
            name=choice,
            description=says,
            label={"CredentialReport": "Credential report", "LastAccessedReport": "Last accessed report"}[choice],
            group=GROUP,
            default="ENABLED",
            allowed_values=("DISABLED", "ENABLED"),
        )
    yield Parameter(
        name="IamReportSchedule",
        description="When the reports are written, in UTC. IAM renews the credential report every four hours at most.",
        label="Schedule",
        group=GROUP,
        default="cron(0 3 ? * MON *)",
        allowed_pattern=r"^(rate\([1-9][0-9]{0,2} (hours?|days?)\)|cron\([0-9A-Z*?,/#-]+( [0-9A-Z*?,/#-]+){5}\))$",
        constraint="A schedule such as cron(0 3 ? * MON *) or rate(7 days).",
    )
    yield Parameter(
        name="IamReportBucketName",
        description=(
            f"Bucket of logs to write to, under {PREFIX}, encrypted with S3's keys; one of another account must admit the roles"
            " made here. Empty makes a bucket."
        ),
        label="Existing bucket",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    )
    yield Parameter(
        name="IamReportRetentionInDays",
        description="Days after which a report is deleted from the bucket made here.",
        label="Retention in days",
        group=GROUP,
        type="Number",
        default=1096,
        min_value=90,
        max_value=36500,
    )


def _conditions() -> Iterator[Condition]:
    for choice in CHOICES:
        yield Condition(_writes(choice), And({"Condition": IS_HOME_REGION}, Equals(Ref(choice), "ENABLED")))
    yield Condition(REPORTS, Or(*({"Condition": _writes(choice)} for choice in CHOICES)))
    yield Condition(OWN_BUCKET, And({"Condition": REPORTS}, Equals(Ref("IamReportBucketName"), "")))
    yield has_topic()
    yield Condition(TELLS, And({"Condition": HAS_TOPIC}, {"Condition": REPORTS}))


def _writes(choice: str) -> str:
    return f"Writes{choice}"


def _bucket() -> Iterator[Element]:
    yield Comment("Private like the rest: the reports name every user and role of the account, and what they use.")
    yield private_bucket("S3ForIamReports", condition=OWN_BUCKET, rules=(expiry(Ref("IamReportRetentionInDays")),))
    yield bucket_policy("S3BucketPolicyForIamReports", "S3ForIamReports", condition=OWN_BUCKET)


def _schedules() -> Iterator[Element]:
    yield scheduler.ScheduleGroup("SchedulerScheduleGroupForIamReports", Condition=REPORTS)
    yield _schedule_role()
    for choice, runbook in CHOICES.items():
        yield scheduler.Schedule(
            f"SchedulerScheduleFor{choice}",
            Condition=_writes(choice),
            Description=runbook.description,
            GroupName=Ref("SchedulerScheduleGroupForIamReports"),
            ScheduleExpression=Ref("IamReportSchedule"),
            FlexibleTimeWindow=scheduler.FlexibleTimeWindow(Mode="FLEXIBLE", MaximumWindowInMinutes=15),
            Target=scheduler.Target(
                Arn=Sub("arn:${AWS::Partition}:scheduler:::aws-sdk:ssm:startAutomationExecution"),
                RoleArn=GetAtt("IAMRoleForIamReportSchedules", "Arn"),
                RetryPolicy=scheduler.RetryPolicy(MaximumEventAgeInSeconds=3600, MaximumRetryAttempts=3),
                Input=_input(runbook),
            ),
        )


def _input(runbook: Runbook) -> Sub:
    """The request of StartAutomationExecution, as JSON."""
    parameters = {
        "AutomationAssumeRole": [f"${{IAMRoleFor{runbook.name}.Arn}}"],
        "BucketName": ["${Bucket}"],
    }
    request = {"DocumentName": f"${{{document_id(runbook)}}}", "Parameters": parameters}
    return Sub(json.dumps(request, indent=2), Bucket=BUCKET_NAME)


def _schedule_role() -> iam.Role:
    group = GetAtt("SchedulerScheduleGroupForIamReports", "Arn")
    names = [f"${{{NAME_PREFIX}}}-{runbook.name}" for runbook in CHOICES.values()]
    runbooks: list[Any] = [
        arn("ssm", f"{kind}/{name}{version}")
        for name in names
        for kind, version in (("automation-definition", ":*"), ("document", ""))
    ]
    roles: list[Any] = [arn("iam", f"role/{name}", region="") for name in names]
    to_automation = (StringEquals("iam:PassedToService", "ssm.amazonaws.com"),)
    return iam.Role(
        "IAMRoleForIamReportSchedules",
        Condition=REPORTS,
        RoleName=Sub(f"${{{NAME_PREFIX}}}-iam-report-schedules"),
        Description="Lets the schedules of the IAM reports start their runbooks.",
        AssumeRolePolicyDocument=policy(
            allow(
                sts.AssumeRole,
                to=service("scheduler"),
                if_=(StringEquals({"aws:SourceAccount": Ref("AWS::AccountId"), "aws:SourceArn": group}),),
            )
        ),
        Policies=[
            iam.Policy(
                PolicyName="StartRunbooks",
                PolicyDocument=policy(
                    allow(ssm_action.StartAutomationExecution, on=runbooks),
                    allow(iam_action.PassRole, on=roles, if_=to_automation),
                ),
            )
        ],
    )


def _failures() -> Iterator[Element]:
    page = f"https://${{AWS::Region}}.${{Host}}/{RUN_PAGE}"
    yield events.Rule(
        "EventsRuleForIamReports",
        Condition=TELLS,
        EventPattern={
            "source": ["aws.ssm"],
            "detail-type": ["EC2 Automation Execution Status-change Notification"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {
                "Definition": [Sub(f"${{{NAME_PREFIX}}}-{runbook.name}") for runbook in CHOICES.values()],
                "Status": list(FAILURES),
            },
        },
        Targets=[
            told(
                (
                    "FAILURE: <runbook>, which writes a report of IAM, ended as <status> in account ${AWS::AccountId}, ${AWS::Region}.",
                    "See on this page which step stopped it:",
                    page,
                ),
                {
                    "runbook": "$.detail.Definition",
                    "status": "$.detail.Status",
                    "execution": "$.detail.ExecutionId",
                },
            )
        ],
    )
    yield Comment("What the scheduler could not even start has no run, and no event.")
    yield cloudwatch.Alarm(
        "CloudWatchAlarmForIamReportSchedules",
        Condition=TELLS,
        AlarmName=Sub(f"${{{NAME_PREFIX}}}-iam-report-schedules"),
        AlarmDescription=Sub(
            "A report of IAM could not be started in account ${AWS::AccountId}, ${AWS::Region}: look whether the role"
            f" ${{{NAME_PREFIX}}}-iam-report-schedules may still start the runbooks and pass their roles."
        ),
        Namespace="AWS/Scheduler",
        MetricName="InvocationDroppedCount",
        Dimensions=[cloudwatch.MetricDimension(Name="ScheduleGroup", Value=Ref("SchedulerScheduleGroupForIamReports"))],
        Statistic="Sum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="notBreaching",
        AlarmActions=[Ref(TOPIC)],
    )


ARTICLE = Article(
    title=Text("IAM reports", "IAM レポート"),
    summary=Text(
        "IAM's credential report and who last used which service, written to a private bucket on schedule.",
        "IAM の認証情報レポートと、ユーザー・グループ・ロール・ポリシーによるサービスの最終利用を、定期的に非公開バケットへ書き出します。",
    ),
    scope=Scope.HOME,
    cost=Text(
        "Automation steps and their seconds, five steps a week by default, and storage; one alarm where there is a topic.",
        "Automation のステップと実行秒数 (既定では週 5 ステップ)、ストレージ、トピックがある場合のアラーム 1 件。",
    ),
    elements=elements,
)
