import json
from dataclasses import replace
from typing import Any

import pytest

from generator.articles import access_keys
from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls.alb_waf_enabled import CONTROL as NOTIFIES_ONLY
from generator.controls.cloudfront_viewer_policy_https import CONTROL as IN_US_EAST_1
from generator.controls.ec2_ebs_encryption_by_default import CONTROL
from generator.controls.iam_password_policy import CONTROL as AT_HOME
from generator.controls.iam_root_access_key_check import CONTROL as NOTIFIES_AT_HOME
from generator.knowledge import limits
from generator.model import Control, Text
from generator.model.control import Guard
from generator.render.assembly import assembled
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, make
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

GUARD = Guard(resource_types=("AWS::EC2::Volume",), policy="rule open { true }")
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"


def made(*controls: Control, region: str = HOME, **given: str) -> Made:
    elements = [*config_controls(*controls), *control_notifications("Test", *controls), *deployment()]
    return make(assembled("test", "Test.", elements).data, region=region, **{"AlertTopicArn": TOPIC, **given})


def rules(*controls: Control, region: str = HOME, **given: str) -> dict[str, dict[str, Any]]:
    return made(*controls, region=region, **given).of_type("AWS::Events::Rule")


def compliance_change(rule: str, result: str = "NON_COMPLIANT", **other: Any) -> dict[str, Any]:
    """As AWS Config sends it; only the parts that differ are given."""
    qualifier = {"configRuleName": rule, "resourceType": "AWS::EC2::Volume", "resourceId": "vol-0123456789abcdef0"}
    times = {"resultRecordedTime": "2026-01-02T03:04:05.678Z", "configRuleInvokedTime": "2026-01-02T03:04:05.123Z"}
    evaluation = {
        "evaluationResultIdentifier": {
            "evaluationResultQualifier": qualifier,
            "orderingTimestamp": "2026-01-02T03:04:01.000Z",
        },
        "complianceType": result,
        **times,
        "annotation": None,
        "resultToken": None,
    }
    return {
        "version": "0",
        "id": "c0bb891c-77fe-8518-14fc-be78b966f95b",
        "detail-type": "Config Rules Compliance Change",
        "source": "aws.config",
        "account": ACCOUNT,
        "time": "2026-01-02T03:04:06Z",
        "region": HOME,
        "resources": [],
        "detail": {
            **qualifier,
            "awsRegion": HOME,
            "awsAccountId": ACCOUNT,
            "recordVersion": "1.0",
            "configRuleARN": f"arn:aws:config:{HOME}:{ACCOUNT}:config-rule/config-rule-eguym2",
            "messageType": "ComplianceChangeNotification",
            "newEvaluationResult": evaluation,
            "oldEvaluationResult": {**evaluation, "complianceType": "COMPLIANT"},
            "notificationCreationTime": "2026-01-02T03:04:06.000Z",
        },
        **other,
    }


def automation_change(runbook: str, status: str = "Failed", **other: Any) -> dict[str, Any]:
    execution = "333ba70b-2333-48db-b17e-a5e69c6f4d1c"
    return {
        "version": "0",
        "id": "d290ece9-1088-4383-9df6-cd5b4ac42b99",
        "detail-type": "EC2 Automation Execution Status-change Notification",
        "source": "aws.ssm",
        "account": ACCOUNT,
        "time": "2026-01-02T03:04:06Z",
        "region": HOME,
        "resources": [
            f"arn:aws:ssm:{HOME}:{ACCOUNT}:automation-execution/{execution}",
            f"arn:aws:ssm:{HOME}:{ACCOUNT}:automation-definition/{runbook}:1",
        ],
        "detail": {
            "ExecutionId": execution,
            "Definition": runbook,
            "DefinitionVersion": 1.0,
            "Status": status,
            "StartTime": "Jan 2, 2026 3:04:00 AM",
            "EndTime": "Jan 2, 2026 3:04:06 AM",
            "Time": 5753.0,
            "ExecutedBy": f"arn:aws:sts::{ACCOUNT}:assumed-role/AWSServiceRoleForConfigRemediation/AWSConfig",
        },
        **other,
    }


def heard(found: dict[str, dict[str, Any]], event: dict[str, Any]) -> list[str]:
    return [name for name, properties in found.items() if matches(properties["EventPattern"], event)]


def test_nobody_is_told_unless_a_topic_is_given() -> None:
    assert rules(CONTROL, NOTIFIES_ONLY, AlertTopicArn="") == {}
    assert {target["Arn"] for each in rules(CONTROL, NOTIFIES_ONLY).values() for target in each["Targets"]} == {TOPIC}


