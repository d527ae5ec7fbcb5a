"""An alarm on API calls that a trail writes to CloudWatch Logs: a metric filter that counts them and an alarm on the count.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from troposphere import And, Equals, FindInMap, Not, Ref, Sub, cloudwatch, logs

from generator.blocks.alert_topic import CONSOLES, TOPIC
from generator.blocks.deployment import NAME_PREFIX
from generator.model import Comment, Condition, Element, Parameter

GROUP = "Alarms"
MINUTES = 5
NAMESPACE = Sub(f"${{{NAME_PREFIX}}}/CloudTrail")
SEARCH = "https://${AWS::Region}.${Host}/cloudwatch/home?region=${AWS::Region}#logsV2:logs-insights"


@dataclass(frozen=True, kw_only=True)
class TrailAlarm:
    """``words`` say of what it tells; ``control`` is Security Hub's, which compares ``pattern`` as text.

    ``query`` finds the calls with CloudWatch Logs Insights; ``threshold`` is how many of them in five minutes raise the alarm, and
    ``why`` says why that is not one.
    """

    name: str
    words: str
    control: str
    pattern: str
    query: str
    threshold: int = 1
    why: str = ""

    @property
    def rule_name(self) -> str:
        """``RootUserUsed`` is ``root-user-used``."""
        return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in self.name)[1:]


def trail_alarm(alarm: TrailAlarm, told: str, log_group: Any) -> Iterator[Element]:
    """Parameter, filter and alarm; nothing is made while the condition ``told`` is false or the threshold is 0."""
    yield Parameter(
        name=f"{alarm.name}Threshold",
        description=(
            f"Tells of {alarm.words}. Number of calls within {MINUTES} minutes that raises the alarm{alarm.why};"
            " 0 makes neither alarm nor filter."
        ),
        label=f"{alarm.words[0].upper()}{alarm.words[1:]}{f' [{alarm.control}]' if alarm.control else ''}",
        group=GROUP,
        type="Number",
        default=alarm.threshold,
        min_value=0,
        max_value=100000,
    )
    condition = f"AlarmsOf{alarm.name}"
    yield Condition(condition, And({"Condition": told}, Not(Equals(Ref(f"{alarm.name}Threshold"), "0"))))
    if alarm.control:
        yield Comment(f"[{alarm.control}] Security Hub passes this very text only.", "Properties/FilterPattern")
    yield logs.MetricFilter(
        f"CloudWatchLogsMetricFilterFor{alarm.name}",
        Condition=condition,
        LogGroupName=log_group,
        FilterPattern=alarm.pattern,
        MetricTransformations=[
            logs.MetricTransformation(MetricNamespace=NAMESPACE, MetricName=alarm.name, MetricValue="1")
        ],
    )
    yield _alarm(alarm, condition)


def _alarm(alarm: TrailAlarm, condition: str) -> cloudwatch.Alarm:
    words = (
        f"The trail of account ${{AWS::AccountId}} recorded {alarm.words}. To see who and where, query its log group here: "
        f"{SEARCH} with: {alarm.query}"
    )
    return cloudwatch.Alarm(
        f"CloudWatchAlarmFor{alarm.name}",
        Condition=condition,
        AlarmName=Sub(f"${{{NAME_PREFIX}}}-{alarm.rule_name}"),
        AlarmDescription=Sub(words, Host=FindInMap(CONSOLES, Ref("AWS::Partition"), "Host")),
        Namespace=NAMESPACE,
        MetricName=alarm.name,
        Statistic="Sum",
        Period=MINUTES * 60,
        EvaluationPeriods=1,
        Threshold=Ref(f"{alarm.name}Threshold"),
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="notBreaching",
        AlarmActions=[Ref(TOPIC)],
    )
