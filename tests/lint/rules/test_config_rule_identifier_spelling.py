from tests.lint.rule_run import places_found_by

RULE = """
Rule:
  Type: AWS::Config::ConfigRule
  Properties:
    Source:
      Owner: AWS
      SourceIdentifier: %s
"""


def test_an_identifier_in_small_letters_is_found() -> None:
    ((path, message),) = places_found_by("E9301", RULE % "cloud-trail-enabled")
    assert path == "Resources/Rule/Properties/Source/SourceIdentifier"
    assert message.endswith("write CLOUD_TRAIL_ENABLED")


def test_the_name_of_an_organization_rule_is_found() -> None:
    text = """
    Rule:
      Type: AWS::Config::OrganizationConfigRule
      Properties:
        OrganizationConfigRuleName: ssh
        OrganizationManagedRuleMetadata:
          RuleIdentifier: restricted-ssh
    """
    ((path, message),) = places_found_by("E9301", text)
    assert path == "Resources/Rule/Properties/OrganizationManagedRuleMetadata/RuleIdentifier"
    assert "INCOMING_SSH_DISABLED" in message


def test_an_identifier_is_no_fault_nor_one_that_a_parameter_gives_nor_a_function_s_arn() -> None:
    assert places_found_by("E9301", RULE % "CLOUD_TRAIL_ENABLED") == []
    assert places_found_by("E9301", RULE % "!Ref Identifier") == []
    assert places_found_by("E9301", RULE.replace("AWS\n", "CUSTOM_LAMBDA\n") % "cloud-trail-enabled") == []


def test_a_template_that_a_macro_rewrites_is_left_alone() -> None:
    text = "Transform: Macro\nResources:" + (RULE % "cloud-trail-enabled").replace("\n", "\n  ")
    assert places_found_by("E9301", text) == []
