from typing import Any

import pytest

from generator.rehearsal.resource_types.schema import changed_paths, conform, property_paths, provider_schema

SCHEMA: dict[str, Any] = {
    "additionalProperties": False,
    "required": ["Name"],
    "readOnlyProperties": ["/properties/Arn"],
    "createOnlyProperties": ["/properties/Name", "/properties/Budget/Name"],
    "definitions": {
        "Tag": {"type": "object", "additionalProperties": False, "properties": {"Key": {"type": "string"}}}
    },
    "properties": {
        "Arn": {"type": "string"},
        "Name": {"type": "string", "minLength": 2, "maxLength": 4, "pattern": "^[a-z]+$"},
        "Days": {"type": "integer", "minimum": 1, "maximum": 365},
        "Share": {"type": "number"},
        "On": {"type": "boolean"},
        "Mode": {"type": "string", "enum": ["A", "B"]},
        "Document": {"type": ["object", "string"]},
        "Tags": {"type": "array", "maxItems": 1, "items": {"$ref": "#/definitions/Tag"}},
        "Either": {"oneOf": [{"type": "integer"}, {"type": "array", "items": {"type": "string"}}]},
        "Odd": {"type": "string", "pattern": r"^\p{L}+$"},
        "Map": {"type": "object", "patternProperties": {"^k": {"type": "integer"}}, "additionalProperties": False},
    },
}


def test_values_are_converted_as_cloudformation_does() -> None:
    given = {
        "Name": "abc",
        "Days": "30",
        "Share": "0.5",
        "On": "true",
        "Document": "{}",
        "Tags": [{"Key": 1}],
        "Either": ["a"],
        "Odd": "é",
        "Map": {"k1": "1"},
    }
    converted, problems = conform(SCHEMA, given)
    assert problems == ()
    assert converted == {
        **given,
        "Days": 30,
        "Share": 0.5,
        "On": True,
        "Tags": [{"Key": "1"}],
        "Map": {"k1": 1},
    }


@pytest.mark.parametrize(
    ("properties", "problem"),
    [
        ({"Name": "abc", "Nmae": "x"}, "#: extraneous key [Nmae] is not permitted"),
        ({}, "#: required key [Name] not found"),
        ({"Name": "abc", "Arn": "x"}, "#: [Arn] is a read-only property"),
        ({"Name": "a"}, "#/Name: 1 characters is less than minLength 2"),
        ({"Name": "abcde"}, "#/Name: 5 characters is greater than maxLength 4"),
        ({"Name": "AB"}, "#/Name: 'AB' does not match pattern ^[a-z]+$"),
        ({"Name": "abc", "Days": "many"}, "#/Days: expected type: integer, found: str 'many'"),
        ({"Name": "abc", "Days": True}, "#/Days: expected type: integer"),
        ({"Name": "abc", "Days": 366}, "#/Days: 366  is greater than maximum 365"),
        ({"Name": "abc", "Mode": "C"}, "#/Mode: 'C' is not a valid enum value"),
        ({"Name": "abc", "Tags": [{"Key": "a"}, {"Key": "b"}]}, "#/Tags: 2 items is greater than maxItems 1"),
        ({"Name": "abc", "Tags": [{"Kye": "a"}]}, "#/Tags/0: extraneous key [Kye]"),
        ({"Name": "abc", "Either": "x"}, "#/Either: expected type"),
        ({"Name": "abc", "Map": {"x": 1}}, "#/Map: extraneous key [x]"),
    ],
)
def test_what_the_schema_excludes_is_named(properties: dict[str, Any], problem: str) -> None:
    _, problems = conform(SCHEMA, properties)
    assert any(problem in found for found in problems), problems


def test_create_only_properties_are_found_at_any_depth() -> None:
    paths = property_paths(SCHEMA, "createOnlyProperties")
    assert paths == (("Name",), ("Budget", "Name"))
    old = {"Name": "a", "Budget": {"Name": "b", "Limit": 1}}
    assert list(changed_paths(old, {"Name": "a", "Budget": {"Name": "b", "Limit": 2}}, paths)) == []
    assert list(changed_paths(old, {"Name": "a", "Budget": {"Name": "c"}}, paths)) == ["Budget.Name"]
    assert list(changed_paths(old, {}, paths)) == ["Name", "Budget.Name"]


def test_a_type_that_a_region_lacks_has_no_schema() -> None:
    assert provider_schema("AWS::S3::Bucket", "us-east-1") is not None
    assert provider_schema("AWS::S3::Bukket", "us-east-1") is None
    assert provider_schema("AWS::Config::RemediationConfiguration", "mx-central-1") is None
