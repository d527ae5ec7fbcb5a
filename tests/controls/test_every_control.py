import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import registry
from generator.blocks.account_setting import enforced
from generator.blocks.runbook_document import content
from generator.blocks.runbook_role import role
from generator.knowledge import limits
from generator.knowledge.config_rules import managed_rule
from generator.knowledge.unknown import UnknownName
from generator.model import Control, Framework, Mode, Runbook, Text
from tests.controls.runbook_faults import runbook_faults

IDS = json.loads(Path(__file__).with_name("control_ids.json").read_text("utf-8"))
REPAIRED = {name: control for name, control in registry.controls().items() if control.runbook is not None}
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
ANTI_PATTERNS = range(1, 22)

# How a value of a managed rule's input is written, by AWS's word for its type; any text is a value of the others.
KINDS: dict[str, Callable[[str], bool]] = {
    "int": str.isdecimal,
    "boolean": lambda value: value in ("true", "false"),
    "double": lambda value: bool(re.fullmatch(r"\d+(\.\d+)?", value)),
}

every_control = pytest.mark.parametrize("name", registry.controls())
every_runbook = pytest.mark.parametrize("name", REPAIRED)


def control_of(name: str) -> Control:
    return registry.controls()[name]


def runbook_of(name: str) -> Runbook:
    runbook = control_of(name).runbook
    assert runbook is not None
    return runbook


def framework_faults(identifier: str, framework: Framework) -> list[str]:
    """Ids that a standard does not have, or that it gives to another rule; CIS numbers per version."""
    faults = []
    known: dict[str, Any] = IDS["security_hub"]
    numbers: dict[str, set[str]] = {}
    for name in framework.security_hub:
        if name not in known:
            faults.append(f"Security Hub has no {name}")
            continue
        if known[name].get("rule", identifier) != identifier:
            faults.append(f"{name} is checked by {known[name]['rule']}")
        for version, of_version in known[name].get("cis", {}).items():
            numbers.setdefault(version, set()).update(of_version)
    faults += [
        f"Trusted Advisor has no {name}" for name in framework.trusted_advisor if name not in IDS["trusted_advisor"]
    ]
    faults += [
        f"there is no anti-pattern {number}" for number in framework.anti_patterns if number not in ANTI_PATTERNS
    ]
    for version, of_version in framework.cis.items():
        wrong = set(of_version) - numbers.get(version, set())
        faults += [f"CIS {version} does not number it {number}" for number in sorted(wrong)]
    missing = {version for version in numbers if version not in framework.cis}
    return faults + [f"CIS {version} has it too" for version in sorted(missing)]


def input_faults(control: Control) -> list[str]:
    """Inputs that the managed rule does not take, values not of their type, and inputs that it demands."""
    if not control.managed:
        return [f"{name}: there is no managed rule to take it" for name in control.inputs]
    rule = managed_rule(control.identifier)
    faults = []
    for name, value in control.inputs.items():
        try:
            parameter = rule.parameter(name)
        except UnknownName as error:
            faults.append(str(error))
            continue
        if not KINDS.get(parameter.type, bool)(value):
            faults.append(f"{name}: {value!r} is no {parameter.type}")
    demanded = [each.name for each in rule.parameters if not each.optional and each.default is None]
    faults += [f"{name} is missing" for name in demanded if name not in control.inputs]
    optional, known = control.optional_inputs, {each.name for each in rule.parameters} - {*control.inputs}
    asked = [each.value for each in control.runbook.inputs] if control.runbook else []
    faults += [f"{name} is no further input of the rule" for name in optional if name not in known]
    return faults + [f"{name} is not asked of the user" for name in optional if optional[name] not in asked]


@every_control
def test_a_control_s_file_is_named_after_its_managed_rule(name: str) -> None:
    control = control_of(name)
    assert (registry.CONTROLS / f"{control.identifier.lower()}.py").is_file()
    if control.managed:
        assert managed_rule(control.identifier).identifier == name


@every_control
def test_a_control_speaks_both_languages(name: str) -> None:
    control = control_of(name)
    words = [control.title, control.why, control.danger, control.runbook.undo if control.runbook else None]
    for text in filter(None, words):
        assert text.en.isascii()
        assert JAPANESE.search(text.ja)
    assert not control.title.en.endswith(".")
    assert len(f"{control.title.en}.") <= limits.CONFIG_RULE_DESCRIPTION_LENGTH


