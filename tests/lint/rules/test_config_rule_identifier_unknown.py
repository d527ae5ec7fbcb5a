from tests.lint.rule_run import places_found_by

RULE = """
Rule:
  Type: AWS::Config::ConfigRule
  Properties:
    Source:
      Owner: AWS
      SourceIdentifier: %s
"""


def test_an_identifier_that_looks_like_none_is_found_without_a_proposal() -> None:
    ((_, message),) = places_found_by("W9301", RULE % "QUITE_ANOTHER_MATTER_ALTOGETHER")
    assert message == "unknown Config managed rule 'QUITE_ANOTHER_MATTER_ALTOGETHER'"


def test_a_misspelt_identifier_is_found_with_its_neighbours() -> None:
    ((_, message),) = places_found_by("W9301", RULE % "CLOUDTRAILS_ENABLED")
    assert "did you mean CLOUD_TRAIL_ENABLED" in message


def test_another_spelling_is_the_other_rule_s_matter() -> None:
    assert places_found_by("W9301", RULE % "cloud-trail-enabled") == []


def test_a_custom_policy_rule_has_no_managed_identifier() -> None:
    assert places_found_by("W9301", RULE.replace("AWS\n", "CUSTOM_POLICY\n") % "ANYTHING") == []
