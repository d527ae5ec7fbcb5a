from generator.articles.config_rules_vpc import CONTROLS
from tests.articles.evaluation import HOME, OTHER, made

NAME = "config-rules-vpc"
REPAIRED = [control for control in CONTROLS if control.runbook is not None]


def test_every_control_is_a_rule_and_every_runbook_has_its_own_role() -> None:
    runbooks = [control.runbook.name for control in REPAIRED if control.runbook]
    wanted = {f"Config{control.pascal}" for control in CONTROLS}
    wanted |= {f"Config{control.pascal}RemediationConfiguration" for control in REPAIRED}
    wanted |= {f"{kind}{name}" for name in runbooks for kind in ("SSMAutomation", "IAMRoleFor")}
    assert {*made(NAME).resources} == {*wanted, "IAMRoleForVpcFlowLogs"}
    assert len(runbooks) <= 25


def test_the_roles_are_made_at_home_and_used_elsewhere() -> None:
    there = made(NAME, region=OTHER, HomeRegion=HOME)
    assert there.of_type("AWS::IAM::Role") == {}
    assert len(there.of_type("AWS::SSM::Document")) == len(REPAIRED)


def test_documents_are_made_a_few_at_a_time() -> None:
    stack = made(NAME)
    documents = [f"SSMAutomation{control.runbook.name}" for control in REPAIRED if control.runbook]
    assert {documents[0]} <= stack.waits_for(documents[5])
    assert not {*documents} & stack.waits_for(documents[4])
