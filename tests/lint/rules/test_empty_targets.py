import pytest

from tests.lint.rule_run import found_by, places_found_by

TEMPLATE = """
Parameters:
  Topic: {Type: String, Default: ''}
  Given: {Type: String}
Conditions:
  HasTopic: !Not [!Equals [!Ref Topic, '']]
Resources:
  Thing:
    Type: %s
    Properties:
      %s
"""


@pytest.mark.parametrize(
    ("kind", "properties", "place"),
    [
        ("AWS::CloudWatch::Alarm", "AlarmActions: [!Ref Topic]", "AlarmActions/0"),
        ("AWS::CloudWatch::Alarm", "OKActions: [!Ref Given, !Ref Topic]", "OKActions/1"),
        ("AWS::Events::Rule", "Targets: [{Id: a, Arn: !Ref Topic}]", "Targets/0/Arn"),
        ("AWS::SNS::Subscription", "{Protocol: email, TopicArn: x, Endpoint: !Ref Topic}", "Endpoint"),
        ("AWS::SNS::Topic", "Subscription: [{Protocol: email, Endpoint: !Ref Topic}]", "Subscription/0/Endpoint"),
    ],
)
def test_a_target_that_is_empty_by_default_is_found(kind: str, properties: str, place: str) -> None:
    ((path, message),) = places_found_by("W9606", TEMPLATE % (kind, properties))
    assert path == f"Resources/Thing/Properties/{place}"
    assert "Topic is empty by default" in message


@pytest.mark.parametrize(
    "properties",
    [
        "AlarmActions: [!Ref Given]",
        "AlarmActions: !If [HasTopic, [!Ref Topic], !Ref AWS::NoValue]",
        "AlarmActions: [!If [HasTopic, !Ref Topic, !Ref AWS::NoValue]]",
        "AlarmDescription: !Ref Topic",
    ],
)
def test_what_a_condition_guards_is_no_fault(properties: str) -> None:
    assert found_by("W9606", TEMPLATE % ("AWS::CloudWatch::Alarm", properties)) == []


def test_a_resource_under_a_condition_is_no_fault() -> None:
    text = TEMPLATE % (
        "AWS::SNS::Subscription\n    Condition: HasTopic",
        "{Protocol: email, TopicArn: x, Endpoint: !Ref Topic}",
    )
    assert found_by("W9606", text) == []
