import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.stack_sets.instance_plan import BUSY, INOPERABLE, OUTSIDE, InstancePlan, count, instance_plan
from generator.stack_sets.requests import create_requests, delete_requests, preferences, update_requests
from generator.stack_sets.stored import Instance
from generator.stack_sets.targets import SUSPENDED, Member, Reach, Targets

UNIT = "ou-abcd-00000000"
REGIONS = ("eu-west-1", "us-east-1")
A, B, C, GONE = "111111111111", "222222222222", "333333333333", "444444444444"


def aim(*accounts: str, **left_out: str) -> Reach:
    members = {each: Member(each, each, True, UNIT, (UNIT, "r-abcd")) for each in accounts}
    return Reach(members, {name.removeprefix("a"): reason for name, reason in left_out.items()})


def instance(account: str, region: str, status: str = "CURRENT", detailed: str = "SUCCEEDED") -> Instance:
    return Instance(account, region, status, detailed, UNIT, "NOT_CHECKED", "")


def test_a_new_stack_set_is_created_everywhere() -> None:
    plan = instance_plan(aim(A, B), REGIONS, [], changed=False, prune=False)
    assert plan.create == {A: REGIONS, B: REGIONS}
    assert not plan.update
    assert not plan.remove


@pytest.mark.parametrize(
    ("found", "changed", "expected"),
    [
        (instance(A, "us-east-1"), False, "current"),
        (instance(A, "us-east-1"), True, "update"),
        (instance(A, "us-east-1", "OUTDATED", "FAILED"), False, "update"),
        (instance(A, "us-east-1", "CURRENT", "CANCELLED"), False, "update"),
        (instance(A, "us-east-1", "OUTDATED", "RUNNING"), False, BUSY),
        (instance(A, "us-east-1", "INOPERABLE", "INOPERABLE"), True, INOPERABLE),
        (instance(A, "us-east-1", "OUTDATED", "SKIPPED_SUSPENDED_ACCOUNT"), False, "update"),
        (instance(C, "us-east-1", "OUTDATED", "FAILED"), False, SUSPENDED),
        (instance(GONE, "us-east-1"), False, OUTSIDE),
        (instance(A, "ap-south-1"), False, OUTSIDE),
        (instance(GONE, "us-east-1", "OUTDATED", "FAILED"), False, OUTSIDE),
        (instance(GONE, "us-east-1"), True, "update"),
    ],
)
def test_what_becomes_of_an_instance_follows_from_its_state(found: Instance, changed: bool, expected: str) -> None:
    plan = instance_plan(aim(A, **{f"a{C}": SUSPENDED}), REGIONS, [found], changed=changed, prune=False)
    places = getattr(plan, expected, None) or plan.skip.get(expected, {})
    assert found.region in places[found.account]


def test_only_prune_removes_what_is_outside_and_it_names_the_target_that_made_it() -> None:
    found = [instance(GONE, "us-east-1"), instance(A, "ap-south-1"), instance(A, "us-east-1")]
    plan = instance_plan(aim(A), REGIONS, found, changed=False, prune=True)
    assert plan.remove == {A: ("ap-south-1",), GONE: ("us-east-1",)}
    assert plan.units == (UNIT,)


accounts = st.sampled_from([A, B, C, GONE])
regions = st.sampled_from([*REGIONS, "ap-south-1"])
states = st.sampled_from(
    [("CURRENT", "SUCCEEDED"), ("OUTDATED", "FAILED"), ("INOPERABLE", "INOPERABLE"), ("OUTDATED", "RUNNING")]
)
instances = st.dictionaries(st.tuples(accounts, regions), states, max_size=12).map(
    lambda found: [instance(*place, *state) for place, state in found.items()]
)


@settings(max_examples=50)
@given(st.sets(accounts), instances, st.booleans(), st.booleans())
def test_every_place_is_in_the_plan_exactly_once(
    wanted: set[str], found: list[Instance], changed: bool, prune: bool
) -> None:
    plan = instance_plan(aim(*wanted), REGIONS, found, changed=changed, prune=prune)
    parts = (plan.create, plan.update, plan.remove, plan.current, *plan.skip.values())
    planned = [(account, region) for part in parts for account, listed in part.items() for region in listed]
    expected = {(each.account, each.region) for each in found} | {
        (each, region) for each in wanted for region in REGIONS
    }
    assert sorted(planned) == sorted(expected)


@settings(max_examples=50)
@given(st.sets(accounts), instances, st.booleans())
def test_the_requests_reach_every_place_of_the_plan_and_no_present_one_anew(
    wanted: set[str], found: list[Instance], registered: bool
) -> None:
    reached = aim(*wanted)
    plan = instance_plan(reached, REGIONS, found, changed=False, prune=True)
    known = {UNIT: frozenset(REGIONS)} if registered else {}
    made: set[tuple[str, str]] = set()
    for each in create_requests(plan, Targets((UNIT,)), reached, REGIONS, known):
        targets = each.members["DeploymentTargets"]
        listed = targets.get("Accounts", wanted)
        assert registered <= ("Accounts" in targets)
        made |= {(account, region) for account in listed for region in each.members["Regions"]}
    missing = {(account, region) for account, listed in plan.create.items() for region in listed}
    assert made >= missing
    if registered:
        assert made == missing
    units = {each.account: UNIT for each in found}
    for places, requests in ((plan.update, update_requests), (plan.remove, delete_requests)):
        named = {
            (account, region)
            for each in requests(places, units)
            for account in each.members["DeploymentTargets"]["Accounts"]
            for region in each.members["Regions"]
        }
        assert named == {(account, region) for account, listed in places.items() for region in listed}


def test_an_account_that_a_union_adds_is_taken_out_of_its_own_unit() -> None:
    other = Member(B, B, True, "ou-abcd-11111111", ("ou-abcd-11111111", "r-abcd"))
    reached = Reach({**aim(A).accounts, B: other}, {})
    plan = instance_plan(reached, REGIONS, [], changed=False, prune=False)
    whole, single = create_requests(plan, Targets((UNIT,), (B,), "UNION"), reached, REGIONS, {})
    assert whole.members["DeploymentTargets"] == {"OrganizationalUnitIds": [UNIT]}
    assert single.members["DeploymentTargets"] == {
        "OrganizationalUnitIds": ["ou-abcd-11111111"],
        "Accounts": [B],
        "AccountFilterType": "INTERSECTION",
    }


def test_an_operation_tolerates_softly_and_goes_through_the_home_region_first() -> None:
    assert preferences(("us-east-1", "eu-west-1")) == {
        "RegionConcurrencyType": "SEQUENTIAL",
        "RegionOrder": ["us-east-1", "eu-west-1"],
        "FailureTolerancePercentage": 25,
        "MaxConcurrentPercentage": 10,
        "ConcurrencyMode": "SOFT_FAILURE_TOLERANCE",
    }


def test_a_thousand_accounts_share_their_lists_of_regions() -> None:
    many = [f"{number:012}" for number in range(1000)]
    plan: InstancePlan = instance_plan(aim(*many), REGIONS, [], changed=False, prune=False)
    assert count(plan.create) == 2000
    assert len({id(listed) for listed in plan.create.values()}) == 1
