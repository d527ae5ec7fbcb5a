import re
from typing import Any

import pytest

from generator.blocks.cloudtrail_parameters import GROUP, RETENTION_DAYS, parameters
from generator.model import Parameter, Rule
from generator.render.plain import plain

FOUND = {each.name: each for each in parameters() if isinstance(each, Parameter)}
RULES = {each.name: plain(each.body) for each in parameters() if isinstance(each, Rule)}


def holds(expression: Any, values: dict[str, str]) -> bool:
    ((function, argument),) = expression.items()
    if function == "Fn::Not":
        return not holds(argument[0], values)
    assert function == "Fn::Equals"
    return bool(values[argument[0]["Ref"]] == argument[1])


@pytest.mark.parametrize("name", FOUND)
def test_every_default_is_a_value_that_is_allowed(name: str) -> None:
    parameter = FOUND[name]
    assert parameter.group == GROUP
    assert parameter.default is not None
    if parameter.allowed_values:
        assert parameter.default in parameter.allowed_values
    if parameter.allowed_pattern:
        assert re.fullmatch(parameter.allowed_pattern, str(parameter.default))


@pytest.mark.parametrize(("choice", "arn"), [("TrailKey", "TrailKeyArn"), ("TrailTopic", "TrailTopicArn")])
def test_what_exists_must_be_named(choice: str, arn: str) -> None:
    rule = RULES[f"Existing{choice}HasArn"]
    assert holds(rule["RuleCondition"], {choice: "EXISTING"})
    assert not holds(rule["RuleCondition"], {choice: "CREATE"})
    (assertion,) = rule["Assertions"]
    assert not holds(assertion["Assert"], {arn: ""})
    assert holds(assertion["Assert"], {arn: "arn:aws:x"})


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("TrailKeyArn", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", True),
        ("TrailKeyArn", "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd", True),
        ("TrailKeyArn", "arn:aws:kms:eu-west-1:111122223333:alias/mine", False),
        ("TrailKeyArn", "arn:aws:sns:eu-west-1:111122223333:topic", False),
        ("TrailTopicArn", "arn:aws-us-gov:sns:us-gov-west-1:111122223333:trail.fifo", True),
        ("TrailTopicArn", "trail", False),
        ("TrailOrganizationId", "o-abcde12345", True),
        ("TrailOrganizationId", "o-ABC", False),
        ("TrailBucketName", "my-logs.example", True),
        ("TrailBucketName", "My-Logs", False),
        ("TrailBucketName", "ab", False),
    ],
)
def test_patterns_take_what_aws_gives_and_nothing_else(name: str, value: str, taken: bool) -> None:
    pattern = FOUND[name].allowed_pattern
    assert pattern is not None
    assert bool(re.fullmatch(pattern, value)) is taken


def test_the_log_group_keeps_a_year_by_default() -> None:
    assert FOUND["TrailLogGroupRetentionInDays"].default == 365
    assert sorted(RETENTION_DAYS) == list(RETENTION_DAYS)
