from typing import Any

import pytest

from generator.model import BadInput
from generator.render.references import dependencies, names_in_sub, references, require_references

WHERE = "generator/articles/sample.py"


def template(**sections: Any) -> dict[str, Any]:
    """A template that is in order, with ``sections`` merged in."""
    data: dict[str, Any] = {
        "Parameters": {"NamePrefix": {"Type": "String"}},
        "Conditions": {"IsHome": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}},
        "Resources": {
            "Bucket": {"Type": "AWS::S3::Bucket", "Condition": "IsHome"},
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Ref": "NamePrefix"}}},
        },
    }
    return {name: data.get(name, {}) | sections.get(name, {}) for name in (*data, *sections)}


def resource(**facts: Any) -> dict[str, Any]:
    return template(Resources={"New": {"Type": "AWS::SNS::Topic", **facts}})


def refusal(data: dict[str, Any]) -> BadInput:
    with pytest.raises(BadInput) as caught:
        require_references(WHERE, data)
    return caught.value


def test_a_template_in_order_is_taken() -> None:
    require_references(WHERE, template())


@pytest.mark.parametrize(
    "properties",
    [
        {"A": {"Ref": "Bucke"}},
        {"A": {"Fn::GetAtt": ["Bucke", "Arn"]}},
        {"A": {"Fn::GetAtt": "Bucke.Arn"}},
        {"A": {"Fn::Sub": "arn:${Bucke}"}},
        {"A": {"Fn::Sub": "arn:${Bucke.Arn}/*"}},
        {"A": {"Fn::Sub": ["${X}-${Bucke}", {"X": "x"}]}},
        {"A": {"Fn::Sub": ["${X}", {"X": {"Ref": "Bucke"}}]}},
        {"A": [{"B": {"Fn::Join": ["", ["a", {"Ref": "Bucke"}]]}}]},
        {"A": {"Fn::If": ["IsHome", {"Ref": "Bucke"}, ""]}},
    ],
)
def test_a_reference_to_nothing_is_refused_with_what_may_be_meant(properties: dict[str, Any]) -> None:
    error = refusal(resource(Properties=properties))
    assert error.where == f"{WHERE}: Resources New"
    assert error.problem == "it refers to Bucke, which is not declared"
    assert error.remedy == "Did you mean Bucket?"


def test_a_dependency_on_nothing_is_refused() -> None:
    assert refusal(resource(DependsOn="Topik")).remedy == "Did you mean Topic?"
    assert refusal(resource(DependsOn=["Bucket", "Topik"])).remedy == "Did you mean Topic?"


@pytest.mark.parametrize(
    "data",
    [
        resource(Condition="IsHomes"),
        resource(Properties={"A": {"Fn::If": ["IsHomes", 1, 2]}}),
        template(Conditions={"Other": {"Fn::Not": [{"Condition": "IsHomes"}]}}),
        template(Outputs={"A": {"Condition": "IsHomes", "Value": "x"}}),
    ],
)
def test_a_condition_that_is_not_declared_is_refused(data: dict[str, Any]) -> None:
    error = refusal(data)
    assert "IsHomes, which is not declared" in error.problem
    assert error.remedy == "Did you mean IsHome?"


def test_an_output_of_nothing_is_refused() -> None:
    error = refusal(template(Outputs={"Name": {"Value": {"Fn::GetAtt": ["Buckets", "Arn"]}}}))
    assert (error.where, error.remedy) == (f"{WHERE}: Outputs Name", "Did you mean Bucket?")


def test_what_resembles_nothing_is_to_be_declared() -> None:
    assert refusal(resource(Properties={"A": {"Ref": "Xyzzy"}})).remedy == "Declare it"


@pytest.mark.parametrize(
    "facts",
    [
        {"DependsOn": "NamePrefix"},
        {"Properties": {"A": {"Fn::GetAtt": ["NamePrefix", "Arn"]}}},
        {"Properties": {"A": {"Fn::Sub": "${NamePrefix.Arn}"}}},
    ],
)
def test_a_parameter_has_no_attributes_and_is_not_waited_for(facts: dict[str, Any]) -> None:
    assert "it refers to NamePrefix" in refusal(resource(**facts)).problem


