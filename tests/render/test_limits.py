from typing import Any

import pytest

from generator.knowledge import limits
from generator.model import BadInput, Parameter
from generator.render.limits import longest, require_limits

WHERE = "generator/articles/sample.py"
PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter(name="NamePrefix", description="a", label="b", group="c", max_length=16),
        Parameter(name="Mode", description="a", label="b", group="c", allowed_values=("ON", "DISABLED", 7)),
        Parameter(name="Free", description="a", label="b", group="c"),
    )
}


def check(resources: dict[str, Any] | None = None, text: str = "", **sections: Any) -> None:
    data = {"Description": "A sample.", "Resources": resources or {}, **sections}
    require_limits(WHERE, data, text, PARAMETERS)


def refusal(resources: dict[str, Any] | None = None, text: str = "", **sections: Any) -> BadInput:
    with pytest.raises(BadInput) as caught:
        check(resources, text, **sections)
    assert caught.value.where.startswith(f"{WHERE}: ")
    assert caught.value.remedy == "Shorten or split it"
    return caught.value


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Thing": {"Type": kind, "Properties": properties}}


def of_section(section: str, entries: dict[str, Any]) -> dict[str, Any]:
    return {"resources" if section == "Resources" else section: entries}


def role(**properties: Any) -> dict[str, Any]:
    return resource("AWS::IAM::Role", AssumeRolePolicyDocument={}, **properties)


@pytest.mark.parametrize(
    ("value", "length"),
    [
        ("plain", 5),
        ({"Ref": "NamePrefix"}, 16),
        ({"Ref": "Mode"}, 8),
        ({"Ref": "Free"}, 0),
        ({"Ref": "AWS::AccountId"}, 12),
        ({"Fn::Sub": "${NamePrefix}-${Mode}"}, 16 + 1 + 8),
        ({"Fn::Sub": "${NamePrefix}${NamePrefix}"}, 32),
        ({"Fn::Sub": "x-${Free}"}, 2),
        ({"Fn::If": ["A", "four", {"Ref": "NamePrefix"}]}, 16),
        ({"Fn::If": ["A", "x" * 20, {"Ref": "NamePrefix"}]}, 20),
        ({"Fn::Select": [0, [{"Ref": "NamePrefix"}, "x" * 99]]}, 16),
        ({"Fn::Join": ["--", ["a", {"Ref": "NamePrefix"}, "c"]]}, 1 + 16 + 1 + 4),
        ({"Fn::ImportValue": "x"}, 0),
        ({"a": 1, "b": 2}, 0),
    ],
)
def test_the_longest_that_a_name_becomes_is_known(value: Any, length: int) -> None:
    assert longest(value, PARAMETERS) == length


def test_every_region_fits_the_length_that_is_reckoned_with() -> None:
    from generator.knowledge.regions import partitions

    longest_region = max(len(region.code) for each in partitions().values() for region in each.regions)
    assert longest({"Ref": "AWS::Region"}, {}) >= longest_region
    assert longest({"Ref": "AWS::Partition"}, {}) >= max(map(len, partitions()))
    assert longest({"Ref": "AWS::URLSuffix"}, {}) >= max(len(each.dns_suffix) for each in partitions().values())


@pytest.mark.parametrize(
    ("kind", "key", "most"),
    [
        ("AWS::Config::ConfigRule", "ConfigRuleName", 128),
        ("AWS::Config::ConfigRule", "Description", 256),
        ("AWS::IAM::Role", "RoleName", 64),
        ("AWS::IAM::Role", "Description", 1000),
        ("AWS::SSM::Document", "Name", 128),
        ("AWS::Events::Rule", "Name", 64),
        ("AWS::CloudWatch::Alarm", "AlarmName", 255),
        ("AWS::Lambda::Function", "FunctionName", 64),
        ("AWS::Logs::LogGroup", "LogGroupName", 512),
        ("AWS::S3::Bucket", "BucketName", 63),
    ],
)
def test_a_name_that_the_longest_prefix_makes_too_long_is_refused(kind: str, key: str, most: int) -> None:
    needed: dict[str, Any] = {"AssumeRolePolicyDocument": {}, "Content": {}}
    check(resource(kind, **needed, **{key: {"Fn::Sub": "${NamePrefix}" + "x" * (most - 16)}}))
    error = refusal(resource(kind, **needed, **{key: {"Fn::Sub": "${NamePrefix}" + "x" * (most - 15)}}))
    assert error.where == f"{WHERE}: Thing {key}"
    assert error.problem == f"{most + 1:,} is over AWS's limit of {most:,}"


