import json
from collections.abc import Callable

import pytest
from click.testing import Result

from generator.rehearsal.organization.organization import StrictOrganization

Baseline = Callable[..., Result]
REGIONS = ("--regions", "us-east-1,eu-west-1")


def instances(organization: StrictOrganization, name: str) -> dict[tuple[str, str], str]:
    found = organization.client("cloudformation").get_paginator("list_stack_instances").paginate(StackSetName=name)
    return {(each["Account"], each["Region"]): each["Status"] for page in found for each in page["Summaries"]}


def places(organization: StrictOrganization, *accounts: str) -> set[tuple[str, str]]:
    return {(organization.account(each), region) for each in accounts for region in ("us-east-1", "eu-west-1")}


def deploy(baseline: Baseline, organization: StrictOrganization, *arguments: str, ou: str = "Workloads") -> Result:
    return baseline("stack-sets", "deploy", *arguments, "--ou", organization.ou(ou), *REGIONS, "--yes")


def test_an_article_reaches_every_account_under_the_unit(light: StrictOrganization, baseline: Baseline) -> None:
    result = deploy(baseline, light, "config")
    assert result.exit_code == 0, result.output
    assert instances(light, "baseline-config") == dict.fromkeys(places(light, "shop", "web", "billing"), "CURRENT")
    made = light.client("cloudformation").describe_stack_set(StackSetName="baseline-config")["StackSet"]
    assert made["PermissionModel"] == "SERVICE_MANAGED"
    assert made["AutoDeployment"] == {"Enabled": True, "RetainStacksOnAccountRemoval": False}
    assert made["ManagedExecution"] == {"Active": True}
    assert {each["ParameterKey"]: each["ParameterValue"] for each in made["Parameters"]}["HomeRegion"] == "us-east-1"


