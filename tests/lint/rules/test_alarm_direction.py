import pytest

from tests.lint.rule_run import found_by, places_found_by

ALARM = """
Alarm:
  Type: AWS::CloudWatch::Alarm
  Properties: {Namespace: base, MetricName: %s, Threshold: %s, ComparisonOperator: %s}
"""


@pytest.mark.parametrize(
    ("metric", "threshold", "operator"),
    [
        ("Errors", "1", "LessThanThreshold"),
        ("UnauthorizedAPICalls", "'1'", "LessThanOrEqualToThreshold"),
        ("ConsoleSigninFailureCount", "0", "LessThanOrEqualToThreshold"),
        ("5XXError", "!If [A, 1, 5]", "LessThanThreshold"),
        ("failed_logins", "3", "LessThanThreshold"),
    ],
)
def test_an_alarm_that_fires_while_nothing_fails_is_found(metric: str, threshold: str, operator: str) -> None:
    ((path, message),) = places_found_by("W9609", ALARM % (metric, threshold, operator))
    assert path == "Resources/Alarm/Properties/ComparisonOperator"
    assert "GreaterThanOrEqualToThreshold" in message


@pytest.mark.parametrize(
    ("metric", "threshold", "operator"),
    [
        ("Errors", "1", "GreaterThanOrEqualToThreshold"),
        ("Errors", "0", "LessThanThreshold"),
        ("Errors", "!Ref Least", "LessThanThreshold"),
        ("ErrorBudgetRemaining", "10", "LessThanThreshold"),
        ("TimeBetweenFailures", "10", "LessThanThreshold"),
        ("ErrorFreeRequests", "10", "LessThanThreshold"),
        ("HealthyHostCount", "1", "LessThanThreshold"),
        ("DefaultPolicies", "1", "LessThanThreshold"),
        ("!Ref Metric", "1", "LessThanThreshold"),
    ],
)
def test_what_may_be_right_is_no_fault(metric: str, threshold: str, operator: str) -> None:
    assert found_by("W9609", ALARM % (metric, threshold, operator)) == []
