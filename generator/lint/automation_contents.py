"""The Content of an Automation document as far as a template tells it, under one choice of its conditions.

What only a stack knows stands as ``{{ template:Value }}``, a value of any type.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

from generator.lint.nodes import VARIABLE, function

WORD: Final = "XtemplateValueX"
"""Stands for an unknown text inside another: a word that JSON, YAML and Python can take wherever a value may stand."""
UNKNOWN: Final = "{{ template:Value }}"
DYNAMIC_REFERENCE: Final = re.compile(r"\{\{resolve:[^}]*\}\}")
REMOVED: Final = object()
CONDITIONS: Final = 4
"""A document that depends on more conditions is left alone: it has too many forms."""


class UntoldError(Exception):
    """The content depends on more than a template tells."""


class UnreadableError(Exception):
    """The content is a text in neither of the two formats, or not in the one that it should have."""


def conditions(value: Any) -> set[str]:
    """The names of the conditions that a value depends on by Fn::If."""
    found: set[str] = set()
    called = function(value)
    if called is not None and called[0] == "Fn::If" and isinstance(called[1], list) and called[1]:
        found.add(str(called[1][0]))
    for each in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        found |= conditions(each)
    return found


def evaluated(value: Any, chosen: Mapping[str, bool]) -> Any:
    """A value without functions, in plain types; what is not known is ``WORD`` in a text, or the whole of one.

    Raises UntoldError where a macro or a loop makes the value.
    """
    called = function(value)
    if called is not None:
        return _called(*called, chosen)
    if isinstance(value, Mapping):
        if any(str(key).startswith("Fn::") for key in value):
            raise UntoldError
        pairs = ((str(key), evaluated(each, chosen)) for key, each in value.items())
        return {key: each for key, each in pairs if each is not REMOVED}
    if isinstance(value, list):
        return [each for each in (evaluated(item, chosen) for item in value) if each is not REMOVED]
    if isinstance(value, str):
        return DYNAMIC_REFERENCE.sub(WORD, value)
    return value


def _called(name: str, argument: Any, chosen: Mapping[str, bool]) -> Any:
    if name == "Ref":
        return REMOVED if argument == "AWS::NoValue" else WORD
    if name == "Fn::If":
        if not isinstance(argument, list) or len(argument) != 3 or str(argument[0]) not in chosen:
            raise UntoldError
        return evaluated(argument[1 if chosen[str(argument[0])] else 2], chosen)
    if name == "Fn::Sub":
        text, variables = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
        return _substituted(text, variables if isinstance(variables, Mapping) else {}, chosen)
    if name == "Fn::Join":
        return _joined(argument, chosen)
    if name in ("Fn::Transform", "Fn::ToJsonString") or name.startswith("Fn::ForEach"):
        raise UntoldError
    return WORD


def _substituted(text: Any, variables: Mapping[str, Any], chosen: Mapping[str, bool]) -> str:
    if not isinstance(text, str):
        raise UntoldError

    def fill(match: re.Match[str]) -> str:
        value = evaluated(variables.get(match[1].strip(), {"Ref": match[1]}), chosen)
        return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else WORD

    return DYNAMIC_REFERENCE.sub(WORD, VARIABLE.sub(fill, text).replace("${!", "${"))


def _joined(argument: Any, chosen: Mapping[str, bool]) -> str:
    if not isinstance(argument, list) or len(argument) != 2 or not isinstance(argument[1], list):
        return WORD
    parts = [evaluated(each, chosen) for each in argument[1]]
    return str(argument[0]).join(str(each) for each in parts if each is not REMOVED)


def parsed(content: Any, document_format: str) -> Any:
    """The content as data, whichever way it is written; UnreadableError where Systems Manager could not read it."""
    if not isinstance(content, str):
        return content
    if content == WORD:
        raise UntoldError
    try:
        return json.loads(content)
    except ValueError as error:
        if document_format == "JSON" and WORD not in content:
            raise UnreadableError(
                f"Content is not JSON ({error}), and JSON is what DocumentFormat says or leaves it at"
            ) from error
    try:
        return yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        if WORD in content:
            raise UntoldError from error
        raise UnreadableError(f"Content is neither YAML nor JSON: {' '.join(str(error).split())}") from error


def with_references(value: Any, key: str = "") -> Any:
    """The content with every ``WORD`` as the reference that stands for it; a script keeps the word, so that it compiles."""
    if isinstance(value, Mapping):
        return {str(name): with_references(each, str(name)) for name, each in value.items()}
    if isinstance(value, list):
        return [with_references(each) for each in value]
    if isinstance(value, str) and WORD in value and key != "Script":
        return value.replace(WORD, UNKNOWN)
    return UNKNOWN if value == WORD else value


def texts(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
