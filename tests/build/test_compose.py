import pytest

from generator import registry
from generator.build.compose import MOST_RUNBOOKS, compose
from generator.build.control_facts import control_facts, control_table
from generator.build.outputs import templates
from generator.model import BadInput


def test_it_holds_exactly_the_controls_that_were_named() -> None:
    template = compose(["ec2-ebs-encryption-by-default", "IAM_ROOT_ACCESS_KEY_CHECK"], "mine")
    rules = [body for body in template.resources.values() if body["Type"] == "AWS::Config::ConfigRule"]
    assert [rule["Properties"]["Source"]["SourceIdentifier"] for rule in rules] == [
        "EC2_EBS_ENCRYPTION_BY_DEFAULT",
        "IAM_ROOT_ACCESS_KEY_CHECK",
    ]
    assert sum(body["Type"] == "AWS::SSM::Document" for body in template.resources.values()) == 1
    assert template.text.startswith("# Composed by `baseline compose ec2-ebs-encryption-by-default")
    assert template.stack_name == "Mine"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["EC2_EBS_ENCRYPTION_BY_DEFALT"], "Did you mean EC2_EBS_ENCRYPTION_BY_DEFAULT?"),
        (["EC2_EBS_ENCRYPTION_BY_DEFAULT", "ec2-ebs-encryption-by-default"], "named twice"),
    ],
)
def test_a_wrong_list_is_refused(names: list[str], words: str) -> None:
    with pytest.raises(BadInput, match=words.replace("?", r"\?")):
        compose(names)


def test_more_runbooks_than_a_stack_should_make_are_refused() -> None:
    repairing = [identifier for identifier, control in registry.controls().items() if control.runbook]
    assert len(repairing) > MOST_RUNBOOKS
    with pytest.raises(BadInput, match="Compose two templates"):
        compose(repairing[: MOST_RUNBOOKS + 1])


def test_every_control_stands_in_the_facts_and_in_a_template() -> None:
    every = control_facts(templates())
    assert [each["identifier"] for each in every] == list(registry.controls())
    assert not [each["identifier"] for each in every if not each["articles"]]
    closed = next(each for each in every if each["identifier"] == "VPC_DEFAULT_SECURITY_GROUP_CLOSED")
    assert closed["rule_name"] == "vpc-default-security-group-closed"
    assert closed["runbook"] == "RevokeDefaultSecurityGroup"
    assert (closed["mode"], closed["undo"], closed["security_hub"]) == ("approve", True, ["EC2.2"])
    assert {"default-security-group", "baseline"} <= set(closed["articles"])


def test_the_table_has_a_row_per_control_in_both_languages() -> None:
    every = control_facts(templates())
    for language in ("en", "ja"):
        rows = control_table(every, language).splitlines()
        assert len(rows) == 2 + len(every)
        assert all(row.count("|") == rows[0].count("|") for row in rows)


def test_a_control_without_a_rule_comes_with_its_schedule() -> None:
    template = compose(["EC2_IMAGE_BLOCK_PUBLIC_ACCESS", "EC2_EBS_ENCRYPTION_BY_DEFAULT"], "mine")
    kinds = [body["Type"] for body in template.resources.values() if body["Type"] != "AWS::Events::Rule"]
    assert sorted(kinds) == [
        "AWS::Config::ConfigRule",
        "AWS::Config::RemediationConfiguration",
        "AWS::IAM::Role",
        "AWS::IAM::Role",
        "AWS::SSM::Association",
        "AWS::SSM::Document",
        "AWS::SSM::Document",
    ]
    assert template.resources["SSMAssociationEc2ImageBlockPublicAccess"]["Type"] == "AWS::SSM::Association"


def test_the_facts_of_a_control_without_a_rule_name_its_template() -> None:
    facts = {each["identifier"]: each for each in control_facts(templates())}
    blocked = facts["EC2_IMAGE_BLOCK_PUBLIC_ACCESS"]
    assert (blocked["rule_name"], blocked["articles"]) == (None, ["account-settings", "baseline"])
    assert {"config-rules-ec2", "account-settings"} <= set(facts["EC2_EBS_ENCRYPTION_BY_DEFAULT"]["articles"])


def test_controls_that_only_detect_in_their_own_region_ask_for_no_home_region() -> None:
    template = compose(["VPC_NETWORK_ACL_UNUSED_CHECK"])
    assert "HomeRegion" not in template.parameters
    assert "ConfigVpcNetworkAclUnusedCheck" in template.resources
