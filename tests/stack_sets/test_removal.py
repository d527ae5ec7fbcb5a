import json
from collections.abc import Callable

from click.testing import Result

from generator.rehearsal.organization.organization import StrictOrganization

Baseline = Callable[..., Result]


def deploy(baseline: Baseline, organization: StrictOrganization, *articles: str, ou: str = "Workloads") -> None:
    given = (*articles, "--ou", organization.ou(ou), "--regions", "us-east-1,eu-west-1", "--yes")
    assert baseline("stack-sets", "deploy", *given).exit_code == 0


def active(organization: StrictOrganization) -> list[str]:
    return [each.name for each in organization.stack_sets if each.status == "ACTIVE"]


def test_a_removal_goes_backwards_and_says_what_stays(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config", "default-security-group", ou="Root")
    light.log.clear()
    result = baseline("stack-sets", "remove", "config", "default-security-group", "--yes")
    assert result.exit_code == 0, result.output
    assert "baseline-config: delete 10 stacks of 5 accounts, then the stack set" in result.output
    assert "stays in every account and Region that has it: S3ForConfig (AWS::S3::Bucket)" in result.output
    assert result.output.index("baseline-default-security-group") < result.output.index("baseline-config")
    assert not active(light)
    order = [each.operation for each in light.log if each.operation.startswith("Delete")]
    assert order == ["DeleteStackInstances", "DeleteStackSet"] * 2


def test_a_removal_asks_and_takes_no_for_an_answer(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config")
    assert baseline("stack-sets", "remove", "config", input="n\n").exit_code == 1
    assert baseline("stack-sets", "remove", "config", input="").exit_code == 2
    assert active(light) == ["baseline-config"]


def test_what_a_remaining_stack_set_needs_is_not_removed(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config", "default-security-group")
    result = baseline("stack-sets", "remove", "config", "--yes")
    assert result.exit_code == 2
    assert "baseline-default-security-group needs it" in result.output


def test_a_part_is_removed_and_the_stack_set_stays(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config", ou="Root")
    result = baseline("stack-sets", "remove", "config", "--ou", light.ou("Workloads/Prod"), "--yes")
    assert result.exit_code == 0, result.output
    (config,) = light.stack_sets
    assert {account for account, _ in config.instances} == {light.account(name) for name in ("audit", "shop", "play")}
    baseline("stack-sets", "remove", "config", "--regions", "eu-west-1", "--yes")
    assert {region for _, region in config.instances} == {"us-east-1"}
    assert active(light) == ["baseline-config"]


def test_a_failed_deletion_is_told_and_the_next_one_goes_on(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config", "default-security-group")
    light.fail_instances("web", "us-east-1", "Stack cannot be deleted while TerminationProtection is enabled")
    result = baseline("stack-sets", "remove", "config", "default-security-group", "--yes")
    assert result.exit_code == 1
    assert "Turn termination protection of the stack off" in result.output
    assert "baseline-config: left, because default-security-group could not be removed" in result.output
    assert active(light) == ["baseline-config", "baseline-default-security-group"]
    light.heal()
    assert baseline("stack-sets", "remove", "config", "default-security-group", "--yes").exit_code == 0
    assert not active(light)


def test_a_half_deleted_instance_is_told_by_deploy_and_removed_by_remove(
    light: StrictOrganization, baseline: Baseline
) -> None:
    deploy(baseline, light, "config")
    light.fail_instances("web", "us-east-1", "Rate exceeded")
    baseline("stack-sets", "remove", "config", "--accounts", light.account("web"), "--yes")
    light.heal()
    given = ("config", "--ou", light.ou("Workloads"), "--regions", "us-east-1,eu-west-1", "--yes")
    result = baseline("stack-sets", "deploy", *given)
    assert "the instance is INOPERABLE" in result.output
    assert baseline("stack-sets", "remove", "config", "--accounts", light.account("web"), "--yes").exit_code == 0
    assert baseline("stack-sets", "deploy", *given).exit_code == 0
    (config,) = light.stack_sets
    assert {each.status for each in config.instances.values()} == {"CURRENT"}
    assert len(config.instances) == 6


def test_an_interrupted_removal_is_finished_by_the_next(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config")
    light.fail_next("DescribeStackSetOperation", KeyboardInterrupt())
    assert baseline("stack-sets", "remove", "config", "--yes").exit_code == 130
    assert baseline("stack-sets", "remove", "config", "--yes").exit_code == 0
    # It was followed, not begun anew.
    assert light.calls["cloudformation:DeleteStackInstances"] == 1
    assert baseline("stack-sets", "remove", "config", "--yes", "--json").exit_code == 0
    assert not active(light)


def test_a_stack_set_that_is_busy_is_deleted_when_it_is_at_rest(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config")
    light.fail_next("DeleteStackSet", "OperationInProgressException")
    assert baseline("stack-sets", "remove", "config", "--yes").exit_code == 0
    assert not active(light)


def test_json_tells_what_goes_and_what_stays(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config")
    result = baseline("stack-sets", "remove", "config", "--yes", "--json")
    (planned,) = json.loads(result.stdout)["stackSets"]
    assert planned["stacks"] == 6
    assert planned["keptInEachStack"] == ["S3ForConfig (AWS::S3::Bucket)"]


def test_a_suspended_account_is_told_and_given_up_on_request(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config")
    light.suspend("web")
    result = baseline("stack-sets", "remove", "config", "--yes")
    assert result.exit_code == 1, result.output
    assert "remove its instances with --retain-stacks" in result.output
    given_up = baseline("stack-sets", "remove", "config", "--retain-stacks", "--yes")
    assert given_up.exit_code == 0, given_up.output
    assert not active(light)
