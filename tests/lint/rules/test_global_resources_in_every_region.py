from tests.lint.rule_run import places_found_by

TEMPLATE = """
Parameters:
  Trail: {Type: String}
Conditions:
  Creates: !Equals [!Ref Trail, CREATE]
  AtHome: !Equals [!Ref AWS::Region, us-east-1]
  CreatesAtHome: !And [Condition: Creates, Condition: AtHome]
Resources:
  Detector:
    Type: %s
  TrailOfAccount:
    Type: AWS::CloudTrail::Trail
    Condition: %s
    Properties:
      IsLogging: true
      IsMultiRegionTrail: %s
      S3BucketName: logs
"""
DETECTOR = "AWS::GuardDuty::Detector"


def test_a_trail_under_a_condition_that_every_region_meets_is_found() -> None:
    ((path, _),) = places_found_by("W9405", TEMPLATE % (DETECTOR, "Creates", "true"))
    assert path == "Resources/TrailOfAccount"


def test_a_trail_of_the_home_region_or_of_one_region_is_no_fault() -> None:
    assert places_found_by("W9405", TEMPLATE % (DETECTOR, "CreatesAtHome", "true")) == []
    assert places_found_by("W9405", TEMPLATE % (DETECTOR, "Creates", "false")) == []
    assert places_found_by("W9405", TEMPLATE % (DETECTOR, "Creates", "!If [AtHome, true, false]")) == []


def test_a_template_that_is_not_for_every_region_may_hold_it() -> None:
    assert places_found_by("W9405", TEMPLATE % ("AWS::SNS::Topic", "Creates", "true")) == []


SITE = """
Conditions:
  AtHome: !Equals [!Ref AWS::Region, us-east-1]
Resources:
  Hub:
    Type: AWS::SecurityHub::Hub
    Condition: AtHome
  Site:
    Type: AWS::CloudFront::Distribution
"""


def test_a_distribution_beside_what_only_the_home_region_has_is_no_fault() -> None:
    assert places_found_by("W9405", SITE) == []
    assert len(places_found_by("W9405", SITE.replace("Condition: AtHome", "DeletionPolicy: Retain"))) == 1
