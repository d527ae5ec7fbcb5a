from tests.lint.rule_run import places_found_by

TEMPLATE = """
Rule:
  Type: AWS::Config::ConfigRule
  Properties:
    ConfigRuleName: passwords
    InputParameters: {MinimumPasswordLength: 8, RequireSymbols: true}
    Source: {Owner: AWS, SourceIdentifier: IAM_PASSWORD_POLICY}
Repair:
  Type: AWS::Config::RemediationConfiguration
  Properties:
    ConfigRuleName: %s
    TargetType: SSM_DOCUMENT
    TargetId: AWSConfigRemediation-SetIAMPasswordPolicy
    Parameters:
      RequireSymbols: {StaticValue: {Values: ['True']}}
      minimumPasswordLength: {StaticValue: {Values: %s}}
"""


def test_a_stricter_repair_is_found_whether_the_rule_is_named_or_referred_to() -> None:
    for name in ("!Ref Rule", "passwords"):
        ((path, message),) = places_found_by("W9305", TEMPLATE % (name, "['14']"))
        assert path == "Resources/Repair/Properties/Parameters/minimumPasswordLength"
        assert "Rule asks for MinimumPasswordLength 8, the remediation sets 14" in message


def test_the_same_value_is_no_fault_as_number_or_text() -> None:
    assert places_found_by("W9305", TEMPLATE % ("!Ref Rule", "[8]")) == []


def test_what_only_the_stack_knows_is_not_compared() -> None:
    for values in ("[!Ref Length]", "[!If [Long, '14', '8']]", "!Ref Lengths"):
        assert places_found_by("W9305", TEMPLATE % ("!Ref Rule", values)) == []


def test_the_remediation_of_another_rule_is_not_compared() -> None:
    assert places_found_by("W9305", TEMPLATE % ("other", "['14']")) == []
    assert places_found_by("W9305", TEMPLATE % ("!Ref Name", "['14']")) == []


def test_lists_are_compared_without_their_order() -> None:
    text = """
    Rule:
      Type: AWS::Config::ConfigRule
      Properties:
        InputParameters: {serviceNames: 'ec2, s3'}
        Source: {Owner: AWS, SourceIdentifier: VPC_ENDPOINT_ENABLED}
    Repair:
      Type: AWS::Config::RemediationConfiguration
      Properties:
        ConfigRuleName: !Ref Rule
        TargetId: AWS-Any
        Parameters: {ServiceNames: {StaticValue: {Values: [s3, ec2]}}}
    """
    assert places_found_by("W9305", text) == []
    assert len(places_found_by("W9305", text.replace("[s3, ec2]", "[s3]"))) == 1
