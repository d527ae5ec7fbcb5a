from tests.lint.rule_run import places_found_by

ROLE = """
Role:
  Type: AWS::IAM::Role
  Properties:
    AssumeRolePolicyDocument:
      Statement:
        - Effect: Allow
          Principal: {Service: [cloudtrail.amazonaws.com]}
          Action: sts:AssumeRole
"""


def test_the_service_is_named() -> None:
    ((path, _),) = places_found_by("I9502", ROLE)
    assert path.endswith("Statement/0/Principal/Service/0")


def test_another_service_and_any_source_are_no_fault() -> None:
    assert places_found_by("I9502", ROLE.replace("cloudtrail", "lambda")) == []
    condition = "          Condition: {ArnLike: {aws:SourceArn: 'arn:aws:cloudtrail:*:1:trail/*'}}\n"
    assert places_found_by("I9502", ROLE + condition) == []
