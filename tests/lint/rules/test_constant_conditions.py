from tests.lint.rule_run import found_by, places_found_by

TEMPLATE = """
Parameters:
  Mode: {Type: String, AllowedValues: [DISABLED, AUTOMATIC]}
  Name: {Type: String}
Conditions:
%s
Resources:
  Topic:
    Type: AWS::SNS::Topic
"""


def test_a_condition_that_no_value_makes_true_is_found() -> None:
    ((path, message),) = places_found_by("W9701", TEMPLATE % "  Automatic: !Equals [!Ref Mode, Automatic]")
    assert path == "Conditions/Automatic"
    assert message == "the condition is false for every allowed value of Mode"


def test_what_is_made_of_a_constant_condition_is_not_told_again() -> None:
    conditions = (
        "  A: !Equals [!Ref Mode, Auto]\n  B: !And [!Condition A, !Equals [!Ref Name, x]]\n  C: !Not [!Condition A]"
    )
    assert [path for path, _ in places_found_by("W9701", TEMPLATE % conditions)] == ["Conditions/A"]


def test_two_texts_are_left_to_cfn_lint() -> None:
    assert (
        found_by(
            "W9701",
            TEMPLATE % "  Never: !Equals [a, b]\n  Neither: !And [!Condition Never, !Equals [!Ref Mode, DISABLED]]",
        )
        == []
    )


def test_what_can_be_both_is_no_fault() -> None:
    conditions = (
        "  A: !Equals [!Ref Mode, AUTOMATIC]\n  B: !Equals [!Ref Name, '']\n  C: !Equals [!Ref AWS::Region, us-east-1]"
    )
    assert found_by("W9701", TEMPLATE % conditions) == []


def test_a_template_with_a_transform_is_left_alone() -> None:
    assert found_by("W9701", "Transform: Own::Macro" + TEMPLATE % "  Automatic: !Equals [!Ref Mode, Automatic]") == []
