import pytest

from tests.lint.rule_run import found_by
from tests.lint.runbook_texts import VERIFIED, template, yaml_template

RULE = "E9102"


@pytest.mark.parametrize(
    "old, new, problem",
    [
        ("Service: ec2", "Service: ec22", "unknown Service ec22"),
        ("Api: RevokeSecurityGroupIngress", "Api: RevokeSecurityGroupIngres", "no Api RevokeSecurityGroupIngres"),
        ("GroupId: '", "GroupIdd: '", "unknown member GroupIdd"),
    ],
)
def test_a_call_that_the_service_does_not_have_is_found(old: str, new: str, problem: str) -> None:
    (found,) = found_by(RULE, template(VERIFIED.replace(old, new, 1)))
    assert problem in found


def test_a_missing_member_is_found() -> None:
    steps = "- {name: Stop, action: aws:executeAwsApi, inputs: {Service: ec2, Api: StopInstances}}\n"
    assert "required member InstanceIds is missing" in found_by(RULE, template(steps))[0]
    assert found_by(RULE, yaml_template(steps))


def test_the_name_of_boto3s_method_and_a_value_of_the_stack_are_no_faults() -> None:
    assert (
        found_by(RULE, template(VERIFIED.replace("RevokeSecurityGroupIngress", "revoke_security_group_ingress"))) == []
    )
    assert found_by(RULE, template(VERIFIED.replace("'{{ GroupId }}'", "!Ref NamePrefix"))) == []
    assert found_by(RULE, template(VERIFIED.replace("Service: ec2", "Service: !Ref NamePrefix"))) == []
