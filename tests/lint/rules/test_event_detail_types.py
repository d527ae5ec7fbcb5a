import pytest

from generator.knowledge.event_sources import SOURCES
from tests.lint.rule_run import found_by, places_found_by

RULE = """
Rule:
  Type: AWS::Events::Rule
  Properties:
    EventPattern: {source: %s, detail-type: %s}
"""


@pytest.mark.parametrize(
    ("sources", "types", "message"),
    [
        ("[aws.securityhub]", "[Security Hub Finding - Imported]", "did you mean 'Security Hub Findings - Imported'"),
        ("[aws.config]", "[Something Else]", "events-ref-config"),
        (
            "[aws.ec2]",
            "[EC2 Instance State-Change Notification]",
            "did you mean 'EC2 Instance State-change Notification'",
        ),
        ("[aws.ec2]", "[GuardDuty Finding]", "aws.guardduty does"),
        ("[aws.iam]", "[AWS Console Sign In via CloudTrail]", "aws.signin does"),
    ],
)
def test_a_detail_type_that_the_source_does_not_send_is_found(sources: str, types: str, message: str) -> None:
    ((path, found),) = places_found_by("W9603", RULE % (sources, types))
    assert path == "Resources/Rule/Properties/EventPattern/detail-type/0"
    assert message in found


@pytest.mark.parametrize(
    ("sources", "types"),
    [
        ("[aws.ec2]", "[EC2 Something That Came Later]"),
        ("[aws.config]", "[AWS API Call via CloudTrail, Config Rules Compliance Change]"),
        ("[own.app]", "[GuardDuty Finding]"),
        ("[aws.guardduty, own.app]", "[Finding]"),
        ("[{prefix: aws.}]", "[Anything]"),
        ("!Ref Sources", "[Anything]"),
        ("[aws.config]", "!Ref Types"),
        ("[aws.config]", "[{prefix: Config}]"),
        ("[aws.guardduty, aws.macie]", "[GuardDuty Finding, Macie Finding]"),
    ],
)
def test_what_may_be_sent_is_no_fault(sources: str, types: str) -> None:
    assert found_by("W9603", RULE % (sources, types)) == []


@pytest.mark.parametrize("source", SOURCES)
def test_every_known_detail_type_is_one_of_its_source(source: str) -> None:
    facts = SOURCES[source]
    assert facts.details.keys() <= set(facts.types)
    assert found_by("W9603", RULE % (f"[{source}]", list(facts.types))) == []
