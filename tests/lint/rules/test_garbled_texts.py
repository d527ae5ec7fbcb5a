from tests.lint.rule_run import found_by, places_found_by

TEMPLATE = """
Description: %s
Parameters:
  Name: {Type: String, Description: %s, ConstraintDescription: %s}
Rules:
  R:
    Assertions: [{Assert: !Equals [a, a], AssertDescription: %s}]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: {DisplayName: \u65e5\u672c}
Outputs:
  Name: {Value: x, Description: %s}
"""


def test_every_text_for_a_reader_is_looked_at() -> None:
    found = places_found_by("W9804", TEMPLATE % (("\u65e5\u672c",) * 5))
    assert [path for path, _ in found] == [
        "Description",
        "Parameters/Name/Description",
        "Parameters/Name/ConstraintDescription",
        "Outputs/Name/Description",
        "Rules/R/Assertions/0/AssertDescription",
    ]
    assert all("\\u65e5" in message for _, message in found)


def test_ascii_is_no_fault_whatever_the_values_are() -> None:
    assert found_by("W9804", TEMPLATE % (("plain",) * 5)) == []
