from tests.lint.rule_run import places_found_by

TEMPLATE = """
Everywhere:
  Type: AWS::CloudFormation::StackSet
  Properties:
    StackSetName: everywhere
    PermissionModel: %s
    TemplateBody: '%s'
"""
NESTED = '{"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack"}}}'


def test_a_nested_stack_in_a_json_text_is_found() -> None:
    ((path, message),) = places_found_by("W9401", TEMPLATE % ("SERVICE_MANAGED", NESTED))
    assert path == "Resources/Everywhere/Properties/TemplateBody"
    assert "refuses the nested stack Inner" in message


def test_self_managed_stack_sets_take_it() -> None:
    assert places_found_by("W9401", TEMPLATE % ("SELF_MANAGED", NESTED)) == []
    assert places_found_by("W9401", TEMPLATE % ("!Ref Model", NESTED)) == []


def test_a_flat_template_and_what_is_none_are_no_fault() -> None:
    for body in ('{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}', "{", "text", ""):
        assert places_found_by("W9401", TEMPLATE % ("SERVICE_MANAGED", body)) == []
