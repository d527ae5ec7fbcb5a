import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import pytest

from generator import registry
from generator.blocks.config_control import config_control
from generator.blocks.deployment import deployment
from generator.knowledge import limits
from generator.knowledge.config_rules import managed_rules
from generator.knowledge.resource_types import is_known
from generator.model import Guard
from generator.render.assembly import assembled
from generator.render.yaml_writer import write
from tests.controls.guard_evaluation import NOT_APPLICABLE, RESULTS, configuration_item, evaluate

GUARDED = {name: control for name, control in registry.controls().items() if control.guard is not None}
# What Guard 2, which Config runs, does not have: functions, and what its regular expressions cannot look at.
NEWER = re.compile(
    r"\(\?(?:[=!]|<[=!])"
    r"|\b(?:count|join|json_parse|now|parse_\w+|regex_replace|substring|to_lower|to_upper|url_decode)\s*\("
)

every_guarded = pytest.mark.parametrize("name", GUARDED)


def guard_of(name: str) -> Guard:
    guard = GUARDED[name].guard
    assert guard is not None
    return guard


def policy_faults(guard: Guard) -> Iterator[str]:
    """What Config would refuse, run otherwise, or apply to resources that are not meant."""
    policy = guard.policy
    if not policy.isascii() or len(policy) > limits.CONFIG_RULE_POLICY_LENGTH:
        yield f"Config takes {limits.CONFIG_RULE_POLICY_LENGTH} characters of ASCII"
    newer = NEWER.search(policy)
    if newer:
        yield f"Guard 2 has no {newer[0]}"
    if not guard.resource_types:
        yield "it is about no resource type"
    yield from (f"there is no resource type {each}" for each in guard.resource_types if not is_known(each))
    yield from (f"{each} is not in the policy" for each in guard.resource_types if f'"{each}"' not in policy)
    other = configuration_item("AWS::Config::ResourceCompliance", {"complianceType": "COMPLIANT"})
    deleted = [configuration_item(each, None) for each in guard.resource_types]
    try:
        results = [evaluate(policy, item) for item in (other, *deleted)]
    except ValueError as error:
        yield f"Guard cannot read it: {error}"
        return
    if results[0] != NOT_APPLICABLE:
        yield "it judges other resource types"
    if {*results[1:]} - {NOT_APPLICABLE}:
        yield "it judges what is deleted"


def items_of(name: str) -> Mapping[str, tuple[dict[str, Any], str]]:
    """The configuration items of the control's own test, with what Config should say of each."""
    items: Mapping[str, tuple[dict[str, Any], str]] = import_module(f"tests.controls.test_{name.lower()}").ITEMS
    return items


def keys(value: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The path of every key in nested mappings."""
    if not isinstance(value, Mapping):
        return set()
    return {(*path, key) for key in value}.union(*(keys(each, (*path, key)) for key, each in value.items()))


def test_there_are_controls_with_a_policy() -> None:
    assert GUARDED


@every_guarded
def test_its_identifier_reads_as_those_of_aws_and_is_none_of_them(name: str) -> None:
    control = GUARDED[name]
    assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", name)
    assert name not in managed_rules()
    assert not control.scheduled
    assert control.rule_name not in {each.rule_name for each in managed_rules().values()}
    assert len(f"{'z' * 16}-{control.rule_name}") <= limits.CONFIG_RULE_NAME_LENGTH


@every_guarded
def test_its_policy_is_sound(name: str) -> None:
    assert [*policy_faults(guard_of(name))] == []


@every_guarded
def test_its_test_has_items_that_comply_items_that_do_not_and_odd_ones(name: str) -> None:
    items = items_of(name)
    assert {result for _, result in items.values()} == {*RESULTS}
    assert {item["resourceType"] for item, _ in items.values()} == {*guard_of(name).resource_types}
    assert any(item["configuration"] is None for item, _ in items.values())
    there = [keys(item) for item, _ in items.values() if item["configuration"] is not None]
    assert any(fewer < more for fewer in there for more in there), "no item lacks a key that another has"
    for item, result in items.values():
        assert evaluate(guard_of(name).policy, item) == result


@every_guarded
def test_its_policy_is_read_in_the_template_as_it_was_written(name: str) -> None:
    made = assembled("sample.py", "A sample.", [*config_control(GUARDED[name]), *deployment()])
    text = write(made.data)
    lines = [f"{' ' * 12}{line}" if line else "" for line in guard_of(name).policy.splitlines()]
    assert "\n".join([f"{' ' * 10}PolicyText: |", *lines, f"{' ' * 8}SourceDetails:"]) in text


SOUND = 'rule r when resourceType == "AWS::SQS::Queue" configuration is_struct { configuration.a == 1 }'


@pytest.mark.parametrize(
    ("policy", "types", "fault"),
    [
        (SOUND, ("AWS::SQS::Queue",), None),
        (SOUND.replace("1", '"\u00e9"'), ("AWS::SQS::Queue",), "characters of ASCII"),
        (SOUND + "\n#" + "x" * 10_000, ("AWS::SQS::Queue",), "10000 characters"),
        (SOUND.replace("1", "/^(?!x)/"), ("AWS::SQS::Queue",), "Guard 2 has no (?!"),
        (f"let n = count(configuration.a)\n{SOUND}", ("AWS::SQS::Queue",), "Guard 2 has no count("),
        (SOUND, (), "no resource type"),
        (SOUND, ("AWS::SQS::Quee",), "there is no resource type AWS::SQS::Quee"),
        (SOUND, ("AWS::SQS::Queue", "AWS::SNS::Topic"), "AWS::SNS::Topic is not in the policy"),
        (SOUND.replace("}", ""), ("AWS::SQS::Queue",), "Guard cannot read it"),
        (SOUND.replace("AWS::SQS::Queue", "AWS::SNS::Topic", 1), ("AWS::SQS::Queue",), "not in the policy"),
        ('rule r { configuration.a == "AWS::SQS::Queue" }', ("AWS::SQS::Queue",), "other resource types"),
        (SOUND.replace("configuration is_struct", ""), ("AWS::SQS::Queue",), "what is deleted"),
    ],
)
def test_a_fault_of_a_policy_is_found(policy: str, types: tuple[str, ...], fault: str | None) -> None:
    found = [*policy_faults(Guard(resource_types=types, policy=policy))]
    assert any(fault in each for each in found) if fault else found == [], found
