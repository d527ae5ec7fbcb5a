"""The types that values have in an Automation document, and how a value is held to one.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

from __future__ import annotations

import base64
import datetime
import json
import re
from typing import Any

TYPES = frozenset({"String", "StringList", "Integer", "Boolean", "StringMap", "MapList"})

_HEX = r"(?:[0-9a-f]{8}|[0-9a-f]{17})"
_ARN = r"arn:aws[a-z-]*:"

RESOURCE_TYPES: dict[str, str] = {
    "AWS::EC2::Image::Id": rf"ami-{_HEX}",
    "AWS::EC2::Instance::Id": rf"i-{_HEX}",
    "AWS::EC2::NetworkAcl::Id": rf"acl-{_HEX}",
    "AWS::EC2::SecurityGroup::Id": rf"sg-{_HEX}",
    "AWS::EC2::Snapshot::Id": rf"snap-{_HEX}",
    "AWS::EC2::Subnet::Id": rf"subnet-{_HEX}",
    "AWS::EC2::VPC::Id": rf"vpc-{_HEX}",
    "AWS::EC2::Volume::Id": rf"vol-{_HEX}",
    "AWS::IAM::Role::Arn": rf"{_ARN}iam::\d{{12}}:role/[\w+=,.@/-]+",
    "AWS::IAM::User::Name": r"[\w+=,.@-]{1,64}",
    "AWS::KMS::Key::Arn": rf"{_ARN}kms:[a-z0-9-]+:\d{{12}}:key/[\w-]+",
    "AWS::Lambda::Function::Name": r"[\w:-]{1,140}",
    "AWS::Logs::LogGroup::Name": r"[\w./#-]{1,512}",
    "AWS::RDS::DBInstance::Identifier": r"[a-zA-Z][a-zA-Z0-9-]{0,62}",
    "AWS::S3::Bucket::Name": r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
    "AWS::SNS::Topic::Arn": rf"{_ARN}sns:[a-z0-9-]+:\d{{12}}:[\w.-]+",
    "AWS::SSM::Parameter::Name": r"[\w./-]{1,2048}",
}
"""The resource types a parameter may have, and the whole form of a value."""


def base_type(declared: str) -> str | None:
    """The plain type behind a declared one: ``List<AWS::EC2::Instance::Id>`` is a StringList; ``None`` if unknown."""
    if declared in TYPES:
        return declared
    if declared in RESOURCE_TYPES:
        return "String"
    if _item_type(declared) in RESOURCE_TYPES:
        return "StringList"
    return None


def _item_type(declared: str) -> str:
    return declared[5:-1] if declared.startswith("List<") and declared.endswith(">") else declared


def resource_form(declared: str) -> str | None:
    """The pattern that a value (or list member) of a resource type must have; ``None`` for the plain types."""
    return RESOURCE_TYPES.get(_item_type(declared))


def has_type(value: Any, kind: str) -> bool:
    """Whether a JSON value is of a plain type; a Boolean is no Integer."""
    if kind == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind in ("StringList", "MapList"):
        member = str if kind == "StringList" else dict
        return isinstance(value, list) and all(isinstance(item, member) for item in value)
    return isinstance(value, {"String": str, "Boolean": bool, "StringMap": dict}[kind])


def type_name(value: Any) -> str:
    """The plain type that a value has, for messages."""
    for kind in ("Boolean", "Integer", "String", "StringMap", "StringList", "MapList"):
        if has_type(value, kind):
            return kind
    return "list of mixed values" if isinstance(value, list) else type(value).__name__


def from_text(text: str, kind: str) -> Any:
    """The value that a string stands for where the API carries only strings; ``ValueError`` when it stands for none."""
    if kind == "Boolean":
        if text.lower() not in ("true", "false"):
            raise ValueError(f"{text!r} is neither true nor false")
        return text.lower() == "true"
    if kind == "Integer":
        if not re.fullmatch(r"-?\d+", text):
            raise ValueError(f"{text!r} is not an integer")
        return int(text)
    if kind in ("StringMap", "MapList"):
        try:
            return json.loads(text)
        except ValueError as error:
            raise ValueError(f"{text!r} is not JSON") from error
    return text


def as_text(value: Any) -> str:
    """How a value reads inside a longer string: text as it is, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_json(value: Any) -> Any:
    """An API answer as JSON has it: times in ISO 8601, bytes in base64; ``TypeError`` for what JSON cannot hold."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} has no form in JSON")