def test_a_second_deployment_changes_nothing(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config")
    light.calls.clear()
    result = deploy(baseline, light, "config")
    assert result.exit_code == 0, result.output
    assert "baseline-config: nothing to do" in result.output
    assert not {"CreateStackInstances", "UpdateStackSet"} & {call.partition(":")[2] for call in light.calls}


def test_articles_are_deployed_after_what_they_require_and_depend_on_it(
    light: StrictOrganization, baseline: Baseline
) -> None:
    result = deploy(baseline, light, "default-security-group", "config", "service-linked-roles")
    assert result.exit_code == 0, result.output
    made = [each.name for each in light.stack_sets]
    assert made == ["baseline-service-linked-roles", "baseline-config", "baseline-default-security-group"]
    roles, config, rules = light.stack_sets
    assert (config.auto_deployment["DependsOn"], rules.auto_deployment["DependsOn"]) == ([roles.arn], [config.arn])
    # An article of the home Region has its one Region.
    assert {region for _, region in instances(light, "baseline-service-linked-roles")} == {"us-east-1"}


def test_parameters_are_updated_and_those_that_are_not_named_stay(
    light: StrictOrganization, baseline: Baseline, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("parameters") / "config.json"
    file.write_text(json.dumps({"Parameters": {"NamePrefix": "acme"}}))
    deploy(baseline, light, "config")
    result = deploy(baseline, light, "config", "--parameters", str(file))
    assert result.exit_code == 0, result.output
    assert "change parameter NamePrefix: baseline -> acme" in result.output
    again = deploy(baseline, light, "config")
    assert "nothing to do" in again.output
    made = light.client("cloudformation").describe_stack_set(StackSetName="baseline-config")["StackSet"]
    assert {each["ParameterKey"]: each["ParameterValue"] for each in made["Parameters"]}["NamePrefix"] == "acme"


def test_a_failed_instance_is_told_though_the_operation_succeeded_and_is_tried_again_alone(
    light: StrictOrganization, baseline: Baseline
) -> None:
    for number in range(5):
        light.join(f"more-{number}", "Workloads")
    light.fail_instances("web", "us-east-1", "MaxNumberOfConfigurationRecordersExceededException")
    result = deploy(baseline, light, "config")
    assert result.exit_code == 1, result.output
    assert "CREATE is SUCCEEDED with 1 failed instances" in result.output
    assert f"{light.account('web')} us-east-1: MaxNumberOfConfigurationRecordersExceededException" in result.output
    assert "Set ConfigurationRecorder to EXISTING" in result.output
    light.heal()
    again = deploy(baseline, light, "config")
    assert again.exit_code == 0, again.output
    assert f"update 1 accounts of {light.ou('Workloads')}, us-east-1" in again.output
    assert set(instances(light, "baseline-config").values()) == {"CURRENT"}


def test_what_requires_a_failed_article_is_not_begun(light: StrictOrganization, baseline: Baseline) -> None:
    light.fail_instances("*", "*", "Rate exceeded")
    result = deploy(baseline, light, "config", "default-security-group")
    assert result.exit_code == 1
    assert "default-security-group: not begun, because config failed" in result.output
    assert [each.name for each in light.stack_sets] == ["baseline-config"]


def test_an_operation_that_runs_is_followed_and_its_rest_deployed(
    light: StrictOrganization, baseline: Baseline
) -> None:
    light.fail_next("DescribeStackSetOperation", KeyboardInterrupt(), nth=2)
    result = deploy(baseline, light, "config")
    assert result.exit_code == 130
    assert "goes on in AWS, and nothing was stopped: run the same command again" in result.output
    again = deploy(baseline, light, "config")
    assert again.exit_code == 0, again.output
    assert "CREATE that was running: SUCCEEDED" in again.output
    assert set(instances(light, "baseline-config")) == places(light, "shop", "web", "billing")


def test_expired_credentials_are_told_with_how_to_resume(light: StrictOrganization, baseline: Baseline) -> None:
    light.fail_next("DescribeStackSetOperation", "ExpiredToken")
    result = deploy(baseline, light, "config")
    assert result.exit_code == 2
    (told,) = [line for line in result.output.splitlines() if line.startswith("baseline: ")]
    assert "Renew the credentials and run the same command again: it resumes" in told
    assert deploy(baseline, light, "config").exit_code == 0


def test_a_look_that_is_throttled_is_taken_again(light: StrictOrganization, baseline: Baseline) -> None:
    light.fail_next("DescribeStackSetOperation", "Throttling", times=3)
    assert deploy(baseline, light, "config").exit_code == 0


def test_an_operation_in_the_way_is_waited_for(light: StrictOrganization, baseline: Baseline) -> None:
    light.fail_next("CreateStackInstances", "OperationInProgressException")
    assert deploy(baseline, light, "config").exit_code == 0
    assert set(instances(light, "baseline-config")) == places(light, "shop", "web", "billing")


def test_a_new_account_is_deployed_by_the_organization_and_is_no_change(
    light: StrictOrganization, baseline: Baseline
) -> None:
    deploy(baseline, light, "config")
    light.join("new", "Workloads/Prod")
    light.settle()
    assert set(instances(light, "baseline-config")) == places(light, "shop", "web", "billing", "new")
    assert "nothing to do" in deploy(baseline, light, "config").output


def test_a_new_region_leaves_the_present_instances_alone(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config")
    light.calls.clear()
    unit = light.ou("Workloads")
    result = baseline("stack-sets", "deploy", "config", "--ou", unit, *REGIONS, "--regions", "sa-east-1", "--yes")
    assert result.exit_code == 0, result.output
    assert f"create instances in {unit}, sa-east-1" in result.output
    assert light.calls["cloudformation:CreateStackInstances"] == 1


def test_filters_reach_the_accounts_that_they_mean(light: StrictOrganization, baseline: Baseline) -> None:
    web, play = light.account("web"), light.account("play")
    deploy(baseline, light, "config", "--accounts", web, "--account-filter", "INTERSECTION")
    assert set(instances(light, "baseline-config")) == places(light, "web")
    deploy(baseline, light, "guardduty", "--accounts", web, "--account-filter", "DIFFERENCE")
    assert set(instances(light, "baseline-guardduty")) == places(light, "shop", "billing")
    result = deploy(baseline, light, "macie", "--accounts", play, "--account-filter", "UNION")
    assert result.exit_code == 0, result.output
    assert set(instances(light, "baseline-macie")) == places(light, "shop", "web", "billing", "play")


def test_prune_removes_what_is_outside_and_nothing_else_does(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config", ou="Root")
    kept = deploy(baseline, light, "config")
    assert "--prune removes it" in kept.output
    assert len(instances(light, "baseline-config")) == 10
    pruned = deploy(baseline, light, "config", "--prune")
    assert pruned.exit_code == 0, pruned.output
    assert set(instances(light, "baseline-config")) == places(light, "shop", "web", "billing")


def test_an_account_that_is_suspended_in_the_middle_is_left_out(light: StrictOrganization, baseline: Baseline) -> None:
    light.fail_next("DescribeStackSetOperation", KeyboardInterrupt(), nth=2)
    deploy(baseline, light, "config")
    light.suspend("web")
    result = deploy(baseline, light, "config")
    assert result.exit_code == 0, result.output
    assert f"skip {light.account('web')}" in result.output
    light.restore("web")
    assert deploy(baseline, light, "config").exit_code == 0
    assert instances(light, "baseline-config") == dict.fromkeys(places(light, "shop", "web", "billing"), "CURRENT")


def test_a_suspended_account_fails_neither_the_deployment_nor_the_status(
    light: StrictOrganization, baseline: Baseline
) -> None:
    light.suspend("web")
    result = deploy(baseline, light, "config")
    assert result.exit_code == 0, result.output
    assert f"skip {light.account('web')} in us-east-1, eu-west-1: the account is suspended" in result.output
    status = baseline("stack-sets", "status")
    assert status.exit_code == 0
    assert "2 x the account is suspended" in status.output


def test_a_delegated_administrator_deploys_as_one(light: StrictOrganization, baseline: Baseline) -> None:
    principal = "member.org.stacksets.cloudformation.amazonaws.com"
    audit = light.account("audit")
    light.client("organizations").register_delegated_administrator(AccountId=audit, ServicePrincipal=principal)
    light.sign_in("audit")
    result = deploy(baseline, light, "config", "--delegated-admin")
    assert result.exit_code == 0, result.output
    refused = deploy(baseline, light, "config")
    assert refused.exit_code == 2
    assert len([line for line in refused.output.splitlines() if line.startswith("baseline: ")]) == 1


def test_json_is_one_object_and_has_the_remedies(light: StrictOrganization, baseline: Baseline) -> None:
    light.fail_instances("web", "us-east-1", "Rate exceeded")
    unit = light.ou("Workloads")
    result = baseline("stack-sets", "deploy", "config", "--ou", unit, *REGIONS, "--yes", "--json")
    assert result.exit_code == 1
    (article,) = json.loads(result.stdout)["articles"]
    (failure,) = [each for each in article["operations"][0]["failures"] if each["words"] == "Rate exceeded"]
    assert failure["reason"] == "throttled"
    assert failure["remedy"].startswith("Run the same command again")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("config", "--ou", "ou-zzzz-zzzzzzzz"), r"--ou ou-zzzz-zzzzzzzz: the organization has no such unit"),
        (("config", "--ou", "r-zzzz"), "the organization has no such root"),
        (("config",), "--ou: service-managed stack sets are aimed"),
        (("--ou", "r-zzzz"), "ARTICLE: nobody said which articles"),
        (("log-archive", "--ou", "r-zzzz"), "log archive account"),
        (("confg", "--ou", "r-zzzz"), "Did you mean config"),
        (("anti-patterns", "--ou", "r-zzzz"), "a request holds 51,200"),
        (("config", "--ou", "ROOT", "--regions", "eu-west-9"), "unknown Region"),
        (("config", "--ou", "ROOT", "--regions", "me-central-1"), "the Region is not enabled in this account"),
        (
            ("config", "--ou", "ROOT", "--accounts", "111111111111", "--account-filter", "DIFFERENCE"),
            "in none of the units",
        ),
        (("config", "--ou", "ROOT", "--accounts", "111111111111", "--account-filter", "UNION"), "no such account"),
    ],
)
def test_bad_input_is_one_line_and_status_2_before_anything_is_made(
    light: StrictOrganization, baseline: Baseline, arguments: tuple[str, ...], words: str
) -> None:
    given = [light.root if word == "ROOT" else word for word in arguments]
    result = baseline("stack-sets", "deploy", *given, "--yes")
    assert result.exit_code == 2
    (line,) = result.output.splitlines()
    assert words in line
    assert not light.stack_sets


def test_missing_trusted_access_is_told_with_the_command(baseline: Baseline) -> None:
    from tests.stack_sets.conftest import TREE

    with StrictOrganization(TREE, light=True) as organization:
        result = deploy(baseline, organization, "config")
    assert result.exit_code == 2
    assert "Run baseline organization prepare" in result.output


def test_without_an_answer_nothing_is_changed(light: StrictOrganization, baseline: Baseline) -> None:
    unit = light.ou("Workloads")
    for answer, status in (("n\n", 1), ("", 2)):
        result = baseline("stack-sets", "deploy", "config", "--ou", unit, *REGIONS, input=answer)
        assert result.exit_code == status
    assert not light.stack_sets
