from tests.lint.rule_run import places_found_by

TEMPLATE = """
Parameters:
  NamePrefix: {Type: String}
Resources:
  Channel:
    Type: AWS::Config::DeliveryChannel
    Properties:
      S3BucketName: logs
      Name: %s
"""


def test_a_name_written_out_is_found_the_region_makes_no_difference() -> None:
    for name in ("default", "!Sub 'channel-${AWS::Region}-${AWS::AccountId}'"):
        ((path, message),) = places_found_by("I9402", TEMPLATE % name)
        assert path == "Resources/Channel/Properties/Name"
        assert "is the same in every stack" in message


def test_a_name_with_a_parameter_and_no_name_are_no_fault() -> None:
    for name in ("!Sub '${NamePrefix}-channel'", "!Ref NamePrefix", "!Sub '${AWS::StackName}'", "!Ref 'AWS::NoValue'"):
        assert places_found_by("I9402", TEMPLATE % name) == []


def test_global_names_are_another_rule_s_matter() -> None:
    assert places_found_by("I9402", "Role:\n  Type: AWS::IAM::Role\n  Properties:\n    RoleName: repair\n") == []
