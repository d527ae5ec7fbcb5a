"""The GuardDuty detector of a Region with its protection plans, and how the rest of a template refers to it.

A detector takes Features or DataSources, the older form, and refuses both together. What a Region lacks is left out there: AWS lists the
Regions of a plan only through the Config rule that looks for it.

https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-guardduty-detector.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from troposphere import And, Equals, If, Not, NoValue, Or, Ref, guardduty

from generator.blocks.region_condition import outside_of
from generator.knowledge.config_rules import managed_rule
from generator.model import Comment, Condition, Element, Parameter

GROUP = "GuardDuty"
CREATES, NAMED, HAS_DETECTOR, RUNTIME = "CreatesDetector", "NamesDetector", "HasDetector", "MonitorsRuntime"
DETECTOR = If(NAMED, Ref("DetectorId"), Ref("GuardDutyDetector"))


@dataclass(frozen=True)
class Plan:
    """A feature of the detector, or what a feature manages besides; ``rule`` knows its Regions."""

    feature: str
    parameter: str
    label: str
    description: str
    rule: str
    default: str = "ENABLED"

    @property
    def has(self) -> str:
        """The condition that the Region has it."""
        return f"RegionHas{self.parameter}"


PLANS = (
    Plan(
        "S3_DATA_EVENTS",
        "GuardDutyS3Protection",
        "S3 Protection",
        "Threats in reads and writes of S3 objects. Billed by data events, which a busy bucket has many of.",
        "GUARDDUTY_S3_PROTECTION_ENABLED",
    ),
    Plan(
        "EKS_AUDIT_LOGS",
        "GuardDutyEksProtection",
        "EKS Protection",
        "Threats in the audit logs of EKS clusters. Billed by audit events.",
        "GUARDDUTY_EKS_PROTECTION_AUDIT_ENABLED",
    ),
    Plan(
        "EBS_MALWARE_PROTECTION",
        "GuardDutyMalwareProtection",
        "Malware Protection for EC2",
        "Scans copies of the volumes of an instance that behaves suspiciously. Billed by scanned volume.",
        "GUARDDUTY_MALWARE_PROTECTION_ENABLED",
    ),
    Plan(
        "RDS_LOGIN_EVENTS",
        "GuardDutyRdsProtection",
        "RDS Protection",
        "Threats in logins to Aurora and RDS databases. Billed by the size of the databases, busy or not.",
        "GUARDDUTY_RDS_PROTECTION_ENABLED",
    ),
    Plan(
        "LAMBDA_NETWORK_LOGS",
        "GuardDutyLambdaProtection",
        "Lambda Protection",
        "Threats in the network activity of Lambda functions. Billed by volume of logs.",
        "GUARDDUTY_LAMBDA_PROTECTION_ENABLED",
    ),
)
RUNTIME_MONITORING = Plan(
    "RUNTIME_MONITORING",
    "GuardDutyRuntimeMonitoring",
    "Runtime Monitoring",
    "Threats in what runs on EKS, ECS and EC2, where an agent looks on. Billed by the size of what is looked at, busy or not.",
    "GUARDDUTY_RUNTIME_MONITORING_ENABLED",
    "DISABLED",
)
AGENTS = (
    Plan(
        "EKS_ADDON_MANAGEMENT",
        "GuardDutyEksAgent",
        "Agent for EKS",
        "With Runtime Monitoring: GuardDuty installs its add-on in every EKS cluster, and a VPC endpoint beside it.",
        "GUARDDUTY_EKS_PROTECTION_RUNTIME_ENABLED",
        "DISABLED",
    ),
    Plan(
        "ECS_FARGATE_AGENT_MANAGEMENT",
        "GuardDutyFargateAgent",
        "Agent for ECS on Fargate",
        "With Runtime Monitoring: GuardDuty puts its container beside every Fargate task, and a VPC endpoint.",
        "GUARDDUTY_ECS_PROTECTION_RUNTIME_ENABLED",
        "DISABLED",
    ),
    Plan(
        "EC2_AGENT_MANAGEMENT",
        "GuardDutyEc2Agent",
        "Agent for EC2",
        "With Runtime Monitoring: GuardDuty installs its agent on instances that Systems Manager manages, and a VPC endpoint.",
        "GUARDDUTY_EC2_PROTECTION_RUNTIME_ENABLED",
        "DISABLED",
    ),
)
ALL = (*PLANS, RUNTIME_MONITORING, *AGENTS)


def detector_parameters() -> Iterator[Element]:
    """Whether the detector is made, what it looks at, and how often it repeats itself."""
    yield Parameter(
        name="Detector",
        description=(
            "CREATE makes the detector of this Region, which has at most one. EXISTING leaves the one that is there as it is,"
            " such as one that an Organization's administrator manages: the protection plans below do not touch it."
        ),
        label="Detector",
        group=GROUP,
        default="CREATE",
        allowed_values=("CREATE", "EXISTING"),
    )
    yield Parameter(
        name="DetectorId",
        description="Id of the existing detector; needed for suppression, lists and export.",
        label="Id of the existing detector",
        group=GROUP,
        default="",
        allowed_pattern="^([a-f0-9]{32})?$",
        constraint="32 hexadecimal digits, or nothing.",
    )
    yield Parameter(
        name="GuardDutyPublishingFrequency",
        description="How often a finding that occurs again is told and exported again; a new one takes about five minutes.",
        label="Frequency of updates",
        group=GROUP,
        default="FIFTEEN_MINUTES",
        allowed_values=("FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"),
    )
    for plan in ALL:
        yield Parameter(
            name=plan.parameter,
            description=f"{plan.description} Left alone in Regions for which AWS does not list it.",
            label=plan.label,
            group=GROUP,
            default=plan.default,
            allowed_values=("ENABLED", "DISABLED"),
        )


def detector() -> Iterator[Element]:
    """The conditions, and the detector."""
    yield Condition(CREATES, Equals(Ref("Detector"), "CREATE"))
    yield Condition(NAMED, And(Equals(Ref("Detector"), "EXISTING"), Not(Equals(Ref("DetectorId"), ""))))
    yield Condition(HAS_DETECTOR, Or({"Condition": CREATES}, {"Condition": NAMED}))
    yield Condition(RUNTIME, Equals(Ref(RUNTIME_MONITORING.parameter), "ENABLED"))
    for plan in (*PLANS, RUNTIME_MONITORING, *(agent for agent in AGENTS if _lacks_more(agent))):
        yield outside_of(plan.has, managed_rule(plan.rule).missing_regions())
    yield Comment(
        "Every plan is named: GuardDuty would choose for what a new detector does not say.", "Properties/Features"
    )
    yield guardduty.Detector(
        "GuardDutyDetector",
        Condition=CREATES,
        Enable=True,
        FindingPublishingFrequency=Ref("GuardDutyPublishingFrequency"),
        Features=[*(_feature(plan) for plan in PLANS), _feature(RUNTIME_MONITORING, AdditionalConfiguration=_agents())],
    )


def _feature(plan: Plan, **properties: Any) -> If:
    chosen = guardduty.CFNFeatureConfiguration(Name=plan.feature, Status=Ref(plan.parameter), **properties)
    return If(plan.has, chosen, NoValue)


def _agents() -> list[Any]:
    """No agent without what it reports to."""
    found: list[Any] = []
    for agent in AGENTS:
        status = If(RUNTIME, Ref(agent.parameter), "DISABLED")
        chosen = guardduty.CFNFeatureAdditionalConfiguration(Name=agent.feature, Status=status)
        found.append(If(agent.has, chosen, NoValue) if _lacks_more(agent) else chosen)
    return found


def _lacks_more(agent: Plan) -> bool:
    """Whether Regions with Runtime Monitoring lack the agent."""
    return not managed_rule(agent.rule).missing_regions() <= managed_rule(RUNTIME_MONITORING.rule).missing_regions()
