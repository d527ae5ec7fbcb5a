"""What the constraints of a template's parameter let in.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/parameters-section-structure.html
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from generator.template.errors import RequestRefused
from generator.template.parameters import as_text, resolve

OF_JAVA: Final = re.compile(r"&&|\[\[|\[[^\]]*\[|--|\|\||~~|\\[pPhHRXQEGkKzZuN]|[*+?}]\+|\(\?[^:=!<]")
"""Parts of patterns that Java reads and Python reads otherwise, or not at all."""
PSEUDO: Final[Mapping[str, str]] = {
    "AWS::AccountId": r"\d{12}",
    "AWS::Partition": r"aws[a-z-]*",
    "AWS::Region": r"[a-z]{2,4}(-[a-z]+)+-\d+",
    "AWS::StackId": r".*",
    "AWS::StackName": r"[A-Za-z][-A-Za-z0-9]*",
    "AWS::URLSuffix": r"[a-z0-9.-]+",
}
"""Pseudo parameters, and what their values look like."""
SHARED: Final = "\0shared"


class Unknown(Exception):
    """Only deployment tells."""


def refusal(name: str, body: Mapping[str, Any], value: Any) -> str | None:
    """Why CloudFormation refuses the value, ``None`` where it takes it or that cannot be told."""
    kind, pattern = str(body.get("Type")), body.get("AllowedPattern", "")
    if kind.startswith("AWS::SSM::") or not isinstance(value, str | int | float):
        return None
    if not isinstance(pattern, str) or OF_JAVA.search(pattern):
        body = {key: each for key, each in body.items() if key != "AllowedPattern"}
    body = {key: each for key, each in body.items() if key != "ConstraintDescription"}
    # Whether a list as a whole or each of its items is compared with such values is not documented.
    listed = body.get("AllowedValues")
    if "List" in kind and isinstance(listed, list) and any("," in as_text(each) for each in listed):
        del body["AllowedValues"]
    try:
        resolve({name: body}, {name: value})
    except RequestRefused as error:
        return str(error)
    except (re.error, TypeError, ValueError, KeyError, OverflowError):
        return None
    return None


def lets_in(name: str, body: Mapping[str, Any], value: Any) -> bool:
    """Whether nothing is known that refuses the value."""
    return refusal(name, body, value) is None


def allowed_values(name: str, body: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The values that can be chosen; ``None`` where there is no list of them."""
    listed = body.get("AllowedValues")
    if not isinstance(listed, list) or not all(isinstance(each, str | int | float) for each in listed):
        return None
    return tuple(dict.fromkeys(as_text(each) for each in listed if lets_in(name, body, each)))


class Domains:
    """The values that the parameters of one template, and pseudo parameters, can have; ``fixed`` are known."""

    def __init__(self, parameters: Mapping[str, Any], fixed: Mapping[str, str]) -> None:
        self._parameters = parameters
        self._allowed: dict[str, tuple[str, ...] | None] = {name: (value,) for name, value in fixed.items()}
        self._let_in: dict[tuple[str, str], bool] = {}

    def listed(self, name: str) -> tuple[str, ...] | None:
        """All values, ``None`` where every text may be one; Unknown for lists and for what is no parameter."""
        if name not in self._allowed:
            body = self._parameters.get(name)
            if name not in PSEUDO and not _is_one_value(body):
                raise Unknown
            self._allowed[name] = None if name in PSEUDO else allowed_values(name, body or {})
        return self._allowed[name]

    def open(self, name: str, texts: set[str]) -> tuple[str, ...]:
        """Values that stand for all where there is no list: those ``texts`` that are let in, one of its own, and one shared with others."""
        return (*(text for text in sorted(texts) if self._lets_in(name, text)), f"\0{name}", SHARED)

    def _lets_in(self, name: str, text: str) -> bool:
        if name in PSEUDO:
            return re.fullmatch(PSEUDO[name], text) is not None
        if (name, text) not in self._let_in:
            self._let_in[name, text] = lets_in(name, self._parameters[name], text)
        return self._let_in[name, text]


def _is_one_value(body: Any) -> bool:
    return isinstance(body, Mapping) and isinstance(body.get("Type"), str) and "List" not in body["Type"]
