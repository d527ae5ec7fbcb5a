"""A web ACL with the rule groups of AWS and a limit of requests, which counts until it is told to block, and its log.

https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing.html
https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, logs, wafv2

from generator.blocks.allowed_patterns import KMS_KEY_ARN_PATTERN, or_nothing
from generator.blocks.cloudtrail_parameters import RETENTION_DAYS
from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import arn
from generator.blocks.text_parameter import text_parameter
from generator.model import After, Comment, Condition, Element, Parameter, Resource

# 1,127 of the 1,500 capacity units that a web ACL has at its base price, the limit of requests included.
GROUPS = {
    "AmazonIpReputationList": "AWSManagedRulesAmazonIpReputationList",
    "CommonRuleSet": "AWSManagedRulesCommonRuleSet",
    "KnownBadInputs": "AWSManagedRulesKnownBadInputsRuleSet",
    "SqlInjection": "AWSManagedRulesSQLiRuleSet",
}
REDACTED_HEADERS = ("authorization", "cookie", "x-api-key")
MATCHES = ("BLOCK", "COUNT", "EXCLUDED_AS_COUNT", "CAPTCHA", "CHALLENGE")


@dataclass(frozen=True)
class WebAcl:
    """Where one stands: ``name`` begins its parameters, ``of`` ends its logical ids, ``scope`` is AWS WAF's."""

    name: str
    of: str
    scope: str
    log_group: str

    @property
    def logical_id(self) -> str:
        """The web ACL's."""
        return f"WAFv2WebACLFor{self.of}"

    @property
    def made(self) -> str:
        """The condition under which it is made."""
        return f"Makes{self.name}"

    @property
    def logged(self) -> str:
        """The condition under which it has a log."""
        return f"Logs{self.name}"


def web_acl_parameters(acl: WebAcl, group: str) -> Iterator[Parameter]:
    """Whether there is one, what it does with what matches, and what it logs."""
    yield Parameter(
        name=acl.name,
        description="CREATE makes a web ACL, which costs a monthly fee, for each of its five rules too, and by requests.",
        label="Web ACL",
        group=group,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE"),
    )
    yield Parameter(
        name=f"{acl.name}Mode",
        description="COUNT lets everything pass and shows what would have been blocked; BLOCK blocks it: look at the log first.",
        label="Mode",
        group=group,
        default="COUNT",
        allowed_values=("COUNT", "BLOCK"),
    )
    yield Parameter(
        name=f"{acl.name}RateLimit",
        description="Requests in five minutes that one address may send; what is more matches.",
        label="Limit of requests",
        group=group,
        type="Number",
        default=2000,
        min_value=10,
        max_value=2000000000,
    )
    yield Parameter(
        name=f"{acl.name}Log",
        description="MATCHES logs requests that a rule matches, ALL every one, DISABLED none; billed by volume.",
        label="Log",
        group=group,
        default="MATCHES",
        allowed_values=("MATCHES", "ALL", "DISABLED"),
    )
    yield Parameter(
        name=f"{acl.name}LogRetentionInDays",
        description="Days after which the log is deleted. It holds addresses of people.",
        label="Retention of the log in days",
        group=group,
        type="Number",
        default=90,
        allowed_values=RETENTION_DAYS,
    )
    yield text_parameter(
        f"{acl.name}LogKeyArn",
        "Key of the log",
        "KMS key for the log, whose policy lets CloudWatch Logs encrypt. Empty: CloudWatch Logs encrypts with a key of AWS.",
        or_nothing(KMS_KEY_ARN_PATTERN),
        "The ARN of a KMS key, or nothing.",
        group=group,
    )


def web_acl_conditions(acl: WebAcl, *demands: Any) -> Iterator[Condition]:
    """``demands`` are further conditions of its being made."""
    chosen = Equals(Ref(acl.name), "CREATE")
    yield Condition(acl.made, And(*demands, chosen) if demands else chosen)
    yield Condition(f"{acl.name}Blocks", Equals(Ref(f"{acl.name}Mode"), "BLOCK"))
    yield Condition(acl.logged, And({"Condition": acl.made}, Not(Equals(Ref(f"{acl.name}Log"), "DISABLED"))))
    yield Condition(f"{acl.name}LogsMatches", Equals(Ref(f"{acl.name}Log"), "MATCHES"))
    yield Condition(f"{acl.name}LogHasKey", Not(Equals(Ref(f"{acl.name}LogKeyArn"), "")))


