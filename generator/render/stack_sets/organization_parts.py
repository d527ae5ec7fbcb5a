"""The parts of the baseline of an Organization, each a stack set, in the order in which an account needs their stacks.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.blocks.alert_topic import TOPIC
from generator.model import Article, Element, Parameter, Part, Rule
from generator.render.composition import composed
from generator.render.fixing import fixed
from generator.render.switch import Switch, switched
from generator.render.template import Template

WHOLE = "baseline"
"""The article whose parts these are, as it asks them."""
ROLES, RECORDER = "service-linked-roles", "config"
STAGES = {
    "roles": (ROLES,),
    "recorder": (RECORDER,),
    "rules": (
        "default-security-group",
        "password-policy",
        "access-keys",
        "vpc-flow-logs",
        "ssh-rdp",
        "s3-encryption",
        "account-settings",
    ),
    "detection": (
        "security-hub",
        "guardduty",
        "inspector",
        "access-analyzer",
        "macie",
        "detective",
        "ecr-scanning",
        "iam-reports",
    ),
}
TRAIL = Part(
    article="cloudtrail",
    switch="DISABLED",
    asks=(
        "TrailOrganizationId",
        "TrailBucketName",
        "TrailRetentionInDays",
        "TrailKey",
        "TrailKeyArn",
        "TrailLogGroup",
        "TrailLogGroupRetentionInDays",
        "TrailInsights",
    ),
)


@dataclass(frozen=True)
class PartSet:
    """A part of the baseline as a stack set; ``after`` is the part whose stacks an account must have first."""

    template: Template
    part: Part
    switch: Switch
    after: str | None
    elements: tuple[Element, ...]

    @property
    def logical_id(self) -> str:
        """The stack set's."""
        return f"StackSetFor{self.template.stack_name}"

    @property
    def parameters(self) -> list[Parameter]:
        """What the user is asked for the part."""
        return [each for each in self.elements if isinstance(each, Parameter) and each.name != TOPIC]

    @property
    def rules(self) -> list[Rule]:
        """What is asked of the values where the part is enabled."""
        return [each for each in switched(self.elements, self.switch) if isinstance(each, Rule)]


def part_sets(templates: Mapping[str, Template]) -> list[PartSet]:
    """All of them, in order."""
    articles = {name: template.article for name, template in templates.items()}
    parts = {part.article: part for part in articles[WHOLE].composes}
    return [_set(templates[name], parts[name], articles) for names in STAGES.values() for name in names]


def _set(template: Template, part: Part, articles: Mapping[str, Article]) -> PartSet:
    name, article = template.name, template.article
    if part.asks is not None:
        # An alert reaches topics of its own account and Region only, which one value for all accounts cannot name.
        part = replace(part, asks=tuple(each for each in part.asks if not each.endswith("AlertSeverity")))
    after = None if name == ROLES else RECORDER if RECORDER in article.requires else ROLES
    switch = Switch(template.stack_name, article, part.switch or "ENABLED")
    return PartSet(template, part, switch, after, tuple(fixed(part, composed(article, articles))))
