import pytest

from tests.lint.rule_run import places_found_by

ARN = "arn:aws:iam::111122223333:role/repair"
TEMPLATE = """
Resource:
  Type: %s
  Properties:
    %s
"""


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("AWS::Lambda::Function", f"Role: {ARN}"),
        ("AWS::Events::Rule", f"Targets: [{{Id: a, Arn: b, RoleArn: !Sub '{ARN}'}}]"),
        (
            "AWS::Config::RemediationConfiguration",
            f"Parameters: {{AutomationAssumeRole: {{StaticValue: {{Values: [{ARN}]}}}}}}",
        ),
        ("AWS::Config::ConfigurationRecorder", f"RoleARN: !Join ['', ['arn:', !Ref AWS::Partition, '{ARN[7:]}']]"),
    ],
)
def test_a_role_of_one_account_is_found(kind: str, properties: str) -> None:
    ((_, message),) = places_found_by("W9406", TEMPLATE % (kind, properties))
    assert "of the account 111122223333 only" in message


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("AWS::Lambda::Function", "Role: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/repair'"),
        ("AWS::Lambda::Function", "Role: !If [Central, arn:aws:iam::111122223333:role/a, !GetAtt Role.Arn]"),
        ("AWS::IAM::Role", f"AssumeRolePolicyDocument: {{Statement: [{{Principal: {{AWS: {ARN}}}}}]}}"),
        ("AWS::IAM::Policy", f"PolicyDocument: {{Statement: [{{Resource: {ARN}}}]}}"),
        ("AWS::CodePipeline::Pipeline", f"Stages: [{{Actions: [{{RoleArn: {ARN}}}]}}]"),
        ("AWS::EC2::VPCPeeringConnection", f"PeerRoleArn: {ARN}"),
        ("AWS::ECS::TaskDefinition", f"TaskArn: {ARN}"),
        ("Custom::Copy", f"RoleArn: {ARN}"),
    ],
)
def test_policies_roles_of_others_on_purpose_and_branches_are_no_fault(kind: str, properties: str) -> None:
    assert places_found_by("W9406", TEMPLATE % (kind, properties)) == []