def test_the_same_property_of_another_type_is_not_measured() -> None:
    check(resource("AWS::SNS::Topic", RoleName="x" * 99))


@pytest.mark.parametrize(
    ("section", "most"), [("Parameters", 200), ("Resources", 500), ("Outputs", 200), ("Mappings", 200)]
)
def test_too_many_of_a_section_are_refused(section: str, most: int) -> None:
    entries = {f"Name{number}": {"Type": "AWS::SNS::Topic"} for number in range(most)}
    check(**of_section(section, entries))
    entries["OneMore"] = {"Type": "AWS::SNS::Topic"}
    error = refusal(**of_section(section, entries))
    assert (error.where, error.problem) == (f"{WHERE}: {section}", f"{most + 1} is over AWS's limit of {most}")


def test_a_template_over_its_size_is_refused_by_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    check(text="x" * 1024 * 1024)
    assert refusal(text="x" * (1024 * 1024 + 1)).where == f"{WHERE}: template bytes"
    monkeypatch.setattr(limits, "TEMPLATE_OBJECT_BYTES", 3)
    assert refusal(text="éé").problem == "4 is over AWS's limit of 3"


def test_a_description_over_1024_bytes_is_refused() -> None:
    check(Description="x" * 1024)
    assert refusal(Description="x" * 1025).where == f"{WHERE}: Description"


@pytest.mark.parametrize("section", ["Parameters", "Resources", "Outputs", "Mappings"])
def test_a_logical_id_over_255_characters_is_refused(section: str) -> None:
    name = "x" * 256
    entries = {name: {"Type": "AWS::SNS::Topic"}}
    error = refusal(**of_section(section, entries))
    assert error.where == f"{WHERE}: {section} {name}"


def test_a_runbook_over_64_kilobytes_is_refused() -> None:
    check(resource("AWS::SSM::Document", Content={"a": "x" * (65536 - 9)}))
    assert (
        refusal(resource("AWS::SSM::Document", Content={"a": "x" * (65536 - 8)})).where
        == f"{WHERE}: Thing Content bytes"
    )


def test_a_trust_policy_over_2048_characters_is_refused() -> None:
    def trusting(size: int) -> dict[str, Any]:
        return resource("AWS::IAM::Role", AssumeRolePolicyDocument={"a": "x" * size})

    check(trusting(2048 - 8))
    assert refusal(trusting(2048 - 7)).where == f"{WHERE}: Thing AssumeRolePolicyDocument characters"


def inline(size: int) -> dict[str, Any]:
    """A policy whose document has ``size`` characters without white space."""
    return {"PolicyName": "P", "PolicyDocument": {"a": "x" * (size - 8)}}


def test_inline_policies_over_10240_characters_together_are_refused() -> None:
    check(role(Policies=[inline(5000), inline(5240)]))
    assert refusal(role(Policies=[inline(5000), inline(5241)])).where == f"{WHERE}: Thing Policies characters"


def test_of_two_ways_of_a_condition_the_longer_policy_counts() -> None:
    either = {"Fn::If": ["A", inline(6000), {"Fn::If": ["B", inline(7000), {"Ref": "AWS::NoValue"}]}]}
    check(role(Policies=[either, inline(3240)]))
    assert refusal(role(Policies=[either, inline(3241)])).problem == "10,241 is over AWS's limit of 10,240"
    assert refusal(role(Policies={"Fn::If": ["A", [inline(10241)], []]})).problem.startswith("10,241")
