from tests.lint.rule_run import places_found_by

TEMPLATE = """
Parameters:
  Name: {Type: String}
Resources:
  Repair:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: versioning
      TargetId: %s
  Runbook:
    Type: AWS::SSM::Document
  NameOfRunbook:
    Type: AWS::SSM::Parameter
  Made:
    Type: Custom::Runbook
  Role:
    Type: AWS::IAM::Role
"""


def test_a_resource_of_another_type_is_found_in_either_branch() -> None:
    ((path, message),) = places_found_by("E9308", TEMPLATE % "!If [A, !Ref Runbook, !Ref Role]")
    assert path == "Resources/Repair/Properties/TargetId/Fn::If/2"
    assert message.endswith("Role is of type AWS::IAM::Role")


def test_documents_and_what_may_hold_a_document_s_name_are_no_fault() -> None:
    for each in ("!Ref Runbook", "!Ref NameOfRunbook", "!Ref Made", "!Ref Name", "!GetAtt Made.Name", "AWS-Any"):
        assert places_found_by("E9308", TEMPLATE % each) == []
