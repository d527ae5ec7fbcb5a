from tests.lint.rule_run import places_found_by

TEMPLATE = """
One:
  Type: AWS::Config::%s
  %s
Two:
  Type: AWS::Config::%s
  %s
"""
NO = "DeletionPolicy: Delete"


def test_two_channels_are_found() -> None:
    ((path, message),) = places_found_by("E9312", TEMPLATE % ("DeliveryChannel", NO, "DeliveryChannel", NO))
    assert path == "Resources/Two"
    assert "One is one already" in message


def test_two_under_one_condition_are_found() -> None:
    given = ("ConfigurationRecorder", "Condition: A", "ConfigurationRecorder", "Condition: A")
    assert len(places_found_by("E9312", TEMPLATE % given)) == 1


def test_one_of_each_and_two_of_which_one_is_made_are_no_fault() -> None:
    assert places_found_by("E9312", TEMPLATE % ("DeliveryChannel", NO, "ConfigurationRecorder", NO)) == []
    given = ("ConfigurationRecorder", "Condition: A", "ConfigurationRecorder", "Condition: B")
    assert places_found_by("E9312", TEMPLATE % given) == []
