import pytest

from tests.lint.rule_run import found_by, places_found_by

TEMPLATE = """
Parameters:
  Mode: {Type: String, AllowedValues: ['ON', 'OFF']}
Conditions:
  Wanted: !Equals [!Ref Mode, 'ON']
  NorthVirginia: !And [!Equals [!Ref AWS::Region, us-east-1], !Condition Wanted]
  NotInChina: !Not [!Equals [!Ref AWS::Region, cn-north-1]]
Resources:
  Alarm:
    Type: AWS::CloudWatch::Alarm
    %s
    Properties: {Namespace: %s, MetricName: RedChecks}
"""


@pytest.mark.parametrize("condition", ["", "Condition: Wanted", "Condition: NotInChina"])
def test_an_alarm_that_is_made_in_other_regions_is_found(condition: str) -> None:
    ((path, _),) = places_found_by("W9610", TEMPLATE % (condition, "AWS/TrustedAdvisor"))
    assert path == "Resources/Alarm"


@pytest.mark.parametrize("condition", ["Condition: NorthVirginia", "Condition: Unknown"])
def test_an_alarm_under_a_condition_on_the_region_is_no_fault(condition: str) -> None:
    assert found_by("W9610", TEMPLATE % (condition, "AWS/TrustedAdvisor")) == []


def test_other_metrics_are_no_fault() -> None:
    assert found_by("W9610", TEMPLATE % ("", "AWS/Lambda")) == []


def test_an_assertion_on_the_region_keeps_the_stack_out_of_others() -> None:
    rules = "Rules:\n  Here:\n    Assertions:\n      - Assert: !Equals [!Ref AWS::Region, us-east-1]\n"
    assert found_by("W9610", rules + TEMPLATE % ("", "AWS/TrustedAdvisor")) == []
