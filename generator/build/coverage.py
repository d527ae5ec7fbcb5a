"""What the templates answer of three lists: checks of AWS Trusted Advisor, anti-patterns, and services and features of AWS.

https://docs.aws.amazon.com/awssupport/latest/user/security-checks.html
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.articles import anti_patterns, trusted_advisor_checks
from generator.blocks.checklist import Row
from generator.model import BadInput
from generator.render import Template


@dataclass(frozen=True)
class Subject:
    """A service or feature; ``articles`` set it up, ``words`` say what they leave out, or why there is none."""

    name: str
    articles: tuple[str, ...] = ()
    words: str = ""


# By the anti-pattern's number, what makes it right or tells of it beside the articles that its controls are named in (``detected_by``).
ALSO: Mapping[str, tuple[str, ...]] = {
    "3": ("access-keys",),
    "4": ("cloudtrail-alarms",),
    "7": ("network-baseline",),
    "8": ("default-security-group", "ssh-rdp"),
    "14": ("config", "organization-guardrails"),
    "16": ("cognito",),
    "18": ("log-groups",),
    "21": ("incident-response", "notifications"),
}
SUBJECTS = (
    Subject("AWS CloudTrail", ("cloudtrail", "cloudtrail-alarms", "log-archive")),
    Subject("AWS CloudTrail: queries", ("cloudtrail-athena",), "CloudTrail Lake takes no new customers."),
    Subject("AWS Config", ("config", "config-notifications", "organization-aggregator")),
    Subject("AWS Config rules and repair", ("anti-patterns", "trusted-advisor-checks", "baseline")),
    Subject("AWS Trusted Advisor", ("trusted-advisor",), "Its checks themselves depend on the support plan."),
    Subject(
        "AWS Security Hub",
        ("security-hub", "organization-administrators", "organization-security-hub", "organization-enablement"),
    ),
    Subject("Amazon GuardDuty", ("guardduty", "organization-enablement")),
    Subject("Amazon Inspector", ("inspector", "ecr-scanning", "organization-enablement")),
    Subject("Amazon Detective", ("detective", "organization-administrators")),
    Subject("Amazon Macie", ("macie",)),
    Subject("AWS Audit Manager", ("audit-manager",), "Closed to new customers; conformance packs take its place."),
    Subject("IAM Access Analyzer", ("access-analyzer",)),
    Subject("IAM users, groups, MFA, boundaries, switch roles", ("iam-guardrails",)),
    Subject("IAM credential report and last accessed services", ("iam-reports",)),
    Subject("IAM password policy", ("password-policy", "account-settings")),
    Subject("SAML and OpenID Connect", ("iam-guardrails",)),
    Subject("AWS IAM Identity Center (AWS SSO until 2022)", ("identity-center",)),
    Subject("Amazon Cognito", ("cognito", "config-rules-cognito")),
    Subject("AWS Directory Service", ("directory-service",), "AD Connector has no CloudFormation type."),
    Subject("AWS Organizations: policies", ("organization-guardrails", "organization-enablement")),
    Subject("Amazon S3", ("private-bucket", "s3-encryption", "log-archive", "config-rules-s3")),
    Subject("MFA Delete of buckets", (), "CloudFormation has no property for it; Object Lock is offered instead."),
    Subject("Requester pays", (), "CloudFormation has no property for it."),
    Subject("Static websites in public buckets", ("web-protection-cloudfront",), "Through CloudFront only."),
    Subject("Amazon VPC, network ACLs, endpoints", ("network-baseline", "vpc-flow-logs", "ssh-rdp")),
    Subject("AWS WAF", ("web-protection", "web-protection-cloudfront")),
    Subject(
        "AWS Shield Advanced", (), "A subscription with a commitment of a year; launching a stack must not buy it."
    ),
    Subject("Amazon CloudFront", ("web-protection-cloudfront",), "Origin access control supersedes identities (OAI)."),
    Subject("AWS Systems Manager: patches, sessions", ("patch-management", "network-baseline")),
    Subject("AWS Secrets Manager, Parameter Store", ("secrets",)),
    Subject("Amazon RDS", ("private-database", "config-rules-rds")),
    Subject("Amazon CloudWatch Logs", ("log-groups",)),
    Subject("AWS Health", ("health-events",)),
    Subject("Alerts by mail, Slack and Teams", ("notifications",)),
    Subject("Incident response", ("incident-response",)),
    Subject("Required tags", ("required-tags",), "Detected and told, never deleted."),
    Subject("IAM user as a Trusted Advisor check", (), "Roles and Identity Center supersede IAM users."),
)


def coverage(templates: Mapping[str, Template]) -> str:
    """The three tables in Markdown; raises BadInput for a row that nothing answers or explains, or that names no article."""
    lists = (
        ("Checks of AWS Trusted Advisor", _checks(trusted_advisor_checks.ROWS, "trusted-advisor-checks")),
        ("Anti-patterns", _checks(anti_patterns.ROWS, "anti-patterns", right_from_the_start(templates))),
        ("Services and features", ((each.name, "", each.articles, each.words) for each in SUBJECTS)),
    )
    lines = []
    for title, rows in lists:
        lines += [f"## {title}", "", "| | found by | set up or told by | what is left open |", "|---|---|---|---|"]
        lines += [_line(templates, *row) for row in rows]
        lines.append("")
    return "\n".join(lines).rstrip()


def right_from_the_start(templates: Mapping[str, Template]) -> Mapping[str, tuple[str, ...]]:
    """The articles that make an anti-pattern right, by its number: those that name one of its controls, then what else does."""
    right = {}
    for row in anti_patterns.ROWS:
        number, found = row.name.partition(". ")[0], {control.identifier for control in row.controls}
        named = (name for name, each in templates.items() if found.intersection(each.article.detected_by))
        right[number] = (*named, *ALSO.get(number, ()))
    return right


def _checks(
    rows: Sequence[Row], article: str, right: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    for row in rows:
        found = ", ".join(f"`{control.identifier}`" for control in row.controls)
        number = row.name.partition(". ")[0]
        yield row.name, found, (*(right or {}).get(number, ()), *((article,) if row.controls else ())), row.words


def _line(templates: Mapping[str, Template], name: str, found: str, articles: tuple[str, ...], words: str) -> str:
    unknown = [article for article in articles if article not in templates]
    if unknown or not (articles or words):
        problem = f"there is no article {unknown[0]}" if unknown else "nothing answers it and nothing says why"
        raise BadInput(f"generator/build/coverage.py: {name}", problem, "Name an article, or give the reason")
    links = ", ".join(f"[{article}]({article}.yaml)" for article in articles)
    return f"| {name} | {found or '-'} | {links or '-'} | {words or '-'} |"
