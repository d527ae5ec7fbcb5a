from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.lint.physical_names import NAMES, physical_names


def names_of(name: Any) -> list[Any]:
    template = {"Resources": {"Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": name}}}}
    return list(physical_names(template))


def test_a_name_is_told_with_its_variables() -> None:
    (name,) = names_of({"Fn::Join": ["-", ["repair", {"Ref": "AWS::Region"}]]})
    assert (name.text, name.variables) == ("repair-${AWS::Region}", {"AWS::Region"})
    assert not name.differs_by_stack


def test_a_parameter_the_stack_s_name_and_its_id_make_a_difference() -> None:
    for variable in ("Prefix", "AWS::StackName", "AWS::StackId", "Topic.TopicName"):
        (name,) = names_of({"Fn::Sub": f"repair-${{{variable}}}"})
        assert name.differs_by_stack


def test_a_name_that_only_the_stack_knows_is_passed_over() -> None:
    for name in ({"Fn::ImportValue": "a"}, {"Fn::Select": [0, ["a"]]}, "{{resolve:ssm:name}}", "", None):
        assert names_of(name) == []


def test_every_type_is_one_of_cloudformation_with_that_property() -> None:
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER as SCHEMAS

    for kind, of in NAMES.items():
        assert of.name in SCHEMAS.get_resource_schema("us-east-1", kind).schema["properties"], kind


@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_odd_names_are_no_error(name: Any) -> None:
    assert all(found.text for found in names_of(name))
