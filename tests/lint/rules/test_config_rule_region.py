from tests.lint.rule_run import places_found_by

TEMPLATE = """
Parameters:
  Clusters:
    Type: String
    Default: %s
  HomeRegion:
    Type: String
Conditions:
  ChecksClusters: !Equals [!Ref Clusters, ENABLED]
  HasClusters: !And
    - Condition: ChecksClusters
    - !Not [!Equals [!Ref AWS::Region, us-east-1]]
  IsHome: !Equals [!Ref HomeRegion, !Ref AWS::Region]
Resources:
  Rule:
    Type: AWS::Config::ConfigRule
    Condition: %s
    Properties:
      Source:
        Owner: AWS
        SourceIdentifier: ROUTE53_RECOVERY_CONTROL_CLUSTER_TAGGED
"""


def test_a_rule_that_is_made_by_default_is_found_with_the_regions_that_lack_it() -> None:
    ((_, message),) = places_found_by(
        "E9314", TEMPLATE % ("ENABLED", "ChecksClusters"), "us-west-2", "us-east-1", "eu-west-1"
    )
    assert "does not exist in us-east-1, eu-west-1;" in message


def test_a_region_that_has_it_is_no_fault() -> None:
    assert places_found_by("E9314", TEMPLATE % ("ENABLED", "ChecksClusters"), "us-west-2") == []


def test_a_condition_keeps_it_out_of_its_region_only() -> None:
    assert places_found_by("E9314", TEMPLATE % ("ENABLED", "HasClusters"), "us-east-1") == []
    assert len(places_found_by("E9314", TEMPLATE % ("ENABLED", "HasClusters"), "us-east-1", "eu-west-1")) == 1


def test_what_is_made_only_when_somebody_asks_for_it_is_no_fault() -> None:
    assert places_found_by("E9314", TEMPLATE % ("DISABLED", "ChecksClusters"), "us-east-1") == []
    assert places_found_by("E9314", TEMPLATE % ("ENABLED", "IsHome"), "us-east-1") == []


def test_regions_that_the_list_does_not_speak_of_are_not_judged() -> None:
    assert places_found_by("E9314", TEMPLATE % ("ENABLED", "ChecksClusters"), "us-iso-east-1", "nowhere-1") == []
