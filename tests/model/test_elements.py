from typing import Any

import pytest

from generator.model import Comment, Control, Framework, Input, Mode, Parameter, Scope, Text
from generator.render.yaml_writer import paths


@pytest.mark.parametrize(
    ("at", "path"),
    [
        ("", ()),
        ("Properties", ("Properties",)),
        ("Properties/Rules/0/ExpirationInDays", ("Properties", "Rules", 0, "ExpirationInDays")),
        ("Properties/Rules/12", ("Properties", "Rules", 12)),
    ],
)
def test_a_comment_says_its_place_as_a_path(at: str, path: tuple[str | int, ...]) -> None:
    assert Comment("Why.", at).path == path


def test_every_place_can_be_said_as_a_path() -> None:
    data = {"Properties": {"Rules": [{"Id": 1}, {"Tags": [{"Key": "a"}]}]}}
    assert [Comment("Why.", "/".join(map(str, path))).path for path in paths(data)] == list(paths(data))


def test_a_parameter_keeps_zero_and_empty_and_drops_what_is_not_set() -> None:
    facts: dict[str, Any] = {"name": "A", "description": "a", "label": "b", "group": "c"}
    assert Parameter(**facts, type="Number", default=0, min_value=0).body() == {
        "Description": "a",
        "Type": "Number",
        "Default": 0,
        "MinValue": 0,
    }
    assert Parameter(**facts, default="", constraint="x", max_length=3).body() == {
        "Description": "a",
        "Type": "String",
        "Default": "",
        "ConstraintDescription": "x",
        "MaxLength": 3,
    }


def test_an_input_keeps_false_and_the_empty_list() -> None:
    assert Input(name="A", type="Boolean", description="b", default=False).body() == {
        "type": "Boolean",
        "description": "b",
        "default": False,
    }
    assert Input(name="A", type="StringList", description="b", default=[], value="x").body()["default"] == []
    assert "default" not in Input(name="A", type="String", description="b").body()


def test_an_identifier_stands_in_pascal_case() -> None:
    words = Text("a", "あ")
    facts: dict[str, Any] = {
        "title": words,
        "why": words,
        "scope": Scope.REGIONAL,
        "mode": Mode.AUTO,
        "framework": Framework(),
    }
    assert Control(identifier="EC2_EBS_ENCRYPTION_BY_DEFAULT", **facts).pascal == "Ec2EbsEncryptionByDefault"
