import re
from collections.abc import Mapping
from typing import Any

import pytest
from awacs import s3 as action
from troposphere import AWSObject

from generator.blocks.config_control import RECORDER, config_control, rule_id
from generator.blocks.deployment import home_region, name_prefix
from generator.blocks.policy import allow
from generator.knowledge.config_rules import managed_rules
from generator.knowledge.resource_types import missing_regions
from generator.model import Comment, Control, Element, Framework, Input, Mode, Parameter, Runbook, Scope, Text
from generator.render.assembly import assembled
from generator.render.references import require_references

WORDS = Text("Buckets keep versions", "バケットはバージョンを保持する")
EVERYWHERE = "CLOUD_TRAIL_ENABLED"
RUNBOOK = Runbook(
    name="EnableVersioning",
    description="Turns it on.",
    inputs=(
        Input(name="Bucket", type="String", description="The bucket.", value="RESOURCE_ID"),
        Input(name="Fixed", type="String", description="As it is.", value="x"),
        Input(name="Defaulted", type="String", description="Its own.", default="y"),
    ),
    steps=(),
    permissions=(allow(action.PutBucketVersioning, on="*"),),
    undo=None,
)


def control(identifier: str = EVERYWHERE, **facts: Any) -> Control:
    given: dict[str, Any] = {
        "title": WORDS,
        "why": Text("Deleted objects are gone otherwise.", "そうでなければ失われる。"),
        "scope": Scope.REGIONAL,
        "mode": Mode.AUTO,
        "framework": Framework(security_hub=("S3.14",)),
    }
    return Control(identifier=identifier, **given | facts)


def elements(one: Control) -> list[Element]:
    return [*config_control(one), *name_prefix(), *home_region()]


def data(one: Control) -> dict[str, Any]:
    found = assembled("sample.py", "A sample.", elements(one)).data
    if one.runbook:
        require_references("sample.py", found)
    return found


def choice(one: Control) -> Parameter:
    (found,) = (each for each in config_control(one) if isinstance(each, Parameter))
    return found


def holds(expression: Any, conditions: Mapping[str, Any], values: Mapping[str, str]) -> bool:
    ((function, argument),) = expression.items()
    if function == "Condition":
        return holds(conditions[argument], conditions, values)
    if function == "Fn::Equals":
        left, right = (values[side["Ref"]] if isinstance(side, dict) else side for side in argument)
        return bool(left == right)
    parts = [holds(part, conditions, values) for part in argument]
    return {"Fn::Not": not parts[0], "Fn::And": all(parts), "Fn::Or": any(parts)}[function]


def made(one: Control, value: str, region: str = "eu-west-1", home: str = "") -> set[str]:
    found = data(one)
    values = {one.pascal: value, "AWS::Region": region, "HomeRegion": home}
    return {
        name
        for name, body in found["Resources"].items()
        if holds({"Condition": body["Condition"]}, found["Conditions"], values)
    }


RULE = "ConfigCloudTrailEnabled"
REMEDIATION = f"{RULE}RemediationConfiguration"
DOCUMENT, ROLE = "SSMAutomationEnableVersioning", "IAMRoleForEnableVersioning"


def test_the_sample_rule_is_in_every_region() -> None:
    assert managed_rules()[EVERYWHERE].missing_regions() == frozenset()


def test_without_a_runbook_there_is_only_the_rule_to_detect() -> None:
    parameter = choice(control())
    assert (parameter.default, parameter.allowed_values) == ("DETECT", ("DISABLED", "DETECT"))
    assert parameter.description == "DETECT reports."
    assert set(data(control())["Resources"]) == {RULE}
    assert made(control(), "DETECT") == {RULE}
    assert made(control(), "DISABLED") == set()


def test_with_a_runbook_manual_repair_is_the_default() -> None:
    parameter = choice(control(runbook=RUNBOOK))
    assert (parameter.name, parameter.default) == ("CloudTrailEnabled", "MANUAL")
    assert parameter.allowed_values == ("DISABLED", "DETECT", "PREVIEW", "MANUAL", "AUTOMATIC")


@pytest.mark.parametrize("value", ["PREVIEW", "MANUAL", "AUTOMATIC"])
def test_repair_needs_rule_remediation_runbook_and_role(value: str) -> None:
    one = control(runbook=RUNBOOK)
    assert made(one, value) == {RULE, REMEDIATION, DOCUMENT, ROLE}
    assert made(one, value, home="eu-west-1") == {RULE, REMEDIATION, DOCUMENT, ROLE}
    assert made(one, value, home="us-east-1") == {RULE, REMEDIATION, DOCUMENT}


@pytest.mark.parametrize(("value", "expected"), [("DISABLED", set()), ("DETECT", {RULE})])
def test_without_repair_there_is_no_remediation(value: str, expected: set[str]) -> None:
    assert made(control(runbook=RUNBOOK), value) == expected