@every_control
def test_a_control_has_the_ids_that_the_standards_give_it_e36(name: str) -> None:
    assert framework_faults(name, control_of(name).framework) == []


@every_control
def test_a_control_s_inputs_are_those_of_the_managed_rule(name: str) -> None:
    assert input_faults(control_of(name)) == []
    assert len(json.dumps(dict(control_of(name).inputs))) <= limits.CONFIG_RULE_INPUT_PARAMETERS_LENGTH


@pytest.mark.parametrize("name", [name for name, control in registry.controls().items() if control.scheduled])
def test_a_scheduled_control_has_no_managed_rule_and_a_runbook_that_takes_just_the_account(name: str) -> None:
    kept = enforced(control_of(name))
    assert (kept.rule_name, kept.runbook and kept.runbook.name) == (control_of(name).rule_name, runbook_of(name).name)
    with pytest.raises(UnknownName):
        managed_rule(name)


@every_runbook
def test_a_repair_that_can_break_something_says_what(name: str) -> None:
    control = control_of(name)
    assert control.mode is not Mode.NOTIFY
    assert control.mode is Mode.AUTO or control.danger is not None


@every_runbook
def test_a_role_made_in_the_home_region_serves_every_other(name: str) -> None:
    assert "AWS::Region" not in json.dumps(role(runbook_of(name), "IsHome").to_dict())


@every_runbook
def test_a_runbook_is_sound(name: str) -> None:
    assert runbook_faults(content(runbook_of(name))) == []


@every_runbook
def test_a_runbook_takes_what_config_passes(name: str) -> None:
    runbook = runbook_of(name)
    passed = [each for each in runbook.inputs if each.value is not None]
    assert [each for each in passed if each.value == "RESOURCE_ID"]
    assert len(passed) + 2 <= limits.REMEDIATION_PARAMETERS
    assert not {each.name for each in runbook.inputs} & {"AutomationAssumeRole", "DryRun", "Restore"}
    assert re.fullmatch(limits.DOCUMENT_NAME_PATTERN, f"{'z' * 16}-{runbook.name}")
    assert len(f"{'z' * 16}-{runbook.name}") <= limits.ROLE_NAME_LENGTH


@pytest.mark.parametrize(
    ("framework", "fault"),
    [
        (Framework(security_hub=("EC2.999",)), "Security Hub has no EC2.999"),
        (Framework(security_hub=("EC2.7",)), "EC2.7 is checked by EC2_EBS_ENCRYPTION_BY_DEFAULT"),
        (Framework(security_hub=("EC2.2",), cis={"1.2.0": ("4.1",)}), "CIS 1.2.0 does not number it 4.1"),
        (Framework(security_hub=("EC2.2",), cis={"1.2.0": ("4.3",)}), "CIS 5.0.0 has it too"),
        (Framework(trusted_advisor=("zXCkfM1nI3",)), "Trusted Advisor has no zXCkfM1nI3"),
        (Framework(anti_patterns=(22,)), "there is no anti-pattern 22"),
    ],
)
def test_a_wrong_id_is_found(framework: Framework, fault: str) -> None:
    assert fault in framework_faults("VPC_DEFAULT_SECURITY_GROUP_CLOSED", framework)


@pytest.mark.parametrize(
    ("identifier", "inputs", "fault"),
    [
        ("ACCESS_KEYS_ROTATED", {"maxAccessKeyAge": "ninety"}, "maxAccessKeyAge: 'ninety' is no int"),
        ("IAM_PASSWORD_POLICY", {"RequireSymbols": "yes"}, "RequireSymbols: 'yes' is no boolean"),
        ("ACCESS_KEYS_ROTATED", {"maxAge": "90"}, "maxAge"),
    ],
)
def test_a_wrong_input_is_found(identifier: str, inputs: dict[str, str], fault: str) -> None:
    words = Text("x", "x")
    base = control_of("VPC_DEFAULT_SECURITY_GROUP_CLOSED")
    control = Control(
        identifier=identifier,
        title=words,
        why=words,
        scope=base.scope,
        mode=base.mode,
        framework=Framework(),
        inputs=inputs,
    )
    assert any(fault in each for each in input_faults(control)), input_faults(control)
