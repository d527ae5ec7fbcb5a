from tests.lint.rule_run import places_found_by

TEMPLATE = """
Parameters:
  NamePrefix: {Type: String}
Resources:
  Group:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: %s
    Properties:
      LogGroupName: %s
"""


def test_a_log_group_that_stays_under_its_name_is_found() -> None:
    for policy in ("Retain", "RetainExceptOnCreate"):
        ((path, message),) = places_found_by("W9403", TEMPLATE % (policy, "/aws/cloudtrail/all"))
        assert path == "Resources/Group/Properties/LogGroupName"
        assert message.startswith("Group keeps the name /aws/cloudtrail/all")


def test_what_goes_with_its_stack_and_a_name_with_a_parameter_are_no_fault() -> None:
    assert places_found_by("W9403", TEMPLATE % ("Delete", "/aws/cloudtrail/all")) == []
    assert places_found_by("W9403", TEMPLATE % ("Retain", "!Sub '/aws/cloudtrail/${NamePrefix}'")) == []
    assert places_found_by("W9403", TEMPLATE % ("Retain", "!Sub '/aws/${AWS::StackName}'")) == []
