import pytest

from tests.lint.rule_run import places_found_by

POLICY = """
Policy:
  Type: AWS::IAM::Policy
  Properties:
    PolicyDocument:
      Statement:
        - {Effect: Allow, Action: 'kms:*', Resource: '*', Condition: %s}
"""


def test_the_name_of_a_service_is_found_with_the_key_for_it() -> None:
    condition = "{StringEquals: {aws:ViaAWSService: [athena.amazonaws.com, glue.amazonaws.com]}}"
    found = places_found_by("E9515", POLICY % condition)
    assert [path.rpartition("/")[2] for path, _ in found] == ["0", "1"]
    assert "use aws:CalledVia" in found[0][1]
    (one,) = places_found_by("E9515", POLICY % "{Bool: {aws:PrincipalIsAWSService: logs.amazonaws.com}}")
    assert "use aws:PrincipalServiceName" in one[1]


@pytest.mark.parametrize(
    "condition",
    [
        "{Bool: {aws:ViaAWSService: 'true'}}",
        "{BoolIfExists: {aws:ViaAWSService: false}}",
        "{StringEquals: {aws:ViaAWSService: 'True'}}",
        "{Bool: {aws:ViaAWSService: !Ref Via}}",
        "{Bool: {aws:ViaAWSService: '${aws:PrincipalTag/via}'}}",
        "{StringLike: {aws:ViaAWSService: '*'}}",
        "{StringEquals: {aws:CalledVia: athena.amazonaws.com}}",
        "[1]",
    ],
)
def test_true_false_and_what_is_not_known_are_no_fault(condition: str) -> None:
    assert places_found_by("E9515", POLICY % condition) == []
