import json
from collections.abc import Callable

from click.testing import Result

from generator.rehearsal.organization.organization import StrictOrganization

Baseline = Callable[..., Result]


def deploy(baseline: Baseline, organization: StrictOrganization, *articles: str) -> Result:
    given = (*articles, "--ou", organization.ou("Workloads"), "--regions", "us-east-1,eu-west-1", "--yes")
    return baseline("stack-sets", "deploy", *given)


def test_the_status_counts_instances_in_pages_and_not_one_by_one(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config", "guardduty")
    light.calls.clear()
    result = baseline("stack-sets", "status")
    assert result.exit_code == 0, result.output
    assert "baseline-config     3         2        6 CURRENT  current" in result.output
    assert light.calls["cloudformation:ListStackInstances"] == 2
    assert sum(light.calls.values()) == 7


def test_a_failed_instance_has_its_reason_and_status_1(light: StrictOrganization, baseline: Baseline) -> None:
    light.fail_instances("web", "us-east-1", "Rate exceeded")
    deploy(baseline, light, "config")
    result = baseline("stack-sets", "status", "config")
    assert result.exit_code == 1
    assert f"{light.account('web')} us-east-1" in result.output
    (found,) = json.loads(baseline("stack-sets", "status", "config", "--json").stdout)["stackSets"]
    assert found["template"] == "current"
    failed = {each["account"]: each["words"] for each in found["failures"] if each["region"] == "us-east-1"}
    assert failed[light.account("web")] == "Rate exceeded"


def test_drift_is_detected_on_request(light: StrictOrganization, baseline: Baseline) -> None:
    deploy(baseline, light, "config")
    light.drift("baseline-config", "web", "eu-west-1")
    assert "6 NOT_CHECKED" in baseline("stack-sets", "status").output
    result = baseline("stack-sets", "status", "--drift")
    assert result.exit_code == 1
    assert f"baseline-config: {light.account('web')} eu-west-1 has drifted" in result.output


def test_nothing_there_is_told_in_one_line(light: StrictOrganization, baseline: Baseline) -> None:
    for arguments in ((), ("config",)):
        result = baseline("stack-sets", "status", *arguments)
        assert result.exit_code == 2
        assert len(result.output.splitlines()) == 1
