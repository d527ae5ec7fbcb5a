from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.lint.policy_conditions import compared_values, conditions_hold
from generator.lint.policy_statements import statements

OPERATORS = ["Bool", "BoolIfExists", "Null", "StringEquals", "StringNotEquals", "NumericLessThan", "NumericGreaterThan"]
KEYS = ["aws:SecureTransport", "s3:TlsVersion", "aws:PrincipalArn"]
VALUES = [["true"], ["false"], ["1.2"], [{"Ref": "Value"}], []]
CONDITIONS = st.dictionaries(
    st.sampled_from(OPERATORS), st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=2), max_size=3
)
PLAIN = {"aws:securetransport": "false", "s3:tlsversion": None}


def one(condition: Any) -> Any:
    statement = {"Effect": "Deny", "Condition": condition}
    template = {
        "Resources": {
            "P": {"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument": {"Statement": statement}}}
        }
    }
    (found,) = statements(template)
    return found


@given(CONDITIONS, CONDITIONS)
def test_a_further_condition_never_makes_a_statement_apply(first: Any, second: Any) -> None:
    both = {**second, **{operator: {**second.get(operator, {}), **pairs} for operator, pairs in first.items()}}
    if conditions_hold(one(first), PLAIN) is False:
        assert conditions_hold(one(both), PLAIN) is False


@given(CONDITIONS)
def test_what_is_certain_stays_so_when_more_is_known_of_the_request(condition: Any) -> None:
    certain = conditions_hold(one(condition), {"aws:securetransport": "false"})
    if certain is not None:
        assert conditions_hold(one(condition), PLAIN) is certain


def test_no_condition_holds_and_a_function_is_not_known() -> None:
    assert conditions_hold(one({}), PLAIN) is True
    assert conditions_hold(one({"Ref": "A"}), PLAIN) is None
    assert conditions_hold(one({"Nonsense": {"s3:TlsVersion": "1"}}), PLAIN) is None
    assert conditions_hold(one({"NumericLessThan": {"aws:SecureTransport": "x"}}), PLAIN) is None


def test_values_are_found_under_every_branch() -> None:
    condition = {"Bool": {"AWS:SecureTransport": {"Fn::If": ["A", "true", ["false"]]}}}
    found = [(operator, value) for operator, _, value in compared_values(one(condition), "aws:SecureTransport")]
    assert found == [("Bool", "true"), ("Bool", "false")]
