from tests.lint.rule_run import places_found_by

TEMPLATE = """
Parameters:
  Role: {Type: String}
Conditions:
  Creates: !Equals [!Ref Role, CREATE]
  AtHome: !Equals [!Ref AWS::Region, us-east-1]
Resources:
  ServiceLinkedRole:
    Type: AWS::IAM::ServiceLinkedRole
    %s
    Properties:
      AWSServiceName: config.amazonaws.com
"""


def test_a_condition_on_the_region_alone_does_not_help() -> None:
    for each in ("DeletionPolicy: Retain", "Condition: AtHome"):
        ((path, _),) = places_found_by("W9408", TEMPLATE % each)
        assert path == "Resources/ServiceLinkedRole"


def test_a_condition_on_a_parameter_helps() -> None:
    assert places_found_by("W9408", TEMPLATE % "Condition: Creates") == []


def test_a_role_with_a_suffix_is_one_of_many() -> None:
    assert places_found_by("W9408", TEMPLATE % "DeletionPolicy: Retain" + "      CustomSuffix: mine\n") == []
