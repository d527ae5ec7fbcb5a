import pytest

from generator.articles.config_rules_ec2 import CONTROLS
from generator.model import Mode
from tests.articles.evaluation import HOME, OTHER, document, made

NAME = "config-rules-ec2"
REPAIRED = [control for control in CONTROLS if control.runbook is not None]


def test_every_control_is_a_rule_and_every_runbook_has_its_own_role() -> None:
    resources = made(NAME).resources
    runbooks = [control.runbook.name for control in REPAIRED if control.runbook]
    wanted = {f"Config{control.pascal}" for control in CONTROLS}
    wanted |= {f"Config{control.pascal}RemediationConfiguration" for control in REPAIRED}
    wanted |= {f"{kind}{name}" for name in runbooks for kind in ("SSMAutomation", "IAMRoleFor")}
    assert {*resources} == wanted
    assert len(runbooks) <= 25


def test_what_is_only_reported_cannot_be_repaired() -> None:
    for control in CONTROLS:
        values = document(NAME)["Parameters"][control.pascal]["AllowedValues"]
        assert ("AUTOMATIC" in values) is (control.mode is not Mode.NOTIFY)


def test_the_roles_are_made_at_home_and_used_elsewhere() -> None:
    there = made(NAME, region=OTHER, HomeRegion=HOME)
    assert there.of_type("AWS::IAM::Role") == {}
    assert len(there.of_type("AWS::SSM::Document")) == len(REPAIRED)


@pytest.mark.parametrize(
    ("region", "control"),
    [("mx-central-1", "EbsSnapshotBlockPublicAccess"), ("eu-south-2", "EbsSnapshotPublicRestorableCheck")],
)
def test_a_region_that_lacks_a_rule_does_without(region: str, control: str) -> None:
    assert f"Config{control}" not in made(NAME, region=region, HomeRegion=HOME).resources
    assert "ConfigEc2EbsEncryptionByDefault" in made(NAME, region=region, HomeRegion=HOME).resources