def test_a_finding_and_a_failed_repair_are_told_by_one_rule_each() -> None:
    found = rules(CONTROL, AT_HOME, NOTIFIES_ONLY)
    both = ["EventsRuleForTestCompliance"]
    assert heard(found, compliance_change("baseline-ec2-ebs-encryption-by-default")) == both
    assert heard(found, compliance_change("baseline-iam-password-policy")) == both
    assert heard(found, compliance_change("baseline-alb-waf-enabled")) == ["EventsRuleForAlbWafEnabled"]
    for status in ("Failed", "TimedOut", "Cancelled", "Canceled"):
        event = automation_change("baseline-EnableEbsEncryptionByDefault", status)
        assert heard(found, event) == ["EventsRuleForTestRepairs"]


@pytest.mark.parametrize(
    "event",
    [
        compliance_change("baseline-ec2-ebs-encryption-by-default", "COMPLIANT"),
        compliance_change("baseline-ec2-ebs-encryption-by-default", "NOT_APPLICABLE"),
        compliance_change("other-ec2-ebs-encryption-by-default"),
        compliance_change("baseline-ec2-ebs-encryption-by-default-2"),
        compliance_change("baseline-another-stacks-rule"),
        compliance_change("baseline-ec2-ebs-encryption-by-default", account="444455556666"),
        compliance_change("baseline-ec2-ebs-encryption-by-default", region=OTHER),
        compliance_change(
            "baseline-ec2-ebs-encryption-by-default", **{"detail-type": "Config Rules Re-evaluation Status"}
        ),
        automation_change("baseline-EnableEbsEncryptionByDefault", "Success"),
        automation_change("baseline-EnableEbsEncryptionByDefault", "InProgress"),
        automation_change("AWS-EnableEbsEncryptionByDefault"),
        automation_change("baseline-AnotherStacksRunbook"),
        automation_change("baseline-EnableEbsEncryptionByDefault", account="444455556666"),
        automation_change(
            "baseline-EnableEbsEncryptionByDefault", **{"detail-type": "EC2 Automation Step Status-change Notification"}
        ),
    ],
)
def test_what_is_compliant_runs_well_or_belongs_to_others_is_not_told(event: dict[str, Any]) -> None:
    assert heard(rules(CONTROL), event) == []


def test_the_notice_names_resource_rule_account_region_and_the_page_of_the_rule() -> None:
    found = rules(CONTROL)["EventsRuleForTestCompliance"]["Targets"][0]["InputTransformer"]
    assert transformed(found, compliance_change("baseline-ec2-ebs-encryption-by-default")) == [
        "baseline-ec2-ebs-encryption-by-default finds AWS::EC2::Volume vol-0123456789abcdef0 non-compliant"
        " in account 111122223333, eu-west-1.",
        "Unless its control is AUTOMATIC, choose Remediate on this page:",
        "https://eu-west-1.console.aws.amazon.com/config/home?region=eu-west-1"
        "#/rules/details?configRuleName=baseline-ec2-ebs-encryption-by-default",
    ]


def test_the_notice_of_a_failed_repair_names_runbook_end_account_region_and_the_page_of_the_run() -> None:
    found = rules(CONTROL)["EventsRuleForTestRepairs"]["Targets"][0]["InputTransformer"]
    first, _, link = transformed(found, automation_change("baseline-EnableEbsEncryptionByDefault", "TimedOut"))
    assert first == (
        "The runbook baseline-EnableEbsEncryptionByDefault ended as TimedOut in account 111122223333, eu-west-1."
    )
    assert link == (
        "https://eu-west-1.console.aws.amazon.com/systems-manager/automation/execution/"
        "333ba70b-2333-48db-b17e-a5e69c6f4d1c?region=eu-west-1"
    )


@pytest.mark.parametrize("control", [NOTIFIES_ONLY, NOTIFIES_AT_HOME])
def test_the_notice_of_what_nothing_repairs_says_what_to_do(control: Control) -> None:
    found = rules(control)[f"EventsRuleFor{control.pascal}"]["Targets"][0]["InputTransformer"]
    first, what, link = transformed(found, compliance_change(f"baseline-{control.rule_name}"))
    assert first.startswith(f"baseline-{control.rule_name} finds AWS::EC2::Volume vol-0123456789abcdef0 non-compliant")
    assert first.endswith("in account 111122223333, eu-west-1.")
    assert what == f"Wanted: {control.title.en}. {control.why.en}"
    assert link.endswith(f"#/rules/details?configRuleName=baseline-{control.rule_name}")


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("eu-west-1", "console.aws.amazon.com"),
        ("cn-north-1", "console.amazonaws.cn"),
        ("us-gov-west-1", "console.amazonaws-us-gov.com"),
    ],
)
def test_links_lead_to_the_console_of_the_partition(region: str, host: str) -> None:
    for properties in rules(CONTROL, NOTIFIES_ONLY, region=region).values():
        template = properties["Targets"][0]["InputTransformer"]["InputTemplate"]
        assert f'\n"https://{region}.{host}/' in template


