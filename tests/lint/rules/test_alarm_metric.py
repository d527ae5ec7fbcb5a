import pytest

from tests.lint.rule_run import found_by, places_found_by

FILTER = """
Filter:
  Type: AWS::Logs::MetricFilter
  Properties:
    LogGroupName: trail
    FilterPattern: ''
    MetricTransformations: [{MetricNamespace: %s, MetricName: %s, MetricValue: '1'%s}]
"""
ALARM = """
Alarm:
  Type: AWS::CloudWatch::Alarm
  Properties: {Namespace: %s, MetricName: %s%s}
"""
BY_USER = ", Dimensions: [{Key: User, Value: $.user}]"
OF_USER = ", Dimensions: [{Name: User, Value: root}]"


@pytest.mark.parametrize(
    ("feed", "alarm", "message"),
    [
        (("base", "RootUsage", ""), ("base", "RootUse", ""), "did you mean RootUsage"),
        (("!Sub '${P}-base'", "RootUsage", ""), ("!Sub '${P}-base'", "rootusage", ""), "did you mean RootUsage"),
        (("LogMetrics", "RootUsage", ""), ("CISBenchmark", "RootUsage", ""), "into namespace LogMetrics"),
        (("base", "RootUsage", BY_USER), ("base", "RootUsage", ""), "these dimensions: User; the alarm asks for: none"),
        (("base", "RootUsage", ""), ("base", "RootUsage", OF_USER), "these dimensions: none; the alarm asks for: User"),
    ],
)
def test_an_alarm_beside_its_metric_filter_is_found(
    feed: tuple[str, ...], alarm: tuple[str, ...], message: str
) -> None:
    ((path, found),) = places_found_by("W9608", FILTER % feed + ALARM % alarm)
    assert path == "Resources/Alarm/Properties/MetricName"
    assert message in found


@pytest.mark.parametrize(
    ("feed", "alarm"),
    [
        (("base", "RootUsage", ""), ("base", "RootUsage", "")),
        (("base", "RootUsage", BY_USER), ("base", "RootUsage", OF_USER)),
        (("base", "RootUsage", ""), ("base", "Latency", "")),
        (("base", "RootUsage", ""), ("AWS/Lambda", "RootUsage", "")),
        (("base", "!Select [0, !Ref Names]", ""), ("base", "RootUse", "")),
        (("base", "RootUsage", ""), ("!Ref Space", "Latency", "")),
    ],
)
def test_an_alarm_that_is_fed_or_has_nothing_to_do_with_the_filter_is_no_fault(
    feed: tuple[str, ...], alarm: tuple[str, ...]
) -> None:
    assert found_by("W9608", FILTER % feed + ALARM % alarm) == []


def test_metric_math_is_looked_into() -> None:
    text = (
        FILTER % ("base", "RootUsage", "")
        + """
Alarm:
  Type: AWS::CloudWatch::Alarm
  Properties:
    Metrics:
      - {Id: a, Expression: b * 2}
      - {Id: b, ReturnData: false, MetricStat: {Stat: Sum, Period: 60, Metric: {Namespace: base, MetricName: RootUsages}}}
"""
    )
    ((path, _),) = places_found_by("W9608", text)
    assert path.endswith("Metrics/1/MetricStat/Metric/MetricName")