def test_a_region_without_remediation_only_detects() -> None:
    lacking = sorted(missing_regions("AWS::Config::RemediationConfiguration"))
    assert lacking
    for region in lacking:
        assert made(control(runbook=RUNBOOK), "AUTOMATIC", region, home="us-east-1") == {RULE}


@pytest.mark.parametrize(
    ("value", "automatic", "dry_run"),
    [("PREVIEW", True, "true"), ("MANUAL", False, "false"), ("AUTOMATIC", True, "false")],
)
def test_only_preview_and_automatic_run_by_themselves(value: str, automatic: bool, dry_run: str) -> None:
    found = data(control(runbook=RUNBOOK))
    values = {"CloudTrailEnabled": value, "AWS::Region": "eu-west-1", "HomeRegion": ""}
    properties = found["Resources"][REMEDIATION]["Properties"]

    def chosen(function: dict[str, Any]) -> Any:
        condition, then, otherwise = function["Fn::If"]
        return then if holds({"Condition": condition}, found["Conditions"], values) else otherwise

    assert chosen(properties["Automatic"]) is automatic
    assert chosen(properties["Parameters"]["DryRun"]["StaticValue"]["Values"][0]) == dry_run


def test_the_remediation_passes_the_resource_the_role_and_what_is_fixed() -> None:
    parameters = data(control(runbook=RUNBOOK))["Resources"][REMEDIATION]["Properties"]["Parameters"]
    assert list(parameters) == ["AutomationAssumeRole", "Bucket", "Fixed", "DryRun"]
    assert parameters["Bucket"] == {"ResourceValue": {"Value": "RESOURCE_ID"}}
    assert parameters["Fixed"] == {"StaticValue": {"Values": ["x"]}}
    arn = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${NamePrefix}-EnableVersioning"
    assert parameters["AutomationAssumeRole"] == {"StaticValue": {"Values": [{"Fn::Sub": arn}]}}


@pytest.mark.parametrize(
    "identifier", [name for name, rule in managed_rules().items() if len(rule.missing_regions()) > 0][::60]
)
def test_a_rule_is_left_out_exactly_where_its_region_lacks_it(identifier: str) -> None:
    one = control(identifier)
    missing = managed_rules()[identifier].missing_regions()
    for region in [*sorted(missing), "xx-new-1"]:
        assert (rule_id(one) in made(one, "DETECT", region)) is (region not in missing)


def test_a_rule_that_every_region_has_needs_no_condition_on_the_region() -> None:
    assert set(data(control())["Conditions"]) == {"DetectsCloudTrailEnabled", "IsHomeRegion"}


def test_the_rule_says_its_name_reason_and_inputs() -> None:
    one = control(inputs={"s3BucketName": "x", "most": "3"})
    properties = data(one)["Resources"][RULE]["Properties"]
    assert properties["ConfigRuleName"] == {"Fn::Sub": "${NamePrefix}-cloudtrail-enabled"}
    assert properties["InputParameters"] == {"s3BucketName": "x", "most": "3"}
    assert properties["Source"] == {"Owner": "AWS", "SourceIdentifier": EVERYWHERE}
    assert properties["Description"] == "Buckets keep versions."
    assert "InputParameters" not in data(control())["Resources"][RULE]["Properties"]
    comments = [each.text for each in config_control(one) if isinstance(each, Comment)]
    assert comments == ["[S3.14] Deleted objects are gone otherwise."]


def test_words_say_ids_and_danger_where_there_are_some() -> None:
    danger = Text("It can break uploads.", "アップロードを妨げうる。")
    assert choice(control(danger=danger, runbook=RUNBOOK)).description.endswith(" It can break uploads.")
    assert choice(control()).label == "Buckets keep versions [S3.14]"
    assert choice(control(framework=Framework())).label == "Buckets keep versions"
    comments = [each.text for each in config_control(control(framework=Framework())) if isinstance(each, Comment)]
    assert comments == ["Deleted objects are gone otherwise."]


def test_the_rule_waits_for_a_recorder_of_the_same_template() -> None:
    recorder = AWSObject(RECORDER)
    recorder.resource["Type"] = "AWS::Config::ConfigurationRecorder"
    found = assembled("sample.py", "A sample.", [recorder, *elements(control())]).data
    description = found["Resources"][RULE]["Properties"]["Description"]
    assert description == {"Fn::Select": [0, ["Buckets keep versions.", {"Ref": RECORDER}]]}


def test_every_value_of_the_choice_is_a_word_that_yaml_takes_for_text() -> None:
    for value in choice(control(runbook=RUNBOOK)).allowed_values:
        assert re.fullmatch(r"[A-Z]{6,}", str(value))
