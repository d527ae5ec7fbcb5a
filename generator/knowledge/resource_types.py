"""CloudFormation resource types and the Regions that lack them.

The evidence is one list of types per Region. A Region without a list of its own (me-south-1 has none, those of the eusc
and iso Regions are copies of us-east-1's) is not known here, and questions about it are answered with None.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
"""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.knowledge import regions
from generator.knowledge.unknown import UnknownName


def is_known(type_name: str) -> bool:
    """Whether any Region has the resource type."""
    return type_name in _missing()


def known_regions() -> frozenset[str]:
    """The Regions whose resource types are known."""
    return frozenset(_data()["regions"])


def missing_regions(type_name: str) -> frozenset[str]:
    """The known Regions of aws, aws-cn and aws-us-gov that lack the type; UnknownName if no Region has it."""
    missing = _missing()
    if type_name not in missing:
        raise UnknownName.among("resource type", type_name, missing)
    return missing[type_name]


def is_available(type_name: str, region: str) -> bool | None:
    """Whether ``region`` has the type; None where its types are not known; UnknownName for a wrong name of either."""
    missing = missing_regions(type_name)
    if regions.region(region).code not in known_regions():
        return None
    return region not in missing


@functools.cache
def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(Path(__file__).with_name("resource_types.json").read_text("utf-8"))
    return found


@functools.cache
def _missing() -> Mapping[str, frozenset[str]]:
    known = known_regions()
    missing: dict[str, frozenset[str]] = {}
    for group in _data()["groups"]:
        listed = frozenset(group["regions"])
        lacking = known - listed if group["mode"] == "only" else listed
        missing.update(dict.fromkeys(group["types"], lacking))
    return missing
