from tests.lint.rule_run import places_found_by

TEMPLATE = """
Repair:
  Type: AWS::Config::RemediationConfiguration
  Properties:
    ConfigRuleName: versioning
    TargetType: SSM_DOCUMENT
    TargetId: %s
Runbook:
  Type: AWS::SSM::Document
  Properties:
    Name: !Sub ${NamePrefix}-EnableVersioning
    DocumentType: Automation
    Content: {}
"""


def test_the_name_of_a_document_of_the_template_is_no_reference_to_it() -> None:
    ((path, message),) = places_found_by("W9308", TEMPLATE % "!Sub '${NamePrefix}-EnableVersioning'")
    assert path == "Resources/Repair/Properties/TargetId"
    assert "Nothing makes Repair wait for Runbook" in message


def test_the_name_is_enough_where_something_else_makes_it_wait() -> None:
    text = (TEMPLATE % "!Sub '${NamePrefix}-EnableVersioning'").replace(
        "RemediationConfiguration\n", "RemediationConfiguration\n  DependsOn: Runbook\n"
    )
    assert places_found_by("W9308", text) == []


def test_a_name_that_is_nobody_s_is_found() -> None:
    ((_, message),) = places_found_by("W9308", TEMPLATE % "EnableVersioning")
    assert "no document of this template" in message


def test_references_parameters_arns_and_aws_s_own_are_no_fault() -> None:
    for each in (
        "!Ref Runbook",
        "!Ref TargetName",
        "!Sub '${Prefix}-Other'",
        "AWS-ConfigureS3BucketVersioning",
        "AWSConfigRemediation-EnableKeyRotation",
        "AWSSupport-ContainEC2Instance",
        "arn:aws:ssm:us-east-1:111122223333:document/Shared",
        "!ImportValue RunbookName",
    ):
        assert places_found_by("W9308", TEMPLATE % each) == []
