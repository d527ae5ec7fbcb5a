from tests.lint.rule_run import places_found_by

TEMPLATE = """
Parameters:
  Recorder: {Type: String, Default: CREATE}
  HomeRegion: {Type: String}
Conditions:
  Creates: !Equals [!Ref Recorder, CREATE]
  IsHomeRegion: !Equals [!Ref HomeRegion, !Ref AWS::Region]
  CreatesAtHome: !And [Condition: Creates, Condition: IsHomeRegion]
Resources:
  ConfigRecorder:
    Type: AWS::Config::ConfigurationRecorder
    Condition: %s
    Properties:
      RoleARN: !ImportValue Role
      RecordingGroup:
        AllSupported: true
        IncludeGlobalResourceTypes: %s
"""


def test_a_condition_that_is_the_same_in_every_region_does_not_help() -> None:
    ((path, _),) = places_found_by("W9313", TEMPLATE % ("Creates", "true"))
    assert path == "Resources/ConfigRecorder/Properties/RecordingGroup/IncludeGlobalResourceTypes"


def test_a_condition_on_the_region_helps_even_through_another() -> None:
    assert places_found_by("W9313", TEMPLATE % ("CreatesAtHome", "true")) == []
    assert places_found_by("W9313", TEMPLATE % ("Creates", "!If [IsHomeRegion, true, false]")) == []


def test_what_a_parameter_decides_is_no_fault() -> None:
    assert places_found_by("W9313", TEMPLATE % ("Creates", "!Ref Recorder")) == []
    assert places_found_by("W9313", TEMPLATE % ("Creates", "false")) == []
