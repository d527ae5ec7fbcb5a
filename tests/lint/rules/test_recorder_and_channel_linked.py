from tests.lint.rule_run import places_found_by

TEMPLATE = """
Recorder:
  Type: AWS::Config::ConfigurationRecorder
  %s
Channel:
  Type: AWS::Config::DeliveryChannel
  %s
Topic:
  Type: AWS::SNS::Topic
  %s
"""
NO = "DeletionPolicy: Delete"


def test_a_recorder_that_waits_for_its_channel_is_found() -> None:
    ((path, message),) = places_found_by("E9311", TEMPLATE % ("DependsOn: [Channel]", NO, NO))
    assert path == "Resources/Recorder"
    assert message.startswith("Recorder waits for Channel")


def test_a_channel_that_waits_through_another_resource_is_found() -> None:
    ((path, _),) = places_found_by(
        "E9311", TEMPLATE % (NO, "Properties: {SnsTopicARN: !Ref Topic}", "DependsOn: Recorder")
    )
    assert path == "Resources/Channel"


def test_resources_that_wait_for_either_are_no_fault() -> None:
    assert places_found_by("E9311", TEMPLATE % (NO, NO, "DependsOn: [Recorder, Channel]")) == []
