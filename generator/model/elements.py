"""What an article yields, in reading order: comments, parameters, rules, mappings, conditions, resources, outputs.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
"""

from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from typing import Any

from troposphere import AWSHelperFn, AWSObject

Resource = AWSObject


@dataclass(frozen=True)
class Comment:
    """The reason for the next element, or for the place ``at`` inside it.

    ``at`` is a path of keys and list positions from the element downward: ``Properties/Rules/0/ExpirationInDays``.
    """

    text: str
    at: str = ""

    @property
    def path(self) -> tuple[str | int, ...]:
        """The keys and list positions of ``at``."""
        return tuple(int(key) if key.isdecimal() else key for key in self.at.split("/")) if self.at else ()


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A template parameter with the label and the group under which the console shows it.

    ``example`` fills ``parameters/<template>.json`` where there is no default.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
    """

    name: str
    description: str
    label: str
    group: str
    type: str = "String"
    default: str | int | None = None
    allowed_values: tuple[str | int, ...] = ()
    allowed_pattern: str | None = None
    constraint: str | None = None
    min_value: int | None = None
    max_value: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    no_echo: bool = False
    example: str | None = None

    def body(self) -> dict[str, Any]:
        """The parameter as CloudFormation reads it, without what is not set."""
        facts = {
            "Description": self.description,
            "Type": self.type,
            "Default": self.default,
            "AllowedValues": list(self.allowed_values) or None,
            "AllowedPattern": self.allowed_pattern,
            "ConstraintDescription": self.constraint,
            "MinValue": self.min_value,
            "MaxValue": self.max_value,
            "MinLength": self.min_length,
            "MaxLength": self.max_length,
            "NoEcho": self.no_echo or None,
        }
        return {key: value for key, value in facts.items() if value is not None}


@dataclass(frozen=True)
class Rule:
    """A check of parameters against each other before anything is made."""

    name: str
    body: MappingType[str, Any]


@dataclass(frozen=True)
class Mapping:
    """A fixed table that ``Fn::FindInMap`` reads."""

    name: str
    body: MappingType[str, MappingType[str, Any]]


@dataclass(frozen=True)
class Condition:
    """A name for an expression that is true or false for a stack."""

    name: str
    expression: Any


@dataclass(frozen=True, kw_only=True)
class Output:
    """A value that a stack returns."""

    name: str
    description: str
    value: Any
    condition: str | None = None


Element = Comment | Parameter | Rule | Mapping | Condition | Resource | Output


class After(AWSHelperFn):  # type: ignore[misc]  # troposphere's base class is untyped
    """``value``, known only once the resource ``logical_id`` exists; just ``value`` where the template does not declare it.

    An order for what ``DependsOn`` cannot name: a resource that has a condition, or one that only a composed template holds. CloudFormation
    takes a ``Ref`` in a property as a dependency, also one that ``Fn::Select`` leaves aside. ``under`` is the condition under which the
    value is used; it spares asking again where the resource has the same.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
    """

    marker = "Baseline::After"

    def __init__(self, value: Any, logical_id: str, *, under: str | None = None) -> None:
        self.data = {self.marker: {"value": value, "id": logical_id, "under": under}}
