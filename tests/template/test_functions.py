import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.template.errors import RequestRefused
from generator.template.functions import Scope, evaluate
from generator.template.pseudo_parameters import NO_VALUE, pseudo_parameters


def scope(**conditions: bool) -> Scope:
    resources = {"Bucket": "bucket-name"}
    attributes = {("Bucket", "Arn"): "arn:aws:s3:::bucket-name", ("Rule", "Compliance.Type"): "COMPLIANT"}
    return Scope(
        values={
            "Name": "baseline",
            "Ports": ["22", "3389"],
            **pseudo_parameters("123456789012", "us-east-1", "stack", "stack-id"),
        },
        mappings={"Regions": {"us-east-1": {"Home": "yes", "Zones": ["a", "b"]}}},
        conditions=conditions,
        resource=lambda name: resources[name],
        attribute=lambda name, attribute: attributes[(name, attribute)],
        imported=lambda name: f"imported {name}",
        zones=lambda region: [f"{region}a", f"{region}b"],
        where="resource Sample",
    )


@pytest.mark.parametrize(
    ("node", "value"),
    [
        ({"Ref": "Name"}, "baseline"),
        ({"Ref": "Bucket"}, "bucket-name"),
        ({"Ref": "AWS::Partition"}, "aws"),
        ({"Fn::GetAtt": ["Bucket", "Arn"]}, "arn:aws:s3:::bucket-name"),
        ({"Fn::GetAtt": "Rule.Compliance.Type"}, "COMPLIANT"),
        ({"Fn::Sub": "${Name}-${AWS::Region}-${Bucket.Arn}"}, "baseline-us-east-1-arn:aws:s3:::bucket-name"),
        ({"Fn::Sub": "${!Literal} $5"}, "${Literal} $5"),
        ({"Fn::Sub": ["${A}/${Name}", {"A": {"Ref": "Bucket"}}]}, "bucket-name/baseline"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Name"}, 1, True]]}, "a-baseline-1-true"),
        ({"Fn::Join": [",", {"Ref": "Ports"}]}, "22,3389"),
        ({"Fn::Select": [1, {"Ref": "Ports"}]}, "3389"),
        ({"Fn::Select": ["0", {"Fn::GetAZs": ""}]}, "us-east-1a"),
        ({"Fn::Split": ["-", "a-b"]}, ["a", "b"]),
        ({"Fn::FindInMap": ["Regions", {"Ref": "AWS::Region"}, "Home"]}, "yes"),
        ({"Fn::FindInMap": ["Regions", "us-east-1", "Zones"]}, ["a", "b"]),
        ({"Fn::Base64": "text"}, base64.b64encode(b"text").decode()),
        ({"Fn::Cidr": ["10.0.0.0/16", 2, 8]}, ["10.0.0.0/24", "10.0.1.0/24"]),
        ({"Fn::ImportValue": {"Fn::Sub": "${Name}-arn"}}, "imported baseline-arn"),
        ({"Fn::If": ["Yes", "a", {"Ref": "Nowhere"}]}, "a"),
        ({"Fn::If": ["No", "a", "b"]}, "b"),
        ({"Fn::And": [{"Condition": "Yes"}, {"Fn::Equals": [1, "1"]}]}, True),
        ({"Fn::Or": [{"Condition": "No"}, {"Fn::Not": [{"Condition": "Yes"}]}]}, False),
    ],
)
def test_a_function_evaluates_as_at_aws(node: dict[str, Any], value: Any) -> None:
    assert evaluate(node, scope(Yes=True, No=False)) == value


def test_no_value_removes_the_property_and_the_item() -> None:
    node = {"Keep": 1, "Drop": {"Ref": "AWS::NoValue"}, "List": ["a", {"Fn::If": ["No", "b", {"Ref": "AWS::NoValue"}]}]}
    assert evaluate(node, scope(No=False)) == {"Keep": 1, "List": ["a"]}


@pytest.mark.parametrize(
    ("node", "problem"),
    [
        ({"Fn::Sub": "${Ports}"}, "variable Ports in Fn::Sub"),
        ({"Fn::Sub": "{{resolve:ssm:/a}}"}, "dynamic reference"),
        ("{{resolve:secretsmanager:a}}", "dynamic reference"),
        ({"Fn::Select": [5, ["a"]]}, "nonexistent value at index 5"),
        ({"Fn::FindInMap": ["Regions", "eu-west-1", "Home"]}, "Unable to get mapping for Regions::eu-west-1::Home"),
        ({"Fn::If": ["Maybe", "a", "b"]}, "unresolved condition Maybe"),
        ({"Fn::Join": ["-", "text"]}, "Fn::Join"),
        ({"Fn::ToJsonString": {}}, "Fn::ToJsonString"),
        ({"Fn::Cidr": ["no", 1]}, "Fn::Cidr"),
        ({"Fn::Equals": ["a"]}, "Fn::Equals needs a list of 2 items"),
        ({"Fn::And": [{"Fn::Equals": [1, 1]}]}, "Fn::And"),
        ({"Fn::Not": [{"Condition": "Maybe"}]}, "unresolved condition dependency Maybe"),
    ],
)
def test_a_wrong_function_is_refused_and_names_the_resource(node: Any, problem: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        evaluate(node, scope())
    assert problem in refused.value.message
    assert "resource Sample" in refused.value.message


@pytest.mark.parametrize(
    ("region", "partition", "suffix"),
    [
        ("ap-northeast-1", "aws", "amazonaws.com"),
        ("cn-northwest-1", "aws-cn", "amazonaws.com.cn"),
        ("us-gov-east-1", "aws-us-gov", "amazonaws.com"),
        ("us-iso-east-1", "aws-iso", "c2s.ic.gov"),
        ("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"),
        ("eusc-de-east-1", "aws-eusc", "amazonaws.eu"),
    ],
)
def test_pseudo_parameters_know_every_partition(region: str, partition: str, suffix: str) -> None:
    values = pseudo_parameters("123456789012", region, "stack", "id")
    assert (values["AWS::Partition"], values["AWS::URLSuffix"], values["AWS::Region"]) == (partition, suffix, region)


VALUES = {"Name": "baseline", "Bucket": "bucket-name"}
plain = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.text(st.characters(blacklist_characters="{"), max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["A", "B", "C"]), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(plain)
def test_values_without_functions_stay_as_they_are(value: Any) -> None:
    assert evaluate(value, scope()) == value


@given(
    st.text(st.characters(blacklist_characters="$"), max_size=20),
    st.lists(st.sampled_from(["Name", "Bucket"]), max_size=4),
)
def test_sub_replaces_every_variable_and_nothing_else(text: str, names: list[str]) -> None:
    given_text = text.replace("{{", "") + "".join(f"${{{name}}}-" for name in names)
    expected = text.replace("{{", "") + "".join(f"{VALUES[name]}-" for name in names)
    assert evaluate({"Fn::Sub": given_text}, scope()) == expected


def test_no_value_shows_itself_by_name() -> None:
    assert repr(NO_VALUE) == "AWS::NoValue"
