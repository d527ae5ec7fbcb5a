from textwrap import indent

from tests.lint.rule_run import found_by, places_found_by
from tests.lint.runbook_texts import HEAD, ROLE, VERIFIED, content, template

RULE = "I9201"
OWN = HEAD.replace("'{{ AutomationAssumeRole }}'", "!GetAtt Role.Arn")
SECOND = (
    "  Second:\n    Type: AWS::SSM::Document\n    Properties:\n      DocumentType: Automation\n      Content:\n"
    + indent(content(VERIFIED, OWN), " " * 8)
)


def test_two_documents_with_one_role_are_found_at_the_role() -> None:
    ((path, message),) = places_found_by(RULE, template(VERIFIED, SECOND, ROLE, head=OWN))
    assert path == "Resources/Role"
    assert "Document, Second" in message


def test_a_role_each_is_no_fault() -> None:
    other = ROLE.replace("  Role:", "  Other:").replace("-Close", "-CloseOther")
    second = SECOND.replace("!GetAtt Role.Arn", "!GetAtt Other.Arn")
    assert found_by(RULE, template(VERIFIED, second, ROLE, other, head=OWN)) == []
    assert found_by(RULE, template(VERIFIED, ROLE, head=OWN)) == []
