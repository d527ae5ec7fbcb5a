import pytest

from tests.lint.rule_run import found_by, places_found_by
from tests.lint.runbook_texts import HEAD, template

RULE = "W9102"


def with_parameter(body: str) -> str:
    return template(head=HEAD.replace("  GroupId:", f"  Extra: {body}\n  GroupId:"))


@pytest.mark.parametrize(
    "body",
    [
        "{type: String, default: c, allowedValues: [a, b]}",
        "{type: String, default: '-', allowedPattern: '^[a-z]+$'}",
        "{type: StringList, default: a}",
        "{type: Integer, default: many}",
    ],
)
def test_a_default_that_its_definition_refuses_is_found_at_the_parameter(body: str) -> None:
    ((path, _),) = places_found_by(RULE, with_parameter(body))
    assert path == "Resources/Document/Properties/Content/parameters/Extra"


@pytest.mark.parametrize(
    "body",
    [
        "{type: String, default: '', allowedPattern: '^[a-z]+$'}",
        "{type: Boolean, default: 'true'}",
        "{type: Integer, default: '5'}",
        "{type: String, default: !Ref NamePrefix, allowedValues: [a, b]}",
        "{type: AWS::S3::Bucket::Thing, default: any}",
        r"{type: String, default: x, allowedPattern: '^\p{L}+$'}",
    ],
)
def test_a_default_that_may_do_is_no_fault(body: str) -> None:
    assert found_by(RULE, with_parameter(body)) == []
