"""What an EventBridge target gets of an event: the template with the event's values at their places.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

import json
import re
from collections.abc import Mapping
from typing import Any


def transformed(transformer: Mapping[str, Any], event: Mapping[str, Any]) -> list[str]:
    """The lines that a topic's subscriber reads; ValueError for a line that is no JSON text, KeyError for a variable without a path."""
    found = {name: _at(path, event) for name, path in transformer["InputPathsMap"].items()}
    lines = []
    for line in transformer["InputTemplate"].split("\n"):
        text = json.loads(line)
        if not isinstance(text, str):
            raise ValueError(f"{line} is no text")
        lines.append(re.sub(r"<([^<>]+)>", lambda name: str(found[name[1]]), text))
    return lines


def _at(path: str, event: Mapping[str, Any]) -> Any:
    value: Any = event
    for key in re.findall(r"[^.\[\]]+", path.removeprefix("$.")):
        if isinstance(value, list):
            value = value[int(key)] if int(key) < len(value) else ""
        else:
            value = value.get(key, "") if isinstance(value, Mapping) else ""
    return value
