import pytest

from generator.articles.config_rules_rds import CONTROLS
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, besides_notices, document, made

NAME, MONITORING = "config-rules-rds", "IAMRoleForRdsEnhancedMonitoring"
NOTIFIES = ("RdsSnapshotEncrypted", "RdsStorageEncrypted", "RdsDbSecurityGroupNotAllowed")
INSTANCE = f"arn:aws:rds:eu-west-1:{ACCOUNT}:db:shop"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/baseline-rds-enhanced-monitoring"


def test_every_rule_has_its_resources_and_the_ones_to_notify_of_only_the_rule() -> None:
    wanted = {MONITORING}
    for control in CONTROLS:
        wanted.add(f"Config{control.pascal}")
        if control.runbook is not None:
            wanted |= {f"Config{control.pascal}RemediationConfiguration", f"SSMAutomation{control.runbook.name}"}
            wanted.add(f"IAMRoleFor{control.runbook.name}")
    assert {*besides_notices(NAME)} == wanted
    assert {control.pascal for control in CONTROLS if control.runbook is None} == {*NOTIFIES}


@pytest.mark.parametrize(("choice", "there"), [("DETECT", False), ("DISABLED", False), ("MANUAL", True)])
def test_the_monitoring_role_comes_with_the_repair_that_hands_it_over(choice: str, there: bool) -> None:
    assert (MONITORING in made(NAME, RdsEnhancedMonitoringEnabled=choice).resources) is there


def test_the_monitoring_role_is_made_at_home_and_named_everywhere() -> None:
    there = made(NAME, region=OTHER, HomeRegion=HOME)
    assert MONITORING not in there.resources
    remediation = there.properties("ConfigRdsEnhancedMonitoringEnabledRemediationConfiguration")
    assert remediation["Parameters"]["MonitoringRoleArn"] == {"StaticValue": {"Values": [ROLE]}}


def test_only_rds_of_this_account_takes_the_monitoring_role() -> None:
    trust = made(NAME).properties(MONITORING)["AssumeRolePolicyDocument"]

    def takes(account: str, instance: str) -> bool:
        context = {"aws:SourceAccount": account, "aws:SourceArn": instance}
        return allows([trust], Attempt("sts:AssumeRole", "", service="monitoring.rds.amazonaws.com", context=context))

    assert takes(ACCOUNT, INSTANCE)
    assert not takes("999988887777", INSTANCE.replace(ACCOUNT, "999988887777"))


def may(runbook: str, action: str, resource: str, **context: str) -> bool:
    policies = [each["PolicyDocument"] for each in made(NAME).properties(f"IAMRoleFor{runbook}")["Policies"]]
    return allows(policies, Attempt(action, resource, context=context), identity=True)


def test_the_monitoring_role_is_passed_to_rds_and_to_nothing_else() -> None:
    name, passed = "EnableRdsEnhancedMonitoring", "iam:PassedToService"
    assert may(name, "iam:PassRole", ROLE, **{passed: "monitoring.rds.amazonaws.com"})
    assert not may(name, "iam:PassRole", ROLE, **{passed: "ec2.amazonaws.com"})
    other = ROLE.replace("baseline-rds-enhanced-monitoring", "admin")
    assert not may(name, "iam:PassRole", other, **{passed: "monitoring.rds.amazonaws.com"})


def test_a_runbook_changes_instances_of_this_account_and_deletes_none() -> None:
    assert may("EnableRdsMultiAz", "rds:ModifyDBInstance", INSTANCE)
    assert not may("EnableRdsMultiAz", "rds:ModifyDBInstance", INSTANCE.replace(ACCOUNT, "999988887777"))
    assert not may("EnableRdsMultiAz", "rds:ModifyDBCluster", INSTANCE.replace(":db:", ":cluster:"))
    assert not may("EnableRdsMultiAz", "rds:DeleteDBInstance", INSTANCE)


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        ("RdsInstancePublicAccessCheck", "cuts off clients"),
        ("DbInstanceBackupEnabled", "interrupts the database"),
        ("RdsMultiAzSupport", "doubles the price"),
    ],
)
def test_the_choice_says_what_a_repair_can_break(parameter: str, words: str) -> None:
    assert words in document(NAME)["Parameters"][parameter]["Description"]
