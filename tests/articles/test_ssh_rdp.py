from generator.articles.ssh_rdp import CONTROLS
from tests.articles.evaluation import document, made

NAME = "ssh-rdp"


def test_the_theme_has_the_two_rules_with_their_repairs() -> None:
    assert [control.identifier for control in CONTROLS] == ["INCOMING_SSH_DISABLED", "RESTRICTED_INCOMING_TRAFFIC"]
    assert {*made(NAME).resources} == {
        "ConfigIncomingSshDisabled",
        "ConfigIncomingSshDisabledRemediationConfiguration",
        "SSMAutomationRevokePublicSsh",
        "IAMRoleForRevokePublicSsh",
        "ConfigRestrictedIncomingTraffic",
        "ConfigRestrictedIncomingTrafficRemediationConfiguration",
        "SSMAutomationRevokePublicHighRiskPorts",
        "IAMRoleForRevokePublicHighRiskPorts",
    }


def test_rdp_is_among_the_ports_that_the_rule_is_given() -> None:
    given = made(NAME).properties("ConfigRestrictedIncomingTraffic")["InputParameters"]["blockedPorts"].split(",")
    assert {"22", "3389"} <= {*given}


def test_the_description_says_what_a_repair_can_break() -> None:
    parameters = document(NAME)["Parameters"]
    assert "cuts SSH" in parameters["IncomingSshDisabled"]["Description"]
    assert "24 ports" in parameters["RestrictedIncomingTraffic"]["Description"]
