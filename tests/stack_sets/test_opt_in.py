import json
from collections.abc import Callable

import pytest
from click.testing import Result

from generator.rehearsal.organization.organization import StrictOrganization
from generator.stack_sets import opt_in

Baseline = Callable[..., Result]
OPT_IN = "af-south-1"


def planned(
    baseline: Baseline, organization: StrictOrganization, *more: str, regions: str = f"us-east-1,{OPT_IN}"
) -> Result:
    result = baseline("stack-sets", "plan", "config", "--ou", organization.root, "--regions", regions, *more)
    assert result.exit_code == 0, result.output
    return result


def asked(organization: StrictOrganization) -> int:
    return sum(call.operation == "ListRegions" for call in organization.gate.log)


@pytest.fixture
def opted(light: StrictOrganization) -> StrictOrganization:
    """Everybody has the Region but two accounts."""
    light.client("organizations").enable_aws_service_access(ServicePrincipal="account.amazonaws.com")
    light.enable_region("*", OPT_IN)
    light.disable_region("shop", OPT_IN)
    light.disable_region("play", OPT_IN)
    return light


def test_a_plan_names_the_targets_that_have_not_enabled_an_opt_in_region(
    opted: StrictOrganization, baseline: Baseline
) -> None:
    without = sorted(opted.account(name) for name in ("shop", "play"))
    assert f"{OPT_IN} is not enabled in {', '.join(without)}" in planned(baseline, opted).output
    told = json.loads(planned(baseline, opted, "--json").stdout)["optInRegions"]
    assert told == {"notEnabled": [{"region": OPT_IN, "accounts": without}], "notAsked": ""}
    opted.enable_region("*", OPT_IN)
    assert "is not enabled in" not in planned(baseline, opted).output


def test_one_line_says_that_account_management_is_not_trusted(light: StrictOrganization, baseline: Baseline) -> None:
    light.enable_region("*", OPT_IN)
    output = planned(baseline, light).output
    (line,) = [each for each in output.splitlines() if each.startswith("warning:")]
    assert OPT_IN in line and "account.amazonaws.com" in line


def test_nobody_is_asked_where_no_region_needs_it(opted: StrictOrganization, baseline: Baseline) -> None:
    before = asked(opted)
    planned(baseline, opted, regions="us-east-1,eu-west-1")
    assert asked(opted) == before


def test_each_account_is_asked_once_and_no_more_than_a_bound(
    opted: StrictOrganization, baseline: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = asked(opted)
    planned(baseline, opted, regions=f"us-east-1,{OPT_IN}")
    # The administrator's own, and those of the five members.
    assert asked(opted) - before == 1 + 5
    monkeypatch.setattr(opt_in, "MOST_ASKED", 2)
    assert "3 of 5 accounts were not asked" in planned(baseline, opted).output
    assert asked(opted) - before == 2 * 1 + 5 + 2
