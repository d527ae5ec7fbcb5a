import json
from pathlib import Path
from typing import Any

import pytest

from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "patch-management"
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"
ROLE = "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole"
SETTING = "SSMServiceSettingForDefaultHostManagement"
SCAN, INSTALL = "SSMAssociationForPatchScan", "SSMAssociationForPatchInstall"
LACKS = json.loads((Path(__file__).parents[1] / "events/samples/ssm.json").read_text("utf-8"))["events"][
    "patch non-compliant"
]


def stack(**given: Any) -> Made:
    return made(NAME, **{"Patching": "INSTALL", "PatchBaselines": "CREATE", "AlertTopicArn": TOPIC, **given})


def test_nothing_is_made_until_it_is_chosen() -> None:
    assert made(NAME, AlertTopicArn=TOPIC).resources == {}


def test_a_scan_changes_nothing_and_looks_at_every_instance() -> None:
    chosen = stack(Patching="SCAN", PatchBaselines="DISABLED")
    assert set(chosen.resources) == {SCAN, "EventsRuleForPatchCompliance"}
    scan = chosen.properties(SCAN)
    assert (scan["Name"], scan["Parameters"]) == ("AWS-RunPatchBaseline", {"Operation": ["Scan"]})
    assert scan["Targets"] == [{"Key": "InstanceIds", "Values": ["*"]}]


def test_patches_are_installed_on_the_patch_group_only_and_at_its_time_only() -> None:
    install = stack(PatchGroupName="web").properties(INSTALL)
    assert install["Targets"] == [{"Key": "tag:PatchGroup", "Values": ["web"]}]
    assert install["Parameters"] == {"Operation": ["Install"], "RebootOption": ["RebootIfNeeded"]}
    assert install["ApplyOnlyAtCronInterval"] in (True, "true")
    assert install["ScheduleExpression"] == "cron(0 3 ? * SUN *)"
    assert (install["MaxConcurrency"], install["MaxErrors"]) == ("10%", "10%")


def test_each_operating_system_has_a_baseline_of_the_patch_group() -> None:
    found = stack(PatchGroupName="web", PatchApprovalDelayInDays="3").of_type("AWS::SSM::PatchBaseline").values()
    assert all(each["PatchGroups"] == ["web"] for each in found)
    delays = {
        each["OperatingSystem"]: int(each["ApprovalRules"]["PatchRules"][0]["ApproveAfterDays"]) for each in found
    }
    assert delays == {"AMAZON_LINUX_2023": 3, "REDHAT_ENTERPRISE_LINUX": 3, "WINDOWS": 3}


@pytest.mark.parametrize(("region", "there"), [(HOME, True), ("cn-north-1", False), ("us-gov-west-1", False)])
def test_default_host_management_is_set_where_the_region_has_it(region: str, *, there: bool) -> None:
    chosen = made(NAME, region=region, DefaultHostManagementRoleName=ROLE)
    assert set(chosen.resources) == ({SETTING} if there else set())
    if there:
        assert chosen.properties(SETTING) == {
            "SettingId": "/ssm/managed-instance/default-ec2-instance-management-role",
            "SettingValue": ROLE,
        }


def test_an_instance_that_lacks_patches_is_told() -> None:
    rule = stack().properties("EventsRuleForPatchCompliance")
    assert matches(rule["EventPattern"], LACKS)
    (target,) = rule["Targets"]
    assert transformed(target["InputTransformer"], LACKS) == [
        f"i-01234567890abcdef lacks patches of severity critical in account {ACCOUNT}, {HOME}; its patch baseline is PB789.",
        "Which, and how to install them:",
        f"https://{HOME}.console.aws.amazon.com/systems-manager/patch-manager?region={HOME}",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"detail": {**LACKS["detail"], "compliance-status": "compliant"}},
        {"detail": {**LACKS["detail"], "compliance-type": "Association"}},
        {"account": "444455556666"},
        {"region": OTHER},
        {"detail-type": "EC2 State Manager Association State Change"},
    ],
)
def test_what_has_its_patches_or_is_not_of_this_region_is_not_told(changed: dict[str, Any]) -> None:
    assert not matches(stack().properties("EventsRuleForPatchCompliance")["EventPattern"], LACKS | changed)
