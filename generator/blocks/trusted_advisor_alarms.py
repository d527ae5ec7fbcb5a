"""The CloudWatch alarms of one category or check of AWS Trusted Advisor, and the choice between none, red and yellow.

https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-metrics-ta.html
"""

from collections.abc import Iterator
from dataclasses import dataclass

from troposphere import And, Equals, Not, Or, Ref, Sub, cloudwatch

from generator.blocks.alert_topic import HAS_TOPIC, TOPIC
from generator.blocks.deployment import NAME_PREFIX
from generator.model import Condition, Element, Parameter

GROUP = "AWS Trusted Advisor"
HERE = "HasTrustedAdvisorMetrics"
PLAN = "Needs Business Support+, Enterprise Support or Unified Operations"
RED_CHECKS, YELLOW_CHECKS = "TrustedAdvisorRedChecks", "TrustedAdvisorYellowChecks"
RED_RESOURCES, YELLOW_RESOURCES = "TrustedAdvisorRedResources", "TrustedAdvisorYellowResources"


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A category or a check: ``name`` in logical ids and parameters, ``value`` what Trusted Advisor calls it in its metrics."""

    name: str
    value: str


def alarm_choice(watched: Watched, label: str) -> Parameter:
    """The parameter that makes no alarm, one, or two."""
    return Parameter(
        name=choice_of(watched),
        description=(
            f"{PLAN}. RED: alarm for recommended actions, YELLOW: also for what is to be investigated. Each is an alarm, billed by month."
        ),
        label=label,
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "RED", "YELLOW"),
    )


def choice_of(watched: Watched) -> str:
    """The parameter's name."""
    return f"TrustedAdvisor{watched.name}"


def category_alarms(category: Watched) -> Iterator[Element]:
    """They count the checks of a category."""
    yield from _alarm(category, "Red", "Category", category.value, "Checks", RED_CHECKS)
    yield from _alarm(category, "Yellow", "Category", category.value, "Checks", YELLOW_CHECKS)


def check_alarms(check: Watched, name: str | Ref = "") -> Iterator[Element]:
    """They count the resources of a check, which a parameter may name; there is no alarm where it is empty."""
    yield from _alarm(check, "Red", "CheckName", name or check.value, "Resources", RED_RESOURCES)
    yield from _alarm(check, "Yellow", "CheckName", name or check.value, "Resources", YELLOW_RESOURCES)


def _alarm(
    watched: Watched, color: str, dimension: str, value: str | Ref, counted: str, threshold: str
) -> Iterator[Element]:
    choice = Ref(choice_of(watched))
    yellow = Equals(choice, "YELLOW")
    test = yellow if color == "Yellow" else Or(Equals(choice, "RED"), yellow)
    condition = f"AlarmsOf{color}{watched.name}"
    named = [] if isinstance(value, str) else [Not(Equals(value, ""))]
    yield Condition(condition, And({"Condition": HERE}, {"Condition": HAS_TOPIC}, test, *named))
    what = "category" if dimension == "Category" else "check"
    wanted = "recommends an action" if color == "Red" else "recommends an investigation"
    words = f"Trusted Advisor {wanted}, {what}: {watched.value}."
    yield cloudwatch.Alarm(
        f"CloudWatchAlarmForTrustedAdvisor{watched.name}{color}",
        Condition=condition,
        AlarmName=Sub(f"${{{NAME_PREFIX}}}-trusted-advisor-{_kebab(watched.name)}-{color.lower()}"),
        AlarmDescription=words,
        Namespace="AWS/TrustedAdvisor",
        MetricName=f"{color}{counted}",
        Dimensions=[cloudwatch.MetricDimension(Name=dimension, Value=value)],
        Statistic="Maximum",
        Period=21600,
        EvaluationPeriods=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        Threshold=Ref(threshold),
        TreatMissingData="ignore",
        AlarmActions=[Ref(TOPIC)],
        OKActions=[Ref(TOPIC)],
    )


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")
