"""Template text, YAML with CloudFormation's short forms or JSON, as plain dictionaries with the long forms.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
"""

import json
from typing import Any

import yaml

from generator.template.errors import RequestRefused
from generator.template.made_once import made_once

# Everything else that begins with ! is a function of the Fn:: family.
WITHOUT_FN_PREFIX = frozenset({"Ref", "Condition"})


@made_once
def parse(text: str) -> dict[str, Any]:
    """Decode a template body; text that is neither YAML nor JSON, or not a mapping, is refused. The answer is the caller's to change."""
    try:
        decoded = json.loads(text, object_pairs_hook=_unique) if text.lstrip().startswith("{") else _decode_yaml(text)
    except (yaml.YAMLError, ValueError) as error:
        # A JSON text may still be YAML's flow style, with short forms in it.
        if text.lstrip().startswith("{"):
            return _parse_flow_style(text, error)
        raise RequestRefused(f"Template format error: YAML not well-formed. {_in_one_line(error)}") from error
    return _mapping(decoded)


def _parse_flow_style(text: str, json_error: Exception) -> dict[str, Any]:
    try:
        return _mapping(_decode_yaml(text))
    except (yaml.YAMLError, ValueError):
        raise RequestRefused(f"Template format error: JSON not well-formed. {_in_one_line(json_error)}") from json_error


def _mapping(decoded: Any) -> dict[str, Any]:
    if not isinstance(decoded, dict):
        raise RequestRefused("Template format error: unsupported structure.")
    return decoded


def _decode_yaml(text: str) -> Any:
    # A subclass of SafeLoader: it builds no Python objects.
    return yaml.load(text, Loader=_TemplateLoader)


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise ValueError(f"Duplicate key {key}")
        result[key] = value
    return result


class _TemplateLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """SafeLoader with CloudFormation's tags, without timestamps, and strict about repeated keys."""


def _construct_mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str | int | float | bool):
            raise ValueError(f"Key is not a text on line {key_node.start_mark.line + 1}")
        if key in result:
            raise ValueError(f"Duplicate key {key} on line {key_node.start_mark.line + 1}")
        result[key] = loader.construct_object(value_node, deep=True)
    return result


def _construct_short_form(loader: Any, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = _construct_mapping(loader, node)  # type: ignore[arg-type]  # the third kind of node
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in WITHOUT_FN_PREFIX else f"Fn::{suffix}": value}


_TemplateLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_TemplateLoader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
_TemplateLoader.add_multi_constructor("!", _construct_short_form)
