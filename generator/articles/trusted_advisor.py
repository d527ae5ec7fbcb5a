"""Emits templates/trusted-advisor.yaml: what AWS Trusted Advisor finds, as alarms and notices, and its checks refreshed on schedule.

Trusted Advisor publishes metrics and events in us-east-1 only, and only with a support plan that has all checks.

https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-metrics-ta.html
https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-events-ta.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, If, Not, Ref, Sub, events, ssm

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.deployment import NAME_PREFIX, name_prefix
from generator.blocks.region_condition import inside_of
from generator.blocks.runbook_document import DRY_RUN, ROLE, document, document_id
from generator.blocks.runbook_role import role, role_arn
from generator.blocks.trusted_advisor_alarms import (
    GROUP,
    HERE,
    PLAN,
    RED_CHECKS,
    RED_RESOURCES,
    YELLOW_CHECKS,
    YELLOW_RESOURCES,
    Watched,
    alarm_choice,
    category_alarms,
    check_alarms,
)
from generator.blocks.trusted_advisor_refresh import REFRESH
from generator.model import After, Article, Comment, Condition, Element, Parameter, Resource, Scope, Text

TELLS_OF_ITEMS, REFRESHES, TELLS_OF_FAILURES = (
    "TellsOfTrustedAdvisorItems",
    "RefreshesTrustedAdvisor",
    "TellsOfTrustedAdvisorFailures",
)
ITEMS, INTERVAL, OWN_CHECK = "TrustedAdvisorItems", "TrustedAdvisorRefreshSchedule", "TrustedAdvisorCheckName"
CONSOLE = "https://${AWS::Region}.${Host}/trustedadvisor/home"
FAILURES = ("Failed", "TimedOut", "Cancelled", "Canceled")
CATEGORIES = (
    Watched(name="Security", value="Security"),
    Watched(name="FaultTolerance", value="Fault Tolerance"),
    Watched(name="ServiceLimits", value="Service Limits"),
    Watched(name="CostOptimization", value="Cost Optimization"),
    Watched(name="Performance", value="Performance"),
)
CHECKS = (
    Watched(name="ExposedAccessKeys", value="Exposed Access Keys"),
    Watched(name="MfaOnRootAccount", value="MFA on Root Account"),
    Watched(name="UnrestrictedPorts", value="Security Groups - Specific Ports Unrestricted"),
    Watched(name="BucketPermissions", value="Amazon S3 Bucket Permissions"),
    Watched(name="AccessKeyRotation", value="IAM Access Key Rotation"),
)
OWN = Watched(name="OwnCheck", value="the check of your choice")


def elements() -> Iterator[Element]:
    """A choice for each category and check, thresholds, then alarms, the notice of items, and the refresh."""
    yield from _parameters()
    yield from alert_topic()
    yield from name_prefix()
    yield has_topic()
    yield inside_of(HERE, ["us-east-1"])
    yield from _conditions()
    yield Comment("A metric has a value when checks are refreshed: between two refreshes an alarm stays as it is.")
    for category in CATEGORIES:
        yield from category_alarms(category)
    for check in CHECKS:
        yield from check_alarms(check)
    yield from check_alarms(OWN, Ref(OWN_CHECK))
    yield _items_rule()
    yield from _refresh()


def _parameters() -> Iterator[Parameter]:
    for watched in CATEGORIES:
        yield alarm_choice(watched, f"Category {watched.value}")
    for watched in CHECKS:
        yield alarm_choice(watched, f"Check {watched.value}")
    yield Parameter(
        name=OWN_CHECK,
        description="Name of one more check, as the Trusted Advisor console writes it in English.",
        label="A check of your choice",
        group=GROUP,
        default="",
        allowed_pattern="^[A-Za-z0-9 ()/&,._-]{0,255}$",
        constraint="The name of a check, or nothing.",
    )
    yield alarm_choice(OWN, "Alarms of that check")
    for name, what in (
        (RED_CHECKS, "checks of a category that recommend an action"),
        (YELLOW_CHECKS, "checks of a category that recommend an investigation"),
        (RED_RESOURCES, "resources for which a check recommends an action"),
        (YELLOW_RESOURCES, "resources for which a check recommends an investigation"),
    ):
        yield Parameter(
            name=name,
            description=f"Number of {what} from which there is an alarm.",
            label=f"Threshold: {what}",
            group=GROUP,
            type="Number",
            default=1,
            min_value=1,
            max_value=1000,
        )
    yield Parameter(
        name=ITEMS,
        description=(
            f"{PLAN}. A notice for each resource whose status changes: ERROR recommended actions only, WARN also what is to be"
            " investigated."
        ),
        label="Notices of resources",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ERROR", "WARN"),
    )
    yield Parameter(
        name="TrustedAdvisorRefresh",
        description=f"{PLAN}. ENABLED asks for a refresh of all checks on schedule.",
        label="Scheduled refresh",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield Parameter(
        name=INTERVAL,
        description="How often the checks are refreshed. Automation bills the step of every run.",
        label="Schedule of the refresh",
        group=GROUP,
        default="rate(1 day)",
        allowed_values=("rate(6 hours)", "rate(12 hours)", "rate(1 day)", "rate(7 days)"),
    )


def _conditions() -> Iterator[Element]:
    chosen = Not(Equals(Ref(ITEMS), "DISABLED"))
    yield Condition(TELLS_OF_ITEMS, And({"Condition": HERE}, {"Condition": HAS_TOPIC}, chosen))
    yield Condition("TellsOfTrustedAdvisorWarnings", Equals(Ref(ITEMS), "WARN"))
    yield Condition(REFRESHES, And({"Condition": HERE}, Equals(Ref("TrustedAdvisorRefresh"), "ENABLED")))
    yield Condition(TELLS_OF_FAILURES, And({"Condition": REFRESHES}, {"Condition": HAS_TOPIC}))


def _items_rule() -> Resource:
    lines = (
        "Trusted Advisor, <status>: <check>",
        "Account ${AWS::AccountId}. Region and resource, where the check has them: <where> <resource>.",
        CONSOLE,
    )
    paths = {
        "check": "$.detail.check-name",
        "resource": "$.detail.resource_id",
        "status": "$.detail.status",
        "where": "$.detail.check-item-detail.Region",
    }
    return events.Rule(
        "EventsRuleForTrustedAdvisorItems",
        Condition=TELLS_OF_ITEMS,
        EventPattern={
            "source": ["aws.trustedadvisor"],
            "detail-type": ["Trusted Advisor Check Item Refresh Notification"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {"status": If("TellsOfTrustedAdvisorWarnings", ["ERROR", "WARN"], ["ERROR"])},
        },
        Targets=[told(lines, paths)],
    )


def _refresh() -> Iterator[Element]:
    yield Comment("It also runs at once, and whenever this association changes.", "Properties/ScheduleExpression")
    yield ssm.Association(
        "SSMAssociationTrustedAdvisorRefresh",
        Condition=REFRESHES,
        AssociationName=Sub(f"${{{NAME_PREFIX}}}-trusted-advisor-refresh"),
        Name=Ref(document_id(REFRESH)),
        ScheduleExpression=Ref(INTERVAL),
        Parameters={
            ROLE.name: [After(role_arn(REFRESH), f"IAMRoleFor{REFRESH.name}", under=REFRESHES)],
            DRY_RUN.name: ["false"],
        },
    )
    yield document(REFRESH, REFRESHES)
    yield role(REFRESH, REFRESHES)
    lines = (
        "The refresh of Trusted Advisor's checks ended as <status> in account ${AWS::AccountId}, ${AWS::Region}.",
        "Without a support plan that has the AWS Support API it always does.",
        "https://${AWS::Region}.${Host}/systems-manager/automation/execution/<execution>?region=${AWS::Region}",
    )
    yield events.Rule(
        "EventsRuleForTrustedAdvisorRefresh",
        Condition=TELLS_OF_FAILURES,
        EventPattern={
            "source": ["aws.ssm"],
            "detail-type": ["EC2 Automation Execution Status-change Notification"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {"Definition": [Sub(f"${{{NAME_PREFIX}}}-{REFRESH.name}")], "Status": list(FAILURES)},
        },
        Targets=[told(lines, {"execution": "$.detail.ExecutionId", "status": "$.detail.Status"})],
    )


ARTICLE = Article(
    title=Text("AWS Trusted Advisor", "AWS Trusted Advisor"),
    summary=Text(
        "AWS Trusted Advisor watched: alarms by category and check, notices of resources, refresh on schedule; launch in us-east-1.",
        "AWS Trusted Advisor の監視。カテゴリとチェックのアラーム、リソースの通知、定期更新。us-east-1 で起動します。",
    ),
    scope=Scope.US_EAST_1,
    cost=Text(
        "Needs a paid support plan (Business Support+ from USD 29 per account and month, as of 2026); then each alarm by month, and one"
        " Automation step per refresh.",
        "有料のサポートプランが必要 (Business Support+ は 2026 年時点でアカウントあたり月額 29 USD から)。ほかにアラームごとの月額、"
        "更新ごとに Automation 1 ステップ。",
    ),
    elements=elements,
)