def test_controls_of_the_home_region_are_told_of_there_only() -> None:
    assert set(rules(AT_HOME, NOTIFIES_AT_HOME)) == {
        "EventsRuleForTestCompliance",
        "EventsRuleForTestRepairs",
        "EventsRuleForIamRootAccessKeyCheck",
    }
    assert rules(AT_HOME, NOTIFIES_AT_HOME, region=OTHER, HomeRegion=HOME) == {}
    mixed = rules(AT_HOME, CONTROL, NOTIFIES_AT_HOME, region=OTHER, HomeRegion=HOME)
    assert set(mixed) == {"EventsRuleForTestCompliance", "EventsRuleForTestRepairs"}


def test_what_only_us_east_1_has_is_told_of_there_only() -> None:
    assert rules(IN_US_EAST_1) == {}
    assert set(rules(IN_US_EAST_1, region="us-east-1")) == {"EventsRuleForCloudfrontViewerPolicyHttps"}


def test_a_disabled_control_has_no_notice_of_its_own() -> None:
    assert rules(NOTIFIES_ONLY, AlbWafEnabled="DISABLED") == {}


def test_a_scheduled_control_has_no_rule_to_hear_of_but_a_runbook() -> None:
    scheduled = replace(AT_HOME, identifier="ACCOUNT_SETTING", scheduled=True)
    elements = [*control_notifications("Test", scheduled), *deployment()]
    found = make(assembled("test", "Test.", elements).data, AlertTopicArn=TOPIC).of_type("AWS::Events::Rule")
    assert set(found) == {"EventsRuleForTestRepairs"}
    assert AT_HOME.runbook
    assert heard(found, automation_change(f"baseline-{AT_HOME.runbook.name}")) == ["EventsRuleForTestRepairs"]


def test_more_names_than_a_pattern_holds_are_split_and_each_is_told_of_once() -> None:
    many = [replace(CONTROL, identifier=f"ACCOUNT_SETTING_{number:02}", guard=GUARD) for number in range(90)]
    names = {f"baseline-{control.rule_name}" for control in many}
    elements = [*control_notifications("Test", *many), *deployment()]
    data = assembled("test", "Test.", elements).data
    found = make(data, region="ap-southeast-1", NamePrefix="z" * 16, AlertTopicArn=TOPIC).of_type("AWS::Events::Rule")
    parts = [name for name in found if "Compliance" in name]
    assert parts == [f"EventsRuleForTestCompliance{number}" for number in ("", 2)]
    assert all(len(json.dumps(found[name]["EventPattern"])) <= limits.EVENT_PATTERN_QUOTA for name in found)
    here = make(data, AlertTopicArn=TOPIC).of_type("AWS::Events::Rule")
    for name in names:
        assert len(heard(here, compliance_change(name))) == 1


def test_events_rules_are_named_by_cloudformation() -> None:
    assert not [name for name, body in rules(CONTROL, NOTIFIES_ONLY).items() if "Name" in body]


def test_two_articles_in_one_template_share_the_topic_and_nothing_else() -> None:
    elements = [*access_keys.elements(), *config_controls(AT_HOME), *control_notifications("Other", AT_HOME)]
    stack = make(assembled("test", "Test.", elements).data, AlertTopicArn=TOPIC)
    assert {"EventsRuleForAccessKeysCompliance", "EventsRuleForOtherCompliance"} <= stack.resources.keys()


def test_words_that_eventbridge_would_take_for_a_variable_are_refused() -> None:
    risky = replace(NOTIFIES_ONLY, why=Text("Set it to <100>.", NOTIFIES_ONLY.why.ja))
    with pytest.raises(ValueError, match="EventBridge would look"):
        list(control_notifications("Test", risky))


def test_quotation_marks_in_the_words_do_not_end_the_line() -> None:
    quoted = replace(NOTIFIES_ONLY, why=Text('Take "*" \\ out.', NOTIFIES_ONLY.why.ja))
    found = rules(quoted)["EventsRuleForAlbWafEnabled"]["Targets"][0]["InputTransformer"]
    assert transformed(found, compliance_change("baseline-alb-waf-enabled"))[1].endswith('Take "*" \\ out.')
