import json

from tests.lint.rule_run import found_by, places_found_by

RULE = """
Rule:
  Type: AWS::Events::Rule
  Properties:
    EventPattern: %s
"""


def test_a_text_where_a_list_belongs_is_found_at_its_place() -> None:
    ((path, message),) = places_found_by("E9601", RULE % "{source: [aws.config], account: !Ref AWS::AccountId}")
    assert path == "Resources/Rule/Properties/EventPattern/account"
    assert "put its value into [ ]" in message


def test_a_parameter_that_is_a_list_is_no_fault() -> None:
    template = "Parameters:\n  Sources: {Type: CommaDelimitedList}\n  One: {Type: String}\nResources:" + RULE.replace(
        "\n", "\n  "
    )
    assert found_by("E9601", template % "{source: !Ref Sources}") == []
    assert len(found_by("E9601", template % "{source: !Ref One}")) == 1
    assert found_by("E9601", template % "{source: [!Ref One]}") == []


def test_a_pattern_under_a_condition_is_looked_at() -> None:
    text = (
        RULE % "{source: [aws.config], detail: !If [Strict, {severity: [{numeric: ['>', 8, '<', 4]}]}, {severity: []}]}"
    )
    assert [path.rpartition("Fn::If/")[2] for path, _ in places_found_by("E9601", text)] == [
        "1/severity/0/numeric",
        "2/severity",
    ]


def test_a_pattern_as_json_text_is_read() -> None:
    assert found_by("E9601", RULE % f"'{json.dumps({'source': ['aws.config']})}'") == []
    ((path, _),) = places_found_by("E9601", RULE % f"'{json.dumps({'source': 'aws.config'})}'")
    assert path == "Resources/Rule/Properties/EventPattern"


def test_a_template_with_a_transform_is_left_alone() -> None:
    template = "Transform: Own::Macro\nResources:" + RULE.replace("\n", "\n  ") % "{source: aws.config}"
    assert found_by("E9601", template) == []
