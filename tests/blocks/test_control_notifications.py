from typing import Any

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls.ec2_ebs_encryption_by_default import CONTROL
from generator.controls.iam_root_access_key_check import CONTROL as DETECTS_ONLY
from generator.render.assembly import assembled


def made(*controls: Any) -> dict[str, Any]:
    elements = [*config_controls(*controls), *control_notifications("Test", *controls), *deployment()]
    resources: dict[str, Any] = assembled("test", "Test.", elements).data["Resources"]
    return {name: body for name, body in resources.items() if body["Type"] == "AWS::Events::Rule"}


def test_nobody_is_told_without_a_topic() -> None:
    rules = made(CONTROL)
    assert {body["Condition"] for body in rules.values()} == {"NotifiesOfControls"}
    assert {body["Properties"]["Targets"][0]["Arn"]["Ref"] for body in rules.values()} == {"AlertTopicArn"}


def test_only_the_templates_own_rules_and_runbooks_are_told_of() -> None:
    rules = made(CONTROL, DETECTS_ONLY)
    compliance = rules["EventsRuleForTestCompliance"]["Properties"]["EventPattern"]["detail"]
    assert compliance["configRuleName"] == [
        {"Fn::Sub": "${NamePrefix}-ec2-ebs-encryption-by-default"},
        {"Fn::Sub": "${NamePrefix}-iam-root-access-key-check"},
    ]
    assert compliance["newEvaluationResult"] == {"complianceType": ["NON_COMPLIANT"]}
    repairs = rules["EventsRuleForTestRepairs"]["Properties"]["EventPattern"]["detail"]
    assert repairs == {
        "Definition": [{"Fn::Sub": "${NamePrefix}-EnableEbsEncryptionByDefault"}],
        "Status": ["Failed", "TimedOut"],
    }


def test_controls_without_runbook_have_no_repairs_to_tell_of() -> None:
    assert list(made(DETECTS_ONLY)) == ["EventsRuleForTestCompliance"]


def test_the_words_name_resource_account_region_and_a_link_in_every_partition() -> None:
    transformer = made(CONTROL)["EventsRuleForTestCompliance"]["Properties"]["Targets"][0]["InputTransformer"]
    words, variables = transformer["InputTemplate"]["Fn::Sub"]
    used = {name for name in transformer["InputPathsMap"] if f"<{name}>" in words}
    assert used == set(transformer["InputPathsMap"])
    assert variables == {"Host": {"Fn::FindInMap": ["Consoles", {"Ref": "AWS::Partition"}, "Host"]}}
