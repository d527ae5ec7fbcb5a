import pytest

from tests.lint.rule_run import found_by, places_found_by

FILTER = """
Filter:
  Type: %s
  Properties:
    LogGroupName: trail
    FilterPattern: %s
"""


@pytest.mark.parametrize("kind", ["AWS::Logs::MetricFilter", "AWS::Logs::SubscriptionFilter"])
def test_a_pattern_that_does_not_parse_is_found(kind: str) -> None:
    ((path, message),) = places_found_by("E9607", FILTER % (kind, """'{ $.eventName = "StopLogging" '"""))
    assert path == "Resources/Filter/Properties/FilterPattern"
    assert "expected && or || or }" in message


@pytest.mark.parametrize(
    "pattern",
    [
        "''",
        """'{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }'""",
        "!Sub '{ $.userIdentity.arn = ${Who} }'",
        "!Ref Pattern",
        "'" + "(" * 500 + "'",
    ],
)
def test_what_is_read_or_only_known_later_is_no_fault(pattern: str) -> None:
    assert found_by("E9607", FILTER % ("AWS::Logs::MetricFilter", pattern)) == []


def test_a_pattern_of_several_lines_is_read() -> None:
    assert (
        found_by("E9607", FILTER % ("AWS::Logs::MetricFilter", ">-\n      { ($.a = 1) ||\n        ($.b = 2) }")) == []
    )
    assert (
        len(found_by("E9607", FILTER % ("AWS::Logs::MetricFilter", ">-\n      { ($.a = 1) ||\n        ($.b == 2) }")))
        == 1
    )
