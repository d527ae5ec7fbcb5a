"""An Automation document as Systems Manager reads it, more freely than a rehearsal does.

A text says what a number or a boolean says, an API goes by boto3's name of its method too, and a parameter may be of a
resource type that is not checked here.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.lint.automation_contents import UNKNOWN, UntoldError, texts

DECIDES: Final = ("name", "action", "nextStep", "onFailure", "onCancel", "isEnd", "inputs", "outputs")
INPUTS: Final = ("Service", "Api", "PropertySelector", "Runtime", "Handler", "Choices", "Default", "Steps", "Name")
BOOLEANS: Final = {"true": True, "false": False}
RESOURCE_TYPE: Final = re.compile(r"(List<)?AWS::\w+::\w+(::\w+)*>?")


def as_read(content: Mapping[str, Any]) -> dict[str, Any]:
    """The document; UntoldError where only a stack knows what decides on its steps."""
    read = {key: value for key, value in content.items() if not (key == "description" and isinstance(value, str))}
    if read.get("schemaVersion") == 0.3:
        read["schemaVersion"] = "0.3"
    if any(_is_unknown(read.get(key)) for key in ("schemaVersion", "mainSteps", "parameters", "variables", "outputs")):
        raise UntoldError
    for kind in ("parameters", "variables"):
        if isinstance(read.get(kind), Mapping):
            read[kind] = {name: _definition(body) for name, body in read[kind].items()}
    if isinstance(read.get("mainSteps"), list):
        read["mainSteps"] = [_step(each) for each in read["mainSteps"]]
    if any(_is_unknown(each) for each in texts(read.get("outputs"))):
        read.pop("outputs")
    return read


def _is_unknown(value: Any) -> bool:
    return isinstance(value, str) and UNKNOWN in value


def _step(step: Any) -> Any:
    if _is_unknown(step):
        raise UntoldError
    if not isinstance(step, Mapping):
        return step
    if any(_is_unknown(step.get(key)) for key in DECIDES):
        raise UntoldError
    read = _scalars(step)
    if isinstance(read.get("inputs"), Mapping):
        read["inputs"] = _inputs(str(read.get("action")), read["inputs"])
    if any(_is_unknown(each) for each in texts(read.get("outputs"))) or not _are_typed(read.get("outputs")):
        raise UntoldError
    return read


def _are_typed(outputs: Any) -> bool:
    """Whether no output leaves its type to Systems Manager."""
    items = outputs if isinstance(outputs, list) else []
    return all("Type" in each for each in items if isinstance(each, Mapping) and "Selector" in each)


def _scalars(step: Mapping[str, Any]) -> dict[str, Any]:
    read = dict(step)
    for key in ("isEnd", "isCritical"):
        if isinstance(read.get(key), str):
            read[key] = BOOLEANS.get(read[key].lower(), read[key])
    for key in ("maxAttempts", "timeoutSeconds"):
        if isinstance(read.get(key), str):
            read[key] = int(read[key]) if read[key].isdigit() else read[key]
            if "{{" in str(read[key]):
                read.pop(key)
    return read


def _inputs(action: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    read = dict(inputs)
    if any(_is_unknown(read.get(key)) for key in INPUTS) or any(_is_unknown(each) for each in _targets(read)):
        raise UntoldError
    if action == "aws:loop" and isinstance(read.get("Steps"), list):
        read["Steps"] = [_step(each) for each in read["Steps"]]
    if isinstance(read.get("Service"), str) and isinstance(read.get("Api"), str):
        from generator.automation.service_models import api_name

        read["Api"] = api_name(read["Service"], read["Api"])
    return read


def _targets(inputs: Mapping[str, Any]) -> Iterator[Any]:
    choices = inputs.get("Choices")
    for choice in choices if isinstance(choices, list) else ():
        yield choice
        if isinstance(choice, Mapping):
            yield choice.get("NextStep")


def _definition(body: Any) -> Any:
    if _is_unknown(body):
        raise UntoldError
    if not isinstance(body, Mapping):
        return body
    read = {key: value for key, value in body.items() if key == "type" or UNKNOWN not in "".join(texts(value))}
    kind = read.get("type")
    if _is_unknown(kind):
        raise UntoldError
    if isinstance(kind, str) and RESOURCE_TYPE.fullmatch(kind):
        from generator.automation.value_types import base_type

        if base_type(kind) is None:
            read["type"] = "StringList" if kind.startswith("List<") else "String"
    if isinstance(read.get("default"), str):
        read["default"] = _default(str(read.get("type")), read["default"])
    return read


def _default(kind: str, text: str) -> Any:
    if kind == "Boolean":
        return BOOLEANS.get(text.lower(), text)
    return int(text) if kind == "Integer" and re.fullmatch(r"-?\d{1,18}", text) else text