def web_acl(acl: WebAcl) -> Iterator[Element]:
    """The web ACL, its log group and the logging between them."""
    yield Comment("What no rule blocks passes. In the mode COUNT no rule blocks.")
    yield wafv2.WebACL(
        acl.logical_id,
        Condition=acl.made,
        Description="Rule groups of AWS and a limit of requests.",
        Scope=acl.scope,
        DefaultAction=wafv2.DefaultAction(Allow=wafv2.AllowAction()),
        VisibilityConfig=_visible(acl.of),
        Rules=[_limit(acl), *(_group(acl, number, name) for number, name in enumerate(GROUPS, start=1))],
    )
    yield from _log(acl)


def web_acl_arn(acl: WebAcl) -> Any:
    """The ARN, as distributions and associations take it."""
    return GetAtt(acl.logical_id, "Arn")


def _limit(acl: WebAcl) -> wafv2.WebACLRule:
    block = wafv2.RuleAction(Block=wafv2.BlockAction())
    return wafv2.WebACLRule(
        Name="RateLimit",
        Priority=0,
        Action=If(f"{acl.name}Blocks", block, wafv2.RuleAction(Count=wafv2.CountAction())),
        Statement=wafv2.Statement(
            RateBasedStatement=wafv2.RateBasedStatement(
                AggregateKeyType="IP", EvaluationWindowSec=300, Limit=Ref(f"{acl.name}RateLimit")
            )
        ),
        VisibilityConfig=_visible("RateLimit"),
    )


def _group(acl: WebAcl, number: int, name: str) -> wafv2.WebACLRule:
    vendor = wafv2.ManagedRuleGroupStatement(VendorName="AWS", Name=GROUPS[name])
    return wafv2.WebACLRule(
        Name=name,
        Priority=number,
        OverrideAction=If(f"{acl.name}Blocks", {"None": {}}, {"Count": {}}),
        Statement=wafv2.Statement(ManagedRuleGroupStatement=vendor),
        VisibilityConfig=_visible(name),
    )


def _visible(name: str) -> wafv2.VisibilityConfig:
    return wafv2.VisibilityConfig(CloudWatchMetricsEnabled=True, MetricName=name, SampledRequestsEnabled=True)


def _log(acl: WebAcl) -> Iterator[Element]:
    name = f"aws-waf-logs-${{{NAME_PREFIX}}}-{acl.log_group}"
    group = f"CloudWatchLogsGroupFor{acl.of}"
    yield Comment("AWS WAF takes only log groups whose name begins with aws-waf-logs-, and lets itself write there.")
    yield logs.LogGroup(
        group,
        Condition=acl.logged,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        LogGroupName=Sub(name),
        KmsKeyId=If(f"{acl.name}LogHasKey", Ref(f"{acl.name}LogKeyArn"), NoValue),
        RetentionInDays=Ref(f"{acl.name}LogRetentionInDays"),
    )
    yield Comment(
        "Credentials in headers are not logged; the query string is: keep secrets out of it.",
        "Properties/RedactedFields",
    )
    yield _logging(acl, After(arn("logs", f"log-group:{name}"), group, under=acl.logged))


def _logging(acl: WebAcl, destination: Any) -> Resource:
    conditions = [wafv2.Condition(ActionCondition=wafv2.ActionCondition(Action=each)) for each in MATCHES]
    keep = wafv2.Filter(Behavior="KEEP", Requirement="MEETS_ANY", Conditions=conditions)
    matches = wafv2.LoggingFilter(DefaultBehavior="DROP", Filters=[keep])
    return wafv2.LoggingConfiguration(
        f"WAFv2LoggingConfigurationFor{acl.of}",
        Condition=acl.logged,
        ResourceArn=web_acl_arn(acl),
        LogDestinationConfigs=[destination],
        RedactedFields=[
            wafv2.LoggingConfigurationFieldToMatch(SingleHeader=wafv2.SingleHeader(Name=each))
            for each in REDACTED_HEADERS
        ],
        LoggingFilter=If(f"{acl.name}LogsMatches", matches, NoValue),
    )
