from tests.lint.rule_run import places_found_by

RULE = """
Rule:
  Type: AWS::Config::ConfigRule
  Properties:
    InputParameters: %s
    Source:
      Owner: AWS
      SourceIdentifier: IAM_PASSWORD_POLICY
"""


def test_numbers_outside_of_the_account_s_are_found() -> None:
    found = places_found_by("W9304", RULE % "{MinimumPasswordLength: 5, MaxPasswordAge: '1096'}")
    assert [message.split(" goes ")[1] for _, message in found] == ["from 6 to 128, not 5", "from 1 to 1095, not 1096"]


def test_an_age_of_no_days_is_found() -> None:
    text = (RULE % "{maxAccessKeyAge: 0}").replace("IAM_PASSWORD_POLICY", "ACCESS_KEYS_ROTATED")
    ((_, message),) = places_found_by("W9304", text)
    assert message == "maxAccessKeyAge of ACCESS_KEYS_ROTATED goes from 1 on, not 0"


def test_the_ends_of_the_range_and_what_is_no_number_are_no_fault() -> None:
    for each in ("{MinimumPasswordLength: 6}", "{MinimumPasswordLength: 128}", "{MaxPasswordAge: never}"):
        assert places_found_by("W9304", RULE % each) == []
