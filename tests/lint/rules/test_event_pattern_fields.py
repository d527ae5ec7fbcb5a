import pytest

from tests.lint.rule_run import found_by, places_found_by

RULE = """
Rule:
  Type: AWS::Events::Rule
  Properties:
    EventPattern: %s
"""
FINDING = "source: [aws.guardduty], detail-type: [GuardDuty Finding]"


@pytest.mark.parametrize(
    ("pattern", "place", "message"),
    [
        ("{source: [x], detailType: [y]}", "detailType", "did you mean 'detail-type'"),
        ("{source: [x], severity: [y]}", "severity", "belongs into 'detail'"),
        (f"{{{FINDING}, detail: {{Severity: [8]}}}}", "detail/Severity", "did you mean 'severity'"),
        (f"{{{FINDING}, detail: {{account_id: ['1']}}}}", "detail/account_id", "did you mean 'accountId'"),
        (
            "{source: [aws.trustedadvisor], detail: {check-item-detail: {status: [WARN]}}}",
            "detail/check-item-detail/status",
            "as detail.status",
        ),
    ],
)
def test_a_field_that_no_such_event_has_is_found(pattern: str, place: str, message: str) -> None:
    ((path, found),) = places_found_by("W9602", RULE % pattern)
    assert path == f"Resources/Rule/Properties/EventPattern/{place}"
    assert message in found


@pytest.mark.parametrize(
    "pattern",
    [
        f"{{{FINDING}, detail: {{severity: [{{numeric: ['>=', 7]}}], service: {{archived: [false]}}}}}}",
        f"{{{FINDING}, detail: {{somethingNew: [1]}}}}",
        "{source: [aws.guardduty, own.app], detail-type: [GuardDuty Finding], detail: {Severity: [8]}}",
        "{source: [own.app], detail: {status: [x], check-item-detail: {status: [y]}}}",
        "{source: [x], detailType: [{exists: false}]}",
        "{source: [aws.trustedadvisor], detail: {status: [WARN], check-item-detail: {Status: [Red]}}}",
        "{source: !Ref Sources, resources: [{prefix: 'arn:'}]}",
    ],
)
def test_fields_that_may_be_there_are_no_fault(pattern: str) -> None:
    assert found_by("W9602", RULE % pattern) == []


def test_a_pattern_as_json_text_is_found_as_a_whole() -> None:
    ((path, _),) = places_found_by("W9602", RULE % """'{"source": ["x"], "detailType": ["y"]}'""")
    assert path == "Resources/Rule/Properties/EventPattern"