@pytest.mark.parametrize("section", ["Conditions", "Rules"])
def test_a_condition_or_rule_cannot_ask_a_resource(section: str) -> None:
    error = refusal(template(**{section: {"A": {"Fn::Equals": [{"Ref": "Bucket"}, ""]}}}))
    assert error.where == f"{WHERE}: {section} A"


def test_a_mapping_that_is_not_there_or_not_used_is_refused() -> None:
    table = {"Table": {"a": {"b": "c"}}}
    find = {"Fn::FindInMap": ["Tabel", "a", "b"]}
    assert refusal(template(Mappings=table)).where == f"{WHERE}: Table"
    error = refusal(resource(Properties={"A": find}) | {"Mappings": table})
    assert error.remedy == "Did you mean Table?"
    find["Fn::FindInMap"][0] = "Table"
    require_references(WHERE, resource(Properties={"A": find}) | {"Mappings": table})


def test_pseudo_parameters_and_literals_of_sub_are_known() -> None:
    require_references(WHERE, resource(Properties={"A": {"Fn::Sub": "${AWS::Partition}-${!Literal}-${NamePrefix}"}}))
    assert names_in_sub("${A}-${!B}-${ C.D }-$E-${AWS::Region}") == ["A", "C.D", "AWS::Region"]


def test_variables_of_sub_are_not_references() -> None:
    require_references(WHERE, resource(Properties={"A": {"Fn::Sub": ["${X}-${X.y}", {"X": "x", "X.y": "z"}]}}))


def test_the_condition_of_an_iam_statement_is_no_reference() -> None:
    statement = {"Effect": "Allow", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    require_references(WHERE, resource(Properties={"PolicyDocument": {"Statement": [statement]}}))


@pytest.mark.parametrize(
    ("sections", "name"),
    [
        ({"Parameters": {"Unused": {"Type": "String"}}}, "Unused"),
        ({"Conditions": {"Unused": {"Fn::Equals": ["a", "b"]}}}, "Unused"),
    ],
)
def test_a_parameter_or_condition_that_nothing_uses_is_refused(sections: dict[str, Any], name: str) -> None:
    error = refusal(template(**sections))
    assert (error.where, error.problem) == (f"{WHERE}: {name}", "nothing uses it")


def test_a_parameter_that_only_a_rule_asks_is_used() -> None:
    rule = {"Assertions": [{"Assert": {"Fn::Equals": [{"Ref": "Asked"}, "x"]}}]}
    require_references(WHERE, template(Parameters={"Asked": {"Type": "String"}}, Rules={"Check": rule}))


def circle(**resources: dict[str, Any]) -> dict[str, Any]:
    return template(Resources={name: {"Type": "AWS::SNS::Topic", **body} for name, body in resources.items()})


@pytest.mark.parametrize(
    "data",
    [
        circle(A={"DependsOn": "B"}, B={"Properties": {"X": {"Fn::GetAtt": ["A", "TopicArn"]}}}),
        circle(A={"Properties": {"X": {"Fn::Sub": "${B}"}}}, B={"DependsOn": ["C"]}, C={"Properties": {"Ref": "A"}}),
        circle(A={"Properties": {"X": {"Ref": "A"}}}),
    ],
)
def test_resources_that_wait_for_each_other_are_refused(data: dict[str, Any]) -> None:
    error = refusal(data)
    assert error.problem == "the resources wait for each other"
    assert " -> " in error.where
    assert "A" in error.where


def test_dependencies_are_the_resources_that_a_resource_names() -> None:
    data = template(
        Resources={
            "New": {"Type": "T", "DependsOn": "Topic", "Properties": {"A": {"Fn::Sub": "${Bucket.Arn}${NamePrefix}"}}}
        }
    )
    assert dependencies(data["Resources"])["New"] == {"Topic", "Bucket"}


def test_references_come_with_their_kind() -> None:
    value = {
        "A": {"Fn::If": ["C", {"Ref": "V"}, {"Fn::GetAtt": ["R", "Arn"]}]},
        "B": {"Fn::FindInMap": ["M", "a", "b"]},
    }
    assert sorted(references(value)) == [("condition", "C"), ("mapping", "M"), ("resource", "R"), ("value", "V")]
