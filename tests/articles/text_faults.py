"""What the words of every template must hold to: no partition, account or Region written out, nothing that AWS refuses.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.knowledge import limits, regions
from tests.articles.scenarios import Stacks

REGIONS = frozenset(each.code for partition in regions.partitions().values() for each in partition.regions)
REGION = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(REGIONS))})(?![\w-])")
ACCOUNT = re.compile(r"(?<!\d)\d{12}(?!\d)")
PARTITION = re.compile(r"\barn:aws")
WORDS = frozenset({"Description", "ConstraintDescription", "AllowedPattern"})
# The longest description, by type; IAM takes no character outside Latin-1 and no longer one than this.
DESCRIPTIONS = {
    "AWS::Config::ConfigRule": limits.CONFIG_RULE_DESCRIPTION_LENGTH,
    "AWS::IAM::Role": limits.ROLE_DESCRIPTION_LENGTH,
    "AWS::IAM::ServiceLinkedRole": limits.ROLE_DESCRIPTION_LENGTH,
    "AWS::KMS::Key": 8192,
}
PARAMETER_DESCRIPTION, OUTPUT_DESCRIPTION = 4000, 1024


def literal_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Partitions, accounts and Regions that are written out where a template must work in all of them."""
    for path, text in _texts(data):
        if (path[-1] in WORDS and path[0] in {"Parameters", "Outputs"}) or path[0] in {"Description", "Metadata"}:
            continue
        where = ".".join(map(str, path))
        yield from (f"{where}: {match} is a partition" for match in PARTITION.findall(text))
        yield from (f"{where}: {match} is an account" for match in ACCOUNT.findall(text))
        if not (_compared_with_region(data, path) or _told(path, text) or _every_one_of_a_partition(path, text)):
            yield from (f"{where}: {match} is a Region" for match in REGION.findall(text))


def name_source_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Places that use the stack's name, which is too long in a StackSet."""
    for path, text in _texts(data):
        if "AWS::StackName" in text:
            yield f"{'.'.join(map(str, path))}: the name of a stack is no part of a name"


def character_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Text that CloudFormation would store as question marks."""
    for path, text in _texts(data):
        if not text.isascii():
            yield f"{'.'.join(map(str, path))}: {text!r} is not ASCII"


def description_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Descriptions that are missing or longer than AWS takes."""
    sizes = [("the template", data.get("Description", ""), limits.TEMPLATE_DESCRIPTION_BYTES)]
    sizes += [(name, body.get("Description", ""), PARAMETER_DESCRIPTION) for name, body in data["Parameters"].items()]
    sizes += [(name, body.get("Description", ""), OUTPUT_DESCRIPTION) for name, body in data.get("Outputs", {}).items()]
    for _, stack in stacks:
        for name, body in stack.resources.items():
            if body["Type"] in DESCRIPTIONS:
                sizes.append((name, body["Properties"].get("Description", ""), DESCRIPTIONS[body["Type"]]))
    for where, text, most in sizes:
        if not text:
            yield f"{where}: it has no description"
        elif len(text) > most:
            yield f"{where}: its description has {len(text)} characters, AWS takes {most}"


def _texts(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield (*path, key), str(key)
            yield from _texts(value, (*path, key))
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from _texts(value, (*path, position))
    elif isinstance(node, str):
        yield path, node


def _told(path: tuple[Any, ...], text: str) -> bool:
    """Whether people read the text: advice may name the one Region where something is done, a link may not."""
    return "InputTemplate" in path and not any("://" in line and REGION.search(line) for line in text.splitlines())


def _every_one_of_a_partition(path: tuple[Any, ...], text: str) -> bool:
    """Whether a mapping lists, by partition, all Regions of one: it prefers none."""
    partition = regions.partitions().get(path[2]) if path[0] == "Mappings" and len(path) > 2 else None
    return partition is not None and text == ",".join(region.code for region in partition.regions)


def _compared_with_region(data: Mapping[str, Any], path: tuple[Any, ...]) -> bool:
    """Whether the text stands in a condition, beside AWS::Region."""
    if path[0] != "Conditions" or len(path) < 2 or path[-2] != "Fn::Equals":
        return False
    node: Any = data
    for key in path[:-1]:
        node = node[key]
    return {"Ref": "AWS::Region"} in node
