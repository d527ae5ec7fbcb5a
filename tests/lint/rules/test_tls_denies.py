import pytest

from tests.lint.rule_run import places_found_by

TEMPLATE = """
Policy:
  Type: AWS::SNS::TopicPolicy
  Properties:
    Topics: [t]
    PolicyDocument:
      Statement: {Effect: %s, Principal: '*', Action: 'sns:*', Resource: t, Condition: %s}
"""


def message(condition: str, effect: str = "Deny") -> str:
    return " ".join(found for _, found in places_found_by("E9505", TEMPLATE % (effect, condition)))


def test_two_conditions_of_one_statement_refuse_neither() -> None:
    found = message("{Bool: {aws:SecureTransport: 'false'}, NumericLessThan: {s3:TlsVersion: 1.2}}")
    assert "refuses neither plain HTTP nor old TLS" in found


def test_a_deny_of_https_is_found() -> None:
    assert "turn the comparison round" in message("{Bool: {aws:SecureTransport: 'true'}}")
    assert "turn the comparison round" in message("{NumericGreaterThan: {s3:TlsVersion: 1.2}}")


def test_a_value_that_never_is_refuses_nothing() -> None:
    assert "refuses no request" in message("{Bool: {aws:SecureTransport: 'no'}}")


@pytest.mark.parametrize(
    "condition",
    [
        "{Bool: {aws:SecureTransport: 'false'}}",
        "{Bool: {aws:SecureTransport: 'true'}, NumericLessThan: {s3:TlsVersion: 1.2}}",
        "{Bool: {aws:SecureTransport: 'false'}, StringEquals: {aws:PrincipalOrgID: o-1}}",
        "{Bool: {aws:SecureTransport: 'false', aws:PrincipalIsAWSService: 'true'}}",
        "{Bool: {aws:SecureTransport: !Ref Secure}}",
        "{Bol: {aws:SecureTransport: 'true'}}",
        "{NumericLessThan: {s3:TlsVersion: new}}",
        "!If [A, {Bool: {aws:SecureTransport: 'true'}}, !Ref AWS::NoValue]",
        "{StringEquals: {aws:SourceAccount: '1'}}",
    ],
)
def test_a_deny_that_refuses_something_or_is_not_known_is_no_fault(condition: str) -> None:
    assert message(condition) == ""


def test_an_allow_over_https_is_no_fault() -> None:
    assert message("{Bool: {aws:SecureTransport: 'true'}}", "Allow") == ""
