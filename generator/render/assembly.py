"""An article's elements as the sections of one template, in AWS's order, with the comments at their places.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.model import (
    After,
    BadInput,
    Comment,
    Condition,
    Element,
    Mapping,
    Output,
    Parameter,
    Resource,
    Rule,
)
from generator.model.text import require_ascii
from generator.render.plain import plain, plain_resource, replaced

Path = tuple[str | int, ...]
DEPLOYMENT = "Deployment"
"""The group of the parameters that every template has; the console shows it last."""
SECTIONS: dict[type, str] = {
    Parameter: "Parameters",
    Rule: "Rules",
    Mapping: "Mappings",
    Condition: "Conditions",
    Output: "Outputs",
}
_TEXT = json.JSONEncoder(ensure_ascii=False, default=repr)


@dataclass
class Assembly:
    """The data of a template, its comments by path, and its parameters; ``texts`` are its entries by section and name."""

    data: dict[str, Any]
    comments: dict[Path, str] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)


def assembled(where: str, description: str, elements: Iterable[Element]) -> Assembly:
    """One template of all ``elements``; ``where`` is the file that errors name.

    The same parameter, rule, mapping, condition or output may be yielded again and counts once; a resource may not. Raises BadInput for
    a name used twice with different meanings, text that is not ASCII, and what troposphere refuses.
    """
    gathered = _Gathered(where)
    for element in _made(where, elements):
        gathered.add(element)
    gathered.require_no_dangling_comment()
    sections = gathered.sections
    interface = _interface(gathered.parameters.values())
    data: dict[str, Any] = {"AWSTemplateFormatVersion": "2010-09-09", "Description": description}
    if interface:
        data["Metadata"] = {"AWS::CloudFormation::Interface": interface}
    for name in ("Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs"):
        if sections.get(name):
            data[name] = sections[name]
    texts = _ordered(sections)
    names = (name for _, name in texts)
    if not all(text.isascii() for text in (description, _TEXT.encode(interface), *names, *texts.values())):
        require_ascii_everywhere(where, data)
    return Assembly(data, gathered.comments, gathered.parameters, texts)


def _ordered(sections: dict[str, dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Put what After() becomes into the entries that hold one, and give every entry as text, which spares walks through them."""
    order = _orderer(sections.get("Resources", {}))
    texts: dict[tuple[str, str], str] = {}
    for section, entries in sections.items():
        for name, body in entries.items():
            text = _TEXT.encode(body)
            if After.marker in text:
                entries[name] = replaced(body, order)
                text = _TEXT.encode(entries[name])
            texts[section, name] = text
    return texts


def _made(where: str, elements: Iterable[Element]) -> Iterator[Element]:
    try:
        yield from elements
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # troposphere refuses a property where the article sets it; awacs and the AWS facts do the same.
        raise BadInput(where, f"an element cannot be made: {error}", "Correct the article") from error


@dataclass
class _Gathered:
    where: str
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    comments: dict[Path, str] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    waiting: list[Comment] = field(default_factory=list)

    def add(self, element: Element) -> None:
        if isinstance(element, Comment):
            require_ascii(self.where, element.text)
            self.waiting.append(element)
            return
        section, name, body = self._body(element)
        entries = self.sections.setdefault(section, {})
        if name in entries and (section == "Resources" or entries[name] != body):
            raise BadInput(
                f"{self.where}: {name}", f"the name is used twice in {section}", "Give one of them another name"
            )
        self._require_own_name(section, name)
        self._place_comments(section, name)
        entries[name] = body
        if isinstance(element, Parameter):
            self.parameters[name] = element

    def _require_own_name(self, section: str, name: str) -> None:
        # Ref and Sub know parameters and resources by the same names.
        other = {"Parameters": "Resources", "Resources": "Parameters"}.get(section, "")
        if name in self.sections.get(other, {}):
            raise BadInput(f"{self.where}: {name}", "a parameter and a resource have this name", "Rename the parameter")

    def _place_comments(self, section: str, name: str) -> None:
        placed: dict[Path, list[str]] = {}
        for comment in self.waiting:
            placed.setdefault((section, name, *comment.path), []).append(comment.text)
        self.comments |= {path: "\n".join(texts) for path, texts in placed.items()}
        self.waiting.clear()

    def _body(self, element: Element) -> tuple[str, str, Any]:
        match element:
            case Parameter() | Rule() | Mapping():
                body = element.body() if isinstance(element, Parameter) else plain(element.body)
                return SECTIONS[type(element)], element.name, body
            case Condition():
                return "Conditions", element.name, plain(element.expression)
            case Output():
                facts = {
                    "Description": element.description,
                    "Condition": element.condition,
                    "Value": plain(element.value),
                }
                return "Outputs", element.name, {key: value for key, value in facts.items() if value is not None}
            case Resource():
                return "Resources", str(element.title), self._resource(element)
        raise BadInput(self.where, f"{element!r} is no element of a template", "Yield only elements of generator.model")

    def _resource(self, resource: Resource) -> dict[str, Any]:
        try:
            return plain_resource(resource)
        except (ValueError, TypeError) as error:
            raise BadInput(f"{self.where}: {resource.title}", str(error), "Correct the property") from error

    def require_no_dangling_comment(self) -> None:
        for comment in self.waiting:
            raise BadInput(
                self.where, f"the comment {comment.text!r} has nothing below it", "Yield it before its element"
            )


def _interface(parameters: Iterable[Parameter]) -> dict[str, Any]:
    groups: dict[str, list[str]] = {}
    for parameter in parameters:
        groups.setdefault(parameter.group, []).append(parameter.name)
    if DEPLOYMENT in groups:
        groups[DEPLOYMENT] = groups.pop(DEPLOYMENT)
    if not groups:
        return {}
    return {
        "ParameterGroups": [{"Label": {"default": group}, "Parameters": names} for group, names in groups.items()],
        "ParameterLabels": {parameter.name: {"default": parameter.label} for parameter in parameters},
    }


def _orderer(resources: dict[str, Any]) -> Callable[[dict[str, Any]], Any]:
    def order(mapping: dict[str, Any]) -> Any:
        wish = mapping.get(After.marker)
        if wish is None:
            return mapping
        if wish["id"] not in resources:
            return wish["value"]
        made: Any = {"Ref": wish["id"]}
        condition = resources[wish["id"]].get("Condition", wish["under"])
        if condition != wish["under"]:
            made = {"Fn::If": [condition, made, ""]}
        return {"Fn::Select": [0, [wish["value"], made]]}

    return order


def require_ascii_everywhere(where: str, value: Any, path: Path = ()) -> None:
    """Raise BadInput that names the place of the first text that is not ASCII."""
    if isinstance(value, dict):
        for key, item in value.items():
            require_ascii_everywhere(where, key, path)
            require_ascii_everywhere(where, item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            require_ascii_everywhere(where, item, (*path, number))
    elif isinstance(value, str) and not value.isascii():
        require_ascii(f"{where}: {'/'.join(map(str, path))}", value)
